/** Which files are read, in which order, and what is said of those that cannot be. */
import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { checkInputs } from '../../src/logs/inputs.ts';
import { readLogs } from '../../src/logs/read.ts';
import { collect, line, summary } from './read-support.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'trailc-read-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const put = (name: string, content: string | Buffer) => {
  const path = join(folder, name);
  mkdirSync(join(path, '..'), { recursive: true });
  writeFileSync(path, content);
  return path;
};
const read = async (...inputs: string[]) => collect(readLogs(inputs));
const files = async (...inputs: string[]) =>
  (await read(...inputs)).flatMap(({ kind, origin }) =>
    kind === 'file' ? [relative(folder, origin.path)] : [],
  );

describe('readLogs', () => {
  it('reads folders by name, whatever the files are called', async () => {
    put('b.json', line('b'));
    put('a/2.json.gz', line('a2'));
    put('a/1', gzipSync(line('a1')));
    put('c/d/e/deep.txt', line('deep'));
    put('a.json', line('a'));
    expect(summary(await read(folder))).toEqual(['a1', 'a2', 'a', 'b', 'deep']);
    expect(await files(folder)).toEqual(['a/1', 'a/2.json.gz', 'a.json', 'b.json', 'c/d/e/deep.txt']);
  });

  it('reads inputs in the order given, and no folder twice', async () => {
    put('a/1', line('a1'));
    const b = put('b', line('b'));
    expect(summary(await read(b, join(folder, 'a'), folder))).toEqual(['b', 'a1', 'b']);
  });

  it('follows links, and does not go in circles', async () => {
    const path = put('a/1', line('a1'));
    symlinkSync(folder, join(folder, 'a', 'up'));
    symlinkSync(path, join(folder, 'link'));
    symlinkSync('self', join(folder, 'self'));
    symlinkSync('nowhere', join(folder, 'zz-broken'));
    expect(summary(await read(folder))).toEqual([
      'a1',
      'a1',
      'malformed: its links lead in a circle',
      'malformed: there is no such file or folder',
    ]);
  });

  it('reads a pipe that is named, and not one that lies in a folder', async () => {
    execFileSync('mkfifo', [join(folder, 'pipe')]);
    expect(summary(await read(folder))).toEqual(['malformed: it is not a file']);
  });

  it('reads standard input, and nothing where there is none', async () => {
    const stdin = Readable.from([Buffer.from(line('a')), Buffer.from(line('b'))]);
    expect(summary(await collect(readLogs(['-'], { stdin })))).toEqual(['a', 'b']);
    expect(summary(await collect(readLogs(['-'], { stdin: Readable.from([line('text')]) })))).toEqual([
      'text',
    ]);
    expect(await read('-')).toEqual([]);
    expect(await read()).toEqual([]);
  });

  it('reports what fails while it is read', async () => {
    async function* failing() {
      yield Buffer.from(`${line('a')}\n${line('b').slice(0, 9)}`);
      throw Object.assign(new Error('gone'), { code: 'EIO' });
    }
    const found = await collect(readLogs(['-'], { stdin: Readable.from(failing()) }));
    expect(summary(found)).toEqual(['a', 'malformed: it cannot be read to its end (EIO)']);
  });

  it('goes on after a file that cannot be opened, and says which', async () => {
    const missing = join(folder, 'missing.json');
    const there = put('there.json', line('a'));
    const items = await read(missing, there);
    expect(summary(items)).toEqual(['malformed: there is no such file or folder', 'a']);
    expect(items[0]?.origin).toEqual({ path: missing, record: 0 });
  });

  it.skipIf(!existsSync('/proc/self/fd'))('lets go of a file that is not read to its end', async () => {
    const path = put('many', `${line('a')}\n`.repeat(20_000));
    const before = readdirSync('/proc/self/fd').length;
    for (let round = 0; round < 30; round += 1) {
      for await (const item of readLogs([path])) {
        expect(item.kind).toBe('event');
        break;
      }
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(readdirSync('/proc/self/fd').length).toBeLessThan(before + 10);
  });

  it('holds little memory, however large the file', async () => {
    const block = `${line('a', { errorMessage: 'x'.repeat(900) })}\n`.repeat(1_000);
    function* blocks() {
      for (let at = 0; at < 100; at += 1) yield Buffer.from(block);
    }
    const start = process.memoryUsage().arrayBuffers;
    let most = 0;
    let events = 0;
    for await (const item of readLogs(['-'], { stdin: Readable.from(blocks()) })) {
      if (item.kind === 'event') events += 1;
      if (events % 1_000 === 0) most = Math.max(most, process.memoryUsage().arrayBuffers - start);
    }
    expect(events).toBe(100_000);
    expect(most).toBeLessThan(60 * 1024 * 1024);
  });
});

describe('diagnostics', () => {
  it('name inputs that are not there', () => {
    const missing = join(folder, 'missing');
    expect(checkInputs(['-', folder, missing])).toMatchObject([
      { code: 'log/missing-input', severity: 'error', path: missing, what: expect.stringContaining(missing) },
    ]);
  });

  it.skipIf(process.getuid?.() === 0)('name inputs that may not be read', () => {
    const path = put('secret', line('a'));
    chmodSync(path, 0);
    expect(checkInputs([path])).toMatchObject([
      { code: 'log/unreadable-input', what: expect.stringContaining('permission denied') },
    ]);
  });

  it('say where a record is malformed', async () => {
    const path = put('log.json', `${line('a')}\n{"half\n`);
    const [, half] = await read(path);
    if (half?.kind !== 'malformed') throw new Error('expected damage');
    expect(half).toMatchObject({
      reason: 'the line ends in the middle of a value',
      origin: { path, record: 2, line: 2 },
    });
    const [missing] = await read(join(folder, 'missing'));
    expect(missing).toMatchObject({ kind: 'malformed', origin: { record: 0 } });
  });
});
