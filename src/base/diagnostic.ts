/**
 * The shape of a diagnostic, and how a catalogue entry becomes one.
 *
 * Owns: what / why / do, severity, ordering. The entries themselves stand in `diagnostics/`, one file an area.
 * Must not: render (cli/report does) or know what any code means.
 */
import { positionAt, type Span } from './source.ts';

export type Severity = 'error' | 'warning';

export interface Diagnostic {
  /** `area/name`; never reused for another meaning. */
  readonly code: string;
  readonly severity: Severity;
  /** What is wrong, in one sentence, with the user's own words quoted. */
  readonly what: string;
  /** Why trailc minds. */
  readonly why: string;
  /** What to type or do instead. */
  readonly do: string;
  /** Where. A fault of a whole file carries `path` alone. */
  readonly span?: Span;
  readonly path?: string;
  /** What to write instead, where there is no doubt about it. */
  readonly fix?: Fix;
}

/** A change of the source that mends the fault and changes nothing else. */
export interface Fix {
  /** In the imperative: `Write "sourceIPAddress".` */
  readonly says: string;
  /** In one file, none touching another. */
  readonly edits: readonly Edit[];
}

/** What stands at a span is replaced by a text; an empty span inserts. */
export interface Edit {
  readonly span: Span;
  readonly text: string;
}

/** One entry of the catalogue. `A` are the named values its texts speak of. */
export interface DiagnosticEntry<A> {
  readonly severity: Severity;
  readonly what: (args: A) => string;
  readonly why: (args: A) => string;
  readonly do: (args: A) => string;
  /** Values of a case that happens: what `trailc why`, the reference and the tests show. */
  readonly example: A;
}

/** Declares an entry; exists so that the argument type is written once. */
export function entry<A>(definition: DiagnosticEntry<A>): DiagnosticEntry<A> {
  return definition;
}

/** Words as a message lists them: the first few, and how many more. */
export function listed(words: readonly string[], most = 30): string {
  const first = words.slice(0, most).join(', ');
  return words.length <= most ? first : `${first} and ${words.length - most} more`;
}

/** Source order: by path, then by offset, errors before warnings at one place, then by code. */
export function sortDiagnostics(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  const pathOf = (d: Diagnostic) => d.span?.source.path ?? d.path ?? '';
  const text = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
  return [...diagnostics].sort(
    (a, b) =>
      text(pathOf(a), pathOf(b)) ||
      (a.span?.start ?? -1) - (b.span?.start ?? -1) ||
      text(a.severity, b.severity) ||
      text(a.code, b.code) ||
      text(a.what, b.what),
  );
}

/** Without repetitions: a fault of the environment is met once for each rule. */
export function once(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  const key = ({ code, what, span, path }: Diagnostic) =>
    JSON.stringify([code, what, span?.source.path, span?.start, path]);
  return [...new Map(diagnostics.map((diagnostic) => [key(diagnostic), diagnostic])).values()];
}

/** `path:line:column`, or the path alone. */
export function placeOf(diagnostic: Diagnostic): string {
  if (diagnostic.span === undefined) return diagnostic.path ?? '';
  const { line, column } = positionAt(diagnostic.span.source, diagnostic.span.start);
  return `${diagnostic.span.source.path}:${line}:${column}`;
}
