/**
 * Matches as they pass from thread to thread: each text once, and numbers for the rest.
 *
 * Owns: the packed form. The same few people, roles and calls stand in match after match, so this is a fifth of the work that
 * copying the objects is. Must not: know what a match means.
 */
import { type ColumnName, RESULT_COLUMNS } from '../../ir/columns.ts';
import type { Hit, MatchedEvent } from './report.ts';

export interface Packed {
  readonly texts: readonly string[];
  /** For each match: its columns and its session as numbers of texts, -1 for null; its place; its hits. */
  readonly numbers: Int32Array;
}

type Column = Exclude<ColumnName, 'ruleId' | 'alertTitle'>;

const COLUMNS: readonly Column[] = RESULT_COLUMNS.flatMap(({ column }) =>
  column === 'ruleId' || column === 'alertTitle' ? [] : [column],
);

const NONE = -1;
const IS = 1;
const WAS = 2;

export function pack(matched: readonly MatchedEvent[]): Packed {
  const known = new Map<string, number>();
  const texts: string[] = [];
  const numbers: number[] = [];
  const put = (text: string | null): void => {
    if (text === null) {
      numbers.push(NONE);
      return;
    }
    let number = known.get(text);
    if (number === undefined) {
      number = texts.length;
      known.set(text, number);
      texts.push(text);
    }
    numbers.push(number);
  };
  for (const event of matched) {
    for (const column of COLUMNS) put(event[column]);
    put(event.session);
    put(event.origin?.path ?? null);
    numbers.push(event.origin?.record ?? NONE, event.origin?.line ?? NONE, event.hits.length);
    for (const { rule, alertTitle, group, is, was } of event.hits) {
      numbers.push(rule, (is ? IS : 0) | (was ? WAS : 0));
      put(alertTitle);
      numbers.push(group.length);
      for (const text of group) put(text);
    }
  }
  return { texts, numbers: Int32Array.from(numbers) };
}

/** The same matches, in their order. */
export function unpack({ texts, numbers }: Packed): readonly MatchedEvent[] {
  const matched: MatchedEvent[] = [];
  let at = 0;
  const next = (): number => {
    at += 1;
    return numbers[at - 1] as number;
  };
  const take = (): string | null => texts[next()] ?? null;
  const hit = (): Hit => {
    const rule = next();
    const sides = next();
    const alertTitle = take() ?? '';
    const group = Array.from({ length: next() }, take);
    return { rule, alertTitle, group, is: (sides & IS) !== 0, was: (sides & WAS) !== 0 };
  };
  while (at < numbers.length) {
    const columns: Partial<Record<Column, string | null>> = {};
    for (const column of COLUMNS) columns[column] = take();
    const session = take();
    const path = take();
    const record = next();
    const line = next();
    const origin = path === null ? null : line === NONE ? { path, record } : { path, record, line };
    const hits = Array.from({ length: next() }, hit);
    matched.push({ ...(columns as Record<Column, string | null>), session, origin, hits });
  }
  return matched;
}
