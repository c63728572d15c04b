/**
 * Fixture files: one event each, whole or as a change of another.
 *
 * Owns: reading one file. fixture-events.ts resolves what a fixture is based on. Must not: read the disk.
 */
import { diagnose } from '../base/catalogue.ts';
import { fail, hasErrors, type Result, succeed } from '../base/result.ts';
import type { SourceText } from '../base/source.ts';
import { isJsonObject, type JsonObject } from '../cloudtrail/event.ts';
import { isEvent } from '../cloudtrail/record.ts';
import type { Spanned } from './document.ts';
import { type Changes, NO_CHANGES, readChanges } from './event-changes.ts';
import { eventValue } from './event-node.ts';
import { beginningOf, textAt } from './node-readers.ts';
import { validate } from './validate.ts';
import { parseYaml } from './yaml.ts';
import { child, type YamlNode } from './yaml-node.ts';

export type FixtureDocument =
  | { readonly kind: 'whole'; readonly event: JsonObject }
  | { readonly kind: 'based'; readonly base: Spanned<string>; readonly changes: Changes };

/**
 * Reads a fixture. A `.json` file without the key `trailc` is one bare CloudTrail record, as the console's event
 * view has it; JSON is read as the YAML it also is, so that faults have a place.
 */
export function readFixture(source: SourceText): Result<FixtureDocument> {
  const parsed = parseYaml(source);
  if (parsed.value === undefined || hasErrors(parsed.diagnostics)) return fail(parsed.diagnostics);
  const node = parsed.value;
  if (source.path.toLowerCase().endsWith('.json') && child(node, 'trailc') === undefined) {
    return readRecord(source, node);
  }
  const faults = [...parsed.diagnostics, ...validate('fixture', node)];
  if (hasErrors(faults)) return fail(faults);
  const problem = shapeProblem(node);
  if (problem !== undefined) return fail([...faults, shapeFault(source, node, problem)]);
  const base = textAt(node, 'base');
  if (base === undefined) {
    const event = child(node, 'event');
    return event === undefined ? fail(faults) : whole(source, event, true);
  }
  const changes = readChanges(node);
  const diagnostics = [...faults, ...changes.diagnostics];
  return hasErrors(diagnostics)
    ? fail(diagnostics)
    : succeed({ kind: 'based', base, changes: changes.value ?? NO_CHANGES }, diagnostics);
}

function readRecord(source: SourceText, node: YamlNode): Result<FixtureDocument> {
  if (child(node, 'Records') !== undefined) {
    return fail([shapeFault(source, node, 'is a log file with "Records", not one record')]);
  }
  const record = whole(source, node, false);
  if (record.value?.kind !== 'whole' || isEvent(record.value.event)) return record;
  return fail([
    shapeFault(source, node, 'is no CloudTrail record: it lacks the texts "eventName" and "eventSource"'),
  ]);
}

function whole(source: SourceText, node: YamlNode, strict: boolean): Result<FixtureDocument> {
  const { value, diagnostics } = eventValue(node, strict);
  if (value === undefined) return fail(diagnostics);
  return isJsonObject(value)
    ? succeed({ kind: 'whole', event: value }, diagnostics)
    : fail([...diagnostics, shapeFault(source, node, 'has an "event" that is no mapping')]);
}

function shapeProblem(node: YamlNode): string | undefined {
  const has = (key: string) => child(node, key) !== undefined;
  if (has('base') && has('event')) return 'has both "base" and "event"';
  if (!has('base') && !has('event')) return 'has neither "base" nor "event"';
  if (has('event') && (has('set') || has('unset')))
    return 'changes an "event" that it could write as it should be';
  if (has('base') && textAt(node, 'base') === undefined) return 'has a "base" that is no path';
  return undefined;
}

const shapeFault = (source: SourceText, node: YamlNode, problem: string) =>
  diagnose('test/fixture-shape', beginningOf(node), { path: source.path, problem });
