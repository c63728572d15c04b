/**
 * The package as npm would publish it, installed in a folder of its own: the command is on the path, and the examples of
 * the documents run and have types.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const project = mkdtempSync(join(tmpdir(), 'trailc-package-'));
afterAll(() => rmSync(project, { recursive: true, force: true }));

function ran(program: string, args: readonly string[], cwd = project): string {
  const { status, stdout, stderr } = spawnSync(program, args, {
    cwd,
    encoding: 'utf8',
    env: { ...process.env, NO_COLOR: '1', npm_config_update_notifier: 'false' },
  });
  expect(status, `${program} ${args.join(' ')}\n${stdout}${stderr}`).toBe(0);
  return stdout;
}

/** The first block of a language in a document. */
function block(document: string, language: string): string {
  const text = readFileSync(document, 'utf8');
  const at = text.indexOf(`\`\`\`${language}\n`);
  expect(at, `${document} has a block of ${language}`).toBeGreaterThan(-1);
  return text.slice(at + language.length + 4, text.indexOf('\n```', at));
}

beforeAll(() => {
  // `prepare` would build anew under the feet of the other tests; what is packed has been built.
  ran('npm', ['pack', '--ignore-scripts', '--silent', resolve('.')]);
  const [archive = ''] = readdirSync(project);
  writeFileSync(join(project, 'package.json'), '{ "name": "rules", "private": true, "type": "module" }\n');
  ran('npm', ['install', '--prefer-offline', '--no-audit', '--no-fund', '--silent', `./${archive}`]);
  ran(join(project, 'node_modules', '.bin', 'trailc'), ['init']);
}, 180_000);

describe('the package', () => {
  it('puts trailc on the path, and what init made is without faults', () => {
    const trailc = join(project, 'node_modules', '.bin', 'trailc');
    expect(ran(trailc, ['check'])).toContain('1 rule, 0 lists: no faults');
    expect(ran(trailc, ['test'])).toContain('4 passed, 0 failed');
    expect(ran(trailc, ['build'])).toContain('access-key-made');
  });

  it('has a manifest schema that resolves', () => {
    const code = "import.meta.resolve('trailc/schema/manifest.schema.json')";
    expect(ran(process.execPath, ['--input-type=module', '-e', `console.log(${code})`])).toContain(
      'manifest.schema.json',
    );
  });

  it.each(['README.md', 'docs/library.md'])('runs the example of %s', (document) => {
    writeFileSync(join(project, 'example.mjs'), block(document, 'js'));
    const printed = ran(process.execPath, ['example.mjs']);
    expect(printed).toContain('match - ann made an access key for bob');
    expect(printed).toContain("eventname = 'CreateAccessKey'");
  });

  // Not strict: what may be absent is left unasked in examples, which are about the calls.
  const TYPES = ['--noEmit', '--strict', 'false', '--module', 'nodenext', '--target', 'es2023'];
  const compiler = [resolve('node_modules/typescript/bin/tsc'), ...TYPES, '--types', 'node'];
  const withNode = [...compiler, '--typeRoots', resolve('node_modules/@types')];

  it.each(['README.md', 'docs/library.md'])('gives types to the example of %s', (document) => {
    writeFileSync(join(project, 'example.ts'), block(document, 'js'));
    ran(process.execPath, [...withNode, 'example.ts']);
  });

  it('refuses a target that there is not, by its types', () => {
    const wrong = block('docs/library.md', 'js').replace("['athena', 'spl']", "['splunk']");
    writeFileSync(join(project, 'wrong.ts'), wrong);
    const { stdout } = spawnSync(process.execPath, [...withNode, 'wrong.ts'], {
      cwd: project,
      encoding: 'utf8',
    });
    expect(stdout).toContain(`'"splunk"' is not assignable to type 'TargetName'`);
  });
});
