/** Records and files of them, spelled and enveloped in every way that a log may have, good or bad. */
import { gzipSync } from 'node:zlib';
import type { CloudTrailEvent } from '../../../src/cloudtrail/event.ts';
import type { Random } from '../../generate/random.ts';

/** What may stand in a log in the place of a record, or be done to one. */
const HOSTILE: readonly ((record: CloudTrailEvent) => string)[] = [
  (record) => JSON.stringify(record).replace('"eventName":', '"\\u0065ventName":'),
  (record) =>
    JSON.stringify(record).replace(/"eventName":"(.)/, (_, c: string) => `"eventName":"\\u00${hex(c)}`),
  (record) =>
    JSON.stringify(record).replace(/"eventSource":"(.)/, (_, c: string) => `"eventSource":"\\u00${hex(c)}`),
  (record) => JSON.stringify(record).replaceAll('/', '\\/').replaceAll('@', '\\u0040'),
  (record) => JSON.stringify(record).replace('{', '{"eventName":"Other",'),
  (record) => JSON.stringify(record).replace(/\}$/, ',"eventName":"Other"}'),
  (record) => JSON.stringify(record).replace('{', '{"userIdentity":{"type":"Root"},'),
  (record) => JSON.stringify({ requestParameters: { eventName: 'Other', Records: [] }, ...record }),
  (record) => JSON.stringify({ ...record, _raw: 1 }),
  (record) => JSON.stringify({ ...record, _raw: JSON.stringify(record) }),
  (record) => JSON.stringify({ ...record, _raw: JSON.stringify({ ...record, eventName: 'Other' }) }),
  (record) => JSON.stringify({ ...record, eventName: 'Other', _raw: JSON.stringify(record) }),
  (record) => JSON.stringify({ ...record, eventCategory: 'Insight' }),
  (record) => JSON.stringify({ ...record, eventSource: 'aws:s3' }),
  (record) => JSON.stringify({ ...record, eventName: 7 }),
  (record) => JSON.stringify({ ...record, eventName: null }),
  (record) => JSON.stringify({ ...record, readOnly: 'false' }),
  (record) => JSON.stringify({ ...record, readOnly: 0 }),
  (record) => JSON.stringify({ ...record, userIdentity: [record.userIdentity] }),
  (record) => JSON.stringify({ ...record, userIdentity: JSON.stringify(record.userIdentity) }),
  (record) => JSON.stringify({ ...record, userAgent: 'a "quoted" \\ naïve 日本 \ud800' }),
  (record) => JSON.stringify({ ...record, more: JSON.parse(`${'['.repeat(70)}${']'.repeat(70)}`) }),
  (record) => JSON.stringify({ ...record, more: JSON.parse(`${'['.repeat(300)}${']'.repeat(300)}`) }),
  (record) => JSON.stringify({ detail: record, 'detail-type': 'AWS API Call via CloudTrail' }),
  (record) => JSON.stringify({ Records: [record, record] }),
  () => JSON.stringify({ digestStartTime: 'x', logFiles: [] }),
  () => '{}',
];
const hex = (c: string) => c.charCodeAt(0).toString(16).padStart(2, '0');

/** The text of a record, or of something odd in its place. */
export function spellOddly(record: CloudTrailEvent, random: Random): string {
  const spell = random.pick(HOSTILE);
  return spell === undefined ? '{}' : spell(record);
}

/** Each writes the texts of records into a file of one form. */
export const FORMS: readonly ((texts: readonly string[]) => string | Buffer)[] = [
  (texts) => `{"Records":[${texts.join(',')}]}`,
  (texts) => `{"Records":[${texts.join(',')}]}`,
  (texts) => gzipSync(`{"Records":[${texts.join(',')}]}`),
  (texts) => `\n { "Records" :\n [\n${texts.join('\n,\n ')} ]\n }\n`,
  (texts) => `${texts.join('\n')}\n`,
  (texts) => gzipSync(texts.join('\n')),
  (texts) => texts.join('\r\n\r\n'),
  (texts) => texts.join(''),
  (texts) => JSON.stringify({ Records: texts.map((text) => JSON.parse(text) as unknown) }, null, 2),
  (texts) => texts.map((text) => JSON.stringify(JSON.parse(text), null, 1)).join('\n'),
  (texts) => Buffer.concat([gzipSync(`${texts[0]}\n`), gzipSync(texts.slice(1).join('\n'))]),
  (texts) => gzipSync(gzipSync(texts.join('\n'))),
  (texts) => `\ufeff${texts.join('\n')}`,
  (texts) => `[${texts.join(',')}]`,
  (texts) => `{"Records":[${texts.join(',')}],"more":1}`,
  (texts) => `{"Records":[${texts.join(',')},]}`,
  (texts) => `{"Records":[${texts.join(',')}`,
  (texts) => texts.join('\n').slice(0, -5),
  (texts) => texts.join('\n').replace('eventName":"', 'eventName":"\n'),
  (texts) => Buffer.from(texts.join('\n').replace('eventTime', '\u0000eventTime')),
  (texts) => withBadByte(texts.join('\n')),
  (texts) => gzipSync(texts.join('\n')).subarray(0, -20),
  () => '',
  () => '{"Records":[]}',
  () => 'no JSON at all\n',
];

/** A byte that is no UTF-8, in the middle of a text. */
function withBadByte(text: string): Buffer {
  const bytes = Buffer.from(text);
  const at = bytes.indexOf('amazonaws', bytes.length >> 1);
  if (at >= 0) bytes[at] = 0xff;
  return bytes;
}
