/**
 * Two forms of one schema: the published one, for readers that outlive a version of trailc, and the strict one, for
 * our tests.
 *
 * Owns: what may come within a schema version: keys, the words of an open list, kinds. Must not: describe an output.
 */
import type { Schema } from '../../language/schema-parts.ts';
import { LATER } from './parts.ts';

/** Keys that are not named are let through. */
export function published(schema: Schema): Schema {
  return everywhere(schema, ({ additionalProperties, ...rest }) =>
    additionalProperties === undefined || additionalProperties === false
      ? rest
      : { ...rest, additionalProperties },
  );
}

/** What is printed today and nothing else. */
export function strict(schema: Schema): Schema {
  return everywhere(schema, (one) => {
    const { type, examples, anyOf, ...rest } = one;
    if (anyOf !== undefined) return { ...one, anyOf: anyOf.filter(({ title }) => title !== LATER) };
    if (examples === undefined) return one;
    const words = examples as readonly string[];
    const orNull = Array.isArray(type) && type.includes('null') ? [null] : [];
    return { ...rest, ...(type === undefined ? {} : { type }), enum: [...words, ...orNull] };
  });
}

/** Changes a schema and every schema in it, the outer first. */
function everywhere(schema: Schema, change: (schema: Schema) => Schema): Schema {
  const changed = change(schema);
  const inner = (one: Schema) => everywhere(one, change);
  const { properties, definitions, items, anyOf } = changed;
  return {
    ...changed,
    ...(properties === undefined ? {} : { properties: mapped(properties, inner) }),
    ...(items === undefined ? {} : { items: inner(items) }),
    ...(anyOf === undefined ? {} : { anyOf: anyOf.map(inner) }),
    ...(definitions === undefined ? {} : { definitions: mapped(definitions, inner) }),
  };
}

const mapped = (
  schemas: Readonly<Record<string, Schema>>,
  change: (schema: Schema) => Schema,
): Readonly<Record<string, Schema>> =>
  Object.fromEntries(Object.entries(schemas).map(([name, schema]) => [name, change(schema)]));
