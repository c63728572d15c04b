/** `test` and `watch`. Owns: their schemas. Must not: describe coverage (coverage.ts does). */
import type { WatchRun } from '../watch/run.ts';
import { COLUMN, LINE, RULE_KEYS, SINCE, verdict } from './common.ts';
import { conditionDefinitions, NODE } from './condition.ts';
import { COVERAGE } from './coverage.ts';
import { DIAGNOSTICS, SUPPRESSED } from './diagnostics.ts';
import {
  count,
  flag,
  integer,
  listOf,
  nullable,
  object,
  openWord,
  output,
  type Properties,
  text,
  texts,
  wordsOf,
} from './parts.ts';

const RESULT = object(
  'A test.',
  {
    name: text('Its name.'),
    expected: verdict('What the test expects.'),
    verdict: verdict('What the rule says.'),
    passed: flag('Both are the same, and so is the alert title where one is expected.'),
    line: LINE,
    column: COLUMN,
  },
  {
    title: object('The alert title is another than the test expects; there where it is.', {
      expected: text('As the test has it.'),
      found: text('As the rule makes it.'),
      sameStart: count('Characters (code points) that both begin with.'),
      sameEnd: count('Characters that both end with, behind those.'),
    }),
    condition: { ...NODE, description: 'The condition on the event; there where the test failed.' },
  },
);

const TEST_KEYS: Properties = {
  passed: count('Tests that passed.'),
  failed: count('Tests that failed.'),
  rules: listOf(
    object('A rule, once for each environment that it was tested with.', {
      ...RULE_KEYS,
      environment: text("Whose params were used; empty: the params' examples."),
      passed: count('Of this rule.'),
      failed: count('Of this rule.'),
      filteredOut: count('Tests that --test-name left out.'),
      results: listOf(RESULT, 'In the order of the file.'),
    }),
    'In the order of their files.',
  ),
};

export const TEST = output('test', 'What `trailc test --format json` prints.', TEST_KEYS, {
  optional: { since: SINCE, coverage: COVERAGE },
  definitions: conditionDefinitions(),
});

export const WATCH = output(
  'watch',
  'What `trailc watch --format json` prints: one such object a run, each in one line.',
  {
    run: { ...integer('Number of the run, from 1.'), minimum: 1 },
    occasion: openWord(
      wordsOf<WatchRun['occasion']>({ start: true, change: true, asked: true }),
      'Why it ran.',
    ),
    changed: texts('Paths that changed since the run before, sorted.'),
    ok: flag('`check` and `test` would end with 0.'),
    rules: nullable(
      object('Which rules; null where the configuration cannot be read.', {
        run: texts('Rules that were checked and tested.'),
        total: count('Rules that the repository has.'),
        left: texts('Rules that were not ok before and were not run again, since nothing touched them.'),
      }),
    ),
    diagnostics: DIAGNOSTICS,
    suppressed: SUPPRESSED,
    tests: object('As `trailc test` has them.', TEST_KEYS),
  },
  { definitions: conditionDefinitions() },
);
