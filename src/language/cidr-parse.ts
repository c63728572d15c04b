/**
 * The grammars of addresses and CIDR blocks, and whether an address lies in a block (docs/semantics.md, on `inCidr`).
 *
 * Owns: IPv4 as four decimal parts without leading zeros; IPv6 as RFC 4291 §2.2 writes it, whose grammar is node's;
 * IPv4-mapped IPv6 (§2.5.5.2) is the IPv4 address in it; a zone id makes no address. Must not: know operators.
 */
import { isIPv6 } from 'node:net';
import type { Cidr, IpAddress } from './cidr.ts';
import { type NetworkProblem, networkProblem, notANetwork, spellBlock } from './cidr-problems.ts';

export type ParsedCidr = { readonly kind: 'network'; readonly network: Cidr } | NetworkProblem;

/** The address that the text is, or undefined. IPv4-mapped IPv6, in either form, gives family 4. */
export function parseIp(text: string): IpAddress | undefined {
  const read = readIp(text);
  return read === undefined ? undefined : unmapped(read);
}

/** The block that the text is, or what is wrong with it. */
export function parseCidr(text: string): ParsedCidr {
  const slash = text.indexOf('/');
  const [before, after] = slash < 0 ? [text, undefined] : [text.slice(0, slash), text.slice(slash + 1)];
  const address = readIp(before);
  if (address === undefined || after === undefined) return notANetwork(text, address);
  const bits = address.bytes.length * 8;
  if (!/^(?:0|[1-9][0-9]{0,2})$/.test(after) || Number(after) > bits) {
    return networkProblem.prefix(text, after, address);
  }
  const prefix = Number(after);
  const base = address.bytes.map((byte, at) => byte & maskOf(prefix, at));
  if (base.some((byte, at) => byte !== address.bytes[at])) {
    return networkProblem.hostBits(text, spellBlock(base, prefix));
  }
  const { family, bytes } = unmapped({ family: address.family, bytes: base });
  // A block of mapped addresses is the block of the IPv4 addresses in them.
  return { kind: 'network', network: { family, bytes, prefix: prefix - (bits - bytes.length * 8) } };
}

/** Whether the address lies in the block. One of the other family never does. */
export function contains(network: Cidr, address: IpAddress): boolean {
  return (
    network.family === address.family &&
    address.bytes.every((byte, at) => (byte & maskOf(network.prefix, at)) === (network.bytes[at] ?? 0))
  );
}

/** The bits of the byte at `at` that the prefix covers. */
function maskOf(prefix: number, at: number): number {
  const covered = Math.max(0, Math.min(8, prefix - at * 8));
  return (0xff << (8 - covered)) & 0xff;
}

/** The address with the bytes as written: 16 for a mapped one. */
function readIp(text: string): IpAddress | undefined {
  const four = readIpv4(text);
  if (four !== undefined) return { family: 4, bytes: four };
  // node takes a zone id for part of an address, which the contract does not.
  if (text.includes('%') || !isIPv6(text)) return undefined;
  const bytes = expand(text);
  return bytes && { family: 6, bytes };
}

function readIpv4(text: string): readonly number[] | undefined {
  if (!/^(?:0|[1-9][0-9]{0,2})(?:\.(?:0|[1-9][0-9]{0,2})){3}$/.test(text)) return undefined;
  const bytes = text.split('.').map(Number);
  return bytes.every((byte) => byte <= 255) ? bytes : undefined;
}

/** The 16 bytes of a text that is an IPv6 address. */
function expand(text: string): readonly number[] | undefined {
  const [head = '', tail] = text.split('::');
  const [before, after] = [groupsOf(head), groupsOf(tail ?? '')];
  if (before === undefined || after === undefined) return undefined;
  const missing = 16 - before.length - after.length;
  const fits = tail === undefined ? missing === 0 : missing >= 0;
  return fits ? [...before, ...Array<number>(missing).fill(0), ...after] : undefined;
}

function groupsOf(text: string): readonly number[] | undefined {
  if (text === '') return [];
  const bytes: number[] = [];
  for (const group of text.split(':')) {
    const four = group.includes('.') ? readIpv4(group) : undefined;
    if (group.includes('.') && four === undefined) return undefined;
    const value = Number.parseInt(group, 16);
    bytes.push(...(four ?? [value >> 8, value & 0xff]));
  }
  return bytes;
}

/** `::ffff:0:0/96` holds the IPv4 addresses (RFC 4291 §2.5.5.2). */
function unmapped(address: IpAddress): IpAddress {
  const { family, bytes } = address;
  const mapped = bytes.length === 16 && bytes.slice(0, 12).every((byte, at) => byte === (at < 10 ? 0 : 0xff));
  return mapped ? { family: 4, bytes: bytes.slice(12) } : { family, bytes };
}
