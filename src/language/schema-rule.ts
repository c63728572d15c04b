/**
 * The schema of a rule file.
 *
 * Owns: the keys of a rule and their descriptions, which editors show. Must not: describe `match` (schema-match.ts).
 */
import { matchDefinitions, type SchemaField } from './schema-match.ts';
import {
  byType,
  closed,
  DRAFT_07,
  LANGUAGE_VERSION,
  listOf,
  open,
  type Schema,
  shaped,
  text,
  word,
} from './schema-parts.ts';
import { suppressions } from './schema-suppress.ts';

const STATUSES = ['experimental', 'test', 'stable', 'deprecated'] as const;
export const LEVELS = ['informational', 'low', 'medium', 'high', 'critical'] as const;
const PARAM_TYPES = ['text', 'integer', 'boolean', 'duration', 'list<text>'] as const;
/** What a rule may consent to. */
const ACCEPTED = ['over-matches', 'under-matches', 'unsupported'] as const;
const VERDICTS = ['match', 'no-match'] as const;
/** Sigma specification 2.1, `related.type`. */
const RELATIONS = ['derived', 'obsolete', 'merged', 'renamed', 'similar'] as const;
const RULE_SOURCE = 'aws.cloudtrail';

const PARAM = closed(
  'A value that each environment gives.',
  {
    type: word(PARAM_TYPES, 'text, integer, boolean (true or false), duration (15m, 2h, 1d), or list<text>.'),
    description: text('What the value is, for the person who configures an environment.'),
    pattern: text('A regular expression that every value must match: literals, classes, anchors.'),
    example: byType('array', listOf({ type: 'string' }, 'Values that the tests run with.', 1), {
      type: ['string', 'integer', 'boolean'],
      description: 'Value that the tests of the rule run with, of the type above.',
    }),
  },
  ['type', 'description', 'example'],
);

const CONSENT = (target: string) =>
  closed(
    `Consent to what ${target} cannot say exactly.`,
    {
      accept: word(
        ACCEPTED,
        'over-matches: its form finds more than the rule. under-matches: it misses some. unsupported: it has none.',
      ),
      because: text('Why that is good enough here.'),
    },
    ['accept', 'because'],
  );

const EXPECT_FORM = byType(
  'object',
  closed(
    'The verdict, and what the alert says.',
    {
      verdict: word(VERDICTS, 'Whether the event matches.'),
      alert: closed('What the alert must say.', { title: text('The alert title, filled in.') }),
    },
    ['verdict'],
  ),
  word(VERDICTS, 'Whether the event matches.'),
);

const EXPECT: Schema = {
  description: 'The verdict: match or no-match; as a mapping, what the alert says besides.',
  // Editors offer these; they do not look into `else`.
  examples: VERDICTS,
  ...EXPECT_FORM,
};

const EVENT: Schema = {
  ...closed('The event: a fixture and what is different, or a whole record.', {
    base: text('Path of a fixture from the folder of the configuration, without ending.'),
    set: { type: 'object', description: 'Path and new value; the path is made where it is missing.' },
    unset: listOf(text('Path of a value.'), 'Paths to remove.'),
    inline: { type: 'object', description: 'A whole record, as CloudTrail writes it.' },
  }),
};

const TEST = (event: Schema) =>
  closed(
    'An event and the verdict it must get.',
    {
      name: text('What the test shows.'),
      event,
      expect: EXPECT,
      envs: listOf(
        shaped('environment', 'Name of an environment.'),
        'Environments that `--env` reruns this test in.',
      ),
    },
    ['name', 'event', 'expect'],
  );

