/**
 * The schema of `match`, generated from the operator table and the field catalogue. For editors: trailc itself
 * reads `match` with content/rule-match.ts, which says more about each fault; a test keeps the two in step.
 *
 * Owns: clauses and operands as schema. Must not: name an operator that OPERATORS does not.
 */
import type { FieldDefinition } from '../cloudtrail/field.ts';
import { NEEDS_TEXT } from './always-true.ts';
import { OPERATOR_NAMES, OPERATORS, type OperandKind, type Operator } from './operators.ts';
import { byType, closed, type Schema, shaped, text } from './schema-parts.ts';
import { SHAPES } from './shapes.ts';

/** What the schema tells of a field; the catalogue's definitions fit. */
export type SchemaField = Pick<FieldDefinition, 'name' | 'type' | 'description'>;

/** Integers that every engine keeps digit by digit: `0|-?[1-9][0-9]{0,14}`. */
const LARGEST = 999_999_999_999_999;

// Text, digits or true/false. Null is no value to compare with: `exists` asks for it.
const SCALAR: Schema = { type: ['string', 'integer', 'boolean'], minimum: -LARGEST, maximum: LARGEST };
const FULL_SCALAR: Schema = { ...SCALAR, pattern: '[\\s\\S]' };
const FIELD: Schema = closed(
  'Compare with another field of the same event. True only if both are present.',
  { field: text('Name of the other field.') },
  ['field'],
);

// No reference to a param: a pattern is part of the rule's meaning.
const PATTERN: Schema = { type: 'string', pattern: '^(?!\\$[A-Za-z_][A-Za-z0-9_]*$)[\\s\\S]' };

type OperandSchema = (scalar: Schema, one: Schema) => Schema;

const OPERAND_SCHEMAS: { readonly [K in OperandKind]: OperandSchema } = {
  one: (_, one) => one,
  oneOrMany: (_, one) => byType('array', { type: 'array', items: one }, one),
  many: (scalar) =>
    byType('array', { type: 'array', items: scalar }, { type: 'string', pattern: SHAPES.param.pattern }),
  boolean: () => ({ type: 'boolean' }),
  pattern: () => byType('array', { type: 'array', items: PATTERN }, PATTERN),
  ordered: () => ({ type: ['string', 'integer'], minimum: -LARGEST, maximum: LARGEST }),
  networks: () => byType('array', { type: 'array', items: { type: 'string' } }, { type: 'string' }),
  list: () => shaped('list', 'Name of the list, as its `name:` says.'),
};

function operatorSchema(operator: Operator): Schema {
  const { operand, field, meaning, example } = OPERATORS[operator];
  const scalar = NEEDS_TEXT.includes(operator) ? FULL_SCALAR : SCALAR;
  const one = field ? byType('object', FIELD, scalar) : scalar;
  return { ...OPERAND_SCHEMAS[operand](scalar, one), description: `${meaning}\n\nExample: \`${example}\`` };
}

const IGNORE_CASE: Schema = {
  type: 'boolean',
  description: 'Compare without regard to the case of ASCII letters, in every operator of this mapping.',
};

const ROWS: Schema = closed(
  OPERATORS.inList.meaning,
  {
    list: shaped('list', 'Name of the list, as its `name:` says.'),
    columns: {
      type: 'object',
      minProperties: 1,
      description:
        'Column of the list, and the field whose text must stand in it. A subset of the columns will do.',
      additionalProperties: text('Name of a field.'),
    },
    ignoreCase: IGNORE_CASE,
  },
  ['list', 'columns'],
);

const SOME_MEANS = 'Clauses that one and the same element meets, all of them. Paths begin at the element.';
const SOME: Schema = { description: SOME_MEANS, $ref: '#/definitions/element' };

const ALIEN = '(?:and|or|none|some|selection.*|filter.*|condition|detection|keywords)$';
const QUOTED = '"(?:[^"\\\\]|\\\\[\\s\\S])*"';
/** Keys of `match` that are none of other tools: no `|` outside quotes. */
const KEYS = `^(?!${ALIEN})(?:[^|"]|${QUOTED})+$`;
/** The same relative to an element: no brackets either. */
const ELEMENT_KEYS = `^(?!${ALIEN})(?:[^|"[\\]]|${QUOTED})+$`;

/** The definitions that `match` needs; `#/definitions/match` is its entrance. */
export function matchDefinitions(fields: readonly SchemaField[]): Readonly<Record<string, Schema>> {
  const operators = Object.fromEntries(OPERATOR_NAMES.map((name) => [name, operatorSchema(name)]));
  const negated: Schema = {
    ...closed('None of these tests may hold; same value, same `ignoreCase` unless set here.', {
      ...operators,
      ignoreCase: IGNORE_CASE,
    }),
    minProperties: 1,
  };
  const known = Object.fromEntries(fields.map((field) => [field.name, fieldSchema(field)]));
  return {
    match: {
      ...clauses('match', KEYS, known),
      // A path that ends in `[]`, outside quotes.
      patternProperties: { '\\[\\]$': { $ref: '#/definitions/elements' } },
    },
    element: clauses('element', ELEMENT_KEYS),
    elements: byType(
      'object',
      {
        type: 'object',
        additionalProperties: false,
        minProperties: 1,
        properties: { some: SOME, ...operators, not: negated, ignoreCase: IGNORE_CASE },
        if: { required: ['some'], properties: { some: { description: SOME_MEANS } } },
        // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
        then: { maxProperties: 1 },
      },
      { $ref: '#/definitions/test' },
    ),
    test: byType(
      'array',
      { type: 'array', items: SCALAR },
      byType('object', { $ref: '#/definitions/operators' }, SCALAR),
    ),
    operators: {
      // No description: an editor would show it over that of the field.
      type: 'object',
      additionalProperties: false,
      minProperties: 1,
      properties: { ...operators, not: negated, ignoreCase: IGNORE_CASE },
    },
  };
}

/** A mapping of clauses whose inner mappings are of the same definition. */
function clauses(definition: string, keys: string, known: Readonly<Record<string, Schema>> = {}): Schema {
  const inner: Schema = { $ref: `#/definitions/${definition}` };
  return {
    type: 'object',
    minProperties: 1,
    propertyNames: { pattern: keys },
    properties: {
      all: junction('Every clause holds.', inner),
      any: junction('At least one clause holds.', inner),
      not: { ...inner, description: 'The clauses do not all hold.' },
      inList: ROWS,
      ...known,
    },
    additionalProperties: { $ref: '#/definitions/test' },
  };
}

const junction = (description: string, inner: Schema): Schema => ({
  description,
  ...byType('array', { type: 'array', minItems: 1, items: inner }, inner),
});

function fieldSchema({ type, description }: SchemaField): Schema {
  return { description: `${description} (${type})`, $ref: '#/definitions/test' };
}
