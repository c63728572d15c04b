/**
 * What a YAML syntax error most likely is, in words of the person who typed it.
 *
 * Owns: the guess from the parser's complaint and the text around it; the sections a broken file falls into.
 * Must not: decide whether a text is YAML (the parser in yaml.ts does).
 */
import { diagnose } from '../base/catalogue.ts';
import type { Diagnostic } from '../base/diagnostic.ts';
import { quotedAsTyped } from '../base/fix.ts';
import type { SourceText, Span } from '../base/source.ts';
import { lineStart, unclosedBefore } from './yaml-open.ts';

export interface Section {
  /** Offsets into the text. */
  readonly start: number;
  readonly end: number;
}

/**
 * The parts of a file that begin at a key in the first column. Below a block mapping everything else is indented,
 * so a fault in one part leaves the others readable. Comments and blank lines go with the part before them.
 */
export function sectionsOf(text: string): readonly Section[] {
  const starts = [...text.matchAll(/^(?=[A-Za-z_$'"][^\n]*:)/gm)].map((match) => match.index);
  if (starts.length === 0 || /^(?:---|\.\.\.|[-[{?%])/m.test(text)) return [];
  return starts.map((start, index) => ({
    start: index === 0 ? 0 : start,
    end: starts[index + 1] ?? text.length,
  }));
}

interface Place extends Section {
  readonly source: SourceText;
  readonly text: string;
}

/** The diagnostic for the parser's `reason` at `position`, which lies in the section `place`. */
export function syntaxFault(place: Place, reason: string, position: number, deepest: number): Diagnostic {
  const { source, text } = place;
  const at = Math.min(position, text.length);
  const line = lineAround(text, at);
  const span = (start: number, end: number): Span => ({ source, start, end: Math.min(end, text.length) });
  const here = span(at, Math.min(at + 1, text.length));
  const character = text[at] ?? '';

  if (reason.startsWith('nesting exceeded')) return diagnose('yaml/too-deep', here, { limit: deepest });
  const tab = /^ *\t/.exec(line.text);
  if (tab !== null) {
    const start = line.start + tab[0].length - 1;
    return diagnose('yaml/tab', span(start, start + 1), {});
  }
  if (/escape sequence|hexadecimal/.test(reason)) {
    const start = Math.max(text.lastIndexOf('\\', at), line.start);
    return diagnose('yaml/escape', span(start, start + 2), { sequence: text.slice(start, start + 2) });
  }
  if (/tag/.test(reason)) {
    const start = text.lastIndexOf('!', at);
    const tag = /^!\S*/.exec(text.slice(Math.max(start, 0)))?.[0] ?? '!';
    return diagnose('yaml/tag', span(Math.max(start, 0), Math.max(start, 0) + tag.length), { tag });
  }
  if (/alias node/.test(reason)) return diagnose('yaml/alias', span(at - 1, at), { name: '' });
  if (/anchor/.test(reason)) return diagnose('yaml/anchor', span(at - 1, at), { name: '' });
  if (/end of the (?:stream|document) within|deficient indentation/.test(reason)) {
    const open = unclosedBefore(text, place.start, at);
    if (open !== undefined) return unclosed(open.character, span(open.at, open.at + 1));
  }
  if (/missed comma|expected the node content/.test(reason)) return inFlow(place, at, line);
  return inBlock(reason, { span, line, at, character, text, place });
}

function unclosed(character: string, span: Span): Diagnostic {
  if (character === "'" || character === '"')
    return diagnose('yaml/unclosed-quote', span, { quote: character });
  return diagnose('yaml/unclosed-bracket', span, {
    bracket: character,
    close: character === '[' ? ']' : '}',
  });
}

function inFlow(place: Place, at: number, line: Line): Diagnostic {
  const { source, text } = place;
  const character = text[at] ?? '';
  if (character === '[' || character === '{') {
    const before = /[^\s,[\]{}]*$/.exec(text.slice(line.start, at))?.[0] ?? '';
    const after = /^[^\s,:{}]*/.exec(text.slice(at, line.end))?.[0] ?? '';
    const span = { source, start: at - before.length, end: at + after.length };
    if (before !== '') return diagnose('yaml/unquoted-bracket', span, { word: before + after });
  }
  if (RESERVED.test(character)) return reserved(source, text, at, /^[^\s,\]}]*/);
  const open = /^(?!\s)/.test(line.text) ? unclosedBefore(text, place.start, line.start) : undefined;
  if (open !== undefined) return unclosed(open.character, { source, start: open.at, end: open.at + 1 });
  if (character === ',')
    return diagnose('yaml/syntax', { source, start: at, end: at + 1 }, { reason: TWO_COMMAS });
  if (character === ':') {
    // The comma is missing before the key that this colon ends.
    const key = /[^\s,[\]{}]*$/.exec(text.slice(line.start, at))?.[0] ?? '';
    if (key !== '')
      return diagnose('yaml/missing-comma', { source, start: at - key.length, end: at }, { found: key });
  }
  const found = /^[^\s,\]}]*/.exec(text.slice(at, line.end))?.[0] || character;
  return diagnose(
    'yaml/missing-comma',
    { source, start: at, end: at + Math.max(1, found.length) },
    { found },
  );
}

const TWO_COMMAS = 'a comma follows another, with nothing between them';
const RESERVED = /[@`%]/;
/** What is left of a line before its comment. */
const REST = /^.*?(?=\s+#|$)/;
/** Keys of prose: a colon in it is punctuation, where elsewhere a mapping may have been meant. */
const PROSE = /^\s*(?:- +)*(?:title|description|because|reason|triage|author)[ \t]*:/;

function reserved(source: SourceText, text: string, at: number, word: RegExp): Diagnostic {
  const end = lineAround(text, at).end;
  const value = (word.exec(text.slice(at, end))?.[0] ?? '').trimEnd();
  const span = { source, start: at, end: at + value.length };
  // In a list between brackets, what else belongs to the value is anybody's guess; a dash may have been meant.
  const fix = word === REST && RESERVED.test(text[at] ?? '') ? quotedAsTyped(span) : undefined;
  return diagnose('yaml/reserved-character', span, { character: text[at] ?? '', value }, fix);
}

interface Fault {
  readonly span: (start: number, end: number) => Span;
  readonly line: Line;
  readonly at: number;
  readonly character: string;
  readonly text: string;
  readonly place: Place;
}

function inBlock(reason: string, { span, line, at, character, text, place }: Fault): Diagnostic {
  const rest = text.slice(at, line.end).trimEnd();
  if (RESERVED.test(character) || (at > line.start + indentOf(line.text) && /^[-?](?:\s|$)/.test(rest))) {
    return reserved(place.source, text, at, REST);
  }
  if (character === ']' || character === '}') {
    return diagnose('yaml/unopened-bracket', span(at, at + 1), { bracket: character });
  }
  const quoted = /^\s*(?:- +)*(?:[^'"\s][^:]*:\s+)?(?:'(?:[^']|'')*'|"(?:[^"\\]|\\.)*")\s*/.exec(line.text);
  if (quoted !== null && line.start + quoted[0].length === at && rest !== '') {
    return diagnose('yaml/text-after-quote', span(at, at + rest.length), { rest });
  }
  const second = /^(\s*(?:- +)*[^\s:'"][^:]*:[ \t]+)([^'"[{|>\s].*:(?:\s.*)?)$/.exec(line.text.trimEnd());
  if (second !== null && at > line.start + (second[1] ?? '').trimEnd().length) {
    const value = (second[2] ?? '').replace(/\s+#.*$/, '');
    const start = line.start + (second[1] ?? '').length;
    const at = span(start, start + value.length);
    const fix = PROSE.test(line.text)
      ? quotedAsTyped({ ...at, end: start + value.trimEnd().length })
      : undefined;
    return diagnose('yaml/colon-in-value', at, { value }, fix);
  }
  if (/multiline key|expected ':'|whitespace character is expected/.test(reason)) {
    // The parser complains where the next line's colon is; the line without one is the last before it.
    const culprit = /:(?:\s|$)/.test(line.text) ? (lineBefore(text, line) ?? line) : line;
    const words = culprit.text.trim();
    const start = culprit.start + culprit.text.indexOf(words);
    return diagnose('yaml/missing-colon', span(start, start + words.length), { line: words });
  }
  const dash = /^\s*-(?:\s|$)/.test(line.text);
  const siblings = lineBefore(text, line);
  if (siblings !== undefined && indentOf(siblings.text) === indentOf(line.text)) {
    const other = /^\s*-(?:\s|$)/.test(siblings.text);
    if (dash !== other) return diagnose('yaml/list-and-mapping', span(at, at + 1), {});
  }
  const start = line.start + indentOf(line.text);
  if (/indentation/.test(reason)) return diagnose('yaml/indentation', span(start, start + 1), {});
  if (/end of the stream or a document/.test(reason)) {
    const open = unclosedBefore(text, place.start, at);
    if (open !== undefined) return unclosed(open.character, span(open.at, open.at + 1));
    if (siblings !== undefined && !siblings.text.includes(':')) {
      const words = siblings.text.trim();
      const begin = siblings.start + indentOf(siblings.text);
      return diagnose('yaml/missing-colon', span(begin, begin + words.length), { line: words });
    }
    if (siblings !== undefined && indentOf(siblings.text) !== indentOf(line.text)) {
      return diagnose('yaml/indentation', span(start, start + 1), {});
    }
  }
  return diagnose('yaml/syntax', span(at, Math.min(at + 1, text.length)), { reason });
}

interface Line {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

function lineAround(text: string, at: number): Line {
  const start = lineStart(text, at);
  const next = text.indexOf('\n', start);
  const end = next === -1 ? text.length : next;
  return { start, end, text: text.slice(start, end) };
}

/** The line before that is neither blank nor a comment. */
function lineBefore(text: string, line: Line): Line | undefined {
  let current = line;
  while (current.start > 0) {
    current = lineAround(text, current.start - 1);
    if (!/^\s*(?:#|$)/.test(current.text)) return current;
  }
  return undefined;
}

const indentOf = (line: string) => line.length - line.trimStart().length;
