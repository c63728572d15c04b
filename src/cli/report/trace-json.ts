/**
 * A traced condition as plain data: verdict, clause, place, found, wanted, notes.
 *
 * Owns: the shape (docs/formats.md has it), which is whole whatever the tree for people leaves out. Must not: word anything.
 */

import type { Span } from '../../base/source.ts';
import { positionAt } from '../../base/source.ts';
import type { PredicateTrace, TraceNode } from '../../evaluate/trace.ts';
import { entryAsJson, expiredText, type TellEntry } from './trace-entry.ts';

/** `tell` adds owner, ticket and date to the entries of lists. */
export function traceAsJson(node: TraceNode, tell?: TellEntry): object {
  const place = placeAsJson(node.span);
  if (node.kind === 'some') {
    const { kind, verdict, array, found, elements } = node;
    const of = node.of.map(({ index, node: inner }) => ({ index, ...traceAsJson(inner, tell) }));
    return { kind, verdict, place, array, found, elements, of };
  }
  if (node.kind === 'predicate') return predicateAsJson(node, place, tell);
  return {
    kind: node.kind,
    verdict: node.verdict,
    place,
    of: node.of.map((part) => traceAsJson(part, tell)),
  };
}

export function placeAsJson({ source, start }: Span): object {
  const { line, column } = positionAt(source, start);
  return { path: source.path, line, column };
}

function predicateAsJson(node: PredicateTrace, place: object, tell: TellEntry | undefined): object {
  const { kind, operator, verdict, text, found, wanted } = node;
  const notes = notesAsJson(node, tell);
  const right =
    wanted.kind === 'list' && wanted.entry !== undefined
      ? { ...wanted, entry: entryAsJson(wanted.entry, tell?.(wanted.list, wanted.entry)) }
      : wanted;
  return {
    kind,
    operator,
    verdict,
    clause: text,
    place,
    found,
    wanted: right,
    note: node.note ?? notes.find(({ reason }) => reason === 'expired')?.text ?? null,
    notes,
  };
}

interface NoteAsJson {
  readonly reason: string;
  readonly text: string;
  readonly entry?: object;
}

function notesAsJson({ wanted, why }: PredicateTrace, tell: TellEntry | undefined): readonly NoteAsJson[] {
  const list = wanted.kind === 'list' ? wanted : undefined;
  const hit = list?.entry;
  const expired = list === undefined || hit === undefined ? undefined : expiredText(tell?.(list.list, hit));
  const notes: NoteAsJson[] = [];
  if (why !== undefined) {
    const { reason, text, entry } = why;
    const near = entry === undefined ? {} : { entry: entryAsJson(entry, tell?.(list?.list ?? '', entry)) };
    notes.push({ reason, text, ...near });
  }
  if (expired !== undefined) notes.push({ reason: 'expired', text: expired });
  return notes;
}
