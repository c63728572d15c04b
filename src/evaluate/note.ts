/**
 * The remark beside a predicate in a trace: the near miss, or what made it true.
 *
 * Owns: those sentences. Must not: decide; case is judged by asking the compiled predicate again with `ignoreCase` the
 * other way round.
 */
import type { CloudTrailEvent, Json } from '../cloudtrail/event.ts';
import type { Predicate } from '../ir/expression.ts';
import { dispatchPredicate, type PredicateHandlers, type PredicateOf } from '../ir/expression.ts';
import type { FieldRef, OrderTest, TextTest } from '../language/operands.ts';
import { compilePredicate } from './condition.ts';
import { compileField } from './field.ts';
import { noteNetworks, noteOrder, notePattern } from './note-typed.ts';
import { foldAscii } from './text.ts';

/** An event, the element of it that the nearest `some` is looking at, and the verdict of the predicate. */
interface Judged {
  readonly event: CloudTrailEvent;
  readonly element: Json | undefined;
  readonly verdict: boolean;
}
type Note = (judged: Judged) => string | undefined;
/** Predicates that fold case as they are evaluated; a pattern has it folded already. */
type Foldable = Exclude<Extract<Predicate, { readonly ignoreCase: boolean }>, PredicateOf<'matches'>>;

const NOTE: PredicateHandlers<Note> = {
  equals: (test) => equality(test, 'is the value'),
  oneOf: (test) => equality(test, 'is one of the values'),
  startsWith: (test) => part(test, 'begins with the value'),
  endsWith: (test) => part(test, 'ends with the value'),
  contains: (test) => part(test, 'contains the value'),
  matches: (test) => (judged) => notePattern(test, textOnLeft(test, judged), judged.verdict),
  greaterThan: order,
  atLeast: order,
  lessThan: order,
  atMost: order,
  inCidr: (test) => (judged) => noteNetworks(test, textOnLeft(test, judged)),
  exists: () => () => undefined,
  differsFrom: (test) => (judged) =>
    caseNote(test, judged, {
      whenTrue: 'differs only in case',
      whenFalse: 'the same after case is folded',
    }) ?? missingOperand(test, judged),
  inList: (test) => (judged) =>
    test.rows.length === 0
      ? 'the list is empty, so nothing is in it'
      : caseNote(test, judged, {
          whenTrue: 'is in the list after case is folded',
          whenFalse: 'differs only in case from an entry of the list',
        }),
};

/** One remark on a predicate and an event, or undefined when there is nothing to add to the verdict. */
export function notePredicate(predicate: Predicate, judged: Judged): string | undefined {
  return dispatchPredicate(predicate, NOTE)(judged);
}

function equality(test: PredicateOf<'equals'> | PredicateOf<'oneOf'>, phrase: string): Note {
  return (judged) =>
    emptyNote(test) ??
    caseNote(test, judged, {
      whenTrue: `${phrase} after case is folded`,
      whenFalse: 'differs only in case',
    }) ??
    nearMiss(test, judged) ??
    missingOperand(test, judged);
}

function part(test: Foldable & TextTest, phrase: string): Note {
  return (judged) =>
    emptyNote(test) ??
    caseNote(test, judged, {
      whenTrue: `${phrase} after case is folded`,
      whenFalse: `${phrase} only if case is folded, and ignoreCase is not set`,
    }) ??
    missingOperand(test, judged);
}

function order(test: OrderTest & { readonly operator: string }): Note {
  return (judged) => noteOrder(test, textOnLeft(test, judged), judged.verdict);
}

function textOnLeft({ field }: { readonly field: FieldRef }, { event, element }: Judged): string | undefined {
  return compileField(field.definition, false)(event, element);
}

function emptyNote({ operands }: TextTest): string | undefined {
  return operands.length === 0 ? 'there are no values to compare with, so nothing matches' : undefined;
}

/** A remark where the verdict hangs on case alone: the other setting of `ignoreCase` would turn it round. */
function caseNote(
  test: Foldable,
  { event, element, verdict }: Judged,
  say: { readonly whenTrue: string; readonly whenFalse: string },
): string | undefined {
  const other = compilePredicate({ ...test, ignoreCase: !test.ignoreCase })(event, element);
  if (verdict === other) return undefined;
  return verdict ? say.whenTrue : say.whenFalse;
}

/** Differences that people do not see: white space at an end, letters whose case is not folded. */
function nearMiss(test: TextTest, { event, element, verdict }: Judged): string | undefined {
  if (verdict) return undefined;
  const left = compileField(test.field.definition, test.ignoreCase)(event, element);
  if (left === undefined) return undefined;
  const rights = test.operands.flatMap((operand) => {
    if (operand.kind === 'literal') return [test.ignoreCase ? foldAscii(operand.text) : operand.text];
    const text = compileField(operand.definition, test.ignoreCase)(event, element);
    return text === undefined ? [] : [text];
  });
  if (rights.some((right) => right.trim() === left.trim())) return 'differs only in white space at an end';
  // `toLowerCase` is right here: the remark is about the letters that the evaluator does not fold.
  const lower = left.toLowerCase();
  return rights.some((right) => right.toLowerCase() === lower)
    ? 'differs only in the case of letters outside ASCII, which ignoreCase leaves alone'
    : undefined;
}

function missingOperand(test: TextTest, { event, element, verdict }: Judged): string | undefined {
  const lacks = ({ definition }: FieldRef) => compileField(definition, false)(event, element) === undefined;
  if (verdict || lacks(test.field)) return undefined;
  return test.operands.some((operand) => operand.kind === 'field' && lacks(operand))
    ? 'the other field has no value, and comparing fields needs both'
    : undefined;
}
