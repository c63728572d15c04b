/** Which files inputs name: patterns, the AWSLogs layout, and everything that can be wrong with files. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { matchesName } from '../../src/logs/glob.ts';
import { checkInputs, type ListOptions, listFiles } from '../../src/logs/inputs.ts';
import { pruneByPath } from '../../src/logs/layout.ts';
import { readLogs } from '../../src/logs/read.ts';
import { collect, line } from './read-support.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'trailc-inputs-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const put = (name: string, content: string | Buffer = '{}') => {
  const path = join(folder, name);
  mkdirSync(join(path, '..'), { recursive: true });
  writeFileSync(path, content);
  return path;
};
/** Paths below the test's folder; what cannot be read with the reason. */
async function list(inputs: readonly string[], options?: ListOptions): Promise<readonly string[]> {
  const found: string[] = [];
  for await (const input of listFiles(
    inputs.map((input) => (input === '' ? folder : `${folder}/${input}`)),
    options,
  )) {
    const path = relative(folder, input.path);
    found.push(input.kind === 'file' ? path : `${path}: ${input.reason}`);
  }
  return found;
}

describe('patterns', () => {
  beforeEach(() => {
    for (const name of [
      'a.json',
      'b.json.gz',
      'c/d.json',
      'c/e/f.json',
      'c/e/g.txt',
      'c/.h.json',
      '.i/j.json',
    ])
      put(name);
  });

  it.each([
    ['*.json', ['a.json']],
    ['?.json', ['a.json']],
    ['*', ['a.json', 'b.json.gz', 'c/.h.json', 'c/d.json', 'c/e/f.json', 'c/e/g.txt']],
    ['**/*.json', ['a.json', 'c/d.json', 'c/e/f.json']],
    ['**/**/*.json', ['a.json', 'c/d.json', 'c/e/f.json']],
    ['c/**/*.json', ['c/d.json', 'c/e/f.json']],
    ['**/e/*', ['c/e/f.json', 'c/e/g.txt']],
    ['**/e', ['c/e/f.json', 'c/e/g.txt']],
    ['c/**', ['c/.h.json', 'c/d.json', 'c/e/f.json', 'c/e/g.txt']],
    ['*/', ['c/.h.json', 'c/d.json', 'c/e/f.json', 'c/e/g.txt']],
    ['.*/*.json', ['.i/j.json']],
    ['c/.*', ['c/.h.json']],
    ['c/?/?.t*t', ['c/e/g.txt']],
    ['*/*/*/*', ['*/*/*/*: nothing matches this pattern']],
    ['a.json/*', ['a.json/*: nothing matches this pattern']],
    ['a.json/**', ['a.json/**: nothing matches this pattern']],
    ['missing/**', ['missing/**: nothing matches this pattern']],
  ])('%s', async (pattern, expected) => {
    expect(await list([pattern])).toEqual(expected);
  });

  it('are names where there is such a file', async () => {
    put('c/*.json');
    expect(await list(['c/*.json'])).toEqual(['c/*.json']);
    put('what?');
    expect(await list(['what?'])).toEqual(['what?']);
  });

  it('follow links to files and folders, and no loop', async () => {
    symlinkSync('../c/e', join(folder, 'c/link'));
    symlinkSync('..', join(folder, 'c/up'));
    symlinkSync('a.json', join(folder, 'l.json'));
    expect(await list(['**/*.json'])).toEqual(['a.json', 'c/d.json', 'c/e/f.json', 'l.json']);
    expect(await list(['c/*'])).toEqual(['c/d.json', 'c/e/f.json', 'c/e/g.txt']);
    expect(await list(['*/link/*'])).toEqual(['c/link/f.json', 'c/link/g.txt']);
  });

  it('that name nothing are told before reading', () => {
    const pattern = `${folder}/**/*.gzip`;
    expect(checkInputs([pattern, `${folder}/**/*.gz`])).toMatchObject([
      { code: 'log/empty-pattern', path: pattern, severity: 'error' },
    ]);
  });

  it('match names as a regular expression does, and do not blow up', () => {
    const part = fc.string({ unit: fc.constantFrom('*', '?', 'a', 'b', '.', '😀'), maxLength: 8 });
    const name = fc.string({ unit: fc.constantFrom('a', 'b', '.', '😀'), maxLength: 8 });
    fc.assert(
      fc.property(part, name, (wanted, given) => {
        const body = [...wanted]
          .map((one) => (one === '*' ? '.*' : one === '?' ? '.' : one === '.' ? '\\.' : one))
          .join('');
        const hidden = given.startsWith('.') && !wanted.startsWith('.');
        expect(matchesName(wanted, given)).toBe(!hidden && new RegExp(`^${body}$`, 'su').test(given));
      }),
      { numRuns: 2_000 },
    );
    // Exponential for a matcher that tries every `*` anew: it would not end.
    expect(matchesName(`${'a*'.repeat(60)}b`, 'a'.repeat(5_000))).toBe(false);
  });
});

