/** `mutate`. Owns: its schema. Must not: describe tests. */
import type { MutationKind } from '../../testing/mutate/mutation.ts';
import { CHANGES, PLACE, RULE_KEYS, SINCE, verdict } from './common.ts';
import {
  anyObject,
  count,
  listOf,
  nullable,
  object,
  openWord,
  output,
  type Properties,
  percent,
  text,
  wordsOf,
} from './parts.ts';

const SCORES: Properties = {
  score: percent('Share of the mutants that is killed, in percent, rounded down to a tenth.'),
  explainedScore: percent('Share that is killed or accepted: what the threshold asks for.'),
};
const KILLED: Properties = {
  mutants: count('Changed rules, each of another meaning.'),
  killed: count('Mutants on which a test fails.'),
  killedByGenerated: count('Of the killed: those that only an event made from a test shows.'),
};
const ACCEPTED: Properties = {
  accepted: count('Survivors that the rule accepts with a reason.'),
  unexplained: count('The other survivors.'),
};

const SURVIVOR = object('A mutant on which no test fails.', {
  kind: openWord(
    wordsOf<MutationKind>({
      drop: true,
      negate: true,
      operator: true,
      case: true,
      swap: true,
      value: true,
      entry: true,
      literal: true,
    }),
    'What was changed.',
  ),
  change: text('The change in words; what `mutants.accept` of a rule names.'),
  ...PLACE,
  because: nullable(text('The reason with which the rule accepts it; null: none.')),
  witness: nullable(
    object('An event that shows the difference; null where none was found, and of what is accepted.', {
      test: text('Name of the test whose event was changed.'),
      changes: CHANGES,
      event: anyObject('The changed event.'),
      verdict: verdict('What the rule says of it.'),
      mutantVerdict: verdict('What the mutant says of it.'),
    }),
  ),
});

export const MUTATE = output(
  'mutate',
  'What `trailc mutate --format json` prints.',
  {
    threshold: nullable(percent('That each rule has to reach; null: none.')),
    ...SCORES,
    ...KILLED,
    survived: count('`accepted` and `unexplained` together.'),
    ...ACCEPTED,
    rules: listOf(
      object('A rule.', {
        ...RULE_KEYS,
        tests: count('Its tests.'),
        failing: count('Tests that fail as the rule is; a score says little while there are any.'),
        ...KILLED,
        ...ACCEPTED,
        equivalent: count('Changes without another meaning, which are no mutants.'),
        ...SCORES,
        survivors: listOf(SURVIVOR, 'In the order of the rule.'),
      }),
      'In the order of their files.',
    ),
  },
  { optional: { since: SINCE } },
);
