/**
 * The query of a rule: result columns, selection, condition.
 *
 * Owns: the statement and its layout. Reads only the columns it needs. Must not: judge what can be said.
 */
import type { AthenaSettings } from '../../content/document.ts';
import { RESULT_COLUMNS, type ResultColumn } from '../../ir/columns.ts';
import type { RuleIr, TitlePart } from '../../ir/rule.ts';
import { identifier, stringLiteral } from './literals.ts';
import type { Profile } from './profiles.ts';
import { joinSql, type Sql, sql } from './sql.ts';
import { printValue } from './values.ts';
import { parameterPredicates, windowPredicates } from './window.ts';

/** Shown in a title in place of a field that is absent, as in every other executor. */
const ABSENT = '(absent)';

/** The whole statement: the last `lookback` seconds AND condition. */
export function queryOf(rule: RuleIr, condition: Sql, settings: AthenaSettings, profile: Profile): Sql {
  const window = windowPredicates(rule.schedule.lookback, profile.layout);
  return statementOf(rule, [...window, condition], settings, profile);
}

/** The same with two parameters, from and to, instead of a window that ends now. */
export function preparedQueryOf(
  rule: RuleIr,
  condition: Sql,
  settings: AthenaSettings,
  profile: Profile,
): Sql {
  return statementOf(rule, [...parameterPredicates(profile.layout), condition], settings, profile);
}

function statementOf(
  rule: RuleIr,
  conjuncts: readonly Sql[],
  settings: AthenaSettings,
  profile: Profile,
): Sql {
  const columns = RESULT_COLUMNS.map((column) => {
    return sql`${columnValue(column, rule, profile)} AS ${identifier(column.column)}`;
  });
  return sql`SELECT
  ${joinSql(columns, ',\n  ')}
FROM ${identifier(settings.database)}.${identifier(settings.table)}
WHERE
  ${joinSql(conjuncts, '\n  AND ')}`;
}

function columnValue({ from }: ResultColumn, rule: RuleIr, profile: Profile): Sql {
  switch (from.kind) {
    case 'value':
      return printValue(from.value, { profile });
    case 'rule-id':
      return stringLiteral(rule.document.id.value);
    case 'alert-title':
      return title(rule.alert.title, profile);
  }
}

function title(parts: readonly TitlePart[], profile: Profile): Sql {
  const texts = parts.map((part) => {
    if (part.kind === 'text') return stringLiteral(part.text);
    return sql`coalesce(${printValue(part.definition.value, { profile })}, ${stringLiteral(ABSENT)})`;
  });
  return texts.length === 0 ? stringLiteral('') : joinSql(texts, ' || ');
}
