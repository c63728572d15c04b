/** Outputs held against their schemas, and schemas against the outputs: which keys and kinds no output had. */
import { Ajv, type ValidateFunction } from 'ajv';
import type { Schema } from '../../src/language/schema-parts.ts';

/** As strict as ajv can be, but for keys that an `if` or `anyOf` names apart from their object. */
export function validatorOf(schema: Schema): ValidateFunction {
  const ajv = new Ajv({ strict: true, strictTypes: false, allowUnionTypes: true, allErrors: true });
  return ajv.compile(schema);
}

/** What is wrong with a value, in lines; empty where it fits. */
export function faultsOf(validate: ValidateFunction, value: unknown): readonly string[] {
  if (validate(value)) return [];
  return (validate.errors ?? [])
    .slice(0, 20)
    .map(
      ({ instancePath, message, params }) => `${instancePath || '/'} ${message} ${JSON.stringify(params)}`,
    );
}

/** Every schema inside a schema, with its pointer; definitions where they stand. */
export function* parts(schema: Schema, pointer = ''): Generator<readonly [string, Schema]> {
  yield [pointer, schema];
  for (const key of ['properties', 'definitions'] as const) {
    for (const [name, inner] of Object.entries(schema[key] ?? {}))
      yield* parts(inner, `${pointer}/${key === 'definitions' ? '#' : ''}${name}`);
  }
  if (schema.items !== undefined) yield* parts(schema.items, `${pointer}[]`);
  for (const [at, inner] of (schema.anyOf ?? []).entries())
    yield* parts(inner, `${pointer}<${inner.title ?? at}>`);
}

/** The schemas, as texts, that the outputs of a document were held against, null apart. */
export function seenIn(schema: Schema, outputs: readonly unknown[], seen: Set<string>): void {
  const see = (part: Schema, value: unknown) => {
    if (part.$ref !== undefined) {
      see(schema.definitions?.[part.$ref.replace('#/definitions/', '')] ?? {}, value);
    }
    if (value === null && part.type !== 'null' && part.anyOf === undefined) return;
    seen.add(JSON.stringify(part));
    for (const one of part.anyOf ?? []) if (fits(one, value)) see(one, value);
    if (Array.isArray(value)) {
      for (const item of value) if (part.items !== undefined) see(part.items, item);
    } else if (typeof value === 'object' && value !== null) {
      for (const [key, inner] of Object.entries(value)) {
        const property = part.properties?.[key];
        if (property !== undefined) see(property, inner);
      }
    }
  };
  for (const output of outputs) see(schema, output);
}

/** Whether an alternative is the one that is meant. */
function fits({ type, $ref, properties, required }: Schema, value: unknown): boolean {
  if (type === 'null' || value === null) return type === 'null' && value === null;
  if ($ref !== undefined) return true;
  const held = value as Readonly<Record<string, unknown>>;
  const kinds = properties?.kind?.enum;
  if (kinds === undefined) return (required ?? []).every((key) => key in held);
  return kinds.some((kind) => kind === held.kind);
}
