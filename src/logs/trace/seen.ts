/**
 * Which eventIDs were seen before.
 *
 * Owns: a memory of the last two to four million ids in at most 64 MiB, as 52-bit hashes. Two ids with the same hash
 * pass for one: among a million, the chance is one in ten thousand. Must not: know events.
 */

const GENERATION = 1 << 21;
const FIRST_SLOTS = 1 << 12;

export interface Seen {
  /** Notes the id; true when it was noted before. */
  add(id: string): boolean;
}

export function createSeen(): Seen {
  let previous: Slots | undefined;
  let current = openSlots();
  return {
    add(id) {
      const hash = hashOf(id);
      if (current.has(hash) || previous?.has(hash) === true) return true;
      if (current.size() >= GENERATION) {
        previous = current;
        current = openSlots();
      }
      current.put(hash);
      return false;
    },
  };
}

type Slots = ReturnType<typeof openSlots>;

/** Open addressing; 0 is an empty slot, and never more than half are taken. */
function openSlots() {
  let slots = new Float64Array(FIRST_SLOTS);
  let taken = 0;
  const slotOf = (table: Float64Array, hash: number): number => {
    const mask = table.length - 1;
    let at = hash % table.length;
    while (table[at] !== 0 && table[at] !== hash) at = (at + 1) & mask;
    return at;
  };
  return {
    size: () => taken,
    has: (hash: number) => slots[slotOf(slots, hash)] === hash,
    put(hash: number): void {
      if (taken * 2 >= slots.length) {
        const larger = new Float64Array(slots.length * 2);
        for (const one of slots) if (one !== 0) larger[slotOf(larger, one)] = one;
        slots = larger;
      }
      slots[slotOf(slots, hash)] = hash;
      taken += 1;
    },
  };
}

/** Two multiplicative hashes side by side, 26 bits of each; never 0. */
function hashOf(id: string): number {
  let a = 0x811c9dc5;
  let b = 0x1b873593;
  for (let at = 0; at < id.length; at += 1) {
    const code = id.charCodeAt(at);
    a = Math.imul(a ^ code, 0x01000193);
    b = Math.imul(b ^ code, 0x85ebca6b);
    b = (b << 13) | (b >>> 19);
  }
  return ((a ^ (a >>> 15)) >>> 6) * 0x4000000 + ((b ^ (b >>> 16)) >>> 6) || 1;
}
