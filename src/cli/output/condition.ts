/**
 * A traced condition: the tree of `explain`, of a failing test, and of a difference that `verify` finds.
 *
 * Owns: its schema, as definitions since it holds itself. Must not: describe what stands around it.
 */

import type { Reason } from '../../evaluate/reason.ts';
import { OPERATOR_NAMES } from '../../language/operators.ts';
import type { Schema } from '../../language/schema-parts.ts';
import { PLACE } from './common.ts';
import {
  byKind,
  count,
  day,
  flag,
  listOf,
  nullable,
  object,
  openWord,
  type Properties,
  text,
  texts,
  wordsOf,
} from './parts.ts';

export const NODE: Schema = { $ref: '#/definitions/node' };
const ELEMENT: Schema = { $ref: '#/definitions/element' };
const FINDING: Schema = { $ref: '#/definitions/finding' };
const FOUND: Schema = { $ref: '#/definitions/found' };
const WANTED: Schema = { $ref: '#/definitions/wanted' };
const ENTRY: Schema = { $ref: '#/definitions/entry' };

export const PLACE_OF = object('Where it begins.', PLACE);

const FOUND_KINDS = byKind('What stands there.', {
  text: object('A scalar.', {
    text: text('Its text.'),
    type: openWord(['text', 'boolean', 'number'], 'How the record writes it.'),
  }),
  'no-text': object('Present, but nothing that could be compared.', {
    why: openWord(['object', 'array', 'number'], 'What stands there.'),
    empty: flag('`{}` or `[]`, which counts as absent.'),
  }),
  absent: object(
    'Nothing to read.',
    {
      why: openWord(['missing', 'null', 'scalar', 'array'], 'What stands where reading ended.'),
      at: text('Where reading ended; empty: the element itself.'),
    },
    { otherCase: text('The key that stands there in other case.') },
  ),
  underivable: object('A derived field that this event has no value for.', {}),
});

const FINDING_KEYS = object('A field and what was found.', {
  name: text('Canonical name of the field.'),
  spelled: text('As the rule has it.'),
  derived: flag('Its value is made of others.'),
  found: FOUND,
  reads: listOf(
    object('A place.', { path: text('In the record.'), found: FOUND }),
    'What its definition reads, in order.',
  ),
});

const LIST_ENTRY = object(
  'An entry of a list.',
  { values: texts('A text for each column.'), reason: text('Why it stands there.'), ...PLACE },
  {
    owner: text('Who answers for it.'),
    ticket: text('Its ticket.'),
    expires: day('Its last day.'),
    expired: flag('That day is over; it goes on holding until it is removed.'),
  },
);

const WANTED_TEXT: Properties = { text: text('The text.') };
const THROUGH: Properties = { param: text('The param that it came through.') };
const IGNORES: Properties = { ignoreCase: flag('Case of ASCII letters does not matter.') };

const WANTED_KINDS = byKind('The right side.', {
  operands: object('Texts and fields, any of which suffices.', {
    operands: listOf(
      byKind('One of them.', {
        literal: object('A text.', WANTED_TEXT, THROUGH),
        field: object('Another field.', { finding: FINDING }),
      }),
      'In the order of the rule.',
    ),
    ...IGNORES,
  }),
  presence: object('That there is something, or nothing.', {}),
  patterns: object(
    'Regular expressions, any of which suffices.',
    { patterns: texts('As the rule has them.'), ...IGNORES },
    { matched: text('The first that was found.') },
  ),
  limit: object('A limit.', {
    scale: openWord(['integer', 'timestamp', 'version'], 'How it is ordered.'),
    limit: object('The limit.', WANTED_TEXT, THROUGH),
  }),
  networks: object(
    'Networks, any of which suffices.',
    { networks: listOf(object('A network.', WANTED_TEXT, THROUGH), 'In CIDR notation.') },
    { within: text('The first that holds the address.') },
  ),
  list: object(
    'A list.',
    {
      list: text('Its name.'),
      columns: texts('Columns that were compared.'),
      rows: count('Entries that were looked through.'),
      ...IGNORES,
    },
    { entry: { ...ENTRY, description: 'The entry that was hit.' } },
  ),
});

const REASONS = wordsOf<Reason>({
  absent: true,
  'no-text': true,
  empty: true,
  'other-absent': true,
  'no-values': true,
  'other-case': true,
  folded: true,
  'other-type': true,
  'other-family': true,
  'white-space': true,
  'prefix-only': true,
  'suffix-only': true,
  'inside-only': true,
  'part-only': true,
  'near-text': true,
  'all-but-one': true,
  below: true,
  above: true,
  equal: true,
  outside: true,
  same: true,
  different: true,
  expired: true,
});

/** `more` are keys of every node. */
function nodeOf(description: string, more: Properties): Schema {
  const all: Properties = { verdict: flag('Of this node, on this event.'), place: PLACE_OF, ...more };
  return byKind(description, {
    'all any not': object('Every part, one part at least, or not its one part.', {
      ...all,
      of: listOf(NODE, 'Its parts.'),
    }),
    some: object('An element of an array.', {
      ...all,
      array: text('The array with its `[]`, as the rule has it.'),
      found: FOUND,
      elements: count('Elements that the array has.'),
      of: listOf(ELEMENT, 'A handful of them: the first that holds, if any does, then others in order.'),
    }),
    predicate: object('A comparison.', {
      ...all,
      operator: openWord(OPERATOR_NAMES, 'The operator.'),
      clause: text('The comparison in one line.'),
      found: listOf(FINDING, 'The fields on the left: one, or one a column.'),
      wanted: WANTED,
      note: nullable(text('The first note that is no repetition of what was found; null: none.')),
      notes: listOf(
        object(
          'A note.',
          {
            reason: openWord(REASONS, 'Why it came out so.'),
            text: text('The same in words.'),
          },
          { entry: { ...ENTRY, description: 'The entry that it speaks of.' } },
        ),
        'Why it came out so.',
      ),
    }),
  });
}

/** Definitions for a document with `NODE` in it; `more` are keys of every node. */
export const conditionDefinitions = (more: Properties = {}): Properties => ({
  node: nodeOf('A part of the condition with its verdict.', more),
  element: nodeOf('The condition on an element of an array.', {
    index: count('Its place in the array, from 0.'),
    ...more,
  }),
  finding: FINDING_KEYS,
  found: FOUND_KINDS,
  wanted: WANTED_KINDS,
  entry: LIST_ENTRY,
});
