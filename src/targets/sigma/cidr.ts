/**
 * `inCidr` as `|cidr`.
 *
 * Owns: how a network is written. Engines read addresses by libraries of their own, which differ on IPv4 addresses
 * written as IPv6 and on zones; that none stands there is an assumption. Must not: match.
 */
import type { Cidr } from '../../language/cidr.ts';
import type { NetworkOperand } from '../../language/operands.ts';
import type { Subject } from './fields.ts';
import { sigmaValue } from './literals.ts';
import type { Said } from './texts.ts';

export function networkMaps(networks: readonly NetworkOperand[], { form, definition }: Subject): Said {
  if (form.kind === 'none') return { why: form.why };
  if (form.kind !== 'plain') {
    return { why: `Sigma has no field ${definition.name}, and looks for no address in a part of a field.` };
  }
  if (networks.length === 0) return { maps: [], given: [] };
  const values = [...new Set(networks.map(({ network }) => sigmaValue(writtenAs(network))))];
  return { maps: [[{ field: form.field, modifiers: ['cidr'], values }]], given: ['plain-addresses'] };
}

/** `10.0.0.0/8`, or as RFC 5952 §4 writes IPv6, `2001:db8::/32`. */
function writtenAs({ family, bytes, prefix }: Cidr): string {
  if (family === 4) return `${bytes.join('.')}/${prefix}`;
  const groups = Array.from({ length: 8 }, (_, at) => (bytes[at * 2] ?? 0) * 256 + (bytes[at * 2 + 1] ?? 0));
  const { start, length } = longestZeros(groups);
  const hex = groups.map((group) => group.toString(16));
  if (length < 2) return `${hex.join(':')}/${prefix}`;
  return `${hex.slice(0, start).join(':')}::${hex.slice(start + length).join(':')}/${prefix}`;
}

function longestZeros(groups: readonly number[]): { readonly start: number; readonly length: number } {
  let best = { start: 0, length: 0 };
  let start = 0;
  for (const [at, group] of groups.entries()) {
    if (group !== 0) start = at + 1;
    else if (at + 1 - start > best.length) best = { start, length: at + 1 - start };
  }
  return best;
}
