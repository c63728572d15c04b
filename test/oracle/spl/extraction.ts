/**
 * Automatic search-time extraction of JSON (KV_MODE=json), and what the Splunk Add-on for AWS makes of errorCode.
 *
 * Owns: names (`a.b`, `a{}.b`), order of values, JSON null, the cutoff; `spath`, which names alike. Must not: parse more than a record once.
 */
import { isJsonObject, type Json } from '../../../src/cloudtrail/event.ts';
import type { Reader } from './switches.ts';
import { many, type Value } from './values.ts';

interface Leaf {
  readonly value: string | null;
  /** Whether it ends within the first 5,000 bytes of the record. */
  readonly early: boolean;
}

export type Extracted = ReadonlyMap<string, readonly Leaf[]>;

const CUTOFF = 5000;
/** Records that were read, so that each is parsed once for all searches and readings. */
const known = new Map<string, Extracted>();

/** All leaves of the record by the name that Splunk gives them. */
export function extractFields(raw: string): Extracted {
  const before = known.get(raw);
  if (before !== undefined) return before;
  const fields = new Map<string, Leaf[]>();
  const early =
    Buffer.byteLength(raw) <= CUTOFF ? raw.length : Buffer.from(raw).subarray(0, CUTOFF).toString().length;
  let value: Json | undefined;
  try {
    value = JSON.parse(raw) as Json;
  } catch {
    value = undefined;
  }
  let at = 0;
  if (isJsonObject(value)) walk(value, '');
  if (known.size > 500) known.clear();
  known.set(raw, fields);
  return fields;

  /** `at` follows the text: each key and each scalar is looked for behind the one before, so it is never too early. */
  function walk(node: Json, name: string): void {
    if (Array.isArray(node)) {
      for (const element of node as readonly Json[]) walk(element, `${name}{}`);
    } else if (isJsonObject(node)) {
      for (const [key, member] of Object.entries(node)) {
        pass(JSON.stringify(key));
        walk(member, name === '' ? key : `${name}.${key}`);
      }
    } else {
      pass(JSON.stringify(node));
      const leaf = { value: node === null ? null : String(node), early: at <= early };
      const leaves = fields.get(name);
      if (leaves === undefined) fields.set(name, [leaf]);
      else leaves.push(leaf);
    }
  }

  function pass(written: string): void {
    const found = raw.indexOf(written, at);
    at = found < 0 ? at : found + written.length;
  }
}

function valuesOf(fields: Extracted, name: string, reader: Reader): readonly string[] {
  return (fields.get(name) ?? []).flatMap(({ value, early }) => {
    if (!early && reader.read('extract-cutoff') === 'cut') return [];
    if (value === null) return reader.read('extract-null') === 'text' ? ['null'] : [];
    if (value === '' && reader.read('extract-empty') === 'left-out') return [];
    return [value];
  });
}

/** The field as `spath` without a path writes it: the same names (SR, spath, "auto-extract" mode), and no add-on. */
export function spathField(fields: Extracted, name: string, reader: Reader): Value {
  return many(valuesOf(fields, name, reader));
}

/** The field as a search sees it. */
export function extractedField(fields: Extracted, name: string, reader: Reader): Value {
  const values = valuesOf(fields, name, reader);
  if (name === 'errorCode' && values.length === 0 && reader.read('aws-add-on') === 'present')
    return outcome(fields);
  if (values.length === 0) return null;
  return many(reader.read('extract-once') === 'once' ? values : values.flatMap((value) => [value, value]));
}

/** The add-on: "failure" for a failed sign-in to the console, else "success", where there is no errorCode. */
function outcome(fields: Extracted): string {
  return fields.get('responseElements.ConsoleLogin')?.[0]?.value === 'Failure' ? 'failure' : 'success';
}
