/**
 * The statement that runs tests: their records as JSON, the columns of the table from them, the conditions, the verdicts.
 *
 * Owns: its layout and its length. The tests stand in texts of JSON, one a line, and `CAST(… AS ROW(…))` makes of them
 * the columns that a condition reads; as typed VALUES the same rows are twice as long. Must not: print a condition.
 */
import type { FieldPath } from '../../cloudtrail/value.ts';
import { integerLiteral, stringLiteral } from './literals.ts';
import type { Profile } from './profiles.ts';
import { columnsOn, recordType } from './selftest-record.ts';
import { joinSql, type Sql, sql } from './sql.ts';

declare const brand: unique symbol;
/** A test and its record as a literal of JSON text. */
export type TestLine = Sql & { readonly [brand]: 'line' };

export interface TestedRule {
  readonly stem: string;
  readonly id: string;
  /** What the condition reads of the record. */
  readonly paths: readonly FieldPath[];
  readonly condition: Sql;
}

/** Elements of one array: Athena takes at most 127 arguments of a function ("Considerations and limitations"). */
const PER_ARRAY = 100;

/** One row a test; failures come first. */
export function printSelftest(
  rules: readonly TestedRule[],
  lines: readonly TestLine[],
  profile: Profile,
): Sql {
  const columns = columnsOn(
    rules.flatMap(({ paths }) => paths),
    profile.columns,
  );
  // A condition that reads nothing still needs a row.
  const record =
    columns.size === 0
      ? sql``
      : sql`,
    CAST(json_extract(line, '$.record') AS ${recordType(columns)}) AS test_record`;
  const members = [...columns.keys()].map((name) => {
    // Names of columns stand in columns.ts and are plain words.
    const column = name.toLowerCase() as Sql;
    return sql`test_record.${column} AS ${column}`;
  });
  return sql`WITH tests AS (
  SELECT
    json_extract_scalar(line, '$.rule') AS test_rule,
    test_number,
    json_extract_scalar(line, '$.test') AS test_name,
    json_extract_scalar(line, '$.expected') AS test_expected${record}
  FROM UNNEST(${printArrays(lines)}) WITH ORDINALITY AS lines (line, test_number)
),
records AS (
  SELECT
    ${joinSql([sql`test_rule, test_number, test_name, test_expected`, ...members], ',\n  ')}
  FROM tests
),
verdicts AS (
  SELECT
    test_rule, test_number, test_name, test_expected,
    CASE test_rule${concat(rules.map(printVerdict))}
    END AS test_got
  FROM records
)
SELECT
  test_rule AS "rule",
  CASE test_rule${concat(rules.map(printId))}
  END AS "ruleId",
  test_name AS "test",
  test_expected AS "expected",
  test_got AS "got",
  CASE WHEN test_got = test_expected THEN 'pass' ELSE 'fail' END AS "result"
FROM verdicts
ORDER BY "result", test_number`;
}

/** The condition as the deployed query has it; anything but true and false would show. */
function printVerdict({ stem, condition }: TestedRule): Sql {
  return sql`
      WHEN ${stringLiteral(stem)} THEN CASE (${condition}) WHEN true THEN 'match' WHEN false THEN 'no-match' ELSE 'neither' END`;
}

function printId({ stem, id }: TestedRule): Sql {
  return sql`
    WHEN ${stringLiteral(stem)} THEN ${stringLiteral(id)}`;
}

function printArrays(lines: readonly TestLine[]): Sql {
  const arrays: Sql[] = [];
  for (let at = 0; at < lines.length; at += PER_ARRAY) {
    arrays.push(sql`ARRAY[
  ${joinSql(lines.slice(at, at + PER_ARRAY), ',\n  ')}
  ]`);
  }
  return joinSql(arrays, ' || ');
}

const concat = (parts: readonly Sql[]): Sql => parts.reduce((all, part) => sql`${all}${part}`, sql``);

const bytesOf = (text: string) => Buffer.byteLength(text, 'utf8');

/** Of a statement for every column of the profile, without rules and tests. */
export function frameBytes(profile: Profile): number {
  const known = frames.get(profile) ?? frameOf(profile);
  frames.set(profile, known);
  return known;
}

const frames = new WeakMap<Profile, number>();

function frameOf(profile: Profile): number {
  const paths = [...profile.columns.keys()].map((name) => [name]);
  const rule = { stem: '', id: '', paths, condition: integerLiteral(1) };
  return bytesOf(printSelftest([rule], [], profile));
}

/** What one more rule adds to a statement. */
export function ruleBytes(rule: TestedRule): number {
  return bytesOf(printVerdict(rule)) + bytesOf(printId(rule));
}

/** What one more test adds: its line, a comma, and its share of the brackets of an array. */
export function lineBytes(line: TestLine): number {
  return bytesOf(line) + ',\n  '.length + ' || ARRAY[\n  \n  ]'.length;
}