const PROPERTIES: Readonly<Record<string, Schema>> = {
  trailc: LANGUAGE_VERSION,
  id: shaped('uuid', 'Identifies the rule for ever, whatever its name or content becomes.'),
  title: text('What was seen, in one line.'),
  version: shaped('version', 'Version of the rule: major when its meaning changes, minor when it grows.'),
  status: word(
    STATUSES,
    'How far the rule is trusted. A deprecated rule names its successor in `replacedBy`.',
  ),
  replacedBy: shaped('uuid', 'Id of the rule that took over; only with status deprecated.'),
  level: word(LEVELS, 'How urgent an alert is.'),
  author: text('Who wrote it.'),
  date: shaped('date', 'Day it was written.'),
  modified: shaped('date', 'Day of the last change.'),
  license: text('SPDX identifier of its license.'),
  description: text('What it finds, and what it cannot see.'),
  references: listOf(shaped('url', 'A web address.'), 'Articles and documentation behind the rule.'),
  tags: listOf(shaped('tag', 'A tag such as attack.t1550.001.'), 'Tags as Sigma has them.'),
  related: listOf(
    closed(
      'Another rule, and what it is to this one.',
      { id: shaped('uuid', 'Id of the other rule.'), type: word(RELATIONS, 'What this rule is to it.') },
      ['id', 'type'],
    ),
    'Rules that this one comes from or resembles.',
  ),
  falsePositives: listOf(text('A harmless cause.'), 'Harmless causes of an alert.'),
  triage: text('What an analyst does next, in order.'),
  source: { const: RULE_SOURCE, description: 'The log the rule reads. Always aws.cloudtrail.' },
  params: open(
    'Values that come from an environment; `$name` stands for one in `match`.',
    PARAM,
    'identifier',
  ),
  alert: closed(
    'What an alert says and how alerts are grouped.',
    {
      title: text('Title of an alert. {field} is filled in; {{ is a brace.'),
      groupBy: listOf(text('Name of a field.'), 'Events that agree in these fields make one alert.'),
      suppressFor: shaped('durationOrParam', 'How long a group stays quiet after an alert.'),
    },
    ['title'],
  ),
  schedule: closed(
    'When the deployed query runs.',
    {
      every: shaped('durationOrParam', 'Time between two runs.'),
      lookback: shaped(
        'durationOrParam',
        'How far back a run looks; at least `every`. CloudTrail delivers late.',
      ),
    },
    ['every', 'lookback'],
  ),
  targets: closed('Consent to what a target cannot say exactly.', {
    spl: CONSENT('Splunk'),
    athena: CONSENT('Athena'),
    sigma: CONSENT('Sigma'),
  }),
  mutants: listOf(
    closed(
      'A change of the rule that no test notices, and that is accepted.',
      {
        accept: text(
          'The sentence that `trailc mutate` prints, without "no test fails when" and without the place.',
        ),
        because: text('Why no test for it is needed.'),
      },
      ['accept', 'because'],
    ),
    'Mutants that need no test, each with the reason.',
  ),
};

const REQUIRED = [
  'trailc',
  'id',
  'title',
  'version',
  'status',
  'level',
  'author',
  'date',
  'description',
  'triage',
  'source',
  'match',
  'alert',
  'schedule',
  'tests',
] as const;

export interface RuleSchemaOptions {
  /** Fields to suggest in `match`. */
  readonly fields: readonly SchemaField[];
}

/** The schema of a rule, for editors. */
export function ruleSchema({ fields }: RuleSchemaOptions): Schema {
  const description = 'What an event must be like. A mapping: all of its clauses hold.';
  const match = { description, $ref: '#/definitions/match' };
  return { ...rule(match, EVENT, suppressions('editor')), definitions: matchDefinitions(fields) };
}

/** The same without a word on `match` and on events, which readers of their own judge. */
export function ruleValidatorSchema(): Schema {
  return rule({}, {}, suppressions('validator'));
}

function rule(match: Schema, event: Schema, suppress: Schema): Schema {
  const tests = listOf(TEST(event), 'Events with the verdict they must get.', 1);
  const properties = { ...PROPERTIES, suppress, match, tests };
  return { $schema: DRAFT_07, title: 'trailc rule', ...closed('A detection.', properties, REQUIRED) };
}
