/**
 * Sessions that were found, in the order in which a responder wants them.
 *
 * Owns: the order, and where a hundred thousand rows are kept: packed (pack.ts), outside of the heap, in large pieces that many share.
 * Must not: know how a session is found.
 */
import { packRow, type SessionFound, unpackRow } from './pack.ts';
import type { SessionRow } from './session-row.ts';

/** Rows are made anew whenever they are gone through: all at once would not fit in memory. */
export interface FoundSessions extends Iterable<SessionFound> {
  readonly size: number;
}

/**
 * What a session is ranked by: first by renames, then by mutating actions, then by events, most first; then by when it began (in
 * milliseconds; infinite where that is not known), the earliest first. Where all are equal its eventID decides.
 */
export type Rank = readonly [renames: number, mutating: number, events: number, began: number];

export interface FoundTable {
  /** `eventID` names the session; `row` is called where it may be shown. */
  add(rank: Rank, eventID: string, row: () => SessionRow): void;
  /** Those that are shown, the most interesting first. */
  ranked(): FoundSessions;
}

/** Keeps the first `top` sessions; all when it is absent. */
export function createFoundTable(top: number | undefined): FoundTable {
  let places = openPlaces();
  /** Behind it nobody is shown. */
  let last: Rank | undefined;
  const drop = (count: number): void => {
    const kept = openPlaces();
    for (const at of places.order().subarray(0, count)) kept.put(places.rankAt(at), places.rowAt(at));
    places = kept;
    last = kept.rankAt(count - 1);
  };
  return {
    add(rank, eventID, row) {
      if (last !== undefined && compareRanks(rank, last) > 0) return;
      places.put(rank, packRow({ eventID, row: row() }));
      if (top !== undefined && places.size() > 2 * top + 1000) drop(top);
    },
    ranked() {
      const { order, rowAt } = places;
      const shown = order().subarray(0, top);
      return {
        size: shown.length,
        *[Symbol.iterator]() {
          for (const at of shown) yield unpackRow(rowAt(at));
        },
      };
    },
  };
}

function compareRanks(a: Rank, b: Rank): number {
  return b[0] - a[0] || b[1] - a[1] || b[2] - a[2] || (a[3] < b[3] ? -1 : a[3] > b[3] ? 1 : 0);
}

const PIECE_BYTES = 1024 * 1024;
/** Numbers of a session: its rank; the number of the piece that holds its row, and where the row begins and ends there. */
const WIDTH = 7;
const FIRST_ROOM = 1024;

function openPlaces() {
  const pieces: Buffer[] = [];
  let used = 0;
  let numbers = new Float64Array(FIRST_ROOM * WIDTH);
  let count = 0;
  const number = (at: number, which: number) => numbers[at * WIDTH + which] as number;
  const rankAt = (at: number): Rank => [number(at, 0), number(at, 1), number(at, 2), number(at, 3)];
  const rowAt = (at: number) => (pieces[number(at, 4)] as Buffer).subarray(number(at, 5), number(at, 6));
  return {
    size: () => count,
    put(rank: Rank, row: Buffer): void {
      let piece = pieces.at(-1);
      if (piece === undefined || used + row.length > piece.length) {
        piece = Buffer.allocUnsafeSlow(Math.max(PIECE_BYTES, row.length));
        pieces.push(piece);
        used = 0;
      }
      if ((count + 1) * WIDTH > numbers.length) {
        const larger = new Float64Array(numbers.length * 2);
        larger.set(numbers);
        numbers = larger;
      }
      piece.set(row, used);
      numbers.set([...rank, pieces.length - 1, used, used + row.length], count * WIDTH);
      used += row.length;
      count += 1;
    },
    rankAt,
    rowAt,
    order: (): Uint32Array =>
      Uint32Array.from({ length: count }, (_, at) => at).sort(
        // A packed row begins with the eventID.
        (a, b) => compareRanks(rankAt(a), rankAt(b)) || Buffer.compare(rowAt(a), rowAt(b)),
      ),
  };
}
