/** Damaged, foreign and hostile files: everything is counted once, and the rest is read. */
import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { itemsOf, line, read, record } from './read-support.ts';

const CUT = 'malformed: the line ends in the middle of a value';
const NOT_JSON = 'malformed: this is not JSON';
const NO_VALUE = 'malformed: no JSON object or list begins here';
const INVALID = 'malformed: it is not valid JSON';
const FILE_CUT = 'malformed: the file ends in the middle of a value';
const LIST_CUT = 'malformed: the file ends before its list of records is closed';

describe('half a line', () => {
  const whole = line('x', { requestParameters: { list: [1, { a: 'text \\ "quoted"' }], n: null } });
  it('costs no other line, wherever it is cut', async () => {
    for (let at = 1; at < whole.length; at += 1) {
      const text = `${line('a')}\n${whole.slice(0, at)}\n${line('b')}\n${line('c')}\n`;
      const found = await read(text);
      expect([at, found.filter((one) => !one.startsWith('malformed'))]).toEqual([at, ['a', 'b', 'c']]);
      expect([at, found.length]).toEqual([at, 4]);
    }
  });

  it('costs no other line before the last line, or at the end', async () => {
    for (let at = 1; at < whole.length; at += 1) {
      const before = await read(`${whole.slice(0, at)}\n${line('b')}`);
      expect([at, before.length, before.at(-1)]).toEqual([at, 2, 'b']);
      const last = await read(`${line('b')}\n${whole.slice(0, at)}`);
      expect([at, last.length, last[0]]).toEqual([at, 2, 'b']);
    }
  });

  it('is named by its line', async () => {
    const items = await itemsOf(`${line('a')}\n${whole.slice(0, 30)}\n${line('b')}\n`);
    expect(items[1]).toEqual({
      kind: 'malformed',
      reason: 'the line ends in the middle of a value',
      origin: { path: '-', record: 2, line: 2 },
    });
  });
});

