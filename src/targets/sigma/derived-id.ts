/**
 * Ids of documents that no author named: the same for the same thing, on any machine and day.
 *
 * Owns: UUIDs of version 8, made from a hash (RFC 9562, 5.8). Must not: know what is identified.
 */
import { sha256 } from '../../ir/hash.ts';

export function derivedId(...parts: readonly string[]): string {
  const hash = sha256(JSON.stringify(parts));
  const variant = ((Number.parseInt(hash.charAt(16), 16) & 0x3) | 0x8).toString(16);
  const groups = [
    hash.slice(0, 8),
    hash.slice(8, 12),
    `8${hash.slice(13, 16)}`,
    variant + hash.slice(17, 20),
    hash.slice(20, 32),
  ];
  return groups.join('-');
}
