/**
 * From a row of a statement to a match.
 *
 * Owns: the reading of what select.ts asks for. Must not: count.
 */
import type { Hit, MatchedEvent } from '../logs/backtest/report.ts';
import type { Row } from './engine.ts';
import { COMMON, type Statement } from './select.ts';

/** Shown in a title in place of a field that is absent, as in every other executor. */
const ABSENT = '(absent)';

type Common = Omit<MatchedEvent, 'session' | 'origin' | 'hits'>;

/** The match of a row; or why it is none that the statement can give. */
export function readerOf({ rules, values }: Statement): (row: Row) => MatchedEvent | string {
  const at = new Map(values.map((value, index) => [JSON.stringify(value), COMMON.length + 2 + index]));
  const readers = rules.map(({ at: rule, rule: asked }) => {
    const title = asked.alertTitle.map((part) =>
      part.kind === 'text' ? part.text : (at.get(JSON.stringify(part.definition.value)) ?? 0),
    );
    const group = asked.groupBy.map((value) => at.get(JSON.stringify(value)) ?? 0);
    return (row: Row, is: boolean, was: boolean): Hit => ({
      rule,
      alertTitle: title.map((part) => (typeof part === 'string' ? part : (row[part] ?? ABSENT))).join(''),
      group: group.map((index) => row[index] ?? null),
      is,
      was,
    });
  });
  const width = COMMON.length + 2 + values.length;
  return (row) => {
    if (row.length !== width) return `a row has ${row.length} columns, and ${width} were asked for`;
    const common = Object.fromEntries(COMMON.map(({ column }, index) => [column, row[index] ?? null]));
    const flags = new Set((row[COMMON.length + 1] ?? '').split(','));
    const hits = readers.flatMap((read, index) => {
      const [is, was] = [flags.delete(`${index}`), flags.delete(`${index}w`)];
      return is || was ? [read(row, is, was)] : [];
    });
    if (hits.length === 0 || flags.size > 0) return 'a row does not say which rules it matches';
    return { ...(common as Common), session: row[COMMON.length] ?? null, origin: null, hits };
  };
}
