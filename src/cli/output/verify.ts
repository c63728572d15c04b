/** `verify`. Owns: its schema. Must not: describe the tree of a condition (condition.ts does). */
import type { Schema } from '../../language/schema-parts.ts';
import { COLUMN, EVENT_COUNTS, LINE, MALFORMED, ORIGIN, RULE_KEYS } from './common.ts';
import { conditionDefinitions, NODE } from './condition.ts';
import {
  anyObject,
  count,
  flag,
  listOf,
  nullable,
  object,
  oneOf,
  output,
  type Properties,
  text,
  texts,
} from './parts.ts';

const SAID: Schema = {
  ...object('What SQL says: true, false, null for NULL, or why it says nothing.', {
    fault: text("The engine's words."),
  }),
  type: ['boolean', 'null', 'object'],
};

/** Keys that every node of a condition has here. */
const OF_SQL: Properties = {
  sql: nullable(
    object('The clause as SQL; null where it cannot be asked alone.', {
      text: text('The expression.'),
      said: SAID,
    }),
  ),
  differs: flag('SQL says something else than the evaluator.'),
};

const DIFFERENCE = object('An event.', {
  test: nullable(
    object('The test that it is of; null for an event of a log.', {
      name: text('Its name.'),
      line: LINE,
      column: COLUMN,
    }),
  ),
  log: nullable({ ...ORIGIN, description: 'Where it was read; null for the event of a test.' }),
  event: anyObject('The whole event.'),
  evaluator: flag('What the evaluator says.'),
  sql: SAID,
  broken: texts(
    'Assumptions of the answer that the event breaks; with any, the answer promises nothing for it.',
  ),
  condition: nullable({ ...NODE, description: 'Both explanations; null but for the first differences.' }),
});

const RULES = (description: string) =>
  listOf(
    object('A rule.', {
      ...RULE_KEYS,
      environment: text("Whose params were used; empty: the params' examples."),
      compared: count('Events that were asked about.'),
      matches: count('Of these, events that the evaluator matches.'),
      differing: count('Differences that the answer promises not to be.'),
      outside: count('Differences on events that break an assumption of the answer.'),
      differences: listOf(DIFFERENCE, 'The first of each kind, in the order of the events.'),
    }),
    description,
  );

export const VERIFY = output(
  'verify',
  'What `trailc verify --format json` prints.',
  {
    engine: object('What ran the SQL.', { name: text('Its name.'), version: text('Its version.') }),
    target: oneOf(['athena'], 'Whose SQL it is.'),
    profile: text('Storage profile of the table.'),
    environment: text('Whose settings were used.'),
    compared: count('Events over all rules.'),
    differing: count('Differences that the answers promise not to be.'),
    outside: count('Differences on events that break an assumption.'),
    tests: RULES('Rules on the events of their tests.'),
    logs: nullable(
      object('Rules on the events of logs; null without --events.', {
        events: EVENT_COUNTS,
        malformedItems: MALFORMED,
        rules: RULES('In the order of their files.'),
      }),
    ),
    notSaid: listOf(
      object('A rule.', {
        ...RULE_KEYS,
        environment: text("Whose params were used; empty: the params' examples."),
        consent: flag('The rule accepts it.'),
        reasons: listOf(
          object('A clause.', {
            clause: text('In one line.'),
            why: text('Why it cannot be said.'),
            line: LINE,
            column: COLUMN,
          }),
          'The clauses at which it fails.',
        ),
      }),
      'Rules that the target cannot say.',
    ),
  },
  { definitions: conditionDefinitions(OF_SQL) },
);
