/**
 * One search: what is read, the private fields, the condition, the columns.
 *
 * Owns: the order of the stages and how they are laid out. Must not: print a predicate or a value.
 */
import type { RuleIr } from '../../ir/rule.ts';
import { columnsOf } from './columns.ts';
import { printCondition } from './condition.ts';
import { createPrivateFields, type SplStage } from './fields.ts';
import type { SplTerm } from './literals.ts';
import { prefilterTerms } from './prefilter.ts';
import type { Reader, Scope } from './reader.ts';

export interface SplQuery {
  /** The query on lines of its own, for people. */
  readonly text: string;
  /** The same on one line: `| savedsearch` does not take several (savedsearches.conf). */
  readonly line: string;
  /** The `where` expression alone. */
  readonly condition: string;
}

/** What decides of an event, as a search writes it: the selftest runs these very texts over the rule's tests. */
export interface SplDecision {
  readonly scope: Scope;
  /** The terms that the first search looks for. */
  readonly terms: readonly SplTerm[];
  /** The stages that compute the private fields which the condition reads. */
  readonly stages: readonly string[];
  /** The `where` expression, on lines of its own and on one. */
  readonly condition: string;
  readonly onOneLine: string;
}

/** The condition of a rule that the profile can say. */
export function printDecision(rule: RuleIr, reader: Reader): SplDecision {
  const scope: Scope = { reader, fields: createPrivateFields() };
  const printed = new Map();
  const condition = printCondition(scope, rule.condition, true, printed);
  const onOneLine = printCondition(scope, rule.condition, false, printed);
  const stages = scope.fields.stages().map(printStage);
  return { scope, terms: prefilterTerms(rule.condition), stages, condition, onOneLine };
}

/** The search of a rule that the profile can say, over what `base` selects. */
export function printQuery(rule: RuleIr, base: readonly SplTerm[], reader: Reader): SplQuery {
  const { terms, before, after, shown, table, condition, onOneLine } = printParts(rule, reader);
  const stages = (where: string, separator: string): readonly string[] => [
    [...base, ...terms].join(' '),
    ...before,
    `where ${where}`,
    ...after,
    `eval ${shown.join(separator)}`,
    table,
  ];
  return {
    text: stages(condition, ',\n    ').join('\n| '),
    line: stages(onOneLine, ', ').join(' | '),
    condition,
  };
}

/** The call of a macro without arguments, in backticks. */
export type SplMacroCall = string & { readonly [context]: 'macro-call' };

declare const context: unique symbol;

/** The macros that a search of an app calls: what it reads, and what the people there leave out of its results. */
export interface AppMacros {
  readonly source: SplMacroCall;
  readonly filter: SplMacroCall;
}

/**
 * The same search on one line, for an app: `source` stands in the place of index and source type, and `filter` before
 * `table`, where every field of the event and every column can be read.
 */
export function printAppSearch(rule: RuleIr, { source, filter }: AppMacros, reader: Reader): string {
  const { terms, before, after, shown, table, onOneLine } = printParts(rule, reader);
  return [
    [source, ...terms].join(' '),
    ...before,
    `where ${onOneLine}`,
    ...after,
    `eval ${shown.join(', ')}`,
    filter,
    table,
  ].join(' | ');
}

type Parts = ReturnType<typeof printNew>;

/** A rule is printed once for its own files and the app: printing is most of what compiling it takes. */
const printed = new WeakMap<RuleIr, { readonly reader: Reader; readonly parts: Parts }>();

function printParts(rule: RuleIr, reader: Reader): Parts {
  const known = printed.get(rule);
  if (known?.reader === reader) return known.parts;
  const parts = printNew(rule, reader);
  printed.set(rule, { reader, parts });
  return parts;
}

/** What stands in the stages of a search; `after` computes what only columns read. */
function printNew(rule: RuleIr, reader: Reader) {
  const { scope, terms, stages: before, condition, onOneLine } = printDecision(rule, reader);
  const columns = columnsOf(rule, scope);
  return {
    terms,
    before,
    condition,
    onOneLine,
    after: scope.fields.stages().map(printStage).slice(before.length),
    shown: columns.map(({ name, expression }) => `${name}=${expression}`),
    table: `table _time ${columns.map(({ name }) => name).join(' ')}`,
  };
}

function printStage(stage: SplStage): string {
  switch (stage.kind) {
    case 'eval':
      return `eval ${stage.name}=${stage.expression}`;
    case 'lookup':
      return `lookup ${stage.table} key AS ${stage.key} OUTPUT listed AS ${stage.found}`;
  }
}
