/**
 * Commands that make results, or see more of them than one: those of self-tests and canaries.
 *
 * Owns: makeresults, inputlookup, streamstats, stats, sort, mvexpand, spath, each as far as it is printed (SR, Search
 * commands). Must not: parse expressions.
 */
import type { Compile, Compiled } from './commands.ts';
import type { Tokens } from './parse.ts';
import { Result } from './result.ts';
import type { Reader } from './switches.ts';
import { unsupported } from './unsupported.ts';
import { asNumber, each, isMany, text, type Value } from './values.ts';

/** `makeresults [count=N]`: "generates the specified number of search results", one unless said. */
const makeresults: Compile = (all) => {
  let count = 1;
  if (all.skip('word', 'count')) {
    all.expect('sign', '=');
    count = whole(all);
  }
  return { run: () => Array.from({ length: count }, () => new Result(undefined)), filters: true };
};

/** `inputlookup NAME`: every row of the table is a result. */
const inputlookup: Compile = (all, environment) => {
  const { columns, rows } = environment.lookup(fieldName(all));
  const run = () =>
    rows.map((row) => {
      const result = new Result(undefined);
      for (const [which, column] of columns.entries()) result.set(column, row[which] ?? '');
      return result;
    });
  return { run, filters: true };
};

/** `streamstats count AS FIELD`: "the accumulation of the … count", the current result included. */
const streamstats: Compile = (all) => {
  all.expect('word', 'count');
  all.expect('word', 'AS');
  const field = fieldName(all);
  const run = (results: readonly Result[]) => {
    for (const [which, result] of results.entries()) result.set(field, which + 1);
    return results;
  };
  return { run, filters: false };
};

type Aggregate = (results: readonly Result[], reader: Reader) => Value;

/** `stats count AS FIELD sum(FIELD) AS FIELD …` without BY: "only one row is returned", for no results too. */
const stats: Compile = (all) => {
  const terms: { readonly field: string; readonly of: Aggregate }[] = [];
  do {
    const of = aggregate(all);
    all.expect('word', 'AS');
    terms.push({ field: fieldName(all), of });
  } while (all.next.kind !== 'end');
  const run = (results: readonly Result[], reader: Reader) => {
    const row = new Result(undefined);
    for (const { field, of } of terms) row.set(field, of(results, reader));
    return [row];
  };
  return { run, filters: true };
};

function aggregate(all: Tokens): Aggregate {
  if (all.skip('word', 'count')) return (results) => results.length;
  all.expect('word', 'sum');
  all.expect('sign', '(');
  const field = fieldName(all);
  all.expect('sign', ')');
  return (results, reader) => {
    const numbers = results.flatMap((result) =>
      each(result.get(field, reader)).flatMap((value) => asNumber(value) ?? []),
    );
    return numbers.length === 0 ? null : numbers.reduce((sum, one) => sum + one, 0);
  };
}

/** `sort 0 FIELD …`: all results, ascending; numbers as numbers, others lexicographically, a missing field last. */
const sort: Compile = (all) => {
  if (whole(all) !== 0) all.fail('sort 0 expected: other counts cut off');
  const fields: string[] = [];
  do fields.push(fieldName(all));
  while (all.next.kind !== 'end');
  const run = (results: readonly Result[], reader: Reader) =>
    results
      .map((result) => ({ result, keys: fields.map((field) => result.get(field, reader)) }))
      .sort((a, b) => fields.reduce((before, _, at) => before || order(a.keys[at], b.keys[at]), 0))
      .map(({ result }) => result);
  return { run, filters: true };
};

function order(a: Value = null, b: Value = null): number {
  if (isMany(a) || isMany(b)) return unsupported('sort by several values', 'sort');
  if (a === null || b === null) return Number(a === null) - Number(b === null);
  const [one, two] = [asNumber(text(a)), asNumber(text(b))];
  if (one !== undefined && two !== undefined) return one - two;
  return Buffer.compare(Buffer.from(text(a)), Buffer.from(text(b)));
}

/** `mvexpand FIELD`: "separate results, one result for each value". */
const mvexpand: Compile = (all) => {
  const field = fieldName(all);
  const run = (results: readonly Result[], reader: Reader) =>
    results.flatMap((result) => {
      const values = each(result.get(field, reader));
      if (values.length === 0) unsupported('mvexpand of a field without a value: not documented', field);
      return values.map((value) => result.copy(field, value));
    });
  return { run, filters: true };
};

/** `spath` alone: "finds and extracts all the fields" of _raw. */
const spath: Compile = () => {
  const run = (results: readonly Result[], reader: Reader) => {
    for (const result of results) {
      const raw = result.get('_raw', reader);
      const twice = typeof raw === 'string' ? result.spath(raw) : undefined;
      if (twice !== undefined) unsupported('spath over a field that is set: not documented', twice);
    }
    return results;
  };
  return { run, filters: false };
};

export const LIST_COMMANDS: Readonly<Record<string, Compile>> = {
  makeresults,
  inputlookup,
  streamstats,
  stats,
  sort,
  mvexpand,
  spath,
} satisfies Readonly<Record<string, (...args: Parameters<Compile>) => Compiled>>;

function whole(all: Tokens): number {
  if (all.next.kind !== 'number') all.fail('a number expected');
  return Number(all.take().value);
}

function fieldName(all: Tokens): string {
  if (all.next.kind !== 'word' && all.next.kind !== 'field') all.fail('a name expected');
  return all.take().value;
}
