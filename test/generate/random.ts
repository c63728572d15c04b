/**
 * Choices that follow from a seed alone.
 *
 * Owns: the generator of numbers (mulberry32, public domain). Must not: be used where fast-check draws.
 */

/** Draws from a seed; the same seed draws the same. */
export interface Random {
  /** 0 ≤ result < `below`; 0 for `below` 0. */
  nat(below: number): number;
  pick<T>(from: readonly [T, ...T[]]): T;
  pick<T>(from: readonly T[]): T | undefined;
  chance(oneIn: number): boolean;
  shuffled<T>(of: readonly T[]): T[];
}

export function seeded(...seeds: readonly number[]): Random {
  let state = seeds.reduce((all, one) => (Math.imul(all ^ one, 0x9e3779b1) ^ (all >>> 15)) | 0, 0x6d2b79f5);
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
  const nat = (below: number) => Math.floor(next() * below);
  return {
    nat,
    pick: <T>(from: readonly T[]) => from[nat(from.length)] as T,
    chance: (oneIn) => nat(oneIn) === 0,
    shuffled: <T>(of: readonly T[]) => {
      const all = [...of];
      for (let at = all.length - 1; at > 0; at -= 1) {
        const other = nat(at + 1);
        [all[at], all[other]] = [all[other] as T, all[at] as T];
      }
      return all;
    },
  };
}
