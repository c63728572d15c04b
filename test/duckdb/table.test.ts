/** The table that rules are run on: what is in it, and what SQL in it cannot do. */
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CloudTrailEvent } from '../../src/cloudtrail/event.ts';
import { conditionValues } from '../../src/duckdb/conditions.ts';
import { loadDuckDb } from '../../src/duckdb/load.ts';
import { type AthenaTable, openAthenaTable } from '../../src/duckdb/table.ts';
import { EXTENDED } from '../../src/targets/athena/profiles.ts';

let table: AthenaTable;
beforeAll(async () => {
  const loaded = await loadDuckDb();
  if (loaded.kind !== 'loaded') throw new Error(loaded.kind);
  table = await openAthenaTable(loaded.library, EXTENDED);
});
afterAll(() => table.close());

/** One value of the only row. */
async function value(event: CloudTrailEvent, expression: string): Promise<unknown> {
  await table.fill([event]);
  return (await table.query(`SELECT ${expression} FROM "security"."cloudtrail"`))[0]?.[0];
}

describe('the table', () => {
  it('holds the events of the last fill, in their order', async () => {
    await table.fill([{ eventName: 'a' }, { eventName: 'b' }]);
    await table.fill([{ eventName: 'c' }, {}, { eventName: 'd' }]);
    const rows = await table.query('SELECT eventname FROM "security"."cloudtrail" ORDER BY _row');
    expect(rows).toEqual([['c'], [null], ['d']]);
  });

  it.each([
    ['half a pair is the replacement character', { eventName: 'a\ud800b' }, 'eventname', 'a\ufffdb'],
    ['an escape spelled out is only a text', { eventName: 'a\\ud800b' }, 'eventname', 'a\\ud800b'],
    ['a backslash before one', { eventName: '\\\\\ud800' }, 'eventname', '\\\\\ufffd'],
    [
      'half a pair in JSON',
      { requestParameters: { a: '\ud800', b: '\\ud800' } },
      "json_extract_scalar(requestparameters, '$.a') || json_extract_scalar(requestparameters, '$.b')",
      '\ufffd\\ud800',
    ],
    ['a NUL', { eventName: 'a\0b' }, "eventname = 'a' || chr(0) || 'b'", true],
    ['a text where a struct stands', { userIdentity: 'x' }, 'useridentity IS NULL', true],
    ['another case of a key', { EventName: 'x' }, 'eventname', 'x'],
    ['no delivery day, no partition', {}, 'year', null],
  ])('%s', async (_, event, expression, expected) => {
    expect(await value(event as CloudTrailEvent, expression)).toBe(expected);
  });

  const scratch = mkdtempSync(join(tmpdir(), 'trailc-duckdb-'));
  afterAll(() => rmSync(scratch, { recursive: true, force: true }));

  it.each([
    ['read a file', "SELECT * FROM read_text('package.json')"],
    ['read a file by its name alone', "SELECT * FROM 'package.json'"],
    ['write one', `COPY (SELECT 1) TO '${join(scratch, 'written.csv')}'`],
    ['open a database', `ATTACH '${join(scratch, 'opened.db')}'`],
    ['load an extension', `LOAD '${join(scratch, 'x.duckdb_extension')}'`],
    ['unlock itself', 'SET enable_external_access = true'],
  ])('cannot %s', async (_, statement) => {
    const refusal = /disabled (?:by|through) configuration|configuration has been locked/;
    await expect(table.query(statement)).rejects.toThrow(refusal);
    expect(readdirSync(scratch)).toEqual([]);
  });
});

describe('conditionValues', () => {
  it('keeps what one condition or one row breaks from the others', async () => {
    await table.fill([{ eventName: '1' }, { eventName: 'x' }, { eventName: '3' }, {}, { eventName: 'y' }]);
    const conditions = [
      'eventname IS NOT NULL',
      'CAST(eventname AS bigint) > 1',
      'no_such_column',
      "eventname = '1'",
    ];
    const values = await conditionValues(table, conditions, 5);
    expect(values[0]).toEqual([true, true, true, false, true]);
    const failed = { fault: expect.stringMatching(/^Conversion Error/) };
    expect(values[1]).toEqual([false, failed, true, null, failed]);
    expect(values[2]).toEqual(Array(5).fill({ fault: expect.stringContaining('no_such_column') }));
    expect(values[3]).toEqual([true, false, false, null, false]);
  });

  it('names a value that is no truth value', async () => {
    await table.fill([{ eventName: 'x' }]);
    expect(await conditionValues(table, ['eventname'], 1)).toEqual([
      [{ fault: 'the condition has the value x, which is no truth value' }],
    ]);
  });

  it('asks many conditions, and no rows', async () => {
    await table.fill([{ eventName: 'x' }]);
    const many = Array.from({ length: 250 }, (_, at) => `length(eventname) = ${at}`);
    const values = await conditionValues(table, many, 1);
    expect(values.flat().indexOf(true)).toBe(1);
    expect(values).toHaveLength(250);
    await table.fill([]);
    expect(await conditionValues(table, ['true', 'no_such_column'], 0)).toEqual([[], []]);
  });
});

describe('loadDuckDb', () => {
  it('tells what is not installed from what does not work', async () => {
    expect(await loadDuckDb('@duckdb/not-a-package')).toEqual({ kind: 'missing' });
    expect(await loadDuckDb('js-yaml')).toMatchObject({ kind: 'unusable' });
  });
});
