/**
 * Rows of sessions as bytes.
 *
 * Owns: their form: the values of a row in order, without the names of the fields, behind the eventID that names the session. As
 * an object a row takes 3 kB, as JSON 1.2 kB, packed half of that. Must not: know what a row means.
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

const ROOT_AT = ROW.indexOf('root');
const CHAIN_AT = ROW.indexOf('chain');

/** A session and an eventID that names it: of its first event that was read, else of the call that issued it; else ''. */
export interface SessionFound {
  readonly eventID: string;
  readonly row: SessionRow;
}

export function packRow({ eventID, row }: SessionFound): Buffer {
  const values = valuesOf(row, ROW);
  values[ROOT_AT] = valuesOf(row.root, END);
  values[CHAIN_AT] = row.chain.map((hop) => valuesOf(hop, HOP));
  return Buffer.from(JSON.stringify([eventID, values]));
}

export function unpackRow(packed: Buffer): SessionFound {
  const [eventID, values] = JSON.parse(packed.toString()) as [string, unknown[]];
  values[ROOT_AT] = objectOf(values[ROOT_AT] as unknown[], END);
  values[CHAIN_AT] = (values[CHAIN_AT] as unknown[][]).map((hop) => objectOf(hop, HOP));
  return { eventID, row: objectOf(values, ROW) as unknown as SessionRow };
}

function valuesOf(from: object, names: readonly string[]): unknown[] {
  const values: unknown[] = [];
  for (const name of names) values.push((from as Readonly<Record<string, unknown>>)[name]);
  return values;
}

function objectOf(values: readonly unknown[], names: readonly string[]): Readonly<Record<string, unknown>> {
  const object: Record<string, unknown> = {};
  for (let at = 0; at < names.length; at += 1) object[names[at] as string] = values[at];
  return object;
}
