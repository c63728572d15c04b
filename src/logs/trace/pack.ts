/**
 * Rows of sessions that are forgotten elsewhere, as bytes outside of the heap.
 *
 * Owns: their form: the values of a row in order, without the names of the fields, in large pieces of memory that many
 * rows share. A row as an object takes 3 kB, as JSON 1.2 kB, packed half of that. Must not: know what a row means.
 */
import type { RowHop, SessionRow } from './session-row.ts';

type Fields<T> = { readonly [K in keyof Required<T>]: true };
/** Names of all fields of a type: one that is added there is missed here by the compiler. */
const namesOf = <T>(fields: Fields<T>) => Object.keys(fields) as readonly string[];

const ROW = namesOf<SessionRow>({
  session: true,
  type: true,
  name: true,
  account: true,
  roleArn: true,
  accessKeys: true,
  began: true,
  first: true,
  last: true,
  events: true,
  mutating: true,
  root: true,
  certain: true,
  ambiguous: true,
  missing: true,
  claims: true,
  chain: true,
  renames: true,
  sourceIdentity: true,
});
const HOP = namesOf<RowHop>({
  call: true,
  eventID: true,
  time: true,
  evidence: true,
  strength: true,
  caller: true,
  requestedName: true,
});
const END = namesOf<SessionRow['root']>({
  kind: true,
  type: true,
  name: true,
  account: true,
  arn: true,
  provider: true,
});

const PIECE_BYTES = 1024 * 1024;

/** What packs rows; each comes back as a function that makes it anew. */
export function createPacker(): (row: SessionRow) => () => SessionRow {
  let piece = Buffer.alloc(0);
  let used = 0;
  return (row) => {
    const text = JSON.stringify(
      valuesOf(
        { ...row, root: valuesOf(row.root, END), chain: row.chain.map((hop) => valuesOf(hop, HOP)) },
        ROW,
      ),
    );
    const bytes = Buffer.byteLength(text);
    if (used + bytes > piece.length) {
      piece = Buffer.allocUnsafeSlow(Math.max(PIECE_BYTES, bytes));
      used = 0;
    }
    piece.write(text, used);
    used += bytes;
    return unpacked(piece, used - bytes, used);
  };
}

/** Stands apart, because functions made in one place keep all its variables alive. */
function unpacked(piece: Buffer, from: number, to: number): () => SessionRow {
  return () => {
    const packed = objectOf(JSON.parse(piece.toString('utf8', from, to)) as unknown[], ROW);
    const { root, chain } = packed as { root: unknown[]; chain: unknown[][] };
    return {
      ...packed,
      root: objectOf(root, END),
      chain: chain.map((hop) => objectOf(hop, HOP)),
    } as unknown as SessionRow;
  };
}

const valuesOf = (from: object, names: readonly string[]): readonly unknown[] =>
  names.map((name) => (from as Readonly<Record<string, unknown>>)[name]);

const objectOf = (values: readonly unknown[], names: readonly string[]): Readonly<Record<string, unknown>> =>
  Object.fromEntries(names.map((name, at) => [name, values[at]]));
