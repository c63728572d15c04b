/**
 * What changed between two meanings, in sentences for a reviewer.
 *
 * Equal parts are taken away first; what is left over is paired with what it most resembles (meaning/difference-pairs.ts) and
 * compared in turn, and what has no partner was added or removed. Two meanings that are not equal differ in at least one
 * sentence. meaning/difference-test.ts compares two tests.
 *
 * Owns: groups, negations and the effect. Must not: know rules, versions or files.
 */

import { canonicalJson } from '../hash.ts';
import { type Change, type Context, effectIn, sentence } from './difference-change.ts';
import { pairUp } from './difference-pairs.ts';
import { compareTests } from './difference-test.ts';
import type { Meaning, RuleMeaning } from './meaning.ts';
import { inWords } from './words.ts';

export type { Change } from './difference-change.ts';

/** Sentences in a fixed order; none for two meanings that are equal. */
export function differences(before: RuleMeaning, after: RuleMeaning): readonly Change[] {
  if (before.sha256 === after.sha256) return [];
  const found = [
    ...compare(before.condition, after.condition, { negated: false }),
    ...paramChanges(before.params, after.params),
  ];
  if (found.length > 0) return found;
  const words = 'trailc itself takes a field of the condition from another place of the event than before.';
  return [{ words, effect: 'other' }];
}

/** Params that are new or gone show in the clauses that use them. */
function paramChanges(before: RuleMeaning['params'], after: RuleMeaning['params']): readonly Change[] {
  return Object.entries(after).flatMap(([name, type]): readonly Change[] => {
    const was = Object.hasOwn(before, name) ? before[name] : undefined;
    if (was === undefined || was === type) return [];
    return [{ words: `The param ${name} is of type ${type} now, and was of type ${was}.`, effect: 'other' }];
  });
}

const isGroup = ({ kind }: Meaning) => kind === 'all' || kind === 'any';

function compare(before: Meaning, after: Meaning, context: Context): readonly Change[] {
  if (canonicalJson(before) === canonicalJson(after)) return [];
  if (isGroup(before) || isGroup(after)) {
    const kind = before.kind === 'all' || after.kind === 'all' ? 'all' : 'any';
    return compareParts(kind, partsOf(before, kind), partsOf(after, kind), context);
  }
  if (before.kind === 'not' && after.kind === 'not') {
    return compare(before.of, after.of, { negated: !context.negated });
  }
  if (before.kind === 'some' && after.kind === 'some' && before.array === after.array) {
    return compare(before.of, after.of, context);
  }
  if (before.kind === 'test' && after.kind === 'test') return compareTests(before, after, context);
  return [sentence(`Clause changed: ${inWords(before)} became ${inWords(after)}`, 'other', context)];
}

const partsOf = (meaning: Meaning, kind: 'all' | 'any') => (meaning.kind === kind ? meaning.of : [meaning]);

function compareParts(
  kind: 'all' | 'any',
  before: readonly Meaning[],
  after: readonly Meaning[],
  context: Context,
): readonly Change[] {
  const { pairs, removed, added } = pairUp(before, after);
  return [
    ...pairs.flatMap(([one, other]) => compare(one, other, context)),
    ...removed.map((part) => partChange(kind, part, false, context)),
    ...added.map((part) => partChange(kind, part, true, context)),
  ];
}

/** A part that only one side has. */
function partChange(kind: 'all' | 'any', part: Meaning, isNew: boolean, context: Context): Change {
  // A further clause must hold too; a further alternative may hold instead.
  const effect = effectIn(context, (kind === 'any') === isNew ? 'wider' : 'narrower');
  if (context.negated) {
    const words = inWords(part);
    if (kind === 'any') {
      return isNew
        ? sentence(`Exclusion widened: it also leaves out ${words}`, effect)
        : sentence(`Exclusion narrowed: it no longer leaves out ${words}`, effect);
    }
    return isNew
      ? sentence(`Exclusion narrowed: it now also needs ${words}`, effect)
      : sentence(`Exclusion widened: it no longer needs ${words}`, effect);
  }
  const verb = isNew ? 'added' : 'removed';
  if (part.kind === 'not' && kind === 'all') {
    return sentence(`Exclusion ${verb}: ${inWords(part.of)}`, effect);
  }
  return sentence(`${kind === 'all' ? 'Clause' : 'Alternative'} ${verb}: ${inWords(part)}`, effect);
}
