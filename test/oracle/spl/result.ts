/**
 * One result on its way through the commands.
 *
 * Owns: fields that commands set over fields that are extracted of _raw. Must not: know commands.
 */
import { extractedField, extractFields, spathField } from './extraction.ts';
import type { Row } from './row.ts';
import type { Reader } from './switches.ts';
import type { Value } from './values.ts';

export class Result implements Row {
  private readonly fields = new Map<string, Value>();
  private readonly raw: string | undefined;
  private spathed: string | undefined;

  /** Without `raw` it is no event, and nothing is extracted. */
  constructor(raw: string | undefined) {
    this.raw = raw;
  }

  get(field: string, reader: Reader): Value {
    const set = this.fields.get(field);
    if (set !== undefined || this.fields.has(field)) return set ?? null;
    if (this.spathed !== undefined) return spathField(extractFields(this.spathed), field, reader);
    if (this.raw === undefined || field === '_time') return null;
    return field === '_raw' ? this.raw : extractedField(extractFields(this.raw), field, reader);
  }

  set(field: string, value: Value): void {
    this.fields.set(field, value);
  }

  /** Writes every field of this JSON; each is read when it is asked for. Gives a name that a command had set before. */
  spath(json: string): string | undefined {
    this.spathed = json;
    const names = extractFields(json);
    return [...this.fields.keys()].find((name) => names.has(name));
  }

  /** The same result again, with a field of its own. */
  copy(field: string, value: Value): Result {
    const copied = new Result(this.raw);
    copied.spathed = this.spathed;
    for (const [name, one] of this.fields) copied.set(name, one);
    copied.set(field, value);
    return copied;
  }

  /** The named fields only, in this order. */
  only(fields: readonly string[], reader: Reader): Result {
    const kept = new Result(undefined);
    for (const field of fields) kept.set(field, this.get(field, reader));
    return kept;
  }

  /** The fields that were set. */
  row(): Readonly<Record<string, Value>> {
    return Object.fromEntries(this.fields);
  }
}