describe('the AWSLogs layout', () => {
  const TRAIL = 'AWSLogs/o-exampleorgid/111122223333';
  const day = (kind: string, date: string) => `${TRAIL}/${kind}/eu-west-1/2026/11/${date}`;
  beforeEach(() => {
    for (const date of ['01', '02', '03']) {
      for (const name of ['1', '2']) put(`${day('CloudTrail', date)}/${name}.json`, line(`${date}-${name}`));
      put(`${day('CloudTrail-Digest', date)}/d.json`);
    }
    put(`${day('CloudTrail-Insight', '02')}/i.json`);
  });

  it('is left out by its paths and counted, and not even looked at', async () => {
    // One that cannot be listed, where it would be listed, is a fault.
    symlinkSync('self', join(folder, day('CloudTrail', '01'), 'self'));
    let pruned = 0;
    const options: ListOptions = {
      prune: pruneByPath({ from: Date.parse('2026-11-03') }),
      onPruned: (files) => {
        pruned += files;
      },
      onSkipped: () => {},
    };
    expect(await list([''], options)).toEqual(
      ['1', '2'].map((name) => `${day('CloudTrail', '03')}/${name}.json`),
    );
    expect(pruned).toBe(5);
    expect(await list([`${day('CloudTrail', '01')}/1.json`], options)).toEqual([]);
    expect(pruned).toBe(6);
    expect((await list([''])).length).toBe(11);
  });

  it('has digest and Insight folders, which are not opened, and counted by file', async () => {
    const skipped: string[] = [];
    const onSkipped = (path: string, reason: string) =>
      void skipped.push(`${relative(folder, path)}: ${reason.split(':')[0]}`);
    expect((await list([''], { onSkipped })).length).toBe(6);
    expect(skipped).toEqual([
      ...['01', '02', '03'].map(
        (date) => `${day('CloudTrail-Digest', date)}/d.json: a CloudTrail digest file`,
      ),
      `${day('CloudTrail-Insight', '02')}/i.json: a CloudTrail Insights event`,
    ]);
    skipped.length = 0;
    expect((await list(['**/*.json'], { onSkipped })).length).toBe(6);
    expect(skipped.length).toBe(4);
    // Named itself, it is read, and what it holds says why it is skipped.
    expect(await list([`${day('CloudTrail-Digest', '01')}/d.json`], { onSkipped })).toHaveLength(1);
    expect(skipped.length).toBe(4);
  });

  it('is read without them, each file of them skipped', async () => {
    const items = await collect(readLogs([folder], { prune: pruneByPath({ to: Date.parse('2026-11-01') }) }));
    const kinds = items.map((item) => (item.kind === 'event' ? item.event.eventID : item.kind));
    expect(kinds).toEqual(['01-1', 'file', '01-2', 'file', 'skipped', 'skipped', 'skipped', 'skipped']);
    expect(items.at(-1)).toMatchObject({
      reason: expect.stringContaining('Insights'),
      origin: { record: 0 },
    });
  });
});

