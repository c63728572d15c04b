/**
 * The events that tests run on: fixtures resolved down to a whole record, then the test's own changes.
 *
 * Owns: what a fixture is based on, through any number of others, each worked out once; circles and chains too long.
 * Must not: read the disk or write through to an event that others share.
 */
import { diagnose } from '../base/catalogue.ts';
import type { Diagnostic, Fix } from '../base/diagnostic.ts';
import { respelled, rewritten } from '../base/fix.ts';
import { append, fail, hasErrors, type Result, succeed } from '../base/result.ts';
import type { SourceText } from '../base/source.ts';
import { didYouMean } from '../base/suggest.ts';
import { isJsonObject, type JsonObject } from '../cloudtrail/event.ts';
import { normaliseEvent } from '../cloudtrail/record.ts';
import type { Spanned } from './document.ts';
import { applyChanges, NO_CHANGES, readChanges } from './event-changes.ts';
import { eventValue } from './event-node.ts';
import { type FixtureDocument, readFixture } from './fixture.ts';
import { beginningOf, describe, textAt } from './node-readers.ts';
import { child, type YamlNode } from './yaml-node.ts';

/** Fixtures below a fixture; more than a reader can follow. */
export const LONGEST_CHAIN = 16;

export interface FixtureFile {
  /** Path from the root without ending, as tests name it: `fixtures/assume-role-by-employee`. */
  readonly name: string;
  readonly path: string;
  /** Absent when it could not be read, which has been reported. */
  readonly source: SourceText | undefined;
}

export interface Fixtures {
  /** Faults of the files, whether a test uses them or not. */
  readonly diagnostics: readonly Diagnostic[];
  /** The event of a test, from the node below its key `event`. */
  readonly readEvent: (node: YamlNode) => Result<JsonObject>;
  /** The base of each that has one, by name. */
  readonly bases: ReadonlyMap<string, string>;
}

/** How a fixture came out: its event and how many others lie below it, or nothing when it or one of those is broken. */
type Resolved = { readonly event: JsonObject; readonly depth: number } | undefined;

/** Reads and resolves all fixtures of a repository. */
export function readFixtures(files: readonly FixtureFile[]): Fixtures {
  const diagnostics: Diagnostic[] = [];
  const documents = new Map<string, FixtureDocument>();
  const resolved = new Map<string, Resolved>();
  const paths = new Map<string, string>();
  for (const { name, path, source } of files) {
    const other = paths.get(name);
    if (other !== undefined) {
      diagnostics.push(diagnose('test/same-fixture', path, { name, other }));
      continue;
    }
    paths.set(name, path);
    const { value, diagnostics: faults } = source === undefined ? fail([]) : readFixture(source);
    append(diagnostics, faults);
    if (value === undefined) resolved.set(name, undefined);
    else documents.set(name, value);
  }
  for (const name of documents.keys()) resolve(name, documents, resolved, diagnostics);

  return {
    diagnostics,
    readEvent: (node) => readTestEvent(node, resolved),
    bases: new Map(
      [...documents].flatMap(([name, document]) =>
        document.kind === 'based' ? [[name, document.base.value] as const] : [],
      ),
    ),
  };
}

/** Works out a fixture and all below it. No recursion: a chain may be as long as there are files. */
function resolve(
  name: string,
  documents: ReadonlyMap<string, FixtureDocument>,
  resolved: Map<string, Resolved>,
  diagnostics: Diagnostic[],
): void {
  const chain: string[] = [];
  let next: string | undefined = name;
  while (next !== undefined && !resolved.has(next)) {
    const document = documents.get(next);
    if (document === undefined) break;
    const start = chain.indexOf(next);
    if (start !== -1) {
      const circle = chain.splice(start);
      // The last of the circle is the one whose base closes it.
      const closing = documents.get(circle.at(-1) ?? next);
      if (closing?.kind === 'based') {
        diagnostics.push(diagnose('test/circular-fixture', closing.base.span, { chain: [...circle, next] }));
      }
      for (const member of circle) resolved.set(member, undefined);
      break;
    }
    chain.push(next);
    next = document.kind === 'based' ? document.base.value : undefined;
  }
  for (const member of chain.reverse()) {
    const document = documents.get(member);
    if (document === undefined) continue;
    if (document.kind === 'whole') {
      resolved.set(member, { event: document.event, depth: 0 });
      continue;
    }
    const { base, changes } = document;
    const below = resolvedBase(base, resolved);
    append(diagnostics, below.diagnostics);
    if (below.value === undefined) {
      resolved.set(member, undefined);
      continue;
    }
    const depth = below.value.depth + 1;
    if (depth > LONGEST_CHAIN) {
      const names = chainFrom(member, documents);
      diagnostics.push(diagnose('test/fixture-chain', base.span, { chain: names, limit: LONGEST_CHAIN }));
      resolved.set(member, undefined);
      continue;
    }
    const changed = applyChanges(below.value.event, changes);
    append(diagnostics, changed.diagnostics);
    resolved.set(member, changed.value === undefined ? undefined : { event: changed.value, depth });
  }
}

