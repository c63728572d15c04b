/** Addresses and networks read a second time, with Node's own judgement of what is an address. */
import { isIPv4, isIPv6 } from 'node:net';
import type { Cidr } from '../../src/language/cidr.ts';

export interface Address {
  readonly family: 4 | 6;
  readonly value: bigint;
}

const WIDTH = { 4: 32n, 6: 128n } as const;
const MAPPED = 0xffffn;

/** docs/semantics.md §13: a mapped address is one of IPv4, an address with a zone is none. */
export function addressOf(text: string): Address | undefined {
  if (isIPv4(text)) return { family: 4, value: joined(text.split('.'), 10, 8n) };
  if (!isIPv6(text) || text.includes('%')) return undefined;
  const value = joined(groupsOf(text), 16, 16n);
  return value >> 32n === MAPPED ? { family: 4, value: value & 0xffffffffn } : { family: 6, value };
}

/** The eight groups, those left out by `::` filled in. */
function groupsOf(text: string): readonly string[] {
  const [, head = text, dotted] = /^(.*:)([0-9.]+\.[0-9.]+)$/.exec(text) ?? [];
  const bytes = dotted?.split('.').map((part) => Number(part).toString(16).padStart(2, '0'));
  const tail = bytes === undefined ? '' : `${bytes[0]}${bytes[1]}:${bytes[2]}${bytes[3]}`;
  const [left = '', right] = `${head}${tail}`.split('::');
  const before = left.split(':').filter((group) => group !== '');
  const after = (right ?? '').split(':').filter((group) => group !== '');
  return [...before, ...new Array<string>(8 - before.length - after.length).fill('0'), ...after];
}

function joined(parts: readonly string[], base: number, bits: bigint): bigint {
  return parts.reduce((sum, part) => (sum << bits) | BigInt(Number.parseInt(part, base)), 0n);
}

/** `address/prefix`; throws when it is none, which is the test's own fault. */
export function networkOf(text: string): Cidr {
  const [written = '', prefix = ''] = text.split('/');
  const address = addressOf(written);
  if (address === undefined || !/^\d+$/.test(prefix)) throw new Error(`${text} is no network`);
  const width = WIDTH[address.family];
  const rest = width - BigInt(prefix);
  const value = (address.value >> rest) << rest;
  const bytes = Array.from({ length: Number(width / 8n) }, (_, at) =>
    Number((value >> (width - 8n * BigInt(at + 1))) & 0xffn),
  );
  return { family: address.family, bytes, prefix: Number(prefix) };
}

/** Whether the text is an address within the network. */
export function isWithin({ family, bytes, prefix }: Cidr, text: string): boolean {
  const address = addressOf(text);
  if (address?.family !== family) return false;
  const start = bytes.reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
  const rest = WIDTH[family] - BigInt(prefix);
  return address.value >> rest === start >> rest;
}
