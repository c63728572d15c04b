/**
 * `set` and `unset` as a test or a fixture writes them: read, then applied to an event.
 *
 * Owns: both, with a diagnostic at the path that cannot be followed. Must not: know where the event comes from.
 */
import { diagnose } from '../base/catalogue.ts';
import type { Diagnostic } from '../base/diagnostic.ts';
import { append, fail, hasErrors, type Result, succeed } from '../base/result.ts';
import { didYouMean } from '../base/suggest.ts';
import { FIELDS } from '../cloudtrail/catalogue.ts';
import { DERIVED_FIELDS } from '../cloudtrail/derived.ts';
import type { Json, JsonObject } from '../cloudtrail/event.ts';
import { pathsOf } from '../cloudtrail/value.ts';
import type { Spanned } from './document.ts';
import { eventValue } from './event-node.ts';
import { type PatchFault, setIn, unsetIn } from './event-patch.ts';
import { type PathStep, parseEventPath, printEventPath } from './event-path.ts';
import { textOf } from './node-readers.ts';
import { child, type YamlNode } from './yaml-node.ts';

const rootOf = (field: string): string => field.split('.')[0] ?? field;
const RECORD_ROOTS: ReadonlySet<string> = new Set(FIELDS.map(({ name }) => rootOf(name)));
const DERIVED_ROOTS: ReadonlySet<string> = new Set(DERIVED_FIELDS.map(({ name }) => rootOf(name)));

interface ChangePath {
  readonly written: Spanned<string>;
  readonly steps: readonly PathStep[];
}

export interface Changes {
  readonly set: readonly { readonly path: ChangePath; readonly value: Json }[];
  readonly unset: readonly ChangePath[];
}

export const NO_CHANGES: Changes = { set: [], unset: [] };

/** The changes below `set` and `unset` of a mapping. Parts of another shape are the caller's to report. */
export function readChanges(node: YamlNode): Result<Changes> {
  const diagnostics: Diagnostic[] = [];
  const setNode = child(node, 'set');
  const unsetNode = child(node, 'unset');
  const set = (setNode?.kind === 'mapping' ? setNode.entries : []).flatMap(({ key, value: valueNode }) => {
    const path = readPath({ value: key.text, span: key.span }, diagnostics);
    const { value, diagnostics: faults } = eventValue(valueNode, true);
    append(diagnostics, faults);
    return path === undefined || value === undefined ? [] : [{ path, value }];
  });
  const unset = (unsetNode?.kind === 'sequence' ? unsetNode.items : []).flatMap((item) => {
    const written = textOf(item);
    return (written && readPath(written, diagnostics)) ?? [];
  });
  return hasErrors(diagnostics) ? fail(diagnostics) : succeed({ set, unset }, diagnostics);
}

/** The event with everything set in the order it is written, then everything unset. The event itself is not changed. */
export function applyChanges(event: JsonObject, changes: Changes): Result<JsonObject> {
  const diagnostics: Diagnostic[] = [];
  let current = event;
  for (const { path, value } of changes.set) {
    append(diagnostics, unknownField(path, event));
    const patched = setIn(current, path.steps, value);
    if (patched.ok) current = patched.event;
    else diagnostics.push(faultOf(path, patched.fault));
  }
  for (const path of changes.unset) {
    const patched = unsetIn(current, path.steps);
    if (patched.ok) current = patched.event;
    else diagnostics.push(faultOf(path, patched.fault));
  }
  return hasErrors(diagnostics) ? fail(diagnostics) : succeed(current, diagnostics);
}

function readPath(written: Spanned<string>, diagnostics: Diagnostic[]): ChangePath | undefined {
  const parsed = parseEventPath(written.value);
  if (parsed.ok) {
    const derived = derivedField(written, parsed.steps);
    if (derived !== undefined) diagnostics.push(derived);
    return derived === undefined ? { written, steps: parsed.steps } : undefined;
  }
  const { problem, fix } = parsed;
  diagnostics.push(diagnose('test/path', written.span, { path: written.value, problem, fix }));
  return undefined;
}

/** `session.name` in a record would be a key that nothing reads. */
function derivedField(
  { value: path, span }: Spanned<string>,
  steps: readonly PathStep[],
): Diagnostic | undefined {
  const [first] = steps;
  if (typeof first !== 'string' || !DERIVED_ROOTS.has(first)) return undefined;
  const family = DERIVED_FIELDS.filter(({ name }) => rootOf(name) === first);
  const meant = family.find(({ name }) => name === path) ?? family[0];
  if (meant === undefined) return undefined;
  const from = [...new Set(pathsOf(meant.value).map((keys) => keys.join('.')))].join(', ');
  return diagnose('test/derived-field', span, { path, from });
}

/** A warning: CloudTrail may have fields that the catalogue does not know yet. */
function unknownField({ written, steps }: ChangePath, event: JsonObject): readonly Diagnostic[] {
  const [first] = steps;
  if (typeof first !== 'string' || Object.hasOwn(event, first)) return [];
  if (RECORD_ROOTS.has(first)) return [];
  const suggestion = didYouMean(first, RECORD_ROOTS);
  return [diagnose('test/unknown-field', written.span, { path: written.value, first, suggestion })];
}

function faultOf({ written, steps }: ChangePath, fault: PatchFault): Diagnostic {
  const path = written.value;
  if (fault.kind === 'missing') return diagnose('test/unset-missing', written.span, { path });
  const at = printEventPath(steps.slice(0, fault.depth));
  return fault.kind === 'below'
    ? diagnose('test/set-below', written.span, { path, at, found: fault.found })
    : diagnose('test/index-past-end', written.span, { path, at, length: fault.length });
}
