/** `coverage` of `test --coverage`. Owns: its schema. Must not: describe the tests themselves. */
import type { ClauseCoverage } from '../../testing/coverage.ts';
import type { EntryCoverage } from '../../testing/coverage-entries.ts';
import { PLACE, RULE_KEYS, RULE_NAME } from './common.ts';
import {
  count,
  flag,
  integer,
  listOf,
  nullable,
  object,
  openWord,
  percent,
  text,
  texts,
  wordsOf,
} from './parts.ts';

const KINDS = ['clauses', 'entries', 'exclusions', 'params'] as const;

const COUNT = object('How much of this kind is covered.', {
  covered: count('So many.'),
  total: count('Of so many.'),
  percent: { ...integer('Rounded down; 100 of nothing.'), minimum: 0, maximum: 100 },
});
const counts = (description: string) =>
  object(description, Object.fromEntries(KINDS.map((kind) => [kind, COUNT])));

export const COVERAGE = object('What the tests exercise; there with --coverage alone.', {
  total: counts('Of all rules.'),
  below: listOf(
    object('A kind of a rule.', {
      rule: RULE_NAME,
      kind: openWord(KINDS, 'Of what there is too little.'),
      covered: count('So many.'),
      total: count('Of so many.'),
      wanted: percent('The threshold of the configuration, in percent.'),
    }),
    'What is below a threshold of the configuration.',
  ),
  rules: listOf(
    object('A rule.', {
      ...RULE_KEYS,
      counts: counts('Of this rule.'),
      clauses: listOf(
        object('A clause.', {
          kind: openWord(
            wordsOf<ClauseCoverage['kind']>({
              all: true,
              any: true,
              not: true,
              some: true,
              predicate: true,
              value: true,
            }),
            '"value": one of several that are compared with.',
          ),
          text: text('In one line.'),
          seenTrue: flag('True on the event of a test.'),
          seenFalse: flag('False on the event of a test.'),
          ...PLACE,
        }),
        'In the order of the rule.',
      ),
      exclusions: listOf(
        object('An exclusion.', {
          text: text('In one line.'),
          used: flag('A test would have another verdict without it.'),
          ...PLACE,
        }),
        'Clauses below a `not`.',
      ),
      params: listOf(
        object('A param.', {
          name: text('Its name.'),
          used: flag("A test's event has one of its values where the rule asks for it."),
          because: nullable(text('Why not; null where it is used.')),
          ...PLACE,
        }),
        'In the order of the rule.',
      ),
      entries: listOf(
        object('An entry of a list that the rule asks.', {
          list: text('Name of the list.'),
          values: texts('A text for each column.'),
          state: openWord(
            wordsOf<EntryCoverage['state']>({
              test: true,
              generated: true,
              unreachable: true,
              'not-made': true,
            }),
            'What decides by it: a test, an event made from one, none; "not-made": no event could be made.',
          ),
          because: nullable(text('Why it is not covered; null where it is.')),
          ...PLACE,
          clause: object('Where the rule asks the list.', PLACE),
        }),
        'In the order of the list.',
      ),
    }),
    'In the order of their files.',
  ),
});
