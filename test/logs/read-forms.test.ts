/** Every form in which records stand in a file. */
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../src/cloudtrail/event.ts';
import { nextPiece } from '../../src/logs/split.ts';
import { createSplitter, feed, finish } from '../../src/logs/split-state.ts';
import { itemsOf, line, read, record } from './read-support.ts';

const A = record('a');
const B = record('b');

describe('a file', () => {
  const ab = ['a', 'b'];
  const logEvents = [A, B].map((one, at) => ({ id: `${at}`, timestamp: at, message: JSON.stringify(one) }));
  it.each<[string, string, readonly string[]]>([
    ['of lines', `${line('a')}\n${line('b')}\n`, ab],
    ['of lines without a last line break', `${line('a')}\r\n\r\n${line('b')}`, ab],
    ['of concatenated records', line('a') + line('b'), ab],
    ['of records with commas between lines', `${line('a')},\n${line('b')},\n`, ab],
    ['with one pretty-printed record', JSON.stringify(A, null, 2), ['a']],
    ['with pretty-printed records', `${JSON.stringify(A, null, '\t')}\n${JSON.stringify(B, null, 4)}\n`, ab],
    ['with one list', JSON.stringify([A, B]), ab],
    ['with one pretty-printed list', JSON.stringify([A, B], null, 2), ab],
    ['with lists in a list', JSON.stringify([[A], [B]]), ab],
    ['as S3 delivers it', JSON.stringify({ Records: [A, B] }), ab],
    ['as S3 delivers it, pretty-printed', JSON.stringify({ Records: [A, B] }, null, 2), ab],
    [
      'with other keys around the records',
      JSON.stringify({ x: { Records: [] }, Records: [A, B], y: [1] }),
      ab,
    ],
    ['with an empty list of records', '{"Records":[]}', []],
    ['with an envelope a line', `{"Records":[${line('a')}]}\n{"Records":[${line('b')}]}\n`, ab],
    ['of LookupEvents', JSON.stringify({ Events: [{ CloudTrailEvent: line('a') }], NextToken: 'x' }), ['a']],
    ['of CloudWatch Logs', JSON.stringify({ messageType: 'DATA_MESSAGE', logEvents }), ab],
    ['of concatenated subscription messages', JSON.stringify({ logEvents }).repeat(2), [...ab, ...ab]],
    ['of EventBridge events', `${JSON.stringify({ detail: A })}\n${JSON.stringify({ detail: B })}`, ab],
    ['of a Splunk export', `${JSON.stringify({ result: { _raw: line('a') } })}\n`, ['a']],
    ['with a byte order mark', `\ufeff${line('a')}`, ['a']],
    ['that is empty', '', []],
    ['of white space', ' \r\n\t\n', []],
  ])('%s is read', async (_, text, expected) => {
    expect(await read(text)).toEqual(expected);
    expect(await read(text, 1)).toEqual(expected);
    expect(await read(gzipSync(text))).toEqual(expected);
    expect(await read(gzipSync(text), 3)).toEqual(expected);
  });

  it('says where each record stands, and sums up at the end', async () => {
    const items = await itemsOf(
      `${line('a')}\n\n{"x":1}\n{"Records":[${line('b')},${line('c')}]}\n{"half":\n`,
    );
    expect(items.map(({ kind, origin }) => [kind, origin.record, origin.line])).toEqual([
      ['event', 1, 1],
      ['skipped', 2, 3],
      ['event', 3, 4],
      ['event', 4, 4],
      ['malformed', 5, 5],
      ['file', 5, undefined],
    ]);
    expect(items.at(-1)).toMatchObject({ events: 3, skipped: 1, malformed: 1, origin: { path: '-' } });
  });

  it('may be made of several gzip members, and compressed twice', async () => {
    const members = Buffer.concat([gzipSync(`${line('a')}\n`), gzipSync(line('b'))]);
    expect(await read(members)).toEqual(ab);
    expect(await read(gzipSync(members))).toEqual(ab);
  });

  it('may hold strings with every character that JSON is made of', async () => {
    const userAgent = '"quotes" \\ [{ }] , : \n \u2028 \ud83d\ude00 \\" \\\\"';
    const [item] = await itemsOf(line('a', { userAgent }), 1);
    expect(item).toMatchObject({ event: { userAgent } });
  });
});

