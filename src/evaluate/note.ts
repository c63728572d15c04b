/**
 * The remark beside a predicate in a trace: why it is false, or what alone made it true.
 *
 * Owns: which remark each operator makes. A false predicate always has one. Must not: decide; case is judged by asking
 * the compiled predicate again with `ignoreCase` the other way round.
 */
import type { CloudTrailEvent, Json } from '../cloudtrail/event.ts';
import {
  dispatchPredicate,
  type Predicate,
  type PredicateHandlers,
  type PredicateOf,
} from '../ir/expression.ts';
import type { FieldRef, TextTest } from '../language/operands.ts';
import { compilePredicate } from './condition.ts';
import { compileField } from './field.ts';
import type { Finding } from './finding.ts';
import { type Asked, nearest, sameWhenFolded } from './near-text.ts';
import { noteMiss } from './note-list.ts';
import { noteNothing, noteNumber } from './note-nothing.ts';
import { noteNetworks, noteOrder, notePattern } from './note-typed.ts';
import { sayWay, shown } from './note-words.ts';
import type { Note } from './reason.ts';
import { foldAscii } from './text.ts';

/** An event, the element of it that the nearest `some` is looking at, and what the predicate made of it. */
export interface Judged {
  readonly event: CloudTrailEvent;
  readonly element: Json | undefined;
  readonly verdict: boolean;
  /** The fields on the left, in order. */
  readonly found: readonly Finding[];
}
type Say = (judged: Judged) => Note | undefined;

/** One remark on a predicate and an event; undefined of a true one when there is nothing to add. */
export function notePredicate(predicate: Predicate, judged: Judged): Note | undefined {
  const { verdict } = judged;
  const nothing = verdict ? undefined : (noValues(predicate) ?? noteNothing(predicate, judged));
  const note = nothing ?? dispatchPredicate(predicate, NOTE)(judged);
  return note ?? (verdict ? undefined : { reason: 'different', text: sayDifferent(predicate) });
}

function sayDifferent(predicate: Predicate): string {
  if ('rows' in predicate) return 'is in no entry, and near none';
  return 'patterns' in predicate ? 'holds nothing that matches' : 'is another value';
}

const NOTE: PredicateHandlers<Say> = {
  equals: (test) => compared(test, 'equals', { folded: 'is the value after case is folded' }),
  oneOf: (test) => compared(test, 'equals', { folded: 'is one of the values after case is folded' }),
  startsWith: (test) => compared(test, 'startsWith', part('begins with')),
  endsWith: (test) => compared(test, 'endsWith', part('ends with')),
  contains: (test) => compared(test, 'contains', part('contains')),
  matches: (test) => (judged) => notePattern(test, textOn(judged), judged.verdict),
  greaterThan: (test) => whenFalse((judged) => noteOrder(test, textOn(judged))),
  atLeast: (test) => whenFalse((judged) => noteOrder(test, textOn(judged))),
  lessThan: (test) => whenFalse((judged) => noteOrder(test, textOn(judged))),
  atMost: (test) => whenFalse((judged) => noteOrder(test, textOn(judged))),
  inCidr: (test) => whenFalse((judged) => noteNetworks(test, textOn(judged))),
  exists: () => () => undefined,
  differsFrom: (test) => (judged) => differs(test, judged),
  inList: (test) => (judged) => {
    if (!judged.verdict) return noteMiss(test, judged.found.map(textFound));
    return test.ignoreCase && turns(test, judged)
      ? { reason: 'folded', text: 'is in the list after case is folded' }
      : undefined;
  },
};

const whenFalse =
  (say: Say): Say =>
  (judged) =>
    judged.verdict ? undefined : say(judged);

const part = (does: string) => ({
  folded: `${does} the value after case is folded`,
  unfolded: `${does} the value only if case is folded, and ignoreCase is not set`,
});

const textFound = ({ found }: Finding) => (found.kind === 'text' ? found.text : '');
const textOn = ({ found: [left] }: Judged) => (left === undefined ? '' : textFound(left));

function noValues(predicate: Predicate): Note | undefined {
  const reason = 'no-values';
  if ('rows' in predicate) {
    return predicate.rows.length === 0
      ? { reason, text: 'the list is empty, so nothing is in it' }
      : undefined;
  }
  if ('operands' in predicate && predicate.operands.length === 0) {
    return { reason, text: 'there are no values to compare with, so nothing matches' };
  }
  if ('patterns' in predicate && predicate.patterns.length === 0) {
    return { reason, text: 'there are no patterns to find, so nothing matches' };
  }
  return 'networks' in predicate && predicate.networks.length === 0
    ? { reason, text: 'there are no networks to be in, so nothing matches' }
    : undefined;
}

/** Predicates that fold case as they are evaluated; a pattern has it folded already. */
type Foldable = Exclude<Extract<Predicate, { readonly ignoreCase: boolean }>, PredicateOf<'matches'>>;

/** The other setting of `ignoreCase` would turn the verdict round. */
function turns(test: Foldable, { event, element, verdict }: Judged): boolean {
  return compilePredicate({ ...test, ignoreCase: !test.ignoreCase })(event, element) !== verdict;
}

function compared(
  test: Foldable & TextTest,
  asked: Asked,
  say: { readonly folded: string; readonly unfolded?: string },
): Say {
  return (judged) => {
    if (turns(test, judged)) {
      if (judged.verdict) return { reason: 'folded', text: say.folded };
      return { reason: 'other-case', text: say.unfolded ?? differsInCase(test, judged) };
    }
    if (judged.verdict) return undefined;
    return noteNumber(test, judged.found[0]) ?? nearValue(test, asked, judged) ?? otherAbsent(test, judged);
  };
}

/** Names the value where there are several. */
function differsInCase(test: TextTest, judged: Judged): string {
  const said = 'differs only in case';
  if (test.operands.length < 2) return said;
  const value = valuesOf(test, judged).find((one) => sameWhenFolded(one, textOn(judged)));
  return value === undefined ? said : `${said} from ${shown(value)}`;
}

function nearValue(test: TextTest, asked: Asked, judged: Judged): Note | undefined {
  const fold = (text: string) => (test.ignoreCase ? foldAscii(text) : text);
  const values = valuesOf(test, judged);
  const near = nearest(asked, fold(textOn(judged)), values.map(fold));
  return near && { reason: near.way, text: sayWay(near.way, asked, values[near.at] ?? '') };
}

/** Texts on the right; a field that is absent has none. */
function valuesOf({ operands }: TextTest, { event, element }: Judged): readonly string[] {
  return operands.flatMap((operand) => {
    const text =
      operand.kind === 'literal' ? operand.text : compileField(operand.definition, false)(event, element);
    return text === undefined ? [] : [text];
  });
}

function differs(test: PredicateOf<'differsFrom'>, judged: Judged): Note | undefined {
  const turned = turns(test, judged);
  if (judged.verdict) {
    return turned ? { reason: 'other-case', text: 'differs only in case' } : undefined;
  }
  if (turned) return { reason: 'folded', text: 'the same after case is folded' };
  return otherAbsent(test, judged) ?? { reason: 'same', text: 'is the same' };
}

function otherAbsent(test: TextTest, { event, element }: Judged): Note | undefined {
  const lacks = ({ definition }: FieldRef) => compileField(definition, false)(event, element) === undefined;
  return test.operands.some((operand) => operand.kind === 'field' && lacks(operand))
    ? { reason: 'other-absent', text: 'the other field has no value, and comparing fields needs both' }
    : undefined;
}
