/**
 * A text that came from a user, and places in it.
 *
 * Owns: line and column arithmetic. Offsets are UTF-16 indices into `text`, ends are exclusive; lines and
 * columns shown to people start at 1. Must not: read files or print.
 */

export interface SourceText {
  /** As shown to the user: relative to the working folder where possible. */
  readonly path: string;
  readonly text: string;
}

export interface Span {
  readonly source: SourceText;
  readonly start: number;
  readonly end: number;
}

export interface Position {
  /** 1-based. */
  readonly line: number;
  /** 1-based, in characters (UTF-16 units) from the start of the line. */
  readonly column: number;
}

const lineStartsOf = new WeakMap<SourceText, readonly number[]>();

/** Offsets at which each line of the source begins. `\n`, `\r\n` and a lone `\r` end a line, as in YAML 1.2 §5.4. */
export function lineStarts(source: SourceText): readonly number[] {
  const known = lineStartsOf.get(source);
  if (known !== undefined) return known;
  const starts = [0];
  for (const { 0: end, index } of source.text.matchAll(/\r\n|[\r\n]/g)) starts.push(index + end.length);
  lineStartsOf.set(source, starts);
  return starts;
}

/** The line and column of an offset; offsets outside the text are clamped. */
export function positionAt(source: SourceText, offset: number): Position {
  const starts = lineStarts(source);
  const at = Math.max(0, Math.min(offset, source.text.length));
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= at) low = middle;
    else high = middle - 1;
  }
  return { line: low + 1, column: at - (starts[low] ?? 0) + 1 };
}

/** The text of a 1-based line without its line break. */
export function lineText(source: SourceText, line: number): string {
  const starts = lineStarts(source);
  const start = starts[line - 1] ?? source.text.length;
  const end = starts[line] ?? source.text.length;
  return source.text.slice(start, end).replace(/[\r\n]+$/, '');
}

/** A span that covers a whole source; used when nothing narrower is known. */
export function startOf(source: SourceText): Span {
  return { source, start: 0, end: 0 };
}
