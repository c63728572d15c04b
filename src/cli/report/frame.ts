/**
 * A line of a user's file with the place in question underlined.
 *
 * Owns: keeping the caret under its character, whatever stands before it, and cutting lines that are too long.
 * Must not: say what is wrong there. Plain ASCII but for the user's own text, so that it reads the same in a log.
 */
import { lineStarts, positionAt, type Span } from '../../base/source.ts';
import { escapeForTerminal } from './terminal.ts';
import { widthOf } from './width.ts';

export interface Frame {
  /** The line's number, for the margin. */
  readonly line: number;
  /** The line as shown: tabs spelled out, unsafe characters escaped, cut with `...` where it is too long. */
  readonly text: string;
  /** Columns before the first caret, and carets. */
  readonly before: number;
  readonly carets: number;
}

const CUT = '...';
const TAB = '    ';

/**
 * The frame of a span in at most `width` columns, or undefined where no line says more than the path does: an empty
 * file, or a fault of a whole file. A span over several lines is shown on its first.
 */
export function frameOf(span: Span, width: number): Frame | undefined {
  const { source } = span;
  const wholeFile = span.start === 0 && (span.end === 0 || span.end >= source.text.trimEnd().length);
  if (source.text.length === 0 || wholeFile) return undefined;
  const { line } = positionAt(source, span.start);
  const starts = lineStarts(source);
  const lineStart = starts[line - 1] ?? 0;
  let lineEnd = starts[line] ?? source.text.length;
  while (lineEnd > lineStart && isBreak(source.text.charCodeAt(lineEnd - 1))) lineEnd -= 1;
  const start = clamp(span.start, lineStart, lineEnd);
  const end = clamp(span.end, start, lineEnd);
  // Units far from the place cannot be seen; leaving them out keeps a line of megabytes cheap.
  const from = wholeCharacter(source.text, Math.max(lineStart, start - width));
  const to = wholeCharacter(source.text, Math.min(lineEnd, start + width));
  const head = shown(source.text.slice(from, start));
  const body = shown(source.text.slice(start, Math.min(end, to)));
  const tail = shown(source.text.slice(Math.min(end, to), to));
  return cut({ line, head, body, tail, moreLeft: from > lineStart, moreRight: to < lineEnd }, width);
}

interface Pieces {
  readonly line: number;
  readonly head: readonly string[];
  readonly body: readonly string[];
  readonly tail: readonly string[];
  readonly moreLeft: boolean;
  readonly moreRight: boolean;
}

/** Keeps a third of the width for what stands before the place, when it has to choose. */
function cut({ line, head, body, tail, moreLeft, moreRight }: Pieces, width: number): Frame {
  const whole = widthOf([...head, ...body, ...tail].join(''));
  if (!moreLeft && !moreRight && whole <= width) {
    const before = widthOf(head.join(''));
    return { line, text: [...head, ...body, ...tail].join(''), before, carets: caretsOf(body) };
  }
  const headWidth = widthOf(head.join(''));
  const third = Math.floor(width / 3);
  const right = widthOf([...body, ...tail].join(''));
  const roomLeft = Math.max(third, width - right - CUT.length);
  const cutLeft = moreLeft || headWidth > roomLeft;
  const left = cutLeft ? lastOf(head, roomLeft - CUT.length) : head;
  const before = widthOf(left.join('')) + (cutLeft ? CUT.length : 0);
  const room = width - before;
  const cutRight = moreRight || right > room;
  const after = cutRight ? firstOf([...body, ...tail], room - CUT.length) : [...body, ...tail];
  const text = `${cutLeft ? CUT : ''}${left.join('')}${after.join('')}${cutRight ? CUT : ''}`;
  const carets = Math.max(1, Math.min(caretsOf(body), widthOf(after.join(''))));
  return { line, text, before, carets };
}

const caretsOf = (body: readonly string[]) => Math.max(1, widthOf(body.join('')));

/** Each character as it is shown, so that a cut never falls into an escape. */
function shown(text: string): readonly string[] {
  return Array.from(text, (character) => (character === '\t' ? TAB : escapeForTerminal(character)));
}

function firstOf(pieces: readonly string[], room: number): readonly string[] {
  let taken = 0;
  const past = pieces.findIndex((piece) => {
    taken += widthOf(piece);
    return taken > room;
  });
  return past === -1 ? pieces : pieces.slice(0, past);
}

function lastOf(pieces: readonly string[], room: number): readonly string[] {
  return [...firstOf([...pieces].reverse(), room)].reverse();
}

/** An offset that does not split a surrogate pair. */
function wholeCharacter(text: string, offset: number): number {
  const code = text.charCodeAt(offset);
  const inside = code >= 0xdc00 && code <= 0xdfff && offset > 0;
  return inside ? offset - 1 : offset;
}

const isBreak = (code: number) => code === 10 || code === 13;
const clamp = (value: number, least: number, most: number) => Math.min(Math.max(value, least), most);
