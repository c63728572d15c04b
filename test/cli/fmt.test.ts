/** `trailc fmt` as a real process. Needs `npm run build`. */
import { chmodSync, readdirSync, readFileSync, statSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { folder, trailc } from './support.ts';

const CONFIG = 'trailc: 1\nenvironments: { a: {} }\n';
const UGLY = 'entries: []\nname:   x   # the name\ntrailc: 1\r\ndescription: "A list."\n';
const NEAT = "trailc: 1\nname: x # the name\ndescription: 'A list.'\nentries: []\n";
const BROKEN = "trailc: 1\nname: 'x\n";

const repository = (more: Readonly<Record<string, string>> = {}) =>
  folder({ 'trailc.config.yml': CONFIG, 'detections/.keep': '', 'lists/x.yml': UGLY, ...more });
const textOf = (cwd: string, path: string) => readFileSync(join(cwd, path), 'utf8');

describe('trailc fmt', () => {
  it('rewrites what is not in the style, names it, and does nothing the second time', () => {
    const cwd = repository({ 'lists/neat.yml': NEAT.replaceAll(' x ', ' y ') });
    chmodSync(join(cwd, 'lists/x.yml'), 0o640);
    expect(trailc(['fmt'], { cwd })).toEqual({
      code: 0,
      out: 'formatted lists/x.yml\n1 file formatted, 2 unchanged\n',
      err: '',
    });
    expect(textOf(cwd, 'lists/x.yml')).toBe(NEAT);
    expect(statSync(join(cwd, 'lists/x.yml')).mode & 0o777).toBe(0o640);
    expect(readdirSync(join(cwd, 'lists'))).toEqual(['neat.yml', 'x.yml']);
    expect(trailc(['fmt'], { cwd })).toMatchObject({ code: 0, out: '0 files formatted, 3 unchanged\n' });
    expect(trailc(['fmt', '--check'], { cwd })).toMatchObject({ code: 0, err: '' });
  });

  it('shows with --check what would change, writes nothing and ends with 1', () => {
    const cwd = repository();
    const { code, out, err } = trailc(['fmt', '--check'], { cwd });
    expect({ code, err }).toEqual({ code: 1, err: '' });
    expect(out).toContain('--- lists/x.yml\n+++ lists/x.yml (formatted)\n@@ ');
    expect(out).toContain('\n+name: x # the name\n');
    expect(out).toMatch(/\n1 file would change, 1 unchanged\n$/);
    expect(textOf(cwd, 'lists/x.yml')).toBe(UGLY);
  });

  it('reports files with errors of YAML, leaves them and formats the others', () => {
    const cwd = repository({ 'lists/b.yml': BROKEN });
    const { code, out, err } = trailc(['fmt'], { cwd });
    expect(code).toBe(1);
    expect(out).toBe('formatted lists/x.yml\n1 file formatted, 1 unchanged, 1 left as they are\n');
    expect(err).toContain('error[yaml/unclosed-quote] lists/b.yml:2:7');
    expect(textOf(cwd, 'lists/b.yml')).toBe(BROKEN);
  });

  it('takes files, folders and names', () => {
    const files = {
      'lists/y.yml': UGLY,
      'fixtures/e.yml': 'event: {}\ntrailc: 1\n',
      'fixtures/f.json': '{}',
    };
    for (const [path, formatted] of [
      ['lists/y.yml', ['lists/y.yml']],
      ['y', ['lists/y.yml']],
      ['lists', ['lists/x.yml', 'lists/y.yml']],
      ['.', ['fixtures/e.yml', 'lists/x.yml', 'lists/y.yml']],
    ] as const) {
      const { code, out } = trailc(['fmt', path], { cwd: repository(files) });
      expect(code).toBe(0);
      expect(out.match(/(?<=^formatted ).*/gm)).toEqual(formatted);
    }
    const missing = trailc(['fmt', 'lists/z.yml'], { cwd: repository() });
    expect(missing.code).toBe(1);
    expect(missing.err).toContain('error[file/no-rule-here] lists/z.yml');
  });

  it('follows no link out of the repository, and keeps a link inside a link', () => {
    const outside = folder({ 'secret.yml': UGLY });
    const cwd = repository({ 'shared/real.yml': UGLY });
    symlinkSync(join(outside, 'secret.yml'), join(cwd, 'lists/out.yml'));
    symlinkSync('../shared/real.yml', join(cwd, 'lists/in.yml'));
    const { code, err } = trailc(['fmt'], { cwd });
    expect(code).toBe(1);
    expect(err).toContain('error[file/outside] lists/out.yml');
    expect(textOf(outside, 'secret.yml')).toBe(UGLY);
    expect(textOf(cwd, 'shared/real.yml')).toBe(NEAT);
    expect(readdirSync(cwd, { recursive: true, encoding: 'utf8' }).sort()).toContain('lists/in.yml');
    expect(trailc(['fmt', '../x.yml'], { cwd }).code).toBe(1);
  });

  it('reads the input stream and writes the output stream', () => {
    const cwd = folder();
    expect(trailc(['fmt', '-'], { cwd, input: UGLY })).toEqual({ code: 0, out: NEAT, err: '' });
    expect(trailc(['fmt', '-', '--check'], { cwd, input: NEAT }).code).toBe(0);
    const asked = trailc(['fmt', '-', '--check'], { cwd, input: UGLY });
    expect(asked.code).toBe(1);
    expect(asked.out).toContain('--- (stdin)\n+++ (stdin) (formatted)\n');
    const broken = trailc(['fmt', '-'], { cwd, input: BROKEN });
    expect(broken.code).toBe(1);
    expect(broken.err).toContain('error[yaml/unclosed-quote] (stdin):2:7');
    // A script that writes the output over its input would have an empty file else.
    expect(broken.out).toBe(BROKEN);
  });

  it('is complete as JSON', () => {
    const cwd = repository({ 'lists/b.yml': BROKEN });
    const { code, out, err } = trailc(['fmt', '--check', '--format', 'json'], { cwd });
    expect({ code, err }).toEqual({ code: 1, err: '' });
    expect(JSON.parse(out)).toMatchObject({
      schemaVersion: 1,
      check: true,
      files: [
        { path: 'lists/b.yml', state: 'left', diff: null },
        {
          path: 'lists/x.yml',
          state: 'would-change',
          diff: expect.stringContaining('\n+name: x # the name\n'),
        },
        { path: 'trailc.config.yml', state: 'unchanged', diff: null },
      ],
      diagnostics: [{ code: 'yaml/unclosed-quote', path: 'lists/b.yml', line: 2 }],
    });
  });

  it.each([
    ['a folder without a configuration', ['fmt'], 'trailc init', ''],
    ['"-" beside a path', ['fmt', '-', 'x.yml'], 'beside other paths', ''],
    ['input that is no UTF-8', ['fmt', '-'], 'UTF-8', Buffer.from([0x61, 0xff])],
  ])('answers %s with exit code 2', (_, args, said, input) => {
    const ran = trailc(args, { cwd: folder(), input });
    expect(ran).toMatchObject({ code: 2, out: '' });
    expect(ran.err).toContain(said);
  });

  it('leaves a file that it may not replace', () => {
    const cwd = repository();
    chmodSync(cwd, 0o755);
    chmodSync(join(cwd, 'lists'), 0o555);
    const { code, err } = trailc(['fmt'], { cwd, ...(process.getuid?.() === 0 ? { uid: 65_534 } : {}) });
    chmodSync(join(cwd, 'lists'), 0o755);
    expect(code).toBe(1);
    expect(err).toContain('error[fmt/write-failed] lists/x.yml');
    expect(textOf(cwd, 'lists/x.yml')).toBe(UGLY);
    expect(readdirSync(join(cwd, 'lists'))).toEqual(['x.yml']);
  });

  it('leaves what "trailc init" makes as valid as it was', () => {
    const cwd = folder();
    expect(trailc(['init'], { cwd }).code).toBe(0);
    expect(trailc(['fmt'], { cwd })).toMatchObject({ code: 0, err: '' });
    expect(trailc(['fmt', '--check'], { cwd })).toMatchObject({ code: 0, err: '' });
    expect(trailc(['check'], { cwd }).code).toBe(0);
    expect(trailc(['test'], { cwd }).code).toBe(0);
  });
});
