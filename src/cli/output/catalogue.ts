/** `fields`, `operators` and `why`. Owns: their schemas. Must not: describe the language itself. */

import type { FieldType } from '../../cloudtrail/field.ts';
import type { OperandKind } from '../../language/operators.ts';
import {
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

const FIELD_TYPES = wordsOf<FieldType>({
  text: true,
  boolean: true,
  integer: true,
  timestamp: true,
  version: true,
  ip: true,
  object: true,
  array: true,
  any: true,
});

export const FIELDS = output('fields', 'What `trailc fields --format json` prints.', {
  fields: listOf(
    object('A field.', {
      name: text('Its canonical name.'),
      type: openWord(FIELD_TYPES, 'What it holds.'),
      optional: flag('It may be missing.'),
      derived: flag('Its value is made of others.'),
      since: nullable(
        text('Version of CloudTrail records (eventVersion) that first has it; null: every version.'),
      ),
      description: text('What it means.'),
      example: nullable(text('A value of it; null where none is given.')),
    }),
    'In the order of the catalogue.',
  ),
});

export const OPERATORS = output('operators', 'What `trailc operators --format json` prints.', {
  operators: listOf(
    object('An operator.', {
      name: text('Its name.'),
      operand: openWord(
        wordsOf<OperandKind>({
          one: true,
          oneOrMany: true,
          many: true,
          boolean: true,
          pattern: true,
          ordered: true,
          networks: true,
          list: true,
        }),
        'What may stand on its right.',
      ),
      on: texts('Types of fields that it may be used on; a free path is always allowed.'),
      foldsCase: flag('`ignoreCase` beside it changes it.'),
      field: flag('`{ field: … }` may stand on its right.'),
      meaning: text('When it is true.'),
      example: text('A clause.'),
    }),
    'In the order of the table.',
  ),
});

const SAID: Properties = {
  what: text('What is wrong; ‹words› stand for what is found.'),
  why: text('Why trailc minds.'),
  do: text('What to do about it.'),
};

export const WHY = output('why', 'What `trailc why --format json` prints.', {
  codes: listOf(
    object('A diagnostic.', {
      code: text('Area and name: check/contradiction.'),
      severity: oneOf(['error', 'warning'], 'An error makes commands end with another code than 0.'),
      ...SAID,
      example: nullable(object('With the values of a case; null where the texts have none.', SAID)),
      suppressible: flag('A rule or the configuration may suppress it.'),
      page: nullable(text("Of trailc's documentation, with rules that raise it; null: none.")),
    }),
    'In the order of the catalogue.',
  ),
});
