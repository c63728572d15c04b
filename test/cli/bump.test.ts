/** `trailc bump` and the lock in `trailc build`, as real processes. Needs `npm run build`. */
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { folder, trailc } from './support.ts';

const RULE = 'detections/access-key-made.yml';
const LOCK = 'trailc.lock.json';

interface Repository {
  readonly root: string;
  readonly run: (...args: readonly string[]) => ReturnType<typeof trailc>;
  readonly read: (name: string) => string;
  readonly write: (name: string, text: string) => void;
  /** The rule with a part replaced. */
  readonly edit: (from: string | RegExp, to: string) => void;
}

function repository(): Repository {
  const root = folder();
  trailc(['init'], { cwd: root });
  const read = (name: string) => readFileSync(join(root, name), 'utf8');
  const write = (name: string, text: string) => writeFileSync(join(root, name), text);
  const edit = (from: string | RegExp, to: string) => {
    const text = read(RULE);
    const made = text.replace(from, to);
    expect(made).not.toBe(text);
    write(RULE, made);
  };
  return { root, run: (...args) => trailc(args, { cwd: root }), read, write, edit };
}

const ADD_CLAUSE = [
  /^ {2}eventName: CreateAccessKey$/m,
  '  eventName: CreateAccessKey # so\n  awsRegion: us-east-1',
] as const;

describe('bump', () => {
  it('starts a lock, raises what changed, and leaves a tree that --locked accepts', () => {
    const { run, read, edit, root } = repository();
    const start = run('build');
    expect(start).toMatchObject({ code: 0, err: '' });
    expect(start.out).toContain('"trailc bump" starts one');
    expect(run('build', '--locked')).toMatchObject({ code: 1, out: '' });

    expect(run('bump')).toEqual({
      code: 0,
      out: 'access-key-made 1.0.0 new\n1 rule entered in trailc.lock.json\n',
      err: '',
    });
    expect(run('bump').out).toBe('nothing changed since trailc.lock.json\n');
    expect(run('build', '--locked')).toMatchObject({ code: 0, err: '' });

    edit(...ADD_CLAUSE);
    edit(/^(date: .*)$/m, '$1\nmodified: 2026-12-01 # last');
    const refused = run('build');
    expect(refused).toMatchObject({ code: 1, out: '' });
    expect(refused.err).toContain("Clause added: awsRegion equals 'us-east-1'.");
    expect(refused.err).toMatch(/access-key-made\.yml:\d+:10/);

    const before = read(RULE);
    const dry = run('bump', '--dry-run', '--date', '2027-01-31', '--format', 'json');
    expect(JSON.parse(dry.out)).toEqual({
      schemaVersion: 1,
      dryRun: true,
      lock: LOCK,
      rules: [
        {
          rule: 'access-key-made',
          id: expect.any(String),
          title: 'Access key made',
          from: '1.0.0',
          to: '1.1.0',
          change: 'logic',
          words: ["Clause added: awsRegion equals 'us-east-1'."],
        },
      ],
    });
    expect(read(RULE)).toBe(before);

    expect(run('bump', 'access-key-made', '--date', '2027-01-31')).toEqual({
      code: 0,
      out: "access-key-made 1.0.0 -> 1.1.0 logic\n  Clause added: awsRegion equals 'us-east-1'.\n1 rule entered in trailc.lock.json\n",
      err: '',
    });
    expect(read(RULE)).toBe(
      before.replace('version: 1.0.0', 'version: 1.1.0').replace('2026-12-01 # last', '2027-01-31 # last'),
    );
    expect(run('build', '--locked')).toMatchObject({ code: 0, err: '' });
    expect(readdirSync(root).filter((name) => name.includes('trailc-'))).toEqual([]);
    expect(readdirSync(join(root, 'detections'))).toEqual(['access-key-made.yml']);
  });

  it('is asked again by --locked although the bundle is up to date', () => {
    const { run, edit } = repository();
    run('bump');
    edit('description:', 'description: # words');
    expect(run('build')).toMatchObject({ code: 0, err: '' });
    expect(run('build')).toMatchObject({ code: 0, err: '' });
    const locked = run('build', '--locked');
    expect(locked).toMatchObject({ code: 1, out: '' });
    expect(locked.err).toContain('lock/stale');
  });

  it('records what was removed, in the lock and in the README of the bundle', () => {
    const { run, read, root } = repository();
    run('new', 'root-login');
    run('bump');
    rmSync(join(root, RULE));
    expect(run('build').out).toContain('note: 1 rule is gone');
    expect(run('build', '--locked').err).toContain('lock/rule-gone');
    expect(run('bump').out).toContain('access-key-made 1.0.0 removed\n');
    expect(run('build', '--locked')).toMatchObject({ code: 0, err: '' });
    expect(read('dist/bundles/production/README.md')).toContain('Access key made');
  });

  it.each([
    ['a day that is none', ['bump', '--date', '2026-02-30'], 'is no day'],
    ['a rule that is not there', ['bump', 'acess-key-made'], 'Did you mean "access-key-made"'],
  ])('answers %s with exit code 2', (_, args, said) => {
    const { run, root } = repository();
    const ran = run(...args);
    expect(ran).toMatchObject({ code: 2, out: '' });
    expect(ran.err).toContain(said);
    expect(existsSync(join(root, LOCK))).toBe(false);
  });

  it('writes nothing while a rule has a fault', () => {
    const { run, write, read, root } = repository();
    write(RULE, read(RULE).replace('level:', 'lvel:'));
    expect(run('bump')).toMatchObject({ code: 1, out: '' });
    expect(existsSync(join(root, LOCK))).toBe(false);
  });

  it('says what is wrong with a lock in a merge conflict, on build and bump', () => {
    const { run, write, read } = repository();
    run('bump');
    write(LOCK, read(LOCK).replace('{\n', '{\n<<<<<<< ours\n'));
    for (const command of ['build', 'bump']) {
      const ran = run(command);
      expect(ran).toMatchObject({ code: 1, out: '' });
      expect(ran.err).toContain('trailc.lock.json:2:1');
    }
  });
});

