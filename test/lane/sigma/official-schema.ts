/**
 * What the JSON Schema of the Sigma specification asks of a rule: keys, types, values, lengths and patterns.
 *
 * Owns: those constraints, written down from json-schema/sigma-detection-rule-schema.json of SigmaHQ/sigma-specification
 * ("Sigma rule specification V2.0.0 (2024-08-12)", public domain), which is in no package registry. Its descriptions are
 * left out. `TRAILC_SIGMA_SCHEMA` names a copy to use instead. Must not: ask more or less than that file does.
 */

const text = { type: 'string' } as const;
const upTo = (maxLength: number) => ({ ...text, maxLength });
const uuid = { ...text, format: 'uuid' } as const;
const day = { ...text, pattern: '^\\d{4}-(0[1-9]|1[012])-(0[1-9]|[12][0-9]|3[01])$' } as const;
const oneOf = (...values: readonly string[]) => ({ ...text, enum: values });
const listOf = (items: object, more: object = {}) => ({ type: 'array', items, ...more });
const unique = { uniqueItems: true } as const;
const words = { ...text, minLength: 2 } as const;
/** The schema puts `items` on an object, where it says nothing. */
const mapping = { type: 'object', items: text } as const;

export const OFFICIAL_SCHEMA: Readonly<Record<string, unknown>> = {
  type: 'object',
  required: ['title', 'logsource', 'detection'],
  properties: {
    title: upTo(256),
    id: uuid,
    related: listOf({
      type: 'object',
      required: ['id', 'type'],
      properties: { id: uuid, type: oneOf('derived', 'obsolete', 'merged', 'renamed', 'similar') },
    }),
    name: upTo(256),
    taxonomy: upTo(256),
    status: oneOf('stable', 'test', 'experimental', 'deprecated', 'unsupported'),
    description: upTo(65_535),
    license: text,
    author: text,
    references: listOf(text, unique),
    date: day,
    modified: day,
    logsource: {
      type: 'object',
      properties: { category: text, product: text, service: text, definition: text },
    },
    detection: {
      type: 'object',
      required: ['condition'],
      properties: { condition: text },
      additionalProperties: { anyOf: [listOf({ anyOf: [text, { type: 'integer' }, mapping] }), mapping] },
    },
    fields: listOf(text, unique),
    falsepositives: { ...unique, anyOf: [words, listOf(words)] },
    level: oneOf('informational', 'low', 'medium', 'high', 'critical'),
    tags: listOf({ ...text, pattern: '^[a-z0-9_-]+\\.[a-z0-9._-]+$' }, unique),
    scope: listOf(words),
  },
};
