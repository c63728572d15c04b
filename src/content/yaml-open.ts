/**
 * Where a quote or bracket was opened and not closed, as far as one line at a time can tell.
 *
 * Owns: that search. Must not: parse; the parser has already said that something stayed open.
 */

export interface Opener {
  readonly at: number;
  readonly character: string;
}

/** The nearest opener before `to`, and not before `from`, that its own line does not close. */
export function unclosedBefore(text: string, from: number, to: number): Opener | undefined {
  let end = to;
  while (end >= from) {
    const start = Math.max(from, lineStart(text, end));
    const open = unclosedIn(text.slice(start, end));
    if (open !== undefined) return { at: start + open.at, character: open.character };
    if (start === from) return undefined;
    end = start - 1;
  }
  return undefined;
}

/** Where the line of an offset begins. */
export function lineStart(text: string, at: number): number {
  // For a negative position, lastIndexOf looks at the first character after all.
  return at === 0 ? 0 : text.lastIndexOf('\n', at - 1) + 1;
}

/** What one line leaves open: a quote if there is one, else the innermost bracket. */
function unclosedIn(line: string): Opener | undefined {
  const brackets: Opener[] = [];
  let at = 0;
  let valueMayBegin = true;
  while (at < line.length) {
    const character = line[at] ?? '';
    if (character === '#' && (at === 0 || /\s/.test(line[at - 1] ?? ''))) break;
    if (valueMayBegin && (character === "'" || character === '"')) {
      const close = closingQuote(line, at);
      if (close === undefined) return { at, character };
      at = close;
      valueMayBegin = false;
    } else if ((character === '[' || character === '{') && (valueMayBegin || brackets.length > 0)) {
      brackets.push({ at, character });
      valueMayBegin = true;
    } else if (character === ']' || character === '}') {
      brackets.pop();
      valueMayBegin = false;
    } else if (
      character === ',' ||
      ((character === ':' || character === '-') && /\s/.test(line[at + 1] ?? ' '))
    ) {
      valueMayBegin = true;
    } else if (!/\s/.test(character)) {
      valueMayBegin = false;
    }
    at += 1;
  }
  return brackets.at(-1);
}

function closingQuote(line: string, open: number): number | undefined {
  const quote = line[open];
  let at = open + 1;
  while (at < line.length) {
    if (quote === '"' && line[at] === '\\') at += 1;
    else if (line[at] === quote) {
      if (quote === "'" && line[at + 1] === "'") at += 1;
      else return at;
    }
    at += 1;
  }
  return undefined;
}