describe('the files that a bump writes', () => {
  it('keep their mode, and a link inside the repository stays one', () => {
    const { run, edit, root } = repository();
    run('bump');
    edit(...ADD_CLAUSE);
    mkdirSync(join(root, 'kept'));
    renameSync(join(root, RULE), join(root, 'kept/rule.txt'));
    symlinkSync('../kept/rule.txt', join(root, RULE));
    chmodSync(join(root, 'kept/rule.txt'), 0o640);
    expect(run('bump')).toMatchObject({ code: 0, err: '' });
    expect(lstatSync(join(root, RULE)).isSymbolicLink()).toBe(true);
    expect(readFileSync(join(root, 'kept/rule.txt'), 'utf8')).toContain('version: 1.1.0');
    expect(statSync(join(root, 'kept/rule.txt')).mode & 0o777).toBe(0o640);
  });

  it('never lie outside the repository', () => {
    const { run, edit, root, read } = repository();
    run('bump');
    edit(...ADD_CLAUSE);
    const outside = folder({ 'rule.yml': read(RULE), 'lock.json': read(LOCK) });
    const lock = readFileSync(join(outside, 'lock.json'), 'utf8');
    rmSync(join(root, LOCK));
    symlinkSync(join(outside, 'lock.json'), join(root, LOCK));
    expect(run('bump')).toMatchObject({ code: 1, out: '' });
    expect(readFileSync(join(outside, 'lock.json'), 'utf8')).toBe(lock);
    rmSync(join(root, LOCK));
    rmSync(join(root, RULE));
    symlinkSync(join(outside, 'rule.yml'), join(root, RULE));
    const before = readFileSync(join(outside, 'rule.yml'), 'utf8');
    expect(run('bump')).toMatchObject({ code: 1, out: '' });
    expect(readFileSync(join(outside, 'rule.yml'), 'utf8')).toBe(before);
  });

  // Root may write anywhere.
  it.runIf(process.getuid?.() === 0)('stay whole where they cannot be written', () => {
    const { root, edit, read } = repository();
    const run = (...args: string[]) => trailc(args, { cwd: root, uid: 65534 });
    trailc(['bump'], { cwd: root });
    edit(...ADD_CLAUSE);
    const [rule, lock] = [read(RULE), read(LOCK)];
    chmodSync(root, 0o755);
    const ran = run('bump');
    expect(ran).toMatchObject({ code: 1, out: '' });
    expect(ran.err).toContain('could not be written: you have no permission');
    expect([read(RULE), read(LOCK)]).toEqual([rule, lock]);
  });
});

it('the lock of the shipped rules is up to date', () => {
  expect(trailc(['bump', '--dry-run'])).toEqual({
    code: 0,
    out: 'nothing changed since trailc.lock.json\n',
    err: '',
  });
});
