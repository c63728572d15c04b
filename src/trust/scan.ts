/**
 * Where the roles in a text are: the JSON objects that look like one, whatever stands around them.
 *
 * Owns: brackets, strings, keys and damage; one pass, linear, without a stack of calls. Must not: parse, or know what a
 * role is. A text that was cut off, or damaged at one role, still gives the others.
 */

export interface Piece {
  readonly start: number;
  readonly end: number;
  /** How deep it stands: 0 is a whole value. */
  readonly depth: number;
  readonly keys: ReadonlySet<string>;
}

export interface ScanFault {
  readonly reason: string;
  readonly at: number;
}

export interface Scan {
  readonly pieces: readonly Piece[];
  readonly faults: readonly ScanFault[];
  /** The last whole value says that there is more of the list. */
  readonly truncated: boolean;
}

/** AWS's own documents reach six levels. */
const DEEPEST = 100;
const MOST_FAULTS = 50;

interface Frame {
  readonly start: number;
  readonly object: boolean;
  readonly keys: Set<string>;
  broken: boolean;
}

/** Objects with at least one of `wanted` among their own keys. */
export function scan(text: string, wanted: ReadonlySet<string>): Scan {
  const pieces: Piece[] = [];
  const faults: ScanFault[] = [];
  const stack: Frame[] = [];
  let truncated = false;
  let tooDeep = 0;
  const fault = (reason: string, at: number) => {
    for (const frame of stack) frame.broken = true;
    if (faults.length < MOST_FAULTS) faults.push({ reason, at });
  };
  let at = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  while (at < text.length) {
    const char = text[at] as string;
    if (char === '"') {
      const end = endOfString(text, at);
      if (end === -1) {
        fault('the text ends in the middle of a string', at);
        return { pieces, faults, truncated };
      }
      const frame = stack.at(-1);
      const next = afterBlanks(text, end);
      if (frame?.object === true && tooDeep === 0 && text[next] === ':') {
        const key = keyAt(text, at, end);
        if (frame.keys.has(key)) fault(`the key "${key.slice(0, 80)}" stands twice in one object`, at);
        frame.keys.add(key);
        if (stack.length === 1 && key === 'IsTruncated')
          truncated = text.startsWith('true', afterBlanks(text, next + 1));
      }
      at = end;
      continue;
    }
    if (char === '{' || char === '[') {
      if (stack.length >= DEEPEST) {
        if (tooDeep === 0) fault(`values stand in each other more than ${DEEPEST} deep`, at);
        tooDeep += 1;
      } else {
        if (stack.length === 0) truncated = false;
        stack.push({ start: at, object: char === '{', keys: new Set(), broken: false });
      }
    } else if (char === '}' || char === ']') {
      if (tooDeep > 0) tooDeep -= 1;
      else {
        const frame = stack.pop();
        if (frame === undefined || frame.object !== (char === '}'))
          fault('a bracket closes what it did not open', at);
        else if (!frame.broken && frame.object && [...wanted].some((key) => frame.keys.has(key)))
          pieces.push({ start: frame.start, end: at + 1, depth: stack.length, keys: frame.keys });
      }
    } else if (stack.length === 0 && !/[\s,]/.test(char)) {
      fault('this is not JSON', at);
      const line = text.indexOf('\n', at);
      at = line === -1 ? text.length : line;
    }
    at += 1;
  }
  if (stack.length > 0) fault('the text ends in the middle of a value', stack[0]?.start ?? 0);
  return { pieces, faults, truncated };
}

/** Behind the closing quote; -1 where there is none. */
function endOfString(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === 0x5c) at += 1;
    else if (code === 0x22) return at + 1;
  }
  return -1;
}

function afterBlanks(text: string, from: number): number {
  let at = from;
  while (/\s/.test(text[at] ?? '')) at += 1;
  return at;
}

function keyAt(text: string, start: number, end: number): string {
  const raw = text.slice(start + 1, end - 1);
  if (!raw.includes('\\')) return raw;
  try {
    return String(JSON.parse(text.slice(start, end)));
  } catch {
    return raw;
  }
}
