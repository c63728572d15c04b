/** `--format` and `--report` of check and test, as users run them. */
import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { folder, trailc } from '../support.ts';

/** A repository below the root of a git checkout, in a folder whose name has to be encoded. */
function repository(change: (rule: string) => string = (rule) => rule): string {
  const root = folder({ '.git/HEAD': 'ref: refs/heads/main\n' });
  const content = join(root, 'a b');
  mkdirSync(content);
  trailc(['init'], { cwd: content });
  const path = join(content, 'detections/access-key-made.yml');
  writeFileSync(path, change(readFileSync(path, 'utf8')));
  return content;
}

const broken = () => repository((rule) => rule.replace('eventSource: iam', 'evntSource: iam'));
const failing = () => repository((rule) => rule.replace('expect: no-match', 'expect: match'));

describe('--format', () => {
  it('gives places from the root of the checkout, and no path of this machine', () => {
    const cwd = broken();
    for (const format of ['sarif', 'github', 'markdown']) {
      const ran = trailc(['check', '--format', format], { cwd });
      expect(ran).toMatchObject({ code: 1, err: '' });
      expect(ran.out).toContain(
        format === 'sarif' ? 'a%20b/detections/access-key-made.yml' : 'a b/detections/',
      );
      expect(ran.out).not.toContain(resolve(cwd, '..'));
    }
    const ran = trailc(['test', '--format', 'junit'], { cwd: failing() });
    expect(ran).toMatchObject({ code: 1, err: '' });
    expect(ran.out).toContain('file="a b/detections/access-key-made.yml"');
    expect(ran.out).not.toContain(resolve(cwd, '..'));
  });

  it('github has faults of rules as commands, and nothing on the errors', () => {
    const ran = trailc(['test', '--format', 'github'], { cwd: broken() });
    expect(ran).toMatchObject({ code: 1, err: '' });
    expect(ran.out).toMatch(
      /^::error file=a b\/detections\/access-key-made\.yml,line=\d+,col=3,title=meaning\/unknown-field::/,
    );
    expect(ran.out).toMatch(/\n0 passed, 0 failed\n$/);
  });

  it('a configuration that cannot be read ends in 2, with the fault in every format', () => {
    const cwd = folder({ 'trailc.config.yml': 'trailc: 1\nenvironments: {\n' });
    for (const format of ['sarif', 'github', 'markdown']) {
      const ran = trailc(['check', '--format', format], { cwd });
      expect(ran).toMatchObject({ code: 2, err: '' });
      expect(ran.out).toContain('yaml/unclosed-bracket');
    }
    const ran = trailc(['test', '--format', 'junit'], { cwd });
    expect(ran.code).toBe(2);
    expect(ran.out).toContain('<error type="yaml/unclosed-bracket"');
  });

  it('of a bundle is pretty or json', () => {
    for (const more of [
      ['--format', 'sarif'],
      ['--report', 'json=x.json'],
    ]) {
      const ran = trailc(['check', '--bundle', 'dist', ...more], { cwd: folder() });
      expect(ran).toMatchObject({ code: 2, out: '' });
      expect(ran.err).toContain('with --bundle');
    }
  });
});

describe('test', () => {
  it('prints what failed and the totals, and everything with --verbose', () => {
    const cwd = repository();
    expect(trailc(['test'], { cwd })).toEqual({ code: 0, out: '4 passed, 0 failed\n', err: '' });
    expect(trailc(['test', '--verbose'], { cwd }).out).toBe(
      'pass access-key-made: 4 passed, 0 failed\n     pass a key is made\n     pass a refused call is not a key\n' +
        '     pass another call is not a key\n     pass a call of another service is not a key\n4 passed, 0 failed\n',
    );
    const lines = trailc(['test'], { cwd: failing() }).out.split('\n');
    expect(lines[0]).toMatch(/^fail access-key-made: a refused call is not a key/);
    expect(lines.slice(-3)).toEqual(['fail access-key-made: 3 passed, 1 failed', '3 passed, 1 failed', '']);
  });
});