describe('what can be wrong with files', () => {
  it('pipes, sockets and devices in folders are named and not read', async () => {
    execFileSync('mkfifo', [join(folder, 'pipe')]);
    symlinkSync('/dev/zero', join(folder, 'zero'));
    const server = createServer().listen(join(folder, 'socket'));
    await new Promise((done) => server.on('listening', done));
    const notFiles = ['pipe', 'socket', 'zero'].map((name) => `${name}: it is not a file`);
    expect(await list([''])).toEqual(notFiles);
    expect(await list(['*'])).toEqual(notFiles);
    server.close();
  });

  it('names with control characters are names; names that are no text are told', async () => {
    put('a\nb\u001b[2J');
    const bytes = Buffer.concat([Buffer.from(`${folder}/`), Buffer.from([0x61, 0xff, 0x62])]);
    writeFileSync(bytes, line('a'));
    mkdirSync(Buffer.concat([bytes, Buffer.from('-folder')]));
    put('\uFFFD', line('b'));
    expect(await list([''])).toEqual([
      'a\nb\u001b[2J',
      'a\uFFFDb: its name is not UTF-8: rename it',
      'a\uFFFDb-folder: its name is not UTF-8: rename it',
      '\uFFFD',
    ]);
  });

  it('sizes are those on the disk, and pipes have none', async () => {
    put('a', 'x'.repeat(1234));
    execFileSync('mkfifo', [join(folder, 'pipe')]);
    const found = [];
    for await (const input of listFiles([join(folder, 'a'), join(folder, 'pipe'), '-'])) found.push(input);
    expect(found).toEqual([
      { kind: 'file', path: join(folder, 'a'), bytes: 1234 },
      { kind: 'file', path: join(folder, 'pipe') },
      { kind: 'file', path: '-' },
    ]);
  });

  it('folders and files that go while they are walked are named once, and the rest goes on', async () => {
    for (const name of ['a/1', 'a/2', 'b/1', 'b/2', 'c/1']) put(name);
    const seen: string[] = [];
    for await (const input of listFiles([folder])) {
      seen.push(`${relative(folder, input.path)}${input.kind === 'file' ? '' : `: ${input.reason}`}`);
      if (seen.length > 1) continue;
      rmSync(join(folder, 'a/2'));
      rmSync(join(folder, 'b'), { recursive: true });
    }
    const gone = 'there is no such file or folder';
    expect(seen).toEqual(['a/1', `a/2: ${gone}`, `b: ${gone}`, 'c/1']);
  });

  it('a file that goes before it is opened is malformed, once', async () => {
    put('a', line('a'));
    put('b', line('b'));
    const items = [];
    for await (const item of readLogs([folder])) {
      if (items.length === 0) rmSync(join(folder, 'b'));
      items.push(item);
    }
    expect(items.filter(({ kind }) => kind === 'malformed')).toHaveLength(1);
  });

  it('paths may be as long as the system takes them, and longer ones are told', async () => {
    let path = folder;
    while (path.length < 3_800) path = join(path, 'x'.repeat(200));
    mkdirSync(path, { recursive: true });
    writeFileSync(join(path, 'a'), line('a'));
    expect(await list([''])).toEqual([relative(folder, join(path, 'a'))]);
    const long = `${folder}/${'y/'.repeat(2_500)}z`;
    expect(checkInputs([long])).toMatchObject([{ code: 'log/unreadable-input' }]);
    for await (const input of listFiles([long]))
      expect(input).toMatchObject({
        kind: 'unreadable',
        reason: 'its path is longer than the system allows',
      });
  });

  it('many files in a folder come by name, a few at a time', async () => {
    const names = Array.from({ length: 20_000 }, (_, index) => `f${(index * 7919) % 20_000}`);
    for (const name of names) writeFileSync(join(folder, name), '');
    const found = await list(['']);
    expect(found).toEqual([...names].sort());
  });
});
