/**
 * JSON that stands as text inside JSON: parsed with a limit on nesting, and never throwing.
 *
 * Owns: the nesting limit for everything that becomes an event. Must not: know envelopes or fields.
 */
import type { Json } from './event.ts';

/**
 * Deepest nesting of objects and arrays that is read. Real records reach 11 levels; whatever walks an event may
 * recurse this far.
 */
export const MAX_NESTING = 200;

const QUOTE = 0x22;
const BACKSLASH = 0x5c;

/** The value that `text` holds as JSON; undefined when it holds none, or one nested too deep. */
export function parseInnerJson(text: string): Json | undefined {
  if (isNestedTooDeep(text)) return undefined;
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}

/** Whether the text, read as JSON, opens more than `MAX_NESTING` objects and arrays at once. */
function isNestedTooDeep(text: string): boolean {
  let depth = 0;
  let inString = false;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (inString) {
      if (code === BACKSLASH) at += 1;
      else if (code === QUOTE) inString = false;
    } else if (code === QUOTE) {
      inString = true;
    } else if (code === 0x7b || code === 0x5b) {
      depth += 1;
      if (depth > MAX_NESTING) return true;
    } else if (code === 0x7d || code === 0x5d) {
      depth -= 1;
    }
  }
  return false;
}
