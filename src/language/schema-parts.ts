/**
 * The JSON Schema vocabulary that trailc uses, and the pieces that several schemas share.
 *
 * Owns: the schema type and small builders. Must not: describe a file. Draft-07, because editors' YAML servers read
 * it; `if/then/else` on the JSON type in place of `anyOf`/`oneOf`, whose errors nobody can read; none of the keywords
 * whose generated code needs a run-time helper (minLength, maxLength, uniqueItems, format).
 */
import { SHAPES, type ShapeName } from './shapes.ts';

export type JsonType = 'object' | 'array' | 'string' | 'number' | 'integer' | 'boolean' | 'null';

export interface Schema {
  readonly $schema?: string;
  readonly $id?: string;
  readonly $ref?: string;
  readonly title?: string;
  readonly description?: string;
  readonly type?: JsonType | readonly JsonType[];
  readonly const?: string | number | boolean;
  readonly enum?: readonly (string | number | boolean | null)[];
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly patternProperties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | Schema;
  readonly propertyNames?: Schema;
  readonly minProperties?: number;
  readonly maxProperties?: number;
  readonly items?: Schema;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly if?: Schema;
  readonly then?: Schema;
  readonly else?: Schema;
  readonly not?: Schema;
  /** Of what trailc prints alone (cli/output), which programs read and nobody mends. */
  readonly anyOf?: readonly Schema[];
  readonly definitions?: Readonly<Record<string, Schema>>;
  readonly examples?: readonly unknown[];
  readonly default?: unknown;
  readonly deprecationMessage?: string;
}

export const DRAFT_07 = 'http://json-schema.org/draft-07/schema#';

/** A text of a shape. */
export function shaped(name: ShapeName, description: string): Schema {
  const { pattern, example } = SHAPES[name];
  return { type: 'string', pattern, description, ...(name === 'text' ? {} : { examples: [example] }) };
}

/** A text that is not empty. */
export function text(description: string): Schema {
  return shaped('text', description);
}

/** One of several words. */
export function word(words: readonly string[], description: string): Schema {
  return { type: 'string', enum: words, description };
}

export function listOf(items: Schema, description: string, atLeast = 0): Schema {
  return { type: 'array', items, description, ...(atLeast > 0 ? { minItems: atLeast } : {}) };
}

/** A mapping with these keys and no others. */
export function closed(
  description: string,
  properties: Readonly<Record<string, Schema>>,
  required: readonly string[] = [],
): Schema {
  return {
    type: 'object',
    description,
    additionalProperties: false,
    properties,
    ...(required.length > 0 ? { required } : {}),
  };
}

/** A mapping with exactly these keys; those of `optional` may be missing. For what trailc writes. */
export function record<P extends object>(
  required: Readonly<Record<string, P>>,
  optional: Readonly<Record<string, P>> = {},
) {
  return {
    type: 'object',
    properties: { ...required, ...optional },
    required: Object.keys(required),
    additionalProperties: false,
  } as const;
}

/** Keys of the author's choice, all with values of one schema. */
export function open(description: string, values: Schema, names?: ShapeName): Schema {
  const propertyNames = names === undefined ? {} : { propertyNames: { pattern: SHAPES[names].pattern } };
  return { type: 'object', description, ...propertyNames, additionalProperties: values };
}

/**
 * Who a schema is for. What a reader in content/ checks in its own, better words is left out for the validator, so
 * that one fault is reported once.
 */
export type Audience = 'editor' | 'validator';

/** Chooses by the JSON type of the value. */
export function byType(type: JsonType, then: Schema, otherwise: Schema): Schema {
  return { if: { type }, then, else: otherwise };
}

export const LANGUAGE_VERSION: Schema = {
  const: 1,
  description: 'Version of the trailc language this file is written in. Always 1.',
};
