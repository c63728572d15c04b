/**
 * Builders for the schemas of what trailc prints, on those of language/schema-parts.ts.
 *
 * Owns: how a key is described, and what a schema leaves open for later versions. Must not: describe an output.
 *
 * Schemas are written closed: every key there is. strictness.ts makes the published form, which takes the keys, words
 * and kinds of later versions, and the form that our tests use, which takes none.
 */
import { DRAFT_07, record, type Schema } from '../../language/schema-parts.ts';

export type Properties = Readonly<Record<string, Schema>>;

/** Any text, also an empty one. */
export const text = (description: string): Schema => ({ type: 'string', description });
export const flag = (description: string): Schema => ({ type: 'boolean', description });
/** How many. */
export const count = (description: string): Schema => ({ type: 'integer', minimum: 0, description });
export const integer = (description: string): Schema => ({ type: 'integer', description });
/** 0 to 100. */
export const percent = (description: string): Schema => ({
  type: 'number',
  minimum: 0,
  maximum: 100,
  description,
});
export const day = (description: string): Schema => ({
  type: 'string',
  pattern: '^[0-9]{4}-[0-9]{2}-[0-9]{2}$',
  description: `${description} YYYY-MM-DD.`,
});

/** One of these words for as long as the schema version holds. */
export const oneOf = (words: readonly string[], description: string): Schema => ({
  type: 'string',
  enum: words,
  description,
});

/** The words of a type; `tsc` minds one too few and one too many. */
export const wordsOf = <W extends string>(words: Readonly<Record<W, true>>): readonly string[] =>
  Object.keys(words);

/** One of these words now; a later version may have others. */
export const openWord = (words: readonly string[], description: string): Schema => ({
  type: 'string',
  examples: words,
  description,
});

export const listOf = (items: Schema, description: string): Schema => ({ type: 'array', items, description });
export const texts = (description: string): Schema => listOf({ type: 'string' }, description);

export const object = (description: string, required: Properties, optional: Properties = {}): Schema => ({
  description,
  ...record(required, optional),
});

/** A record of CloudTrail, or another object of the author's. */
export const anyObject = (description: string): Schema => ({ type: 'object', description });
export const anyValue = (description: string): Schema => ({ description });

/** The same or null; the description says what null means. */
export function nullable(schema: Schema): Schema {
  const { type, enum: words, anyOf, $ref, description } = schema;
  if ($ref !== undefined || anyOf !== undefined) {
    const others = anyOf ?? [{ $ref: $ref ?? '' }];
    return { ...(description === undefined ? {} : { description }), anyOf: [...others, { type: 'null' }] };
  }
  const types = typeof type === 'string' ? [type] : (type ?? []);
  return {
    ...schema,
    type: [...types, 'null'],
    ...(words === undefined ? {} : { enum: [...words, null] }),
  };
}

/** What marks the alternative that stands for kinds of later versions. */
export const LATER = 'a kind of a later version';

/**
 * An object whose `kind` says which keys it has; a later version may have other kinds. Kinds with the same keys share a
 * line ("all any not"), since validators that look for every fault try each line at each depth.
 */
export function byKind(description: string, kinds: Readonly<Record<string, Schema>>): Schema {
  const known = Object.entries(kinds).map(([line, schema]): Schema => {
    const { properties = {}, required = [], ...rest } = schema;
    const words = line.split(' ');
    return {
      title: words.join(', '),
      ...rest,
      properties: { kind: { enum: words, description: 'Which keys there are.' }, ...properties },
      required: ['kind', ...required],
    };
  });
  const later: Schema = {
    title: LATER,
    type: 'object',
    properties: {
      kind: { type: 'string', not: { enum: Object.keys(kinds).flatMap((line) => line.split(' ')) } },
    },
    required: ['kind'],
  };
  return { description, anyOf: [...known, later] };
}

/** What a document prints as a whole. */
export function output(
  title: string,
  description: string,
  required: Properties,
  more: { readonly optional?: Properties; readonly definitions?: Properties } = {},
): Schema {
  return {
    $schema: DRAFT_07,
    title: `trailc ${title}`,
    ...object(description, { schemaVersion: SCHEMA_VERSION, ...required }, more.optional),
    ...(more.definitions === undefined ? {} : { definitions: more.definitions }),
  };
}

/** The one version that every output has had. */
const SCHEMA_VERSION: Schema = {
  const: 1,
  description: 'Version of this shape. Within it keys are only added, and keep their type and meaning.',
};

/** The end of a command that cannot do its work, in the place of its result. */
export function orStopped(result: Schema, stopped: Schema): Schema {
  const { $schema, title, description, definitions, ...shape } = result;
  const { $schema: _, title: __, ...faults } = stopped;
  return {
    ...($schema === undefined ? {} : { $schema }),
    ...(title === undefined ? {} : { title }),
    ...(description === undefined ? {} : { description }),
    anyOf: [
      { title: 'the result', ...shape },
      { title: 'instead of a result', ...faults },
    ],
    ...(definitions === undefined ? {} : { definitions }),
  };
}
