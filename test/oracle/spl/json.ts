/**
 * Splunk's JSON functions (SR, JSON functions).
 *
 * Owns: json_extract, json_extract_exact, json_array_to_mv on texts. Must not: know expressions.
 */
import { isJsonObject, type Json } from '../../../src/cloudtrail/event.ts';
import type { Reader } from './switches.ts';
import type { Value } from './values.ts';

const NOT_JSON = Symbol('no JSON');
type Parsed = Json | typeof NOT_JSON;

/** Parsed texts, so that a record is parsed once for all fields that are read of it. */
const parsed = new Map<string, Parsed>();

function parse(text: string): Parsed {
  const known = parsed.get(text);
  if (known !== undefined) return known;
  let value: Parsed;
  try {
    value = JSON.parse(text) as Json;
  } catch {
    value = NOT_JSON;
  }
  if (parsed.size > 500) parsed.clear();
  parsed.set(text, value);
  return value;
}

/** As much of a JSON object as can be read of its first 5,000 bytes: nothing here, as for any broken JSON. */
const CUTOFF = 5000;

function read(text: string, reader: Reader): Parsed {
  if (text.length > CUTOFF && reader.read('json-long') === 'cut') return NOT_JSON;
  return parse(text);
}

/** Follows keys through objects; undefined where nothing stands. `{}` and `{n}` are outside of the subset. */
function step(value: Json, path: readonly string[]): Json | undefined {
  let at: Json | undefined = value;
  for (const key of path) {
    if (!isJsonObject(at) || !Object.hasOwn(at, key)) return undefined;
    at = at[key];
  }
  return at;
}

/** `paths` are already split: at the dots by json_extract, not at all by json_extract_exact. */
export function extract(text: string, paths: readonly (readonly string[])[], reader: Reader): Value {
  const value = read(text, reader);
  if (value === NOT_JSON) return null;
  const [path, ...more] = paths;
  if (path === undefined) return native(value, reader);
  if (more.length === 0) {
    const found = step(value, path);
    return found === undefined ? null : native(found, reader);
  }
  const found = paths.map((one) => step(value, one));
  const whole = found.some((one) => one === undefined) ? reader.read('json-missing') : 'null';
  if (whole === 'nothing') return null;
  const kept = whole === 'skipped' ? found.filter((one) => one !== undefined) : found;
  return write(
    kept.map((one) => one ?? null),
    reader,
  );
}

/** "Converts the value to the native type." */
function native(value: Json, reader: Reader): Value {
  if (value === null) return reader.read('json-null') === 'text' ? 'null' : null;
  if (value === '') return reader.read('json-empty') === 'kept' ? '' : null;
  if (typeof value === 'string') return value;
  if (typeof value === 'boolean') return reader.read('json-boolean') === 'text' ? String(value) : null;
  if (typeof value === 'number')
    return reader.read('json-number') === 'text' ? JSON.stringify(value) : value.toFixed(6);
  return reader.read('json-structure') === 'json' ? write(value, reader) : null;
}

/** By style. */
const written = { compact: new WeakMap<object, string>(), spaced: new WeakMap<object, string>() };

/** The JSON text of a value. */
function write(value: Json, reader: Reader): string {
  const style = reader.read('json-style');
  const make = style === 'spaced' ? spaced : JSON.stringify;
  if (typeof value !== 'object' || value === null) return make(value);
  let text = written[style].get(value);
  if (text === undefined) {
    text = make(value);
    written[style].set(value, text);
  }
  return text;
}

function spaced(value: Json): string {
  if (Array.isArray(value)) return `[ ${value.map(spaced).join(' , ')} ]`;
  if (isJsonObject(value)) {
    const members = Object.entries(value).map(([key, member]) => `${spaced(key)} : ${spaced(member)}`);
    return `{ ${members.join(' , ')} }`;
  }
  return JSON.stringify(value)
    .replaceAll('/', '\\/')
    .replace(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** The elements, or NULL: "not a valid JSON array, the function outputs nothing". */
export function arrayToMv(text: string, quotes: boolean, reader: Reader): readonly string[] {
  const value = read(text, reader);
  if (value === NOT_JSON || !Array.isArray(value)) return [];
  return (value as readonly Json[]).flatMap((element) => {
    if (element === null) return reader.read('json-element-null') === 'kept' ? ['null'] : [];
    if (typeof element !== 'string') return [write(element, reader)];
    if (!quotes) return [element];
    return [reader.read('json-element-text') === 'json' ? write(element, reader) : `"${element}"`];
  });
}
