/** What stands in for Trino in these tests is tested itself: each line was seen on Trino 411. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { toDuckDb } from '../../../src/duckdb/dialect.ts';
import { ipOf } from '../../../src/duckdb/ip-of.ts';
import { type AthenaTable, openAthenaTable } from '../../support/duckdb.ts';

describe('toDuckDb', () => {
  it.each([
    ['SELECT 1', 'SELECT 1'],
    ['try_cast(x AS array(json))', 'try_cast(x AS JSON[])'],
    ["IPADDRESS '10.0.0.0'", "ip_of('10.0.0.0')"],
    ['try_cast(f(x, (y)) AS ipaddress) BETWEEN 1 AND 2', 'ip_of(f(x, (y))) BETWEEN 1 AND 2'],
    ['try_cast(CASE WHEN a(b) THEN c END AS ipaddress)', 'ip_of(CASE WHEN a(b) THEN c END)'],
    ['g(try_cast(try_cast(x AS bigint) AS ipaddress), 1)', 'g(ip_of(try_cast(x AS bigint)), 1)'],
    ["'array(json)' || 'IPADDRESS ''x'''", "'array(json)' || 'IPADDRESS ''x'''"],
    ["f('try_cast(x AS ipaddress)')", "f('try_cast(x AS ipaddress)')"],
    ['"array(json)" -- try_cast(x AS ipaddress)\n', '"array(json)" -- try_cast(x AS ipaddress)\n'],
    ['IN (a, b) AND (c)', 'IN (a, b) AND (c)'],
  ])('rewrites %s', (trino, duckdb) => {
    expect(toDuckDb(trino)).toBe(duckdb);
  });
});

describe('ipOf', () => {
  const zeros = (count: number) => '0'.repeat(count);
  it.each([
    ['10.1.2.3', `${zeros(20)}ffff0a010203`],
    ['::ffff:10.1.2.3', `${zeros(20)}ffff0a010203`],
    ['2001:DB8::1', `20010db8${zeros(23)}1`],
    ['1:2:3:4:5:6:7::', `0001000200030004000500060007${zeros(4)}`],
    ['::1.2.3.4', `${zeros(24)}01020304`],
    // Faults of Trino's cast, from which a query must keep away.
    ['fe80::1%eth0', `fe80${zeros(27)}1`],
    ['٣.0.0.1', `${zeros(20)}ffff03000001`],
    ['010.0.0.1', undefined],
    ['1.2.3', undefined],
    ['256.1.1.1', undefined],
    ['1::2::3', undefined],
    ['1:2:3:4::5:6:7:8', undefined],
    ['12345::', undefined],
    ['', undefined],
    ['AWS Internal', undefined],
  ])('reads %j', (text, digits) => {
    expect(ipOf(text)).toBe(digits);
  });
});

describe('the functions', () => {
  let table: AthenaTable;
  beforeAll(async () => {
    table = await openAthenaTable([]);
  });
  afterAll(() => table.close());

  it.each([
    ["json_extract_scalar('{\"a\":null}', '$.a')", null],
    ["json_extract_scalar('{\"a\":[1]}', '$.a')", null],
    ["json_extract_scalar('{\"a\":true}', '$.a')", 'true'],
    ["json_extract_scalar('no json', '$.a')", null],
    ["json_extract_scalar(json_extract('{\"a\":\"x\"}', '$.a'), '$')", 'x'],
    ["json_format(json_extract('{\"a\": [ 1 , 2]}', '$.a'))", '[1,2]'],
    ["json_format(json_extract('{\"a\": null}', '$.a'))", 'null'],
    ['json_format(json_extract(\'{"a": "[x"}\', \'$.a\'))', '"[x"'],
    ['try_cast(json_extract(\'{"a":"z"}\', \'$.a\') AS array(json))', null],
    ["cardinality(filter(try_cast(json_extract('[1,null]', '$') AS array(json)), e1 -> (true)))", 2n],
    ['cardinality(filter(CAST(NULL AS integer[]), e1 -> (true)))', null],
    ["regexp_like('b\n', 'b\\z')", false],
    ["regexp_extract('x', '(y)', 1)", null],
    ["try_cast('x' AS bigint)", null],
  ])('%s', async (expression, value) => {
    expect((await table.query(`SELECT ${expression}`)).flat()).toEqual([value]);
  });
});
