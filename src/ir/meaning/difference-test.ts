/**
 * What changed between two tests of one field, or of one operator.
 *
 * Owns: values, operator, case, list, columns and scale, in sentences; at least one for two tests that are not equal.
 * Must not: know groups.
 */

import { asciiLowerCase } from '../hash.ts';
import { type Change, type Context, type Effect, effectIn, sentence } from './difference-change.ts';
import type { MeaningTest } from './meaning.ts';
import { enumerated, inWords, leftInWords } from './words.ts';

export function compareTests(before: MeaningTest, after: MeaningTest, context: Context): readonly Change[] {
  const became = `${inWords(before)} became ${inWords(after)}`;
  if (before.operator !== after.operator) return [sentence(`Operator changed: ${became}`, 'other', context)];
  if (before.field !== after.field) return [sentence(`Field changed: ${became}`, 'other', context)];
  if (before.list !== after.list) return [sentence(`List changed: ${became}`, 'other', context)];
  if (JSON.stringify(before.columns) !== JSON.stringify(after.columns)) {
    return [sentence(`Columns changed: ${became}`, 'other', context)];
  }
  const changes = [...caseChange(before, after, context), ...valueChanges(before, after, context)];
  return changes.length > 0 ? changes : [sentence(`Clause changed: ${became}`, 'other', context)];
}

/** Text that is not the value in any case is not the value in its own; for all other operators it is the other way. */
const effectOfFolding = ({ operator }: MeaningTest): Effect =>
  operator === 'differsFrom' ? 'narrower' : 'wider';

function caseChange(before: MeaningTest, after: MeaningTest, context: Context): readonly Change[] {
  if (before.ignoreCase === after.ignoreCase) return [];
  const folding = effectIn(context, effectOfFolding(after));
  return after.ignoreCase === true
    ? [sentence(`Case is ignored now in ${leftInWords(after)}`, folding, context)]
    : [sentence(`Case counts now in ${leftInWords(after)}`, opposite(folding), context)];
}

const opposite = (effect: Effect): Effect => effectIn({ negated: true }, effect);

function valueChanges(before: MeaningTest, after: MeaningTest, context: Context): readonly Change[] {
  // Where case counted on one side only, it is compared without: the change of case has its own sentence.
  const folded = before.ignoreCase !== after.ignoreCase;
  const [old, now] = [valuesOf(before, folded), valuesOf(after, folded)];
  const removed = old.filter((value) => !now.includes(value));
  const added = now.filter((value) => !old.includes(value));
  const left = leftInWords(after);
  // An order has one limit, and `differsFrom` one value: another one is neither more nor less of them.
  if (removed.length === 1 && added.length === 1 && old.length === 1 && now.length === 1) {
    return [sentence(`Value of ${left} changed from ${removed[0]} to ${added[0]}`, 'other', context)];
  }
  return [
    ...(removed.length === 0 ? [] : [valuesSentence(left, removed, false, context)]),
    ...(added.length === 0 ? [] : [valuesSentence(left, added, true, context)]),
  ];
}

function valuesSentence(left: string, values: readonly string[], areNew: boolean, context: Context): Change {
  const effect = effectIn(context, areNew ? 'wider' : 'narrower');
  const shown = enumerated(values);
  if (context.negated) {
    return areNew
      ? sentence(`Exclusion widened: ${left} takes ${shown} too`, effect)
      : sentence(`Exclusion narrowed: ${left} no longer takes ${shown}`, effect);
  }
  const noun = values.length === 1 ? 'Value' : 'Values';
  return areNew
    ? sentence(`${noun} added to ${left}: ${shown}`, effect)
    : sentence(`${noun} removed from ${left}: ${shown}`, effect);
}

function valuesOf({ values = [] }: MeaningTest, folded: boolean): readonly string[] {
  return folded ? [...new Set(values.map(asciiLowerCase))] : values;
}
