/**
 * Sets of lanes, as bits.
 *
 * Owns: the few operations that a glance needs. Sets of one glance are equally long.
 */
export type LaneSet = Int32Array;

export function openSet(lanes: number): LaneSet {
  return new Int32Array((lanes + 31) >>> 5);
}

export function add(set: LaneSet, lane: number): void {
  set[lane >>> 5] = (set[lane >>> 5] as number) | (1 << (lane & 31));
}

export function setOf(size: number, lanes: readonly number[]): LaneSet {
  const set = openSet(size);
  for (const lane of lanes) add(set, lane);
  return set;
}

export function isEmpty(set: LaneSet): boolean {
  for (const word of set) if (word !== 0) return false;
  return true;
}

/** Whether some lane is in both. */
export function meet(one: LaneSet, other: LaneSet): boolean {
  for (let at = 0; at < one.length; at += 1)
    if (((one[at] as number) & (other[at] as number)) !== 0) return true;
  return false;
}

/** Takes out of `set` those of `concerned` that are not in `holding`. */
export function keep(set: LaneSet, concerned: LaneSet, holding: LaneSet): void {
  for (let at = 0; at < set.length; at += 1)
    set[at] = (set[at] as number) & (~(concerned[at] as number) | (holding[at] as number));
}

/** Adds all of another. */
export function unite(set: LaneSet, other: LaneSet): void {
  for (let at = 0; at < set.length; at += 1) set[at] = (set[at] as number) | (other[at] as number);
}

/** In ascending order. */
export function lanesOf(set: LaneSet): readonly number[] {
  const lanes: number[] = [];
  for (let at = 0; at < set.length; at += 1)
    for (let word = set[at] as number; word !== 0; word &= word - 1)
      lanes.push(at * 32 + 31 - Math.clz32(word & -word));
  return lanes;
}
