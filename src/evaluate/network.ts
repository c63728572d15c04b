/**
 * Whether a text is an address within one of several networks (docs/semantics.md §13).
 *
 * Owns: asking each network. Must not: read addresses (language/cidr-parse.ts does).
 */
import { contains, parseIp } from '../language/cidr-parse.ts';
import type { NetworkOperand } from '../language/operands.ts';

/** False of a text that is no address; no networks: false. */
export function compileNetworks(networks: readonly NetworkOperand[]): (text: string) => boolean {
  return (text) => {
    const address = parseIp(text);
    return address !== undefined && networks.some(({ network }) => contains(network, address));
  };
}
