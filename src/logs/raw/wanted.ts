/**
 * Which values of a record are worth knowing before it is parsed.
 *
 * Owns: the choice of paths from what conditions read, within what a scanner can want. Must not: read values.
 */
import { OPEN_OBJECTS } from '../../cloudtrail/catalogue.ts';
import { TELLING_KEYS } from '../../cloudtrail/envelopes.ts';
import type { FieldPath } from '../../cloudtrail/value.ts';
import { pathsOfCondition } from '../../ir/expression.ts';
import type { Lane } from './glance.ts';
import { MAX_KEY_BYTES, MAX_VALUES } from './scanner.ts';

export interface WantedPaths {
  readonly paths: readonly FieldPath[];
  /** The first so many make a record's sort. */
  readonly sorting: number;
  /** Number of the event's time. */
  readonly time: number;
}

/** Beside what tells an event, paths at which few different values stand in a year of logs. */
const FEW: readonly FieldPath[] = [
  ['readOnly'],
  ['managementEvent'],
  ['errorCode'],
  ['awsRegion'],
  ['userIdentity', 'type'],
  ['userIdentity', 'invokedBy'],
];

const TIME: FieldPath = ['eventTime'];
const MAX_DEPTH = 4;

/** The same for two paths only where they are the same. */
export const keyOf = (path: FieldPath): string => path.map((name) => `${name.length}:${name}`).join('');

/**
 * First what tells events, then paths of few values, then `always`, then the others by how many lanes read them.
 */
export function choosePaths(lanes: readonly Lane[], always: readonly FieldPath[]): WantedPaths {
  const counts = new Map<string, { readonly path: FieldPath; count: number }>();
  for (const { condition, needs } of lanes) {
    const read = new Map([...pathsOfCondition(condition), ...needs].map((path) => [keyOf(path), path]));
    for (const [key, path] of read) {
      const known = counts.get(key);
      if (known === undefined) counts.set(key, { path, count: 1 });
      else known.count += 1;
    }
  }
  const telling = TELLING_KEYS.map((name) => [name]);
  const sorting = [...telling, ...FEW.filter((path) => counts.has(keyOf(path)))];
  const others = [...counts]
    .sort(([a, one], [b, other]) => other.count - one.count || (a < b ? -1 : 1))
    .map(([, { path }]) => path);
  const paths = [...sorting, TIME];
  const taken = new Set(paths.map(keyOf));
  for (const path of [...always, ...others]) {
    if (paths.length === MAX_VALUES) break;
    // What stands above another path is an object there, and no value.
    const isNested = paths.some((one) => startsWith(path, one) || startsWith(one, path));
    if (taken.has(keyOf(path)) || isNested || !isWantable(path)) continue;
    taken.add(keyOf(path));
    paths.push(path);
  }
  return { paths, sorting: sorting.length, time: sorting.length };
}

/** An open object is none itself, since it may be an object after all where it comes as a text. */
function isWantable(path: FieldPath): boolean {
  const isOpen = path.length === 1 && OPEN_OBJECTS.some((name) => name === path[0]);
  const isShort = path.every((name) => Buffer.byteLength(name) <= MAX_KEY_BYTES);
  return !isOpen && isShort && path.length <= MAX_DEPTH;
}

const startsWith = (path: FieldPath, head: FieldPath) => head.every((name, at) => path[at] === name);
