/**
 * The statements of a backtest: one reads a table once for as many rules as fit
 * (docs/decisions/0016-one-scan-for-many-rules.md).
 *
 * Owns: which rules share a statement, its text, and what its columns are. The conditions are the Athena target's, each
 * printed once. Must not: run anything, or judge what can be said (say.ts).
 */
import type { ValueExpr } from '../cloudtrail/value.ts';
import { RESULT_COLUMNS, SESSION } from '../ir/columns.ts';
import type { Expression } from '../ir/expression.ts';
import type { Range } from '../logs/backtest/range.ts';
import { conditionOf } from '../targets/athena/condition.ts';
import { LONGEST_QUERY } from '../targets/athena/limits.ts';
import { identifier, integerLiteral, stringLiteral } from '../targets/athena/literals.ts';
import type { PartitionLayout } from '../targets/athena/partitions.ts';
import type { Profile } from '../targets/athena/profiles.ts';
import { joinSql, type Sql, sql } from '../targets/athena/sql.ts';
import { printValue } from '../targets/athena/values.ts';
import { columnsOfValue, type NotSaid, type Said } from './say.ts';
import { windowOf } from './window.ts';

/** A table, and which of its records are looked at. */
export interface Source {
  /** The parts of its name: catalogue, schema, table. */
  readonly table: readonly string[];
  readonly profile: Profile;
  readonly range: Range;
  /** How its folders are partitions; undefined: it has none. */
  readonly layout: PartitionLayout | undefined;
}

/**
 * One query. Its columns are texts, in this order: those of a match that are the same for each rule (`COMMON`), the
 * session, which rules match, then `values`.
 */
export interface Statement {
  readonly text: string;
  readonly rules: readonly Said[];
  /** What titles and groups of its rules are made of, each once. */
  readonly values: readonly ValueExpr[];
  /** Columns of the table that it reads, in order of name. */
  readonly columns: readonly string[];
  readonly window: readonly string[];
}

/** The columns that every match has, in their order. */
export const COMMON = RESULT_COLUMNS.flatMap(({ column, from }) =>
  from.kind === 'value' ? [{ column, value: from.value }] : [],
);

/** An ARRAY of Trino takes 254 elements, and a rule that is compared has two. */
const MOST_RULES = 100;

/** As few statements as hold all rules; and the rules that are too long for any. */
export function statementsFor(
  rules: readonly Said[],
  source: Source,
): { readonly statements: readonly Statement[]; readonly tooLong: readonly NotSaid[] } {
  const statements: Statement[] = [];
  const tooLong: NotSaid[] = [];
  const frame = bytesOf(statementOf([], source).text);
  let open: Said[] = [];
  let bytes = frame;
  const close = () => {
    if (open.length > 0) statements.push(statementOf(open, source));
    open = [];
    bytes = frame;
  };
  for (const rule of rules) {
    const alone = bytesOf(statementOf([rule], source).text);
    if (alone > LONGEST_QUERY) {
      tooLong.push({ kind: 'not-said', at: rule.at, rule: rule.rule, reason: lengthReason(alone) });
      continue;
    }
    const more = alone - frame + SLACK;
    if (open.length === MOST_RULES || bytes + more > LONGEST_QUERY) close();
    bytes += more;
    open.push(rule);
  }
  close();
  return { statements, tooLong };
}

const bytesOf = (text: string) => Buffer.byteLength(text, 'utf8');
/** What the numbers of rules and values can be longer by where they share a statement, and separators. */
const SLACK = 128;

const lengthReason = (bytes: number) =>
  `its query would have ${bytes} bytes, and Athena takes ${LONGEST_QUERY}: shorten the lists that it reads, or split the rule.`;

/** One statement for these rules. */
export function statementOf(rules: readonly Said[], source: Source): Statement {
  const { profile, table, range, layout } = source;
  const values = valuesOf(rules);
  const scope = { profile };
  const flags = rules.flatMap(({ condition, former }, at) => [
    ...flagOf(condition, `${at}`, profile),
    ...flagOf(former, `${at}w`, profile),
  ]);
  const texts = flags.map(({ column, text }) => sql`CASE WHEN ${column} THEN ${stringLiteral(text)} END`);
  const columns = [
    ...COMMON.map(({ column, value }) => sql`${printValue(value, scope)} AS ${identifier(column)}`),
    sql`${printValue(SESSION, scope)} AS "session"`,
    sql`array_join(ARRAY[${joinSql(texts, ', ')}], ',') AS "rules"`,
    ...values.map((value, at) => sql`${printValue(value, scope)} AS ${numbered('value', at)}`),
  ];
  const inner = flags.map(({ column, condition }) => sql`${condition} AS ${column}`);
  const window = windowOf(range, layout);
  const where = window.length === 0 ? sql`` : sql`\nWHERE\n  ${joinSql(window, '\n  AND ')}`;
  const any = joinSql(
    flags.map(({ column }) => column),
    ' OR ',
  );
  const text = sql`SELECT
  ${joinSql(columns, ',\n  ')}
FROM (
SELECT
  *,
  ${joinSql(inner, ',\n  ')}
FROM ${joinSql(table.map(identifier), '.')}${where}
)
WHERE ${any}`;
  const read = [
    ...rules.flatMap((rule) => rule.columns),
    ...[...COMMON.map(({ value }) => value), SESSION, ...values].flatMap(columnsOfValue),
    ...(range.from === undefined && range.to === undefined ? [] : ['eventtime']),
  ];
  return {
    text,
    rules,
    values,
    columns: [...new Set(read)].filter((column) => hasColumn(column, profile)).sort(),
    window,
  };
}

function flagOf(condition: Expression | undefined, text: string, profile: Profile) {
  if (condition === undefined) return [];
  const column = identifier(`trailc_${text}`);
  return [{ column, text, condition: conditionOf(condition, profile) }];
}

const numbered = (word: string, at: number): Sql => identifier(`${word}${integerLiteral(at)}`);

const hasColumn = (name: string, { columns }: Profile) =>
  [...columns.keys()].some((column) => column.toLowerCase() === name);

/** The fields of titles and groups, each once. */
function valuesOf(rules: readonly Said[]): readonly ValueExpr[] {
  const byText = new Map<string, ValueExpr>();
  for (const { rule } of rules) {
    const fields = rule.alertTitle.flatMap((part) => (part.kind === 'text' ? [] : [part.definition.value]));
    for (const value of [...fields, ...rule.groupBy]) byText.set(JSON.stringify(value), value);
  }
  return [...byText.values()];
}
