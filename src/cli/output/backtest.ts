/** `backtest`. Owns: its schema, which is at version 2. Must not: say how figures come about (docs/backtest.md). */

import type { Schema } from '../../language/schema-parts.ts';
import { LEVELS } from '../../language/schema-rule.ts';
import type { QueriesRun, QueryRun, RuleChange } from '../../logs/backtest/report.ts';
import { MALFORMED, ORIGIN, RULE_ID, RULE_NAME } from './common.ts';
import {
  byKind,
  count,
  day,
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

const column = (description: string) => nullable(text(`${description} Null where the event has none.`));

const EVENT = object('An event.', {
  eventID: column('Its id.'),
  eventTime: column('Its time.'),
  actor: column('Who did it.'),
  action: column('What was done: sts:AssumeRole.'),
  account: column('In which account.'),
  region: column('In which region.'),
  session: nullable(text('ARN of the role session that acted; null where the caller is none.')),
  alertTitle: column('Of the alert.'),
  origin: nullable({ ...ORIGIN, description: 'Where it was read; null for a row that an engine returned.' }),
});

const events = (description: string) => listOf(EVENT, description);

const top = (description: string) =>
  object(description, {
    values: listOf(
      object('A value.', { value: text('As recorded.'), count: count('Matches that have it.') }),
      'The most frequent first, equal ones by value.',
    ),
    distinct: count('Different values in all.'),
    exact: flag(
      'False: there are more values than are counted one by one, and these are the least there can be.',
    ),
  });

const CHANGE = object('Against the former state; null where nothing is compared.', {
  state: oneOf(
    wordsOf<RuleChange['state']>({ added: true, removed: true, changed: true, same: true }),
    'A rule that is on one side only is "added" or "removed".',
  ),
  before: count('Matches of the former state.'),
  newly: count('Matches that the former state has not.'),
  noLonger: count('Matches of the former state alone.'),
  newlyEvents: events('The earliest that are newly matched.'),
  noLongerEvents: events('The earliest that are no longer matched.'),
});

const RULE = object('A rule.', {
  rule: RULE_NAME,
  id: RULE_ID,
  title: text('Title of the rule.'),
  level: openWord(LEVELS, 'How severe it is.'),
  matches: count('Events that match, each eventID once.'),
  duplicates: count('Further records with an eventID that was counted already.'),
  untimed: count('Matches without a readable eventTime: in no day, and each an alert.'),
  first: nullable(text('Least eventTime of a match; null without one.')),
  last: nullable(text('Greatest eventTime of a match; null without one.')),
  byDay: listOf(
    object('A day.', { day: day('In UTC.'), matches: count('Matches.'), alerts: count('Alerts.') }),
    'Days with a match, in order.',
  ),
  alerts: object('What is left after grouping and suppression.', {
    count: count('Alerts.'),
    groups: count('Different values that the matches are grouped by.'),
  }),
  actors: top('Who did it.'),
  actions: top('What was done.'),
  sessions: top('ARNs of the role sessions that acted.'),
  events: events('The earliest matches, by eventTime; as many as --shown says.'),
  change: nullable(CHANGE),
});

const FILES: Properties = {
  files: count('Files that were read to where they end.'),
  emptyFiles: object('Files among them in which nothing was found.', {
    count: count('How many.'),
    first: nullable({ ...ORIGIN, description: 'The first; null: none.' }),
  }),
  prunedFiles: count('Files that were not opened, since their path says that they are of another time.'),
  events: object('What was found in the logs.', {
    read: count('Events that were asked about.'),
    outside: count('Events outside of the time asked for.'),
    skipped: count('Well-formed, but no events.'),
    malformed: count('Could not be read.'),
  }),
  skippedByReason: listOf(
    object('A reason.', {
      reason: text('Why it is no event.'),
      count: count('How often.'),
      files: count('Files that it occurs in.'),
      first: { ...ORIGIN, description: 'The first of them.' },
    }),
    'In order of first sight.',
  ),
  malformedItems: MALFORMED,
};

const QUERIES: Properties = {
  engine: openWord(
    wordsOf<QueriesRun['engine']>({ duckdb: true, trino: true, athena: true }),
    'What ran the queries.',
  ),
  table: text('The table that was asked.'),
  queries: listOf(
    object('What became of a rule.', {
      rule: RULE_NAME,
      state: oneOf(
        wordsOf<QueryRun['state']>({ done: true, failed: true, cancelled: true, 'not-run': true }),
        'Whether its answer is whole.',
      ),
      reason: nullable(text('Why it is not done; null where it is.')),
      rows: count('Rows returned so far, before duplicates are taken out.'),
      bytes: nullable(count('Bytes that the engine says it read; null where it does not say.')),
      queryId: nullable(text("The engine's own name of the query; null where it has none.")),
    }),
    'In the order in which rules were asked; several may share a query.',
  ),
};

const QUERIES_MORE: Properties = {
  cost: nullable(
    object("What the engine's owner charges; null where nothing is known.", {
      usd: { type: 'number', minimum: 0, description: 'US dollars.' },
      usdPerTb: { type: 'number', minimum: 0, description: 'For a terabyte that was read.' },
    }),
  ),
  files: nullable(object('What trailc itself read into an engine; null where it read nothing.', FILES)),
};

const bound = (description: string) => nullable(count(`${description} Null: no such bound.`));

/** There with --expect alone. */
const EXPECTATIONS = object('The backtest held against --expect; there with it alone.', {
  file: text('The file of expectations.'),
  passed: count('Expectations that hold.'),
  failed: count('Expectations that do not.'),
  notAsked: texts('Rules that the file names, and that this backtest was not asked about.'),
  results: listOf(
    object('An expectation.', {
      rule: RULE_NAME,
      named: flag('False: it is the one of all rules that the file does not name.'),
      of: oneOf(['matches', 'alerts'], 'Which figure is bounded.'),
      expected: object('Inclusive bounds.', {
        exactly: bound('Neither more nor less.'),
        atLeast: bound('Not less.'),
        atMost: bound('Not more.'),
      }),
      found: count('The figure.'),
      passed: flag('Whether it holds.'),
      reason: nullable(text('Why it does not hold; null where it does.')),
    }),
    'In the order of the rules.',
  ),
});

const SCHEMA = output(
  'backtest',
  'What `trailc backtest --format json` prints. The last line of ndjson has the same without events.',
  {
    complete: flag('False: every figure is of a part.'),
    stopped: nullable(text('What kept the rest from being read; null when nothing did.')),
    range: object('Bounds of eventTime that were asked for.', {
      from: nullable(text('Inclusive, ISO 8601; null: none.')),
      to: nullable(text('Exclusive, ISO 8601; null: none.')),
    }),
    against: nullable(text('The state that was compared with; null without one.')),
    source: byKind('Where the events came from.', {
      files: object('Log files.', FILES),
      queries: object('Queries of an engine.', QUERIES, QUERIES_MORE),
    }),
    rules: listOf(RULE, 'Every rule that was asked, also without a match.'),
  },
  { optional: { expectations: EXPECTATIONS } },
);

export const BACKTEST: Schema = {
  ...SCHEMA,
  properties: {
    ...SCHEMA.properties,
    schemaVersion: {
      const: 2,
      description:
        'Version of this shape: 1 listed every match. Within it keys are only added, and keep their meaning.',
    },
  },
};
