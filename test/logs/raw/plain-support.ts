/** What the tests of the raw path share: the plain path as the reference, hostile texts of whole files, and files to write them to. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll } from 'vitest';
import { plainBytes } from '../../../src/logs/gunzip.ts';
import type { LogItem } from '../../../src/logs/item.ts';
import { readPlain } from '../../../src/logs/plain.ts';
import { MAX_VALUE_BYTES } from '../../../src/logs/split.ts';
import type { Random } from '../../generate/random.ts';
import { line, record } from '../read-support.ts';

/** A stream of these bytes in chunks of a size. */
export function streamOf(bytes: Buffer, chunk: number): Readable {
  function* chunks() {
    for (let at = 0; at < bytes.length; at += chunk) yield bytes.subarray(at, at + chunk);
  }
  return Readable.from(chunks());
}

export async function plainItems(path: string, source: AsyncIterable<Buffer>): Promise<readonly LogItem[]> {
  const found: LogItem[] = [];
  for await (const items of readPlain(path, plainBytes(source))) found.push(...items);
  return found;
}

/** A file of the test's own folder, which is removed in the end. */
export function openFolder(): (name: string, content: string | Buffer) => string {
  const root = mkdtempSync(join(tmpdir(), 'trailc-large-'));
  afterAll(() => rmSync(root, { recursive: true, force: true }));
  return (name, content) => {
    const path = join(root, name);
    writeFileSync(path, content);
    return path;
  };
}

const lines = (from: number, count: number) =>
  Array.from({ length: count }, (_, at) => `${line(`e${from + at}`)}\n`).join('');
const before = lines(0, 12);
const after = lines(100, 12);

/** Whole files, each with something in it that is cut wrongly by who does not take care. */
export const HOSTILE_FILES: readonly (readonly [string, string | Buffer])[] = [
  ['only lines', before + after],
  ['no line break at the end', (before + after).slice(0, -1)],
  ['CRLF', (before + after).replaceAll('\n', '\r\n')],
  ['empty lines', `\n\n${before.replaceAll('\n', '\n\n \t\n')}\n\n\n${after}\n\n`],
  ['nothing but line breaks', '\n'.repeat(500)],
  ['nothing', ''],
  ['pretty-printed records', `${before + JSON.stringify(record('pretty'), null, 2)}\n${after}`],
  [
    'all pretty-printed',
    Array.from({ length: 9 }, (_, n) => JSON.stringify(record(`p${n}`), null, 1)).join('\n'),
  ],
  ['quotes and line breaks with escapes', lines(0, 9).replaceAll('sts.', '\\"},\\n{\\"sts.\\\\') + after],
  ['several on a line', before.replaceAll('\n{', '{') + after],
  ['commas between them', before.replaceAll('\n', ',\n') + after],
  ['a record cut off', `${before + line('cut').slice(0, 40)}\n${after}`],
  ['a record cut off in a text', `${before + line('cut').slice(0, -4)}\n${after}`],
  ['the end cut off', before + after.slice(0, -9)],
  ['text that is no JSON', `${before}no JSON\nnone either\n${after}`],
  ['text that is no JSON at first', `# a header\n${before}${after}`],
  ['a list in an envelope', `${before}{"Records":[${line('r1')},\n${line('r2')}]}\n${after}`],
  ['a list under a key with escapes', `${before}{"\\u0052ecords":[${line('r1')},${line('r2')}]}\n${after}`],
  ['an event with a key with escapes', `${before}{"event\\u004eame":"A","eventSource":"b"}\n${after}`],
  ['an empty list in an envelope', `{"results":[]}\n{"Messages":[]}\n${before}${after}`],
  ['one list only', `{"Records":[${line('r1')},\n${line('r2')}]}`],
  ['an array', `[${line('r1')},\n${line('r2')}]\n${after}`],
  ['events of other kinds', `${before}{}\n{"digestStartTime":"x","logFiles":[]}\n{"_raw":"cut"}\n${after}`],
  ['a byte order mark', `\ufeff${before}${after}`],
  ['a byte order mark between', `${before}\ufeff${after}`],
  ['NUL bytes', Buffer.from(`${before}\0\0\0\n${after}\0`)],
  ['a NUL byte in a text', Buffer.from(`${before + line('n\0l').replace('\\u0000', '\0')}\n${after}`)],
  ['bytes that are no UTF-8', noUtf8(`${before + line('bad')}\n${after}`, 'bad')],
  ['bytes that are no UTF-8 at first', noUtf8(`${line('bad')}\n${before}`, 'bad')],
  ['other letters', (before + after).replaceAll('"e', '"日本😀e')],
  ['far too deep', `${before}{"a":${'['.repeat(300)}${']'.repeat(300)}}\n${after}`],
  ['deep', `${before}{"a":${'['.repeat(90)}${']'.repeat(90)}}\n${after}`],
  ['a long line', `${before}${line('long', { userAgent: 'x'.repeat(3_000) })}\n${after}`],
  [
    'what looks like gzip in the middle',
    Buffer.concat([Buffer.from(before), Buffer.from([0x1f, 0x8b, 8, 10]), Buffer.from(after)]),
  ],
  ['what looks like a zip archive at a line', `${before}PK\u0003\u0004\n${after}`],
  ['damage that goes back', `${before}${'{"a":[\n'.repeat(40)}${after}`],
];

function noUtf8(text: string, at: string): Buffer {
  const bytes = Buffer.from(text);
  bytes[bytes.indexOf(at) + 1] = 0xff;
  return bytes;
}

/** A line larger than a value may be. */
export const TOO_LARGE = `${before}${line('huge', { userAgent: 'x'.repeat(MAX_VALUE_BYTES) })}\n${after}`;

/** A file of some of these, one behind the other. */
export function mixed(random: Random): Buffer {
  const texts = Array.from({ length: 1 + random.nat(2) }, () =>
    Buffer.from(random.pick(HOSTILE_FILES)?.[1] ?? ''),
  );
  return Buffer.concat([Buffer.from(lines(500, random.nat(30))), ...texts]);
}
