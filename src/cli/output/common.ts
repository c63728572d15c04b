/**
 * Keys that mean the same wherever they stand: of rules, places, entries of lists, changes of events, `since`.
 *
 * Owns: their words. Must not: describe a whole output.
 */

import type { TargetName } from '../../content/document.ts';
import type { Schema } from '../../language/schema-parts.ts';
import {
  anyValue,
  count,
  day,
  listOf,
  nullable,
  object,
  oneOf,
  openWord,
  type Properties,
  text,
  texts,
  wordsOf,
} from './parts.ts';

const position = (description: string): Schema => ({ type: 'integer', minimum: 1, description });

export const LINE = position('From 1.');
export const COLUMN = position('From 1, in UTF-16 units.');
export const PATH = text('Of the file, with "/": as it was named, or from the folder of the configuration.');

/** Where something begins. */
export const PLACE: Properties = { path: PATH, line: LINE, column: COLUMN };

export const RULE_NAME = text('File name of the rule without its ending.');
export const RULE_ID = text('Id of the rule.');

/** Of the rule that a report is about. */
export const RULE_KEYS: Properties = { rule: RULE_NAME, id: RULE_ID, path: PATH };

export const TARGET = openWord(wordsOf<TargetName>({ spl: true, athena: true, sigma: true }), 'The target.');
const VERDICT_WORDS = ['match', 'no-match'];
export const verdict = (description: string): Schema => oneOf(VERDICT_WORDS, description);

/** An entry of a list with its notes. */
export const ENTRY: Properties = {
  values: texts('A text for each column of the list.'),
  reason: text('Why it stands there.'),
  owner: nullable(text('Who answers for it; null where nobody is named.')),
  ticket: nullable(text('Null where none is named.')),
  expires: nullable(day('Its last day; null: it holds until it is removed.')),
  ...PLACE,
};

/** From one event to another. */
export const CHANGES = object('What the event has that the other has not.', {
  set: listOf(
    object('One place.', {
      path: text('Of the event, as in "set" of a test.'),
      value: anyValue('Any JSON.'),
    }),
    'Values that are other or new.',
  ),
  unset: texts('Paths of what is left out.'),
});

export const SINCE = object('What --since narrowed the command to; there with --since alone.', {
  ref: text('As it was asked for.'),
  commit: text('Where HEAD and the ref parted.'),
  of: count('Rules that were looked at.'),
  touched: listOf(
    object('A rule.', { rule: RULE_NAME, because: texts('What changed that touches it.') }),
    'Rules that the change touches.',
  ),
});

/** Of a record that was read, or of a file that could not be. */
export const ORIGIN = object(
  'Where it was read.',
  {
    path: text('Of the file; "-" for standard input.'),
    record: count('From 1 over all that was found in the file; 0 for the file itself.'),
  },
  { line: position('On which the record, or the envelope around it, begins.') },
);

export const MALFORMED = listOf(
  object('An item.', { reason: text('Why it could not be read.'), origin: ORIGIN }),
  'The first of what could not be read; events.malformed counts all.',
);

export const EVENT_COUNTS = object('What was found in the logs.', {
  read: count('Events that were asked about.'),
  skipped: count('Well-formed, but no events.'),
  malformed: count('Could not be read.'),
});
