/**
 * Automatic extraction of JSON fields, as Splunk describes it (Knowledge Manager Manual, "Automatic key-value field
 * extraction for search-time data"; Search Reference, "spath"): dots between keys, `{}` for an array, every value a
 * text, JSON null the text `null`, and the fields that the Splunk Add-on for AWS computes.
 */
import type { CloudTrailEvent, Json } from '../../../src/cloudtrail/event.ts';
import type { Value } from './model-values.ts';

/** The fields of a record; `addOn` for a Splunk that has the add-on installed. */
export function extracted(record: CloudTrailEvent, addOn: boolean): ReadonlyMap<string, Value> {
  const found = new Map<string, string[]>();
  for (const [key, value] of Object.entries(record)) collect(key, value, found);
  const fields = new Map<string, Value>();
  for (const [name, values] of found) {
    const [only, second] = values;
    if (only !== undefined) fields.set(name, second === undefined ? only : values);
  }
  if (addOn && !fields.has('errorCode')) fields.set('errorCode', 'success');
  return fields;
}

function collect(name: string, value: Json, found: Map<string, string[]>): void {
  if (Array.isArray(value)) {
    for (const one of value as readonly Json[]) collect(`${name}{}`, one, found);
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, below] of Object.entries(value)) collect(`${name}.${key}`, below, found);
  } else {
    found.set(name, [...(found.get(name) ?? []), String(value)]);
  }
}