function chainFrom(name: string, documents: ReadonlyMap<string, FixtureDocument>): readonly string[] {
  const names = [name];
  for (let at = documents.get(name); at?.kind === 'based' && names.length <= LONGEST_CHAIN; ) {
    names.push(at.base.value);
    at = documents.get(at.base.value);
  }
  return names;
}

function resolvedBase(
  { value: name, span }: Spanned<string>,
  resolved: ReadonlyMap<string, Resolved>,
): Result<NonNullable<Resolved>> {
  const found = resolved.get(name);
  if (found !== undefined) return succeed(found);
  if (resolved.has(name)) return fail([diagnose('test/broken-fixture', span, { name })]);
  const suggestion = suggestFixture(name, [...resolved.keys()]);
  const fix = fixtureMended(span, name, [...resolved.keys()]);
  return fail([diagnose('test/unknown-fixture', span, { name, suggestion }, fix)]);
}

/** People leave out the folder, or write the ending. */
function suggestFixture(name: string, known: readonly string[]): string {
  const bare = name.replace(/^\.\//, '').replace(/\.(?:ya?ml|json)$/, '');
  const meant = known.find((candidate) => candidate === bare || candidate.endsWith(`/${bare}`));
  return meant === undefined ? didYouMean(bare, known) : ` Did you mean "${meant}"?`;
}

/** The one that is named by its last part or with its ending, else the one that is spelled so. */
function fixtureMended(
  span: Spanned<string>['span'],
  name: string,
  known: readonly string[],
): Fix | undefined {
  const bare = name.replace(/^\.\//, '').replace(/\.(?:ya?ml|json)$/, '');
  const [meant, ...others] = known.filter((one) => one === bare || one.endsWith(`/${bare}`));
  if (meant === undefined) return respelled(span, name, known);
  return others.length === 0 ? rewritten(span, name, meant) : undefined;
}

const EVENT_KEYS = ['base', 'set', 'unset', 'inline'] as const;

function readTestEvent(node: YamlNode, resolved: ReadonlyMap<string, Resolved>): Result<JsonObject> {
  const problem = eventProblem(node);
  if (problem !== undefined)
    return fail([
      diagnose('test/event-shape', beginningOf(problem.at), { problem: problem.problem }, problem.fix),
    ]);
  const inline = child(node, 'inline');
  if (inline !== undefined) {
    const { value, diagnostics } = eventValue(inline, true);
    return isJsonObject(value) ? succeed(normaliseEvent(value), diagnostics) : fail(diagnostics);
  }
  const base = textAt(node, 'base');
  const changes = readChanges(node);
  if (base === undefined) return fail(changes.diagnostics);
  const below = resolvedBase(base, resolved);
  const diagnostics = [...below.diagnostics, ...changes.diagnostics];
  if (below.value === undefined || hasErrors(diagnostics)) return fail(diagnostics);
  const changed = applyChanges(below.value.event, changes.value ?? NO_CHANGES);
  if (changed.value === undefined) return changed;
  return succeed(normaliseEvent(changed.value), [...diagnostics, ...changed.diagnostics]);
}

interface EventProblem {
  readonly at: YamlNode;
  readonly problem: string;
  readonly fix?: Fix | undefined;
}

function eventProblem(node: YamlNode): EventProblem | undefined {
  if (node.kind !== 'mapping') return { at: node, problem: `${describe(node)} is no event.` };
  const [base, inline, set, unset] = [
    child(node, 'base'),
    child(node, 'inline'),
    child(node, 'set'),
    child(node, 'unset'),
  ];
  const unknown = node.entries.find(({ key }) => !EVENT_KEYS.some((known) => known === key.text));
  if (unknown !== undefined) {
    const suggestion = didYouMean(unknown.key.text, EVENT_KEYS);
    return {
      at: unknown.key,
      problem: `"${unknown.key.text}" is no key of a test's event.${suggestion}`,
      fix: respelled(unknown.key.span, unknown.key.text, EVENT_KEYS),
    };
  }
  if (base === undefined && inline === undefined) {
    return { at: node, problem: 'This event has neither "base" nor "inline".' };
  }
  if (base !== undefined && inline !== undefined) {
    return { at: node, problem: 'This event has both "base" and "inline".' };
  }
  if (inline !== undefined && (set ?? unset) !== undefined) {
    return { at: node, problem: 'This event changes a record that it could write as it should be.' };
  }
  if (base !== undefined && textAt(node, 'base') === undefined) {
    return { at: base, problem: `${describe(base)} stands where the path of a fixture is wanted.` };
  }
  if (inline !== undefined && inline.kind !== 'mapping') {
    return { at: inline, problem: `${describe(inline)} stands where a whole record is wanted.` };
  }
  if (set !== undefined && set.kind !== 'mapping') {
    return { at: set, problem: `${describe(set)} stands where paths with their values are wanted.` };
  }
  const wrong = unset?.kind === 'sequence' ? unset.items.find((item) => !isText(item)) : unset;
  return wrong && { at: wrong, problem: `${describe(wrong)} stands where a list of paths is wanted.` };
}

const isText = (node: YamlNode) => node.kind === 'scalar' && typeof node.value === 'string';
