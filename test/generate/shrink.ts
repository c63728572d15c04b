/**
 * A failing pair made small: fewer clauses, fewer values, shorter texts, an event with less in it.
 *
 * Owns: the smaller neighbours of a pair, as fast-check's shrinking wants them. Must not: know why a pair fails.
 */
import fc from 'fast-check';
import type { CloudTrailEvent } from '../../src/cloudtrail/event.ts';
import type { LaneRule } from '../lane/executor.ts';
import type { Mapping } from './match.ts';
import { readDrawn } from './rule.ts';
import type { Drawn } from './written.ts';
import type { Data } from './yaml-text.ts';

export interface Pair {
  readonly drawn: Drawn;
  readonly event: CloudTrailEvent;
}

/** Whether the pair still shows what is wrong. May ask an engine. */
export type Fails = (rule: LaneRule, event: CloudTrailEvent) => boolean | Promise<boolean>;

/**
 * The smallest pair on the way down from this one that fails as it does; this one itself where none is smaller. A rule
 * that the reader refuses is no candidate, and a check that throws counts as one that does not fail.
 */
export async function shrinkFailure(pair: Pair, fails: Fails, mostChecks = 400): Promise<Pair> {
  let left = mostChecks;
  const property = fc.asyncProperty(new PairArbitrary(pair), async ({ drawn, event }) => {
    const { rule } = readDrawn(drawn, 'shrunk');
    if (rule === undefined || left <= 0) return true;
    left -= 1;
    try {
      return !(await fails(rule, event));
    } catch {
      return true;
    }
  });
  const { counterexample } = await fc.check(property, { numRuns: 1, endOnFailure: false });
  return counterexample?.[0] ?? pair;
}

/** Draws the one pair and nothing else; shrinks to its smaller neighbours. */
class PairArbitrary extends fc.Arbitrary<Pair> {
  readonly #pair: Pair;

  constructor(pair: Pair) {
    super();
    this.#pair = pair;
  }

  override generate(): fc.Value<Pair> {
    return new fc.Value(this.#pair, undefined);
  }

  override canShrinkWithoutContext(_: unknown): _ is Pair {
    return true;
  }

  override shrink(pair: Pair): fc.Stream<fc.Value<Pair>> {
    return fc.stream(smallerPairs(pair)).map((smaller) => new fc.Value(smaller, undefined));
  }
}

function* smallerPairs({ drawn, event }: Pair): Generator<Pair> {
  for (const match of smallerMatches(drawn.match)) yield { drawn: { ...drawn, match }, event };
  if (drawn.shown.length > 0) yield { drawn: { ...drawn, shown: [] }, event };
  if (drawn.durations) yield { drawn: { ...drawn, durations: false }, event };
  if (!drawn.block) yield { drawn: { ...drawn, block: true }, event };
  for (const smaller of smallerData(event as Data)) {
    if (isMapping(smaller)) yield { drawn, event: smaller as CloudTrailEvent };
  }
}

const isMapping = (data: Data | undefined): data is Mapping =>
  typeof data === 'object' && data !== null && !Array.isArray(data);

/** A clause in place of the whole first, since that takes most away. */
function* smallerMatches(match: Mapping): Generator<Mapping> {
  for (const value of Object.values(match)) {
    for (const inner of Array.isArray(value) ? value : [value]) if (isMatch(inner)) yield inner;
  }
  for (const smaller of smallerData(match)) if (isMapping(smaller)) yield smaller;
}

/** Whether the reader could take it for clauses; where it is none it is refused. */
const isMatch = (data: Data): data is Mapping => isMapping(data) && !('$param' in data) && !('$list' in data);

/** Data with one thing less, coarse steps first. Of a param on the spot also its value. */
function* smallerData(data: Data): Generator<Data> {
  if (typeof data === 'string') yield* smallerTexts(data);
  else if (Array.isArray(data)) yield* smallerArrays(data as readonly Data[]);
  else if (isMapping(data)) yield* smallerMappings(data);
}

function* smallerTexts(text: string): Generator<string> {
  const points = [...text];
  if (points.length > 3) yield points.slice(0, points.length >> 1).join('');
  if (points.length > 3) yield points.slice(points.length >> 1).join('');
  if (points.length > 0) yield points.slice(1).join('');
  if (points.length > 0) yield points.slice(0, -1).join('');
}

function* smallerArrays(items: readonly Data[]): Generator<readonly Data[]> {
  for (const at of items.keys()) yield items.filter((_, other) => other !== at);
  for (const [at, item] of items.entries()) {
    for (const smaller of smallerData(item)) yield items.map((one, other) => (other === at ? smaller : one));
  }
}

function* smallerMappings(mapping: Mapping): Generator<Data> {
  const entries = Object.entries(mapping);
  const { $param, $list } = mapping as { readonly $param?: Param; readonly $list?: List };
  if ($param !== undefined) return yield* smallerParams($param);
  if ($list !== undefined) return yield* smallerLists($list);
  for (const at of entries.keys()) yield Object.fromEntries(entries.filter((_, other) => other !== at));
  for (const [at, [key, value]] of entries.entries()) {
    // A group that holds one clause is replaced by it.
    if (['all', 'any', 'not'].includes(key)) yield* hoisted(entries, at);
    for (const smaller of smallerData(value)) {
      yield Object.fromEntries(entries.map((one, other) => (other === at ? [key, smaller] : one)));
    }
  }
}

type Param = Readonly<Record<'type' | 'value', Data>>;

/** The value in place of the param; then a smaller value of the same type. */
function* smallerParams(param: Param): Generator<Data> {
  yield param.value;
  for (const value of smallerData(param.value)) yield { $param: { ...param, value } };
}

type List = Readonly<Record<string, Data>>;

function* smallerLists(list: List): Generator<Data> {
  if (list.long === true) yield { $list: { ...list, long: false } };
  for (const key of ['added', 'removed', 'rows'] as const) {
    const rows = (list[key] ?? []) as readonly (readonly string[])[];
    const put = (smaller: readonly Data[]) => ({ $list: { ...list, [key]: smaller } });
    for (const at of rows.keys()) yield put(rows.filter((_, other) => other !== at));
    for (const [at, row] of rows.entries()) {
      for (const [column, cell] of row.entries()) {
        for (const smaller of smallerTexts(cell)) {
          const cells = row.map((one, other) => (other === column ? smaller : one));
          yield put(rows.map((one, other) => (other === at ? cells : one)));
        }
      }
    }
  }
}

function* hoisted(entries: readonly (readonly [string, Data])[], at: number): Generator<Mapping> {
  const [key, value] = entries[at] ?? ['', null];
  for (const inner of Array.isArray(value) ? (value as readonly Data[]) : [value]) {
    if (!isMatch(inner)) continue;
    const others = entries.filter((_, other) => other !== at);
    yield { ...Object.fromEntries(others), ...inner };
    if (key === 'not' && isMapping(inner.not)) yield { ...Object.fromEntries(others), ...inner.not };
  }
}
