/**
 * The commands of the subset, each over a list of results.
 *
 * Owns: eval, where, search, lookup, table (SR, Search commands), and that a command is compiled once, however many searches
 * hold it. To add a command is to add a row to COMMANDS. Must not: parse expressions.
 */
import { compileTest, compileValue } from './evaluate.ts';
import { LIST_COMMANDS } from './list-commands.ts';
import { findRows, type Lookup } from './lookup.ts';
import { parseExpression, Tokens } from './parse.ts';
import type { Result } from './result.ts';
import type { Reader } from './switches.ts';
import { type Command, tokens } from './tokens.ts';
import { each, isMany, many, text } from './values.ts';

export type Step = (results: readonly Result[], reader: Reader) => readonly Result[];

export interface Environment {
  readonly search: string;
  lookup(name: string): Lookup;
}

export interface Compiled {
  readonly run: Step;
  /** Whether it can drop or add results. What stands behind the last such command does not touch the verdict. */
  readonly filters: boolean;
}

export type Compile = (all: Tokens, environment: Environment) => Compiled;

const COMMANDS: Readonly<Record<string, Compile>> = {
  eval: evalCommand,
  where,
  search: searchCommand,
  lookup,
  table,
  ...LIST_COMMANDS,
};

/** By their text; those that read a file are none of it. */
const known = new Map<string, Compiled>();

export function compileCommand(command: Command, environment: Environment): Compiled {
  const key = `${command.name} ${command.rest.trim()}`;
  const before = known.get(key);
  if (before !== undefined) return before;
  const all = new Tokens(tokens(command.rest, command.at), environment.search);
  const compile = Object.hasOwn(COMMANDS, command.name) ? COMMANDS[command.name] : undefined;
  if (compile === undefined) return all.fail(`command ${command.name}`);
  const compiled = compile(all, environment);
  if (all.next.kind !== 'end') all.fail('the end of the command expected');
  if (!command.name.endsWith('lookup')) {
    if (known.size > 20_000) known.clear();
    known.set(key, compiled);
  }
  return compiled;
}

function evalCommand(all: Tokens, { search }: Environment): Compiled {
  const assignments: { readonly field: string; readonly value: ReturnType<typeof compileValue> }[] = [];
  do {
    const field = fieldName(all);
    all.expect('sign', '=');
    assignments.push({ field, value: compileValue(parseExpression(all), search) });
  } while (all.skip('sign', ','));
  const run: Step = (results, reader) => {
    for (const result of results)
      for (const { field, value } of assignments) result.set(field, value(result, reader));
    return results;
  };
  return { run, filters: false };
}

function where(all: Tokens, { search }: Environment): Compiled {
  const test = compileTest(parseExpression(all), search);
  return {
    run: (results, reader) => results.filter((result) => test(result, reader) === true),
    filters: true,
  };
}

/**
 * `search` behind a pipe (SR, search): `*` keeps every result; `field="value"` compares without regard to case, and
 * `NOT field="value"` also keeps results that lack the field. Terms are joined by AND. Nothing else is read.
 */
function searchCommand(all: Tokens): Compiled {
  const tests: ((result: Result, reader: Reader) => boolean)[] = [];
  do {
    if (all.skip('sign', '*')) continue;
    const negated = all.skip('word', 'NOT');
    const field = fieldName(all);
    all.expect('sign', '=');
    if (all.next.kind !== 'text' || /[*\\]/.test(all.next.value)) all.fail('a quoted value expected');
    const wanted = all.take().value.toLowerCase();
    tests.push((result, reader) => {
      return each(result.get(field, reader)).some((one) => one.toLowerCase() === wanted) !== negated;
    });
  } while (all.next.kind !== 'end');
  return {
    run: (results, reader) => results.filter((result) => tests.every((test) => test(result, reader))),
    filters: tests.length > 0,
  };
}

/** `lookup NAME COLUMN [AS FIELD] OUTPUT COLUMN AS FIELD` */
function lookup(all: Tokens, environment: Environment): Compiled {
  const name = fieldName(all);
  const table = environment.lookup(name);
  const column = (): number => {
    const index = table.columns.indexOf(all.next.value);
    if (index < 0) all.fail(`lookup ${name} has no such column`);
    fieldName(all);
    return index;
  };
  const key = column();
  const field = all.skip('word', 'AS') ? fieldName(all) : (table.columns[key] ?? '');
  all.expect('word', 'OUTPUT');
  const output = column();
  all.expect('word', 'AS');
  const target = fieldName(all);
  const run: Step = (results, reader) => {
    for (const result of results) {
      const value = result.get(field, reader);
      const rows = isMany(value)
        ? value.flatMap((one) => findRows(table, key, one, reader))
        : findRows(table, key, value === null ? null : text(value), reader);
      result.set(target, many(rows.map((row) => row[output] ?? '')));
    }
    return results;
  };
  return { run, filters: false };
}

function table(all: Tokens): Compiled {
  const fields: string[] = [];
  while (all.next.kind !== 'end') fields.push(fieldName(all));
  if (fields.length === 0) all.fail('a field expected');
  return {
    run: (results, reader) => results.map((result) => result.only(fields, reader)),
    filters: false,
  };
}

function fieldName(all: Tokens): string {
  if (all.next.kind !== 'word' && all.next.kind !== 'field') all.fail('a name expected');
  return all.take().value;
}
