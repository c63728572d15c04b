/**
 * What goes to a witness and what comes back, as lines of JSON.
 *
 * Owns: encoding and decoding. Must not: run a program, or judge a verdict.
 */
import type { CloudTrailEvent } from '../../../src/cloudtrail/event.ts';
import type { Column, Row } from './flatten.ts';

/** The events of a job of rsigma, each once; the rules follow (rsigma/src/main.rs). */
export function* eventLines(events: readonly CloudTrailEvent[]): Generator<string> {
  yield JSON.stringify({ events: events.length });
  for (const event of events) yield JSON.stringify(event);
}

export const askLine = (yaml: string, asked: readonly number[]): string =>
  JSON.stringify({ rule: yaml, asked });

export const lintLine = (yaml: string): string => JSON.stringify({ lint: yaml });

/** A rule and the rows of a table that it is asked about (sqlite/witness.py). */
export const tableLine = (yaml: string, columns: readonly Column[], rows: readonly Row[]): string =>
  JSON.stringify({ rule: yaml, columns, rows });

/** A rule to be converted (convert.py). */
export const convertLine = (yaml: string): string => JSON.stringify({ rule: yaml });

/** The answers to `count` questions; throws where the witness gave another number of them, or no JSON. */
export function answersOf<T>(stdout: string, count: number): readonly T[] {
  const lines = stdout.split('\n').filter((line) => line !== '');
  if (lines.length !== count)
    throw new Error(`the witness gave ${lines.length} answers to ${count} questions`);
  return lines.map((line) => JSON.parse(line) as T);
}

/** `10?`: matches, does not, cannot be read. Throws where there are more or fewer than were asked for. */
export function verdictsOf(signs: string, count: number): readonly (boolean | undefined)[] {
  if (!/^[01?]*$/.test(signs) || signs.length !== count) {
    throw new Error(`the witness gave ${signs.length} verdicts (${signs.slice(0, 20)}) of ${count}`);
  }
  return [...signs].map((sign) => (sign === '?' ? undefined : sign === '1'));
}
