/**
 * The grammar of field paths: `userIdentity.arn`, `requestParameters."x-amz-acl"`, `resources[].ARN`.
 *
 *     path    = key *( "." key / "[]" "." key ) [ "[]" ]
 *     key     = plain / quoted
 *     plain   = ( letter / "_" ) *( letter / digit / "_" )       ASCII only
 *     quoted  = '"' *( any but '"' and '\' / '\"' / '\\' ) '"'
 *
 * Owns: text to keys and back. Must not: know which fields exist (fields.ts does).
 */
import { arrayProblem, doubledProblem, foreignElement } from './path-brackets.ts';

export type ParsedPath =
  | {
      readonly kind: 'path';
      /**
       * The keys, split at each `[]`: one segment without any. The first is never empty; of the others only the last
       * may be, where the path ends in `[]` and means the elements themselves.
       */
      readonly segments: readonly (readonly string[])[];
    }
  | PathProblem;

/** What is wrong with the spelling of a path, and where in the text. */
export interface PathProblem {
  readonly kind: 'problem';
  /** What is wrong, quoting the author's own text. */
  readonly what: string;
  /** What to type instead. */
  readonly do: string;
  /** UTF-16 offsets into the text; the end is exclusive. */
  readonly start: number;
  readonly end: number;
}

const PLAIN = /^[A-Za-z_][A-Za-z0-9_]*$/;

/** The keys of a path, or the first thing that is wrong with it. Takes time linear in the text. */
export function parsePath(text: string): ParsedPath {
  const segments: string[][] = [];
  let keys: string[] = [];
  let at = 0;
  for (;;) {
    const key = text[at] === '"' ? readQuoted(text, at) : readPlain(text, at);
    if (key.kind === 'problem') return key;
    keys.push(key.text);
    at = key.end;
    if (text.startsWith('[]', at)) {
      segments.push(keys);
      keys = [];
      at += 2;
      if (text.startsWith('[]', at)) return doubledProblem(text, at);
    }
    if (at === text.length) return { kind: 'path', segments: [...segments, keys] };
    if (text[at] !== '.') return afterKey(text, at);
    at += 1;
  }
}

/** Keys as an author writes them; `parsePath` gives the same keys back. */
export function spellPath(keys: readonly string[]): string {
  return keys.map(spellKey).join('.');
}

/** The same with `[]` between the segments. */
export function spellSegments(segments: readonly (readonly string[])[]): string {
  const [first = [], ...rest] = segments;
  return spellPath(first) + rest.map((keys) => (keys.length > 0 ? `[].${spellPath(keys)}` : '[]')).join('');
}

function spellKey(key: string): string {
  return PLAIN.test(key) ? key : `"${key.replace(/["\\]/g, '\\$&')}"`;
}

interface Key {
  readonly kind: 'key';
  readonly text: string;
  readonly end: number;
}

function readPlain(text: string, start: number): Key | PathProblem {
  let end = start;
  while (end < text.length && !'."[]'.includes(text.charAt(end))) end += 1;
  const key = text.slice(start, end);
  if (key === '') return noKey(text, start);
  if (PLAIN.test(key)) return { kind: 'key', text: key, end };
  const foreign = foreignElement(text, start, end);
  if (foreign !== undefined) return foreign;
  return {
    kind: 'problem',
    what: `"${key}" is not a plain key: plain keys are made of letters, digits and "_", and do not begin with a digit.`,
    do: `Put the key in double quotes: ${text.slice(0, start)}${spellKey(key)}${text.slice(end)}`,
    start,
    end,
  };
}

function readQuoted(text: string, start: number): Key | PathProblem {
  let key = '';
  for (let at = start + 1; at < text.length; at += 1) {
    const character = text.charAt(at);
    if (character === '"') return { kind: 'key', text: key, end: at + 1 };
    if (character !== '\\') {
      key += character;
      continue;
    }
    const escaped = text.charAt(at + 1);
    if (escaped !== '"' && escaped !== '\\') {
      return {
        kind: 'problem',
        what: `"\\${escaped}" is no escape: in a quoted key a backslash stands before a double quote or a backslash.`,
        do: 'Write \\\\ for one backslash.',
        start: at,
        end: at + 1 + escaped.length,
      };
    }
    key += escaped;
    at += 1;
  }
  return {
    kind: 'problem',
    what: 'The double quote of this key is never closed.',
    do: `Close it: ${text}"`,
    start,
    end: text.length,
  };
}

/** Nothing stands where a key must. */
function noKey(text: string, at: number): PathProblem {
  if (text[at] === '[' || text[at] === ']') return arrayProblem(text, at);
  const empty = text === '';
  return {
    kind: 'problem',
    what: empty ? 'The field path is empty.' : `A key is missing in "${text}".`,
    do: empty
      ? 'Name a field, as in userIdentity.arn.'
      : 'Write one key between two dots, as in userIdentity.arn.',
    start: at,
    end: Math.min(at + 1, text.length),
  };
}

/** Something other than a dot follows a key. */
function afterKey(text: string, at: number): PathProblem {
  if (text[at] === '[' || text[at] === ']') return arrayProblem(text, at);
  return {
    kind: 'problem',
    what: `A "." must follow ${text[at - 1] === ']' ? '"[]"' : 'the key'} before "${text.slice(at)}".`,
    do: 'Put a dot between keys. A key that holds a double quote is quoted whole, with \\" for the quote.',
    start: at,
    end: text.length,
  };
}
