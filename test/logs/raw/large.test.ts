/** One file in slices against the plain path: the same parts whatever stands at the border of a slice, and whoever writes meanwhile. */
import {
  appendFileSync,
  closeSync,
  fstatSync,
  openSync,
  truncateSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { describe, expect, it } from 'vitest';
import { compileAsk } from '../../../src/logs/backtest/lane.ts';
import { closeLarge, openLarge } from '../../../src/logs/backtest/positioned.ts';
import { readSlices, type SliceReader } from '../../../src/logs/backtest/slices.ts';
import { openWork, type Part } from '../../../src/logs/backtest/work.ts';
import type { LogItem } from '../../../src/logs/item.ts';
import { openBytes } from '../../../src/logs/read.ts';
import { seeded } from '../../generate/random.ts';
import { asked } from '../backtest/support.ts';
import { line } from '../read-support.ts';
import { HOSTILE_FILES, mixed, openFolder, plainItems, streamOf, TOO_LARGE } from './plain-support.ts';

const put = openFolder();
/** It matches every event, so that the place of each is seen. */
const RULES = [asked()];
const work = openWork(RULES, {});
const SLICES = [40, 301, 1_000, 5_000, 1_000_000];

/** As the plain path sees it. */
function expected(items: readonly LogItem[]) {
  const ask = compileAsk(RULES);
  const events = items.flatMap((item) => (item.kind === 'event' ? [item] : []));
  return {
    matched: events.map(({ event, origin }) => ask(event, origin)),
    others: items.filter(({ kind }) => kind !== 'event'),
    read: events.length,
    outside: 0,
  };
}

interface Spied extends SliceReader {
  /** Slices that were read, and bytes of the rest. */
  readonly seen: { slices: number; dropped: number; rests: number[] };
}

/** Reads slices at once, or as late as it can be; `onSlice` is called before each is read. */
function slicesOf({ isEager = false, ahead = 3, onSlice = (_: number): void => {} } = {}): Spied {
  const seen = { slices: 0, dropped: 0, rests: [] as number[] };
  return {
    seen,
    slicesAhead: ahead,
    slice(file, slice) {
      const read = () => {
        onSlice(seen.slices);
        seen.slices += 1;
        return work.slice(file, slice);
      };
      const part = isEager ? read() : undefined;
      return {
        part: async () => (isEager ? part : read()),
        drop: () => {
          seen.dropped += 1;
        },
      };
    },
    rest(file, place) {
      seen.rests.push(place.bytes);
      return work.rest(file, place);
    },
  };
}

async function sum(parts: AsyncIterable<Part>) {
  const all = { matched: [] as unknown[], others: [] as unknown[], read: 0, outside: 0 };
  let bytes = 0;
  for await (const part of parts) {
    all.matched.push(...part.matched);
    all.others.push(...part.others);
    all.read += part.read;
    all.outside += part.outside;
    bytes += part.bytes ?? 0;
  }
  return { all, bytes };
}

async function sliced(path: string, sliceBytes: number, reader: SliceReader) {
  // Files that do not begin with an object are not read so; those that do must not depend on it.
  const file = openLarge(path) ?? openAny(path);
  try {
    return await sum(readSlices(file, reader, sliceBytes));
  } finally {
    closeLarge(file);
  }
}

function openAny(path: string) {
  const handle = openSync(path, 'r');
  return { path, handle, size: fstatSync(handle).size };
}

describe('slices of a file give what the plain path gives', () => {
  it.each(HOSTILE_FILES)('%s', async (_, content) => {
    const path = put('hostile', content);
    const reference = expected(await plainItems(path, await openBytes(path)));
    for (const size of SLICES) {
      for (const isEager of [true, false]) {
        const { all } = await sliced(path, size, slicesOf({ isEager }));
        expect(all).toEqual(reference);
      }
    }
  });

  it('at every border', async () => {
    for (const content of [
      `${line('a"b')}\r\n\n${JSON.stringify({ ...JSON.parse(line('c')), x: '\n"\\' })}\n${line('d')}`,
      `${line('a')}\n${JSON.stringify(JSON.parse(line('b')), null, 1)}\n${line('c')}\n`,
    ]) {
      const path = put('border', content);
      const reference = expected(await plainItems(path, await openBytes(path)));
      for (let size = 1; size < content.length + 2; size += 1) {
        const { all, bytes } = await sliced(path, size, slicesOf());
        expect(all).toEqual(reference);
        expect(bytes).toBe(Buffer.byteLength(content));
      }
    }
  });

  it('for many mixed ones', async () => {
    const random = seeded(20_261_123);
    for (let round = 0; round < 150; round += 1) {
      const path = put('mixed', mixed(random));
      const reference = expected(await plainItems(path, await openBytes(path)));
      const reader = slicesOf({ isEager: random.chance(2), ahead: 1 + random.nat(5) });
      const { all } = await sliced(path, 1 + random.nat(3_000), reader);
      expect(all).toEqual(reference);
    }
  });

  it('where a line is larger than a value may be', async () => {
    const path = put('huge', TOO_LARGE);
    const reference = expected(await plainItems(path, await openBytes(path)));
    expect((await sliced(path, 4_000_000, slicesOf())).all).toEqual(reference);
  });

  it('reads lines in slices to the end, and throws away what stands behind damage', async () => {
    const good = Array.from({ length: 40 }, (_, n) => `${line(`e${n}`)}\n`).join('');
    const whole = slicesOf();
    const path = put('good', good);
    expect((await sliced(path, 500, whole)).bytes).toBe(good.length);
    expect(whole.seen).toEqual({ slices: Math.ceil(good.length / 500), dropped: 0, rests: [good.length] });
    for (let size = 90; size < 300; size += 1) {
      const reader = slicesOf();
      await sliced(path, size, reader);
      expect(reader.seen.rests).toEqual([good.length]);
    }
    const damaged = slicesOf({ isEager: true });
    await sliced(put('damaged', `${good}{\n${good}`), 500, damaged);
    // Of three that are under way, one is not of the form.
    expect(damaged.seen.dropped).toBe(2);
    expect(damaged.seen.rests[0]).toBeGreaterThan(good.length - 700);
    expect(damaged.seen.rests[0]).toBeLessThanOrEqual(good.length);
  });
});

describe('a file that changes while it is read', () => {
  const good = (from: number, count: number) =>
    Array.from({ length: count }, (_, n) => `${line(`e${from + n}`)}\n`).join('');

  it('is read to its new end where it grows', async () => {
    const path = put('grows', good(0, 20));
    const onSlice = (at: number) => at === 2 && appendFileSync(path, `${good(20, 10)}{"cut":`);
    const { all } = await sliced(path, 400, slicesOf({ onSlice }));
    expect(all).toEqual(expected(await plainItems(path, await openBytes(path))));
    expect(all.read).toBe(30);
  });

  it('and where it grows within its last line', async () => {
    const path = put('grows-on', `${good(0, 20)}{"eventName":`);
    const onSlice = (at: number) => at === 2 && appendFileSync(path, `"a","eventSource":"b"}\n${good(0, 3)}`);
    const { all } = await sliced(path, 400, slicesOf({ onSlice }));
    expect(all).toEqual(expected(await plainItems(path, await openBytes(path))));
  });

  it.each([
    ['at a line', 10 * (line('e1').length + 1)],
    ['in a line', 10 * (line('e1').length + 1) + 30],
    ['to nothing that was not read', 0],
  ])('is read as far as it goes where it shrinks %s', async (_, length) => {
    const content = Array.from({ length: 20 }, () => `${line('e1')}\n`).join('');
    const path = put('shrinks', content);
    const onSlice = (at: number) => at === 2 && truncateSync(path, length);
    const { all } = await sliced(path, 200, slicesOf({ onSlice }));
    const [last] = all.others.slice(-1) as [Extract<LogItem, { kind: 'file' }>];
    expect(last).toMatchObject({ kind: 'file', events: all.read });
    if (length > 0) expect(all).toEqual(expected(await plainItems(path, await openBytes(path))));
    else expect(all.read).toBeLessThan(6);
  });

  it('goes on where it was where all is written anew, as any reader does', async () => {
    const former = good(0, 20);
    const path = put('anew', former);
    const anew = Array.from({ length: 40 }, (_, n) => `${line(`longer-${n}`)}\n`).join('');
    const onSlice = (at: number) => at === 2 && writeFileSync(path, anew);
    const { all } = await sliced(path, 400, slicesOf({ onSlice }));
    // The last line that begins before the third slice was read as it was.
    const at = former.indexOf('\n', 799) + 1;
    const seen = Buffer.from(former.slice(0, at) + anew.slice(at));
    expect(all).toEqual(expected(await plainItems(path, streamOf(seen, 256 * 1024))));
  });

  it('is read to its end where its name is gone', async () => {
    const path = put('gone', good(0, 20));
    const reference = expected(await plainItems(path, await openBytes(path)));
    const onSlice = (at: number) => at === 2 && unlinkSync(path);
    expect((await sliced(path, 400, slicesOf({ onSlice }))).all).toEqual(reference);
  });

  it('says so where it cannot be read on', async () => {
    const path = put('closed', good(0, 20));
    const file = openAny(path);
    const onSlice = (at: number) => at === 2 && closeSync(file.handle);
    const { all } = await sum(readSlices(file, slicesOf({ onSlice }), 400));
    expect(all.others).toMatchObject([
      { kind: 'malformed', reason: 'it cannot be read to its end (EBADF)' },
      { kind: 'file', events: all.read, malformed: 1 },
    ]);
    expect(all.read).toBeGreaterThan(3);
  });
});

describe('what is read in slices', () => {
  const isLarge = (content: string | Buffer) => {
    const file = openLarge(put('any', content));
    if (file !== undefined) closeLarge(file);
    return file !== undefined;
  };

  it('begins with an object on a line of its own', () => {
    expect(isLarge(`${line('a')}\n`)).toBe(true);
    expect(isLarge(`${line('a')}\r\n`)).toBe(true);
    for (const other of [
      '',
      line('a'),
      '{\n}\n',
      `[${line('a')}]\n`,
      '1\n',
      '\x1f\x8b\n',
      `\ufeff${line('a')}\n`,
    ])
      expect(isLarge(other)).toBe(false);
    expect(openLarge('/nowhere')).toBeUndefined();
    expect(openLarge('/')).toBeUndefined();
  });

  it('says how far it has come', async () => {
    const content = Array.from({ length: 3_000 }, (_, n) => `${line(`e${n}`)}\n`).join('');
    const far: number[] = [];
    for await (const { bytes = 0 } of work.stream('a', streamOf(Buffer.from(content), 1_000)))
      far.push(bytes);
    expect(far.reduce((a, b) => a + b)).toBe(content.length);
  });
});
