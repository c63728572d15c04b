/**
 * Remarks beside `inList`: the entry that was nearly hit.
 *
 * Owns: which entry that is. Every row is looked at once or twice, whatever a list holds. Must not: decide, or know dates.
 */
import type { MembershipRow, MembershipTest } from '../language/operands.ts';
import { nearest, sameWhenFolded } from './near-text.ts';
import { sayWay, shown } from './note-words.ts';
import type { Note } from './reason.ts';
import { foldAscii } from './text.ts';

/** Of a list that is not empty, for a verdict that is false; `texts` are those of the columns, all present. */
export function noteMiss(test: MembershipTest, texts: readonly string[]): Note | undefined {
  const { rows, columns, ignoreCase } = test;
  if (!ignoreCase) {
    const entry = rows.find(({ values }) =>
      values.every((value, at) => sameWhenFolded(value, texts[at] ?? '')),
    );
    if (entry !== undefined) {
      return { reason: 'other-case', text: 'differs only in case from an entry of the list', entry };
    }
  }
  return columns.length === 1 ? nearEntry(test, texts[0] ?? '') : allButOne(test, texts);
}

function nearEntry({ rows, ignoreCase }: MembershipTest, text: string): Note | undefined {
  const fold = (one: string) => (ignoreCase ? foldAscii(one) : one);
  const near = nearest('equals', fold(text), firstsOf(rows, fold));
  const entry = near === undefined ? undefined : rows[near.at];
  if (near === undefined || entry === undefined) return undefined;
  return { reason: near.way, text: sayWay(near.way, 'equals', entry.values[0] ?? ''), entry };
}

function* firstsOf(rows: readonly MembershipRow[], fold: (text: string) => string): Generator<string> {
  for (const { values } of rows) yield fold(values[0] ?? '');
}

/** The rows in which one column alone is another: how many, and the first, or the first that nearly is the same. */
function allButOne(
  { rows, columns, ignoreCase }: MembershipTest,
  texts: readonly string[],
): Note | undefined {
  const fold = (one: string) => (ignoreCase ? foldAscii(one) : one);
  const wanted = texts.map(fold);
  const counts = columns.map(() => 0);
  let best: { readonly entry: MembershipRow; readonly at: number; readonly isNear: boolean } | undefined;
  for (const entry of rows) {
    const at = onlyDifference(entry.values, wanted, fold);
    if (at === undefined) continue;
    counts[at] = (counts[at] ?? 0) + 1;
    if (best?.isNear === true) continue;
    const isNear = comesNear(fold(entry.values[at] ?? ''), wanted[at] ?? '');
    if (best === undefined || isNear) best = { entry, at, isNear };
  }
  if (best === undefined) return undefined;
  const { entry, at, isNear } = best;
  const column = columns[at]?.column ?? '';
  const count = counts[at] ?? 1;
  const differs = count === 1 ? 'an entry differs' : `${count} entries differ`;
  const which = count === 1 ? 'it' : isNear ? 'the nearest' : 'the first';
  const text = `${differs} only in the column ${column}: ${which} has ${shown(entry.values[at] ?? '')}`;
  return { reason: 'all-but-one', text, entry };
}

const comesNear = (value: string, text: string) =>
  sameWhenFolded(value, text) || nearest('equals', text, [value]) !== undefined;

function onlyDifference(
  values: readonly string[],
  wanted: readonly string[],
  fold: (text: string) => string,
): number | undefined {
  let found: number | undefined;
  for (const [at, value] of values.entries()) {
    if (fold(value) === wanted[at]) continue;
    if (found !== undefined) return undefined;
    found = at;
  }
  return found;
}
