/** `env list`, `env show` and `env diff`. Owns: their schemas. Must not: describe rules. */

import type { Schema } from '../../language/schema-parts.ts';
import type { Answer } from '../../targets/shared/target.ts';
import { ENTRY, PLACE, RULE_NAME, TARGET } from './common.ts';
import {
  count,
  flag,
  listOf,
  nullable,
  object,
  oneOf,
  openWord,
  output,
  type Properties,
  text,
  texts,
  wordsOf,
} from './parts.ts';

const DESCRIPTION = nullable(text('What it is for; null where nothing is said.'));
const EXTENDS = texts('Environments that it extends, the nearest first.');
const ABSTRACT = flag('Others extend it; it is not built for.');

export const ENV_LIST = output('env list', 'What `trailc env list --format json` prints.', {
  environments: listOf(
    object('An environment.', {
      name: text('Its name.'),
      extends: EXTENDS,
      abstract: ABSTRACT,
      default: flag('Commands use it without --env.'),
      description: DESCRIPTION,
      ...PLACE,
    }),
    'As the configuration has them, abstract ones last.',
  ),
});

const VALUE = (description: string): Schema => ({
  type: ['string', 'array', 'null'],
  items: { type: 'string' },
  description,
});

const originKeys = (value: Schema): Properties => ({
  origin: nullable(
    object('Where its value is written; null: nowhere, it is the default or has none.', {
      environment: text('That says it.'),
      ...PLACE,
    }),
  ),
  overrides: listOf(
    object('Another place.', { environment: text('That says it.'), value, ...PLACE }),
    'What it is written in place of, the nearest first.',
  ),
});

export const ENV_SHOW = output('env show', 'What `trailc env show --format json` prints.', {
  environment: text('Its name.'),
  description: DESCRIPTION,
  abstract: ABSTRACT,
  extends: EXTENDS,
  params: listOf(
    object('A param.', {
      name: text('Its name.'),
      value: VALUE('A text or a list of texts; null: none.'),
      rules: texts('Rules that declare it.'),
      asInExampleOf: texts('Those of them whose example is this very value.'),
      ...originKeys(VALUE('A text or a list of texts.')),
    }),
    'By name.',
  ),
  settings: listOf(
    object('A setting.', {
      name: text('As `spl.index`.'),
      value: nullable(text('Null: not set, and there is no default.')),
      ...originKeys(text('What is written there.')),
    }),
    'Every setting there is.',
  ),
  lists: listOf(
    object('A list.', {
      list: text('Its name.'),
      entries: nullable(count('Entries that hold here; null: there is no such list.')),
      changes: listOf(
        object('A change.', {
          change: oneOf(['add', 'remove'], 'Which.'),
          environment: text('That says it.'),
          ...ENTRY,
        }),
        'In the order they are made.',
      ),
    }),
    'Lists that the environment changes.',
  ),
});

const ENTRIES = (description: string) => listOf(object('An entry.', ENTRY), description);

const ANSWER = (description: string) =>
  object(description, {
    answer: openWord(
      wordsOf<Answer['kind']>({ exact: true, 'exact-given': true, approximate: true, unsupported: true }),
      'How exact the target is.',
    ),
    details: texts('Names of assumptions, and why something cannot be said.'),
  });

export const ENV_DIFF = output('env diff', 'What `trailc env diff A B --format json` prints.', {
  a: text('The first environment.'),
  b: text('The other.'),
  params: listOf(
    object('A param.', {
      name: text('Its name.'),
      change: oneOf(['added', 'removed', 'changed'], 'From the first to the other.'),
      a: VALUE('In the first; null: none.'),
      b: VALUE('In the other; null: none.'),
      rules: texts('Rules that declare it.'),
    }),
    'Params that differ.',
  ),
  settings: listOf(
    object('A setting.', {
      name: text('As `spl.index`.'),
      a: nullable(text('In the first; null: not set.')),
      b: nullable(text('In the other; null: not set.')),
    }),
    'Settings that differ.',
  ),
  lists: listOf(
    object('A list.', {
      list: text('Its name.'),
      onlyA: ENTRIES('Entries of the first alone.'),
      onlyB: ENTRIES('Entries of the other alone.'),
      otherNotes: listOf(
        object('The same values with another reason, owner, ticket or day.', {
          a: object('In the first.', ENTRY),
          b: object('In the other.', ENTRY),
        }),
        'Entries of both.',
      ),
    }),
    'Lists that differ.',
  ),
  answers: listOf(
    object('A rule on a target.', {
      rule: RULE_NAME,
      target: TARGET,
      a: ANSWER('In the first.'),
      b: ANSWER('In the other.'),
    }),
    'Answers that differ.',
  ),
  queries: listOf(
    object('A rule on a target.', {
      rule: RULE_NAME,
      target: TARGET,
      same: flag('Both are the same.'),
      diff: text('Unified diff of what `trailc compile` prints; empty where they are the same.'),
    }),
    'Every rule and target that compiles for both.',
  ),
});
