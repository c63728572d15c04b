/** `trailc diff` as a real process, in a repository of git made for the test. Needs `npm run build`. */
import { spawnSync } from 'node:child_process';
import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { folder, trailc } from './support.ts';

function git(cwd: string, ...args: readonly string[]): void {
  const identity = ['-c', 'user.name=a', '-c', 'user.email=a@example.com', '-c', 'commit.gpgsign=false'];
  const { status, stderr } = spawnSync('git', [...identity, ...args], { cwd });
  if (status !== 0) throw new Error(stderr.toString());
}

/** The shipped content, committed, in a folder below the top of the repository. */
function repository(): string {
  const top = folder();
  const root = join(top, 'content');
  for (const name of ['detections', 'lists', 'fixtures', 'trailc.config.yml']) {
    cpSync(name, join(root, name), { recursive: true });
  }
  git(top, 'init', '-q');
  git(top, 'add', '-A');
  git(top, 'commit', '-q', '-m', 'one');
  return root;
}

const RULES = 'detections/aws/cloudtrail';
const BYPASS = `${RULES}/session-name-bypass.yml`;
function edit(root: string, path: string, from: string, to: string): void {
  const text = readFileSync(join(root, path), 'utf8');
  expect(text).toContain(from);
  writeFileSync(join(root, path), text.replace(from, to));
}
const clones = () => readdirSync(tmpdir()).filter((name) => name.startsWith('trailc-diff-'));

describe('diff with a commit', () => {
  it('says nothing of a change that means nothing', () => {
    const root = repository();
    edit(root, BYPASS, '  eventName: AssumeRole\n', '  eventName: [AssumeRole]   # the same\n');
    const { rules, unchanged } = JSON.parse(trailc(['diff', '--format', 'json'], { cwd: root }).out);
    expect(unchanged).toBe(12);
    expect(rules).toMatchObject([{ rule: 'session-name-bypass', class: 'text', words: [], queries: [] }]);
    expect(trailc(['diff', '--exit-code'], { cwd: root }).code).toBe(1);
    git(root, 'checkout', '-q', '.');
    const none = trailc(['diff', '--exit-code'], { cwd: root });
    expect(none.code).toBe(0);
    expect(none.out).toMatch(/^0 changed, 0 new, 0 removed, 13 as before, against HEAD/);
  });

  it('puts a change of meaning into words, and shows each query, the lists, and the events', () => {
    const root = repository();
    edit(root, BYPASS, '  eventName: AssumeRole\n', '  eventName: [AssumeRole, AssumeRoot]\n');
    rmSync(join(root, RULES, 'source-identity-refused.yml'));
    edit(root, 'lists/rename-allowed.yml', 'entries: []', 'entries: [{ value: a, reason: It may. }]');
    const event = {
      eventVersion: '1.11',
      eventID: 'e-1',
      eventTime: '2026-01-01T00:00:00Z',
      eventSource: 'sts.amazonaws.com',
      eventName: 'AssumeRoot',
      userIdentity: {
        type: 'AssumedRole',
        arn: 'arn:aws:sts::111122223333:assumed-role/d/alice@example.com',
      },
      requestParameters: { roleSessionName: 'om' },
    };
    writeFileSync(join(root, 'events.json'), JSON.stringify({ Records: [event] }));
    const before = clones();
    const ran = trailc(['diff', 'HEAD', '--events', 'events.json', '--format', 'json'], { cwd: root });
    const report = JSON.parse(ran.out);
    expect(report.rules.map(({ rule, change }: Record<string, string>) => [rule, change])).toEqual([
      ['session-name-bypass', 'changed'],
      // It reads the same list.
      ['session-name-differs-from-user-name', 'changed'],
      ['source-identity-refused', 'removed'],
    ]);
    const [bypass] = report.rules;
    expect(bypass.class).toBe('logic');
    expect(bypass.words[0]).toContain("'AssumeRoot'");
    expect(bypass.queries.map(({ target }: { target: string }) => target)).toEqual([
      'spl',
      'athena',
      'sigma',
    ]);
    expect(report.lists).toMatchObject([{ list: 'renameAllowed', added: [{ values: ['a'] }], removed: [] }]);
    expect(report.events).toMatchObject({
      events: 1,
      rules: [
        { rule: 'session-name-bypass', before: 0, after: 1, newlyCount: 1, newly: [{ eventID: 'e-1' }] },
      ],
    });
    const markdown = trailc(['diff', '--format', 'markdown'], { cwd: root }).out;
    expect(markdown).toMatch(/^## Detections: 2 changed, 0 new, 1 removed, 10 as before\n/);
    expect(markdown).toContain('<details><summary>athena</summary>');
    expect(clones()).toEqual(before);
  });

  it('says what is wrong with a commit', () => {
    const root = repository();
    expect(trailc(['diff', 'no-such'], { cwd: root })).toMatchObject({ code: 2, out: '' });
    expect(trailc(['diff', '--', '--output=x'], { cwd: root }).err).toContain('diff/unknown-ref');
    const outside = folder();
    cpSync(root, outside, { recursive: true });
    expect(trailc(['diff'], { cwd: outside }).err).toContain('this folder is in no repository');
  });

  it('compares with a state that had faults, and says so', () => {
    const root = repository();
    edit(root, BYPASS, 'title:', 'titel:');
    git(root, 'commit', '-qam', 'broken');
    git(root, 'checkout', '-q', 'HEAD~1', '--', '.');
    const ran = trailc(['diff', '--format', 'json'], { cwd: root });
    expect(ran.err).toContain('diff/before-faults');
    expect(JSON.parse(ran.out).rules).toMatchObject([{ rule: 'session-name-bypass', change: 'added' }]);
  });
});

describe('diff with a bundle', () => {
  it('names rules whose files are others now', () => {
    const root = repository();
    const out = join(folder(), 'bundle');
    expect(trailc(['build', '--out', out], { cwd: root }).code).toBe(0);
    expect(trailc(['diff', out, '--exit-code'], { cwd: root })).toMatchObject({ code: 0, err: '' });
    edit(root, BYPASS, '  eventName: AssumeRole\n', '  eventName: [AssumeRole, AssumeRoot]\n');
    const { rules } = JSON.parse(trailc(['diff', out, '--format', 'json'], { cwd: root }).out);
    expect(rules).toMatchObject([{ rule: 'session-name-bypass', class: 'logic' }]);
    expect(rules[0].queries).toHaveLength(3);
    expect(trailc(['diff', out, '--events', 'x.json'], { cwd: root }).code).toBe(2);
  });
});
