/** `bump` and `diff`: what changed in rules. Owns: their schemas. Must not: describe environments. */
import type { BumpedRule } from '../../bundle/lock/bump.ts';
import type { RuleDifference } from '../../compare-states.ts';
import { RULE_ID, RULE_NAME, SINCE, TARGET } from './common.ts';
import { FAULTS } from './diagnostics.ts';
import {
  count,
  flag,
  listOf,
  nullable,
  object,
  oneOf,
  openWord,
  orStopped,
  output,
  text,
  texts,
  wordsOf,
} from './parts.ts';

const CLASSES = { logic: true, tuning: true, metadata: true, text: true } as const;

export const BUMP = orStopped(
  output('bump', 'What `trailc bump --format json` prints.', {
    dryRun: flag('Nothing was written (--dry-run).'),
    lock: text('Path of the lock.'),
    rules: listOf(
      object('A rule.', {
        rule: RULE_NAME,
        id: RULE_ID,
        title: text('Its title.'),
        from: nullable(text('Version before; null: it was not locked.')),
        to: nullable(text('Version now; null: it is removed.')),
        change: openWord(
          wordsOf<BumpedRule['change']>({ ...CLASSES, new: true, removed: true, restored: true }),
          'What kind of change.',
        ),
        words: texts('Each change in a sentence.'),
      }),
      'Rules that are not as the lock had them.',
    ),
  }),
  FAULTS,
);

const ENTRIES = (description: string) =>
  listOf(
    object('An entry.', { values: texts('A text for each column.'), reason: text('Why it stands there.') }),
    description,
  );

const EVENTS = (description: string) =>
  listOf(
    object('An event.', {
      eventID: text('Its id.'),
      eventTime: text('Its time.'),
      title: text('Of the alert.'),
    }),
    description,
  );

export const DIFF = output(
  'diff',
  'What `trailc diff --format json` prints.',
  {
    against: text('Commit or bundle that the repository was compared with.'),
    environment: text('Whose params, settings and lists were used.'),
    unchanged: count('Rules that are as they were.'),
    rules: listOf(
      object('A rule.', {
        id: RULE_ID,
        rule: RULE_NAME,
        title: text('Its title.'),
        change: oneOf(['added', 'removed', 'changed'], 'Whether it was there, and is.'),
        class: openWord(
          wordsOf<RuleDifference['class']>({ ...CLASSES, none: true, new: true, gone: true }),
          '"none": the rule is as it was, and what an environment or a list gives it is not.',
        ),
        words: texts('Each change in a sentence.'),
        answers: listOf(
          object('A target.', { target: TARGET, before: text('In words.'), after: text('In words.') }),
          'Targets whose answer is another.',
        ),
        queries: listOf(
          object('A target.', { target: TARGET, diff: text('Unified diff of the query.') }),
          'Targets whose query is another.',
        ),
        versions: nullable(
          object('Null where the rule is new or gone.', { before: text('Then.'), after: text('Now.') }),
        ),
      }),
      'By name.',
    ),
    lists: listOf(
      object('A list.', {
        list: text('Its name.'),
        added: ENTRIES('Entries that are new.'),
        removed: ENTRIES('Entries that are gone.'),
      }),
      'Lists whose entries are others in the environment; none against a bundle.',
    ),
    events: nullable(
      object('What both states match; null without --events.', {
        events: count('Events that were asked about.'),
        unread: count('Items of the logs that could not be read.'),
        rules: listOf(
          object('A rule.', {
            rule: RULE_NAME,
            before: count('Events that it matched.'),
            after: count('Events that it matches.'),
            newly: EVENTS('The first that only it as it is matches.'),
            newlyCount: count('How many these are.'),
            noLonger: EVENTS('The first that only it as it was matched.'),
            noLongerCount: count('How many these are.'),
          }),
          'Rules that match anything else than before.',
        ),
      }),
    ),
  },
  { optional: { since: SINCE } },
);
