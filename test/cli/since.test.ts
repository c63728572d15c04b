/** `--since` as users meet it: real processes in repositories of git. Needs `npm run build`. */
import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync, readFileSync, symlinkSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { changedSince } from '../../src/bundle/at-ref.ts';
import {
  contentRepository,
  edit,
  emptyFolder,
  git,
  idOf,
  ruleFile,
  write,
} from '../support/content-repository.ts';
import { trailc } from './support.ts';

const run = (root: string, ...args: readonly string[]) => trailc(args, { cwd: root });
const json = (root: string, ...args: readonly string[]) => {
  const ran = run(root, ...args, '--format', 'json');
  return { ...ran, report: JSON.parse(ran.out) };
};
const named = (rules: readonly { readonly rule: string }[]) => rules.map(({ rule }) => rule);

describe('check --since', () => {
  it('shows the faults of what changed and of the rules it touches, and no others', () => {
    const root = contentRepository('content');
    // A warning in a rule that nobody touches, and one in a rule that asks a changed list.
    for (const name of ['alone', 'by-list']) {
      edit(
        root,
        `rules/${name}.yml`,
        '"triage"',
        '"targets": { "sigma": { "accept": "under-matches", "because": "x" } }, "triage"',
      );
    }
    git(root, 'commit', '-q', '-a', '-m', 'two');
    edit(root, 'lists/calls.yml', '"A reason."', '"Another."');
    const whole = json(root, 'check').report.diagnostics;
    const codes = (path: string, all = whole) =>
      all.filter((one: { path: string }) => one.path === path).map(({ code }: { code: string }) => code);
    expect(codes('rules/alone.yml')).toContain('compile/consent-not-needed');
    const { report, err, code } = json(root, 'check', '--since', 'main');
    expect(code).toBe(0);
    expect(err).toBe('');
    expect(report.since).toEqual({
      ref: 'main',
      commit: git(root, 'rev-parse', 'main'),
      of: 5,
      touched: [{ rule: 'by-list', because: ['lists/calls.yml'] }],
    });
    expect(codes('rules/alone.yml', report.diagnostics)).toEqual([]);
    expect(codes('rules/by-list.yml', report.diagnostics)).toEqual(codes('rules/by-list.yml'));
    expect(run(root, 'check', '--since', 'main').err).toMatch(
      /^1 of 5 rules touched since main \([0-9a-f]{7}\): by-list \(lists\/calls\.yml\)\n$/,
    );
  });

  it('finds an error that a change makes in a file that did not change', () => {
    const root = contentRepository();
    write(root, 'rules/a.yml', {
      ...ruleFile(9, { eventName: 'CreateUser' }, 'fixtures/whole'),
      id: idOf(5),
    });
    const { report, code } = json(root, 'check', '--since', 'main');
    expect(code).toBe(1);
    expect(report.diagnostics).toMatchObject([{ code: 'file/same-rule-id', path: 'rules/alone.yml' }]);
    // A param that no environment has a value for is told at the environment.
    write(
      root,
      'rules/a.yml',
      ruleFile(9, { eventName: '$call' }, 'fixtures/whole', {
        params: { call: { type: 'text', description: 'A call.', example: 'CreateUser' } },
      }),
    );
    const lacking = json(root, 'check', '--since', 'main');
    expect(lacking.code).toBe(1);
    expect(lacking.report.diagnostics).toMatchObject([
      { code: 'meaning/param-value-missing', path: 'trailc.config.yml' },
      { code: 'meaning/param-value-missing', path: 'trailc.config.yml' },
    ]);
  });

  it('says that nothing is touched, whatever is wrong elsewhere', () => {
    const root = contentRepository();
    edit(root, 'rules/alone.yml', '"low"', '"lowest"');
    git(root, 'commit', '-q', '-a', '-m', 'a fault');
    write(root, 'README.md', 'Other words.\n');
    expect(run(root, 'check').code).toBe(1);
    const { code, out, err } = run(root, 'check', '--since', 'HEAD');
    expect(code).toBe(0);
    expect(out).toMatch(/^0 of 5 rules touched since HEAD \([0-9a-f]{7}\): no faults/);
    expect(err).toMatch(/^0 of 5 rules touched since HEAD \([0-9a-f]{7}\)\n$/);
  });

  it('shows a rule that cannot be read at all, and lists that no rule asks', () => {
    const root = contentRepository();
    write(root, 'rules/new.yml', 'trailc: [');
    edit(root, 'lists/unused.yml', '"reason"', '"raeson"');
    const { report, code } = json(root, 'check', '--since', 'main');
    expect(code).toBe(1);
    const paths = report.diagnostics.map(({ path }: { path: string }) => path);
    expect(new Set(paths)).toEqual(new Set(['rules/new.yml', 'lists/unused.yml']));
  });
});