describe('the buffer', () => {
  /** As large as the buffer is at first: what stands behind it makes the buffer drop or move what it holds. */
  const FULL = 512 * 1024;
  const long = 'k'.repeat(100);
  const cut = JSON.stringify(record('cut', { list: [B] }), null, 2).replace('"cut"', '"cut');
  const body = [
    JSON.stringify({ Records: 0, [long]: [A, B] }),
    JSON.stringify({ [long]: 0, Records: [A, B] }),
    cut,
    JSON.stringify({ x: 0, logEvents: [A] }, null, 2),
    line('c'),
  ].join('\n');
  const expected = [
    'skipped: JSON that is no CloudTrail record',
    'a',
    'b',
    'malformed: the line ends in the middle of a value',
    'a',
    'c',
  ];

  it('may end anywhere in a value', async () => {
    for (let at = 0; at < body.length; at += 1) {
      const padding = ' '.repeat(FULL - at - 1);
      expect([at, await read(`${padding}\n${body}`, FULL)]).toEqual([at, expected]);
    }
  });

  it('may end anywhere in the key of a list, whose elements still come one by one', () => {
    const envelope = '{"x":0,"Records":[1,2,3]}';
    for (let at = 0; at < envelope.length; at += 1) {
      const splitter = createSplitter();
      const pieces: string[] = [];
      const take = () => {
        for (let piece = nextPiece(splitter); piece !== undefined; piece = nextPiece(splitter))
          pieces.push(piece.kind === 'value' ? piece.bytes.toString() : piece.reason);
      };
      feed(splitter, Buffer.from(' '.repeat(FULL - at) + envelope.slice(0, at)));
      take();
      feed(splitter, Buffer.from(envelope.slice(at)));
      finish(splitter);
      take();
      expect([at, pieces]).toEqual([at, ['1', '2', '3']]);
    }
  });
});

describe('any records in any form and any chunks', () => {
  const json: fc.Arbitrary<JsonObject> = fc
    .dictionary(fc.string(), fc.jsonValue({ maxDepth: 3 }) as fc.Arbitrary<Json>, { maxKeys: 4 })
    .map((more) => record('x', { requestParameters: JSON.parse(JSON.stringify(more)) as JsonObject }));
  const records = fc.array(json, { maxLength: 8 });
  const indent = fc.constantFrom(0, 1, 4, '\t');

  const write: Record<string, (all: readonly JsonObject[], space: number | string) => string> = {
    lines: (all) => all.map((one) => `${JSON.stringify(one)}\n`).join(''),
    'concatenated or pretty': (all, space) => all.map((one) => JSON.stringify(one, null, space)).join(''),
    list: (all, space) => JSON.stringify(all, null, space),
    Records: (all, space) => JSON.stringify({ Records: all }, null, space),
    'text in text': (all, space) =>
      JSON.stringify(
        { events: all.map((one) => ({ timestamp: 1, message: JSON.stringify(one) })) },
        null,
        space,
      ),
  };

  it.each(Object.keys(write))('%s', async (form) => {
    await fc.assert(
      fc.asyncProperty(records, indent, fc.integer({ min: 1, max: 200 }), async (all, space, chunk) => {
        const items = await itemsOf((write[form] as (typeof write)[string])(all, space), chunk);
        const events = items.flatMap((item) => (item.kind === 'event' ? [item.event] : []));
        expect(events).toEqual(all);
        expect(items).toHaveLength(all.length + 1);
      }),
      { numRuns: 60 },
    );
  });
});