describe('--report', () => {
  it('writes several files besides what is printed, each as --format prints it', () => {
    const cwd = broken();
    const outside = folder();
    const ran = trailc(
      ['check', '--report', 'sarif=out/deep/a.sarif', '--report', `markdown=${join(outside, 's.md')}`],
      { cwd },
    );
    expect(ran).toMatchObject({ code: 1, err: '' });
    expect(ran.out).toContain('error[meaning/unknown-field]');
    expect(readFileSync(join(cwd, 'out/deep/a.sarif'), 'utf8')).toBe(
      trailc(['check', '--format', 'sarif'], { cwd }).out,
    );
    expect(readFileSync(join(outside, 's.md'), 'utf8')).toBe(
      trailc(['check', '--format', 'markdown'], { cwd }).out,
    );
    expect([readdirSync(join(cwd, 'out/deep')), readdirSync(outside)]).toEqual([['a.sarif'], ['s.md']]);
  });

  it('replaces a file as a whole and keeps its mode', () => {
    const cwd = repository();
    writeFileSync(join(cwd, 'r.xml'), 'x'.repeat(100_000));
    chmodSync(join(cwd, 'r.xml'), 0o640);
    expect(trailc(['test', '--report', 'junit=r.xml'], { cwd }).code).toBe(0);
    expect(readFileSync(join(cwd, 'r.xml'), 'utf8')).toMatch(/^<\?xml .*<\/testsuites>\n$/s);
    expect(statSync(join(cwd, 'r.xml')).mode & 0o777).toBe(0o640);
  });

  it.each([
    ['sarif', 'names no file'],
    ['sarif=', 'names no file'],
    ['saref=x', 'Did you mean "sarif"?'],
    ['junit=x', '"junit" is no format'],
    ['=x', '"" is no format'],
    ['constructor=x', 'is no format'],
    ['sarif=detections', 'is a folder'],
    ['sarif=link', 'is a symbolic link'],
    ['sarif=dangling', 'is a symbolic link'],
    ['sarif=trailc.config.yml/x', 'is a file, not a folder'],
    ['sarif=elsewhere/x', 'leaves the repository by a symbolic link'],
    ['sarif=elsewhere/new/x', 'leaves the repository by a symbolic link'],
  ])('%s is a fault of usage, and nothing is written', (report, said) => {
    const cwd = repository();
    const outside = folder({ kept: 'kept' });
    symlinkSync(join(outside, 'kept'), join(cwd, 'link'));
    symlinkSync(join(outside, 'none'), join(cwd, 'dangling'));
    symlinkSync(outside, join(cwd, 'elsewhere'));
    const before = readdirSync(cwd);
    const ran = trailc(['check', '--report', report], { cwd });
    expect(ran.code).toBe(2);
    expect(ran.err).toContain(said);
    expect(ran.err).not.toContain('internal error');
    expect([readdirSync(cwd), readdirSync(outside)]).toEqual([before, ['kept']]);
    expect(readFileSync(join(outside, 'kept'), 'utf8')).toBe('kept');
  });

  it('may follow links outside of the repository, which are the user’s own', () => {
    const outside = folder({ 'real/kept': '' });
    symlinkSync(join(outside, 'real'), join(outside, 'linked'));
    const ran = trailc(['check', '--report', `json=${join(outside, 'linked/a.json')}`], {
      cwd: repository(),
    });
    expect(ran).toMatchObject({ code: 0, err: '' });
    expect(existsSync(join(outside, 'real/a.json'))).toBe(true);
  });

  it('refuses two reports to one file before it does anything', () => {
    const ran = trailc(['test', '--report', 'json=a', '--report', 'junit=./a'], { cwd: repository() });
    expect(ran).toMatchObject({ code: 2, out: '' });
    expect(ran.err).toContain('two reports go to a');
  });
});

describe('the step summary', () => {
  const run = (cwd: string, args: readonly string[], path: string) => {
    try {
      const env = { ...process.env, GITHUB_STEP_SUMMARY: path };
      return execFileSync(process.execPath, [resolve('bin/trailc.js'), ...args], {
        cwd,
        env,
        encoding: 'utf8',
      });
    } catch (error) {
      return (error as { readonly stdout: string }).stdout;
    }
  };

  it('is added to the file that GITHUB_STEP_SUMMARY names, with --format github alone', () => {
    const cwd = failing();
    const path = join(folder({ summary: 'before\n' }), 'summary');
    run(cwd, ['test', '--format', 'markdown'], path);
    expect(readFileSync(path, 'utf8')).toBe('before\n');
    run(cwd, ['check', '--format', 'github'], path);
    run(cwd, ['test', '--format', 'github'], path);
    const added = ['check', 'test'].map((command) => trailc([command, '--format', 'markdown'], { cwd }).out);
    expect(readFileSync(path, 'utf8')).toBe(`before\n${added.join('')}`);
  });

  it('keeps within what GitHub takes of a step, and follows no link', () => {
    const cwd = failing();
    const full = folder({ summary: 'x'.repeat(1024 * 1024 - 10), kept: 'kept' });
    run(cwd, ['test', '--format', 'github'], join(full, 'summary'));
    expect(statSync(join(full, 'summary')).size).toBe(1024 * 1024 - 10);
    symlinkSync(join(full, 'kept'), join(full, 'link'));
    expect(run(cwd, ['test', '--format', 'github'], join(full, 'link'))).toMatch(/3 passed, 1 failed\n$/);
    expect(readFileSync(join(full, 'kept'), 'utf8')).toBe('kept');
  });
});