describe('test, mutate and diff --since', () => {
  it('run the touched rules alone', () => {
    const root = contentRepository();
    edit(root, 'fixtures/twice.yml', 'e-1', 'e-2');
    edit(root, 'rules/alone.yml', '"CreateUser"', '"CreateUsers"');
    const tested = json(root, 'test', '--since', 'main');
    expect(tested.code).toBe(1);
    expect(named(tested.report.rules)).toEqual(['alone', 'by-region']);
    expect(named(tested.report.since.touched)).toEqual(['alone', 'by-region']);
    expect(run(root, 'test', '--since', 'main', 'by-region').err).toMatch(/^1 of 1 rule touched since main/);
    const mutated = json(root, 'mutate', '--since', 'main');
    expect(named(mutated.report.rules)).toEqual(['alone', 'by-region']);
    expect(named(mutated.report.since.touched)).toEqual(['alone', 'by-region']);
  });

  it.each([[['test']], [['test', '--coverage']], [['mutate']], [['diff']]])(
    'end with 0 where nothing is touched: %s',
    (args) => {
      const root = contentRepository();
      const { code, out, err } = run(root, ...args, '--since', 'main');
      expect([code, out]).toEqual([0, expect.not.stringContaining('NaN')]);
      expect(err).toMatch(/^0 of 5 rules touched since main \([0-9a-f]{7}\)\n$/);
      expect(json(root, ...args, '--since', 'main').report.since.touched).toEqual([]);
    },
  );

  it('compare with where the branches parted, not with what main became', () => {
    const root = contentRepository();
    git(root, 'checkout', '-q', '-b', 'change');
    edit(root, 'rules/alone.yml', 'Look.', 'Look twice.');
    git(root, 'commit', '-q', '-a', '-m', 'mine');
    git(root, 'checkout', '-q', 'main');
    edit(root, 'rules/by-list.yml', 'Look.', 'Look twice.');
    git(root, 'commit', '-q', '-a', '-m', 'theirs');
    git(root, 'checkout', '-q', 'change');
    expect(named(json(root, 'diff', 'main').report.rules)).toEqual(['alone', 'by-list']);
    const { report, code } = json(root, 'diff', '--since', 'main');
    expect(code).toBe(0);
    expect(named(report.rules)).toEqual(['alone']);
    expect(report.against).toMatch(/^main \(/);
    const both = run(root, 'diff', 'HEAD', '--since', 'main');
    expect([both.code, both.out]).toEqual([2, '']);
  });
});

describe('build --since', () => {
  it('writes the touched rules into a folder that is named, and says that they are not all', () => {
    const root = contentRepository();
    edit(root, 'rules/by-list.yml', 'Look.', 'Look twice.');
    const nowhere = run(root, 'build', '--since', 'main');
    expect([nowhere.code, nowhere.out]).toEqual([2, '']);
    expect(nowhere.err).toContain('--out');
    const { report, code } = json(root, 'build', '--since', 'main', '--out', 'out');
    expect(code).toBe(0);
    expect(new Set(named(report.rules))).toEqual(new Set(['by-list']));
    expect(named(report.since.touched)).toEqual(['by-list']);
    const manifest = JSON.parse(readFileSync(join(root, 'out/manifest.json'), 'utf8'));
    expect(manifest.partial).toEqual({ since: git(root, 'rev-parse', 'main'), of: 5 });
    expect(named(manifest.rules)).toEqual(['by-list']);
    // Nothing in it can be installed.
    const files = manifest.files.map(({ path }: { path: string }) => path);
    const installable = /^README|\.(?:zip|gz|json|tf)$|^splunk\/[^/]*\.spl$|\/default\//;
    expect(files.filter((path: string) => installable.test(path))).toEqual([]);
    // Each file is as in a bundle of all rules.
    expect(run(root, 'build', '--out', 'all').code).toBe(0);
    for (const path of files)
      expect(readFileSync(join(root, 'out', path))).toEqual(readFileSync(join(root, 'all', path)));
  });

  it('is no bundle to whoever verifies, compares or replaces one', () => {
    const root = contentRepository();
    expect(run(root, 'build', '--out', 'all').code).toBe(0);
    const before = readFileSync(join(root, 'all/manifest.json'), 'utf8');
    edit(root, 'rules/by-list.yml', 'Look.', 'Look twice.');
    const over = run(root, 'build', '--since', 'main', '--out', 'all');
    expect([over.code, over.err]).toEqual([1, expect.stringContaining('since/whole-bundle')]);
    expect(readFileSync(join(root, 'all/manifest.json'), 'utf8')).toBe(before);
    expect(run(root, 'build', '--since', 'main', '--out', 'out').code).toBe(0);
    const verified = json(root, 'verify-bundle', 'out');
    expect(verified.code).toBe(1);
    expect(verified.report.diagnostics).toMatchObject([{ code: 'since/partial-bundle' }]);
    expect(run(root, 'diff', 'out')).toMatchObject({
      code: 1,
      err: expect.stringContaining('since/partial-bundle'),
    });
    // A part may follow a part, and the whole both.
    expect(run(root, 'build', '--since', 'main', '--out', 'out').code).toBe(0);
    expect(run(root, 'build', '--out', 'out').code).toBe(0);
    expect(run(root, 'verify-bundle', 'out').code).toBe(0);
  });

  it('writes nothing where nothing is touched', () => {
    const root = contentRepository();
    const { code, out } = run(root, 'build', '--since', 'main', '--out', 'out');
    expect([code, out]).toEqual([
      0,
      expect.stringMatching(/^0 of 5 rules touched since main .*: nothing to build\n$/),
    ]);
    expect(existsSync(join(root, 'out'))).toBe(false);
    expect(json(root, 'build', '--since', 'main', '--out', 'out').report).toMatchObject({
      files: 0,
      rules: [],
    });
  });
});

describe('--since without a state to compare with', () => {
  const refused = (root: string, ref: string) => {
    const { code, out, err } = run(root, 'check', `--since=${ref}`);
    expect([code, out]).toEqual([2, '']);
    expect(err).not.toMatch(/\n\s+at /);
    return err;
  };

  it('refuses what is no commit, and hands no option to git', () => {
    const root = contentRepository();
    for (const ref of ['nowhere', '--output=stolen'])
      expect(refused(root, ref)).toContain('[since/unknown-ref]');
    for (const ref of [
      '',
      '-x',
      '--help',
      'HEAD:rules',
      'main..HEAD',
      '^HEAD',
      '$(touch stolen)',
      'a\nb',
      'a b',
    ]) {
      const { value, diagnostics } = changedSince(root, ref);
      expect([ref, value, diagnostics.map(({ code }) => code)]).toEqual([
        ref,
        undefined,
        ['since/unknown-ref'],
      ]);
    }
    expect(refused(root, '\u001b[31mred')).not.toContain('\u001b');
    expect(existsSync(join(root, 'stolen'))).toBe(false);
  });

  it('names the branch of the origin that was meant', () => {
    const origin = contentRepository();
    git(origin, 'checkout', '-q', '-b', 'change');
    const clone = join(emptyFolder(), 'clone');
    git(origin, 'clone', '-q', origin, clone);
    expect(refused(clone, 'main')).toContain('write --since origin/main');
    expect(run(clone, 'check', '--since', 'origin/main').code).toBe(0);
  });

  it('asks for the whole history in a shallow clone', () => {
    const origin = contentRepository();
    git(origin, 'checkout', '-q', '-b', 'change');
    git(origin, 'commit', '-q', '--allow-empty', '-m', 'two');
    git(origin, 'checkout', '-q', 'main');
    git(origin, 'commit', '-q', '--allow-empty', '-m', 'three');
    const clone = join(emptyFolder(), 'clone');
    git(
      origin,
      'clone',
      '-q',
      '--depth',
      '1',
      '--no-single-branch',
      '-b',
      'change',
      `file://${origin}`,
      clone,
    );
    const err = refused(clone, 'origin/main');
    expect(err).toContain('[since/no-merge-base]');
    expect(err).toContain('fetch-depth: 0');
    expect(refused(clone, 'v1.0.0')).toContain('fetch-depth: 0');
    git(clone, 'fetch', '-q', '--unshallow');
    expect(run(clone, 'check', '--since', 'origin/main').code).toBe(0);
  });

  it('refuses histories that have nothing in common, and a repository without a commit', () => {
    const root = contentRepository();
    git(root, 'checkout', '-q', '--orphan', 'other');
    expect(refused(root, 'HEAD')).toContain('[since/unknown-ref]');
    expect(refused(root, 'main')).toContain('nothing is committed yet');
    git(root, 'commit', '-q', '-m', 'another beginning');
    expect(refused(root, 'main')).toContain('[since/no-merge-base]');
  });

  it('works in a hook, also in that of a linked working tree', () => {
    const root = contentRepository('content');
    const top = join(root, '..');
    const tree = join(emptyFolder(), 'tree');
    const hook = `#!/bin/sh\ncd content && '${process.execPath}' '${resolve('bin/trailc.js')}' check --since HEAD --format json >"$SAID"\n`;
    write(top, '.git/hooks/pre-commit', hook);
    chmodSync(join(top, '.git/hooks/pre-commit'), 0o755);
    git(top, 'worktree', 'add', '-q', '-b', 'other', tree);
    for (const folder of [top, tree]) {
      edit(folder, 'content/rules/alone.yml', 'Look.', 'Look twice.');
      const said = join(emptyFolder(), 'said.json');
      const identity = ['-c', 'user.name=a', '-c', 'user.email=a@example.com'];
      const { status } = spawnSync('git', [...identity, 'commit', '-q', '-a', '-m', 'two'], {
        cwd: folder,
        env: { ...process.env, SAID: said },
      });
      expect(status).toBe(0);
      expect(named(JSON.parse(readFileSync(said, 'utf8')).since.touched)).toEqual(['alone']);
    }
  });

  it('says where there is no git', () => {
    const root = contentRepository();
    const copy = emptyFolder();
    for (const name of ['trailc.config.yml', 'rules', 'lists', 'fixtures', 'tpl'])
      cpSync(join(root, name), join(copy, name), { recursive: true });
    expect(refused(copy, 'main')).toContain('this folder is in no repository');
    const bin = emptyFolder();
    symlinkSync(process.execPath, join(bin, 'node'));
    const { status, stderr } = spawnSync('node', [resolve('bin/trailc.js'), 'check', '--since', 'main'], {
      cwd: root,
      encoding: 'utf8',
      env: { PATH: bin },
    });
    expect([status, stderr]).toEqual([2, expect.stringContaining('there is no program "git"')]);
  });
});
