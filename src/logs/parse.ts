/**
 * From a piece of a file to what it means: events, or why there is none.
 *
 * Owns: the last step before `unwrap`; everything a piece can do wrong is a reason here and never an exception.
 * Must not: find pieces (split.ts) or open envelopes (cloudtrail/envelopes.ts).
 */
import { isUtf8 } from 'node:buffer';
import { type Unwrapped, unwrap } from '../cloudtrail/envelopes.ts';
import type { Json } from '../cloudtrail/event.ts';
import { MAX_NESTING } from '../cloudtrail/inner-json.ts';
import type { Piece } from './split.ts';

export interface ReadPiece {
  /** Nothing for an envelope that holds an empty list. */
  readonly found: readonly Unwrapped[];
  /** Whether it is JSON at all. */
  readonly isJson: boolean;
}

/** What stands in the piece. */
export function readPiece(piece: Piece): ReadPiece {
  if (piece.kind === 'broken') return notJson(piece.reason);
  if (piece.nesting > MAX_NESTING) return notJson(`values stand in each other more than ${MAX_NESTING} deep`);
  if (!isUtf8(piece.bytes)) return notJson('it is not valid UTF-8');
  let json: Json;
  try {
    json = JSON.parse(piece.bytes.toString('utf8')) as Json;
  } catch {
    // The parser's own message quotes the record, which may hold secrets.
    return notJson('it is not valid JSON');
  }
  return { found: unwrap(json), isJson: true };
}

function notJson(reason: string): ReadPiece {
  return { found: [{ kind: 'malformed', reason }], isJson: false };
}
