/**
 * The schemas of lists, fixtures and the configuration.
 *
 * Owns: their keys and descriptions. Must not: describe rules.
 */
import {
  type Audience,
  byType,
  closed,
  DRAFT_07,
  LANGUAGE_VERSION,
  listOf,
  open,
  type Schema,
  shaped,
  text,
} from './schema-parts.ts';
import { suppressions } from './schema-suppress.ts';

/** A value of a list, and what is noted about it. */
function entryParts(audience: Audience) {
  const forEditor = audience === 'editor';
  const row = open('One text for each column.', text('The value of the column.'));
  const value = byType('object', row, {
    type: 'string',
    description: 'The value, in a list without columns.',
  });
  const reason = (why: string): Schema => ({ type: 'string', description: why });
  const notes = {
    owner: text('Who answers for it.'),
    ticket: text('Where it was agreed.'),
    expires: {
      ...(forEditor ? shaped('date', '') : { type: 'string' as const }),
      description:
        'Last day it is meant to hold. It stays in until someone removes it; `trailc check` reports it.',
    },
  } as const;
  return { value: forEditor ? value : {}, reason, notes, required: forEditor ? ['value', 'reason'] : [] };
}

function listEntry(audience: Audience): Schema {
  const { value, reason, notes, required } = entryParts(audience);
  const properties = { value, reason: reason('Why the value is in the list.'), ...notes };
  return closed('A value, or one of each column, and the reason.', properties, required);
}

/** The schema of a list. */
export function listSchema(audience: Audience): Schema {
  const forEditor = audience === 'editor';
  const entry = listEntry(audience);
  const properties = {
    trailc: LANGUAGE_VERSION,
    name: forEditor ? shaped('list', 'What rules call the list in `inList`.') : text(''),
    description: text('What the list holds and who uses it.'),
    columns: listOf(
      forEditor ? shaped('identifier', 'Name of a column.') : text(''),
      'Names of the columns. Without it, each entry has one plain value.',
      1,
    ),
    entries: listOf(entry, 'The entries; may be empty.'),
  };
  const required = ['trailc', 'name', 'description', 'entries'];
  return { $schema: DRAFT_07, title: 'trailc list', ...closed('A list.', properties, required) };
}

/** The schema of a fixture: an event, whole or as a change of another fixture. */
export function fixtureSchema(): Schema {
  const properties = {
    trailc: LANGUAGE_VERSION,
    description: text('What the event shows.'),
    base: text('Path of the fixture this one changes, without ending.'),
    event: { type: 'object', description: 'The whole record, as CloudTrail writes it.' },
    set: { type: 'object', description: 'Path and new value; the path is made where it is missing.' },
    unset: listOf(text('Path of a value.'), 'Paths to remove.'),
  } as const;
  return {
    $schema: DRAFT_07,
    title: 'trailc fixture',
    ...closed('An event for tests.', properties, ['trailc']),
  };
}

const VALUES = byType('array', listOf({ type: 'string' }, 'Values.'), {
  type: ['string', 'integer', 'boolean'],
  description: 'Value, of the type that the rules give the param.',
});

function overlay(audience: Audience): Schema {
  const { value, reason, required } = entryParts(audience);
  const removed = { value, reason: reason('Why the value is taken out here.') };
  return closed('What this environment changes in the list.', {
    add: listOf(listEntry(audience), 'Entries that the list has here besides its own.'),
    remove: listOf(
      closed('An entry of the list, and the reason.', removed, required),
      'Entries of the list that do not hold here.',
    ),
  });
}

const ENVIRONMENT = (audience: Audience) =>
  closed('One place the rules are compiled for.', {
    description: text('What this environment is.'),
    extends: text(
      'Environment whose params, list changes and settings hold here too, where this one says no other.',
    ),
    abstract: { type: 'boolean', description: 'Only there to be extended: nothing is compiled for it.' },
    params: open(
      'Values of the params of the rules.',
      VALUES,
      audience === 'editor' ? 'identifier' : undefined,
    ),
    lists: open(
      'Changes to lists, by the name of the list.',
      overlay(audience),
      audience === 'editor' ? 'list' : undefined,
    ),
    spl: closed('Splunk.', {
      profile: text('How fields are read.'),
      index: text('Index that holds CloudTrail.'),
      sourcetype: text('Source type of the records.'),
    }),
    athena: closed('Athena.', {
      profile: text('How the table was made.'),
      database: text('Database of the table.'),
      table: text('The table.'),
      location: text('Folder of the trail, s3://…; "trailc ddl" makes the table over it.'),
    }),
    sigma: closed('Sigma.', { profile: text('Which reader of Sigma is meant.') }),
  });

/** The schema of trailc.config.yml. */
export function configSchema(audience: Audience): Schema {
  const forEditor = audience === 'editor';
  const paths = (what: string, initial: string): Schema => ({
    ...listOf(text('A folder or file, relative to this one.'), `Where the ${what} are.`),
    default: [initial],
  });
  const percent = (description: string): Schema => ({
    type: 'integer',
    description,
    ...(forEditor ? { minimum: 0, maximum: 100 } : {}),
  });
  const properties = {
    trailc: LANGUAGE_VERSION,
    rules: paths('rules', 'detections'),
    lists: paths('lists', 'lists'),
    fixtures: paths('fixtures', 'fixtures'),
    templates: text("Folder whose templates win over trailc's own."),
    bundle: closed('What a built bundle is called, the same in all environments.', {
      name: forEditor
        ? shaped('bundle', 'Ids of the Splunk app and of the Athena stack begin with it.')
        : text(''),
      version: shaped('version', 'Of the release: raise it before each that others install.'),
      author: text('Who publishes it.'),
      description: text('What it holds, in one sentence.'),
    }),
    coverage: closed('What `trailc test --coverage` asks of the tests of each rule, in percent, 0 to 100.', {
      clauses: percent('Clauses seen both true and false.'),
      entries: percent('Entries of lists that decide a verdict.'),
      exclusions: percent('Exclusions that a test needs.'),
      params: percent('Params of which a test meets a value.'),
    }),
    mutation: closed('What `trailc mutate` asks of the tests of each rule.', {
      threshold: percent('Mutants that a test kills or the rule accepts, in percent, 0 to 100.'),
    }),
    suppress: suppressions(audience, {
      paths: listOf(
        text('A file, or a folder for all below it, relative to this one; no patterns.'),
        'Files to which this is limited. Left out: all files.',
        1,
      ),
    }),
    defaultEnvironment: text('Environment that commands use without `--env`.'),
    environments: open(
      'The environments by name.',
      ENVIRONMENT(audience),
      forEditor ? 'environment' : undefined,
    ),
  };
  return {
    $schema: DRAFT_07,
    title: 'trailc configuration',
    ...closed(
      'Configuration of a content repository.',
      properties,
      forEditor ? ['trailc', 'environments'] : ['trailc'],
    ),
  };
}
