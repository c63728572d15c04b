/**
 * Addresses within a network, and values beside a limit.
 *
 * Owns: one of each that reads well. Must not: know predicates.
 */
import type { Cidr } from '../../language/cidr.ts';
import type { Scale } from '../../language/operands.ts';

/** An address of the network: its first, or the one after it where it is a network of several. */
export function addressIn({ bytes, prefix }: Cidr): string {
  const last = bytes.length - 1;
  const inside = prefix < bytes.length * 8 ? bytes.map((byte, at) => (at === last ? byte | 1 : byte)) : bytes;
  if (inside.length === 4) return inside.join('.');
  return Array.from({ length: 8 }, (_, at) => {
    return (((inside[at * 2] ?? 0) << 8) | (inside[at * 2 + 1] ?? 0)).toString(16);
  }).join(':');
}

/** One more and one less than a value of a scale, as far as there are such. */
export function beside(scale: Scale, text: string): readonly string[] {
  if (scale === 'integer') return [1, -1].map((step) => String(Number(text) + step));
  if (scale === 'timestamp') {
    const time = Date.parse(text);
    if (Number.isNaN(time)) return [];
    return [1_000, -1_000].map((step) => `${new Date(time + step).toISOString().slice(0, 19)}Z`);
  }
  const [major = 0, minor = 0] = text.split('.').map(Number);
  return [`${major}.${minor + 1}`, `${major + 1}.0`, `${major}.${minor - 1}`, `${major - 1}.${minor}`];
}
