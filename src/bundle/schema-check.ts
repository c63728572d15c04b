/**
 * Whether a value is as a JSON Schema says, for the few words that manifest-schema.ts uses.
 *
 * Owns: those words. A word it does not know is a fault of trailc, so the schema cannot outgrow it unseen. Must not:
 * know the manifest. (ajv runs in tests and at build only; its generated validators serve content/.)
 */

type Schema = Readonly<Record<string, unknown>>;

/** The first place where `value` is not as `schema` says, and why: `files[3].bytes is no integer`. Undefined: it is. */
export function schemaFault(value: unknown, schema: Schema, at = ''): string | undefined {
  for (const [word, wanted] of Object.entries(schema)) {
    const found = checkWord(word, wanted, value, schema, at);
    if (found !== undefined) return found;
  }
  return undefined;
}

function checkWord(
  word: string,
  wanted: unknown,
  value: unknown,
  schema: Schema,
  at: string,
): string | undefined {
  const shown = at === '' ? 'it' : at;
  switch (word) {
    case '$schema':
    case 'title':
    case 'description':
      return undefined;
    case 'type': {
      const types = (Array.isArray(wanted) ? wanted : [wanted]).map(String);
      return types.includes(typeOf(value)) ? undefined : `${shown} is not of the type ${types.join(' or ')}`;
    }
    case 'const':
      return value === wanted ? undefined : `${shown} is not ${JSON.stringify(wanted)}`;
    case 'enum':
      return (wanted as readonly unknown[]).includes(value)
        ? undefined
        : `${shown} is none of the words it may be`;
    case 'pattern':
      return typeof value !== 'string' || new RegExp(String(wanted), 'u').test(value)
        ? undefined
        : `${shown} does not have its shape`;
    case 'minLength':
      return typeof value !== 'string' || value.length >= Number(wanted) ? undefined : `${shown} is empty`;
    case 'minimum':
      return typeof value !== 'number' || value >= Number(wanted) ? undefined : `${shown} is too small`;
    case 'items':
      return Array.isArray(value)
        ? firstOf(value.entries(), ([nth, item]) => schemaFault(item, wanted as Schema, `${at}[${nth}]`))
        : undefined;
    case 'required':
      return isRecord(value)
        ? firstOf(wanted as readonly string[], (key) =>
            Object.hasOwn(value, key) ? undefined : `${shown} has no "${key}"`,
          )
        : undefined;
    case 'properties':
      return isRecord(value)
        ? firstOf(Object.entries(wanted as Readonly<Record<string, Schema>>), ([key, inner]) =>
            Object.hasOwn(value, key)
              ? schemaFault(value[key], inner, at === '' ? key : `${at}.${key}`)
              : undefined,
          )
        : undefined;
    case 'additionalProperties': {
      if (wanted !== false) break;
      const known = schema.properties as Schema;
      const odd = isRecord(value) ? Object.keys(value).find((key) => !Object.hasOwn(known, key)) : undefined;
      return odd === undefined ? undefined : `${shown} has a key "${odd}" that this trailc does not know`;
    }
  }
  throw new Error(`no check for the word "${word}" of a schema`);
}

function firstOf<T>(items: Iterable<T>, check: (item: T) => string | undefined): string | undefined {
  for (const item of items) {
    const found = check(item);
    if (found !== undefined) return found;
  }
  return undefined;
}

function typeOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  return Number.isSafeInteger(value) ? 'integer' : typeof value;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
