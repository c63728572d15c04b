/** The readers behind `trailc check --bundle`: schedules, tables, searches, archives. */
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { readCron } from '../../../src/bundle/app-check/cron.ts';
import { tableFault } from '../../../src/bundle/app-check/csv.ts';
import { referencesOf } from '../../../src/bundle/app-check/spl-references.ts';
import { readTar } from '../../../src/bundle/app-check/tar.ts';
import { soundApp, splFile } from './sound-app.ts';

describe('a schedule', () => {
  it.each([
    ['*/5 * * * *', 12],
    ['*/4 * * * *', 15],
    ['* * * * *', 60],
    ['0,30 8-18 * * mon-fri', 2],
    ['0-30/10,5 * 1 jan,jul 7', 5],
    ['59 23 31 12 0', 1],
  ])('%s runs %i times an hour', (cron, runsAnHour) => {
    expect(readCron(cron)).toEqual({ kind: 'valid', runsAnHour });
  });

  it.each([
    '',
    '* * * *',
    '* * * * * *',
    '60 * * * *',
    '* 24 * * *',
    '* * 0 * *',
    '* * 32 * *',
    '* * * 13 *',
    '* * * * 8',
    '*/0 * * * *',
    '30-10 * * * *',
    'x * * * *',
    '1, * * * *',
    '-1 * * * *',
    '* * * * foo',
    '1-2-3 * * * *',
    '@daily',
  ])('%s is none', (cron) => {
    expect(readCron(cron).kind).toBe('invalid');
  });
});

describe('a table', () => {
  it.each(['a,b\n1,2\n', 'a,b\r\n1,2', '"a","b"\n"1, 2","x ""y"" z"\n', 'a,b\n"1\n2",3\n', 'a,b\n\n1,2\n'])(
    '%j is sound',
    (text) => expect(tableFault(text)).toBeUndefined(),
  );

  it.each([
    ['', 'is empty', 0],
    ['a\n1\n', 'has one column', 0],
    ['a,b\r1,2\r', 'a carriage return alone', 3],
    ['a,b\n1,2,3\n', 'has 2 columns in its first row and 3 in line 2', 4],
    ['a,b\n"1\n2",3\n4\n', '1 in line 4', 12],
    ['a,b\n"1,2\n', 'opens a quote in line 2', 4],
    [`${'a'.repeat(5000)},b\n1,2\n`, 'a header of more than 4096', 0],
  ])('%j is not', (text, problem, at) => {
    expect(tableFault(text)).toEqual({ problem: expect.stringContaining(problem), at });
  });
});

describe('a search', () => {
  it.each<[string, readonly string[], readonly string[]]>([
    ['`a` x=1 | `b(1, "c,d")`', ['a', 'b(2)'], []],
    ['`a(f(1,2), 3)` | `b()`', ['a(2)', 'b(0)'], []],
    ['x="`no`" `yes`', ['yes'], []],
    ['x="a \\" `no`" `yes`', ['yes'], []],
    ['```a comment with `none` | lookup no``` | lookup yes a', [], ['yes']],
    ['index=x | lookup local=true people name AS user OUTPUT listed', [], ['people']],
    ['| inputlookup append=t people.csv where x=1', [], ['people.csv']],
    ['x="| lookup no" lookup no | outputlookup no', [], []],
  ])('%s', (search, macros, lookups) => {
    const found = referencesOf(search);
    expect(found.macros.map(({ name }) => name)).toEqual(macros);
    expect(found.lookups.map(({ name }) => name)).toEqual(lookups);
    for (const { name, at } of found.lookups) expect(search.slice(at, at + name.length)).toBe(name);
  });
});

describe('an archive', () => {
  const tar = () => Buffer.from(gunzipSync(splFile(soundApp())));

  it('with a changed header is damaged', () => {
    const bytes = tar();
    bytes[0] = (bytes[0] ?? 0) + 1;
    expect(readTar(bytes, 100).kind).toBe('fault');
  });

  it('with more entries than there may be is refused', () => {
    expect(readTar(tar(), 8).kind).toBe('entries');
    expect(readTar(tar(), 7)).toEqual({ kind: 'fault', reason: 'it has more than 7 entries' });
  });

  it('has the long names that pax gives', () => {
    const name = `acme/${'long/'.repeat(40)}x.txt`;
    const record = (length: number) => `${length} path=${name}\n`;
    const length = record(100).length;
    const files = new Map([
      ['PaxHeader', { content: record(length) }],
      ['short', { content: 'text' }],
    ]);
    const bytes = Buffer.from(gunzipSync(splFile(files)));
    // The type of the first entry, and its checksum with it.
    const was = bytes[156] ?? 0;
    bytes[156] = 'x'.charCodeAt(0);
    const sum = Number.parseInt(bytes.toString('latin1', 148, 154), 8) - was + 'x'.charCodeAt(0);
    bytes.write(sum.toString(8).padStart(6, '0'), 148, 'latin1');
    const read = readTar(bytes, 10);
    expect(read.kind === 'entries' && read.entries.map((entry) => entry.name)).toEqual([name]);
  });
});
