/**
 * Small accessors for readers whose node a schema has already judged.
 *
 * Owns: taking the well-formed parts out of a node and passing over the rest in silence, because the schema has
 * spoken about it; and keeping a reader from saying again, at one place, what the schema said there.
 */
import type { Diagnostic } from '../base/diagnostic.ts';
import type { Span } from '../base/source.ts';
import type { Spanned } from './document.ts';
import { child, type YamlEntry, type YamlNode, type YamlScalar } from './yaml-node.ts';

/** A scalar that YAML reads as text. */
export function textOf(node: YamlNode | undefined): Spanned<string> | undefined {
  return node?.kind === 'scalar' && typeof node.value === 'string'
    ? { value: node.value, span: node.span }
    : undefined;
}

/** A scalar as YAML has it, with the characters that it was written with. */
export interface TypedText extends Spanned<string> {
  readonly scalar: 'text' | 'boolean' | 'number';
}

/** The scalar, or each of a list; undefined where one is null, a list or a mapping. */
export function scalarsOf(node: YamlNode): readonly TypedText[] | undefined {
  const items = node.kind === 'sequence' ? node.items : [node];
  const texts = items.flatMap((item) => scalarOf(item) ?? []);
  return texts.length === items.length ? texts : undefined;
}

function scalarOf(node: YamlNode): TypedText | undefined {
  if (node.kind !== 'scalar' || node.value === null) return undefined;
  const { value, text, span } = node;
  if (typeof value === 'string') return { value, scalar: 'text', span };
  // `True` is true; a number keeps its digits, which its grammar then judges.
  return typeof value === 'boolean'
    ? { value: String(value), scalar: 'boolean', span }
    : { value: text, scalar: 'number', span };
}

export function textAt(node: YamlNode, key: string): Spanned<string> | undefined {
  return textOf(child(node, key));
}

export function itemsAt(node: YamlNode, key: string): readonly YamlNode[] {
  const value = child(node, key);
  return value?.kind === 'sequence' ? value.items : [];
}

export function textsAt(node: YamlNode, key: string): readonly Spanned<string>[] {
  return itemsAt(node, key).flatMap((item) => textOf(item) ?? []);
}

export function entriesAt(node: YamlNode, key: string): readonly YamlEntry[] {
  const value = child(node, key);
  return value?.kind === 'mapping' ? value.entries : [];
}

/** Where a fault of a whole mapping or list is shown: at its first key or bracket, not over all of its lines. */
export function beginningOf(node: YamlNode): Span {
  if (node.kind === 'scalar') return node.span;
  const first = node.kind === 'mapping' ? node.entries[0]?.key.span : undefined;
  if (first !== undefined && first.start === node.span.start) return first;
  return { ...node.span, end: Math.min(node.span.start + 1, node.span.end) };
}

/** What stands there, in words that begin a sentence: `A list`, `The number 5`. */
export function describe(node: YamlNode): string {
  if (node.kind === 'mapping') return 'A mapping';
  if (node.kind === 'sequence') return 'A list';
  if (node.value === null) return 'Nothing';
  const shown = node.text.length > 60 ? `${node.text.slice(0, 60)}…` : node.text;
  return `The ${typeof node.value === 'string' ? 'text' : typeof node.value} "${shown}"`;
}

/** What YAML took an unquoted scalar for, if not for text: `a number`. */
export function notText(node: YamlScalar): string | undefined {
  if (typeof node.value === 'string') return undefined;
  return node.value === null ? 'null' : `a ${typeof node.value}`;
}

/** A scalar's text as it should be written to be text. */
export function quote(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

export interface Reporter {
  /** Adds a diagnostic, unless the schema has an error that begins at the same place. */
  readonly report: (diagnostic: Diagnostic) => void;
  readonly diagnostics: () => readonly Diagnostic[];
}

/** Collects what a reader finds, after what the schema said. */
export function reporter(fromSchema: readonly Diagnostic[]): Reporter {
  const all = [...fromSchema];
  const spoken = new Set(fromSchema.map(({ span }) => span?.start));
  return {
    report: (diagnostic) => {
      if (!spoken.has(diagnostic.span?.start ?? -1)) all.push(diagnostic);
    },
    diagnostics: () => all,
  };
}