describe('damage', () => {
  it('to any bytes of a line costs no line that is not next to it', async () => {
    const lines = ['a', 'b', 'c', 'd', 'e'].map((id) => line(id, { requestParameters: { x: [{ y: id }] } }));
    const middle = Buffer.from(lines[2] ?? '');
    const byte = fc.oneof(
      fc.constantFrom(...Buffer.from('"\\[]{}:,')),
      fc.integer({ min: 0, max: 255 }).filter((one) => one !== 10),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat(middle.length - 1), byte), { minLength: 1, maxLength: 6 }),
        fc.integer({ min: 1, max: 300 }),
        async (changes, chunk) => {
          const damaged = Buffer.from(middle);
          for (const [at, value] of changes) damaged[at] = value;
          const before = Buffer.from(`${lines[0]}\n${lines[1]}\n`);
          const after = Buffer.from(`\n${lines[3]}\n${lines[4]}\n`);
          const found = await read(Buffer.concat([before, damaged, after]), chunk);
          expect(found.slice(0, 2)).toEqual(['a', 'b']);
          expect(found.slice(-2)).toEqual(['d', 'e']);
          expect(found.length).toBeGreaterThan(4);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('never stops the reading of bytes of any kind', async () => {
    const byte = fc.oneof(
      fc.constantFrom(...Buffer.from('"\\[]{}:,\n a1')),
      fc.integer({ min: 0, max: 255 }),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(byte, { maxLength: 200 }),
        fc.integer({ min: 1, max: 50 }),
        async (bytes, chunk) => {
          const items = await itemsOf(Buffer.from(bytes), chunk);
          expect(items.at(-1)?.kind).toBe('file');
          const whole = await itemsOf(Buffer.from(bytes));
          expect(whole).toEqual(items);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('inside a pretty-printed list costs one record', async () => {
    const text = JSON.stringify(
      { Records: ['a', 'b', 'c', 'd'].map((id) => record(id, { x: { y: 1 } })) },
      null,
      2,
    );
    const broken = text.replace('"eventID": "b"', '"eventID": "b');
    expect(await read(broken)).toEqual(['a', CUT, 'c', 'd']);
    expect(await read(text.replace('"eventID": "b",', '"eventID" "b",'))).toEqual(['a', NOT_JSON, 'c', 'd']);
    expect(await read(text.replace('"eventID": "b"', '"eventID": bad'))).toEqual(['a', INVALID, 'c', 'd']);
  });

  it('is not taken for records of its own', async () => {
    const nested = JSON.stringify(
      { ...record('x'), requestParameters: { list: [record('inner')] } },
      null,
      2,
    );
    const broken = nested.replace('"eventID": "x"', '"eventID": "x');
    expect(await read(`${line('a')}\n${broken}\n${line('b')}\n`)).toEqual(['a', CUT, 'b']);
  });

  it('at the end of a list is reported, and what was whole is read', async () => {
    const text = `{"Records":[${line('a')},${line('b')}]}`;
    expect(await read(text.slice(0, -20))).toEqual(['a', FILE_CUT]);
    expect(await read(text.slice(0, -2))).toEqual(['a', 'b', LIST_CUT]);
    expect(await read(`${line('a')}\n]\n${line('b')}\n`)).toEqual(['a', NO_VALUE, 'b']);
    expect(await read(`{"Records":[${line('a')} ${line('b')}]}`)).toEqual([
      'a',
      'malformed: no comma stands between this value and the next',
      'b',
    ]);
  });

  it.each<[string, string | Buffer]>([
    ['a trailing comma', `${line('a').slice(0, -1)},}`],
    ['a word', line('a').replace('"1.11"', 'yes')],
    ['a bad escape', line('a').replace('1.11', '\\x')],
  ])('that only the parser sees is reported: %s', async (_, bad) => {
    expect(await read(`${line('1')}\n${bad}\n${line('2')}\n`)).toEqual(['1', INVALID, '2']);
  });

  it('to the encoding is reported', async () => {
    const bad = Buffer.concat([
      Buffer.from(line('x').slice(0, -2)),
      Buffer.from([0xff, 0xc3]),
      Buffer.from('"}'),
    ]);
    const text = Buffer.concat([Buffer.from(`${line('a')}\n`), bad, Buffer.from(`\n${line('b')}`)]);
    expect(await read(text)).toEqual(['a', 'malformed: it is not valid UTF-8', 'b']);
  });
});

describe('a file that is no JSON', () => {
  it.each<[string, string | Buffer, string]>([
    ['prose', 'Dear reader,\n\nthis is {not} JSON.\n'.repeat(500), NO_VALUE],
    [
      'lines that look like it',
      "{'eventName': 'AssumeRole'}\n".repeat(500),
      'malformed: nothing in this file is JSON',
    ],
    ['more lines that look like it', '{a}\n'.repeat(20_000), 'malformed: nothing in this file is JSON'],
    ['numbers', '1\n2\n3\n', NO_VALUE],
    ['random bytes', Buffer.from(Array.from({ length: 5_000 }, (_, at) => (at * 7919) % 251)), NO_VALUE],
    ['zeros', Buffer.alloc(100_000), NO_VALUE],
    [
      'a zip archive',
      Buffer.from('504b0304140000', 'hex'),
      'malformed: this is a zip archive: unpack it first',
    ],
    [
      'UTF-16',
      Buffer.from(`\ufeff${line('a')}`, 'utf16le'),
      'malformed: this is UTF-16 text: convert it to UTF-8',
    ],
  ])('is reported once: %s', async (_, bytes, reason) => {
    expect(await read(bytes)).toEqual([reason]);
    expect(await read(gzipSync(bytes))).toEqual([reason]);
  });

  it('is given up where nothing was JSON ten thousand times', async () => {
    expect(await read(`${'{a}\n'.repeat(30_000)}${line('x')}\n`)).toEqual([
      'malformed: nothing in this file is JSON',
    ]);
  });

  it('and is cut off, too, is reported once', async () => {
    const zipped = gzipSync('{a}\n'.repeat(100));
    expect(await read(zipped.subarray(0, -4))).toEqual(['malformed: its gzip data is cut off']);
  });

  it('but has records after all, keeps every fault', async () => {
    expect(await read(`# exported by hand\n{a}\n{b}\n${line('x')}\n`)).toEqual([
      NO_VALUE,
      NOT_JSON,
      NOT_JSON,
      'x',
    ]);
    expect(await read(`# exported by hand\n# twice\n${line('x')}\n# end\n# end\n`)).toEqual([
      NO_VALUE,
      'x',
      NO_VALUE,
    ]);
  });
});

describe('limits', () => {
  it('skip one record that is too large, and no other', async () => {
    const large = line('large', { errorMessage: 'x'.repeat(20 * 1024 * 1024) });
    const tooLarge = 'malformed: it is larger than 16 MiB';
    expect(await read(`${line('a')}\n${large}\n${line('b')}\n`)).toEqual(['a', tooLarge, 'b']);
    expect(await read(`{"Records":[${line('a')},${large},${line('b')}]}`)).toEqual(['a', tooLarge, 'b']);
    expect(await read(`{"Records":[${line('a')},${large.slice(0, -2)}`)).toEqual(['a', tooLarge]);
    expect(await read(`${large.slice(0, -2)}\n${line('b')}\n`)).toEqual([tooLarge, 'b']);
  });

  it.each(['Records', 'Events', 'events', 'logEvents'])('are not reached by an envelope: %s', async (key) => {
    const one = line('x', { errorMessage: 'x'.repeat(1024 * 1024) });
    expect(await read(`{"owner":"1","${key}":[${Array(18).fill(one).join(',')}]}`)).toHaveLength(18);
  });

  it('are not reached by a list', async () => {
    const one = line('x', { errorMessage: 'x'.repeat(1024 * 1024) });
    expect(await read(gzipSync(`[${Array(18).fill(one).join(',')}]`))).toHaveLength(18);
  });

  it('stop nesting', async () => {
    const deep = `{"a":${'['.repeat(100_000)}${']'.repeat(100_000)}}`;
    const reason = 'malformed: values stand in each other more than 200 deep';
    expect(await read(`${line('a')}\n${deep}\n${line('b')}\n`)).toEqual(['a', reason, 'b']);
    expect(await read(`${line('a')}\n${'['.repeat(100_000)}\n${line('b')}\n`)).toEqual(['a', FILE_CUT, 'b']);
    expect(await read(`${line('a')}\n${'['.repeat(3_000_000)}\n${line('b')}\n`)).toHaveLength(3);
  });

  it('bound the work that damage can cause', async () => {
    const started = performance.now();
    for (const unit of ['[\n', '{"a":\n', '{"a":[\n', '[{"a":"\n', '{"Records":[\n', '}\n{\n']) {
      const items = await itemsOf(Buffer.from(`${unit.repeat(200_000)}`));
      expect(items.at(-1)).toMatchObject({ kind: 'file', events: 0 });
    }
    expect(performance.now() - started).toBeLessThan(10_000);
  });

  it('stop a gzip bomb, after what came before it', async () => {
    const bomb = gzipSync(
      Buffer.concat([Buffer.from(`${line('a')}\n`), Buffer.alloc(90 * 1024 * 1024, 0x20)]),
    );
    expect(bomb.length).toBeLessThan(130 * 1024);
    expect(await read(bomb)).toEqual([
      'a',
      'malformed: it unpacks to more than 500 times its size (a gzip bomb)',
    ]);
    expect(await read(gzipSync(Buffer.alloc(60 * 1024 * 1024, 0x20)))).toEqual([]);
  });
});

describe('gzip that is', () => {
  const many = Array.from({ length: 3_000 }, (_, at) =>
    line(`${at}`, { requestID: createHash('sha256').update(`${at}`).digest('hex') }),
  );
  const zipped = gzipSync(`{"Records":[${many.join(',')}]}`);

  it('cut off yields what was complete, and is reported once', async () => {
    for (const part of [0.3, 0.7, 0.99]) {
      const found = await read(zipped.subarray(0, Math.floor(zipped.length * part)));
      expect(found.at(-1)).toBe('malformed: its gzip data is cut off');
      expect(found.length).toBeGreaterThan(many.length * part * 0.8);
      expect(found.slice(0, -1)).toEqual(found.slice(0, -1).map((_, at) => `${at}`));
    }
    expect(await read(zipped.subarray(0, zipped.length - 1))).toHaveLength(many.length + 1);
    expect(await read(zipped.subarray(0, 5))).toEqual(['malformed: its gzip data is cut off']);
  });

  it('damaged yields all that came before', async () => {
    for (const [records, part] of [
      [many, 0.5],
      [many, 0.9],
      [many.slice(0, 20), 0.6],
    ] as const) {
      const whole = gzipSync(`{"Records":[${records.join(',')}]}`);
      const damaged = Buffer.from(whole);
      const at = Math.floor(whole.length * part);
      damaged.fill(0xff, at, at + 100);
      const found = await read(damaged);
      expect(found.at(-1)).toMatch(/^malformed: its gzip data is damaged \(Z_/);
      const events = found.filter((one) => !one.startsWith('malformed'));
      expect(events).toEqual(events.map((_, nth) => `${nth}`));
      // Blocks of gzip are decoded from their beginning, so damage shows a little later or sooner than it stands.
      expect(events.length).toBeGreaterThan(records.length * part * 0.7);
    }
  });

  it('followed by something else yields all that is gzip', async () => {
    const few = gzipSync(`{"Records":[${many.slice(0, 3).join(',')}]}`);
    expect(await read(Buffer.concat([few, Buffer.from('garbage')]))).toEqual([
      '0',
      '1',
      '2',
      'malformed: its gzip data is damaged (Z_DATA_ERROR)',
    ]);
  });
});
