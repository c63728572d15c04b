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
    const address = addressOf(text);
    return address !== undefined && networks.some(({ network }) => contains(network, address));
  };
}

/** The text that was read last: many rules ask about the address of one event. */
let lastText = '';
let lastAddress = parseIp(lastText);

function addressOf(text: string): ReturnType<typeof parseIp> {
  if (text !== lastText) {
    lastAddress = parseIp(text);
    lastText = text;
  }
  return lastAddress;
}
