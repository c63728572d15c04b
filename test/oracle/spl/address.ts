/**
 * IP addresses and networks of cidrmatch.
 *
 * Owns: RFC 4291 section 2.2 and dotted IPv4, as numbers; whether an address is in a network. Must not: import the
 * product's own reading, which it is held against.
 */
import type { Reader } from './switches.ts';
import { unsupported } from './unsupported.ts';

interface Address {
  readonly bits: 32 | 128;
  readonly value: bigint;
}

const V4 = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/;

function ipv4(text: string): bigint | undefined {
  const parts = V4.exec(text)?.slice(1);
  if (parts === undefined || parts.some((part) => Number(part) > 255 || /^0\d/.test(part))) return undefined;
  return parts.reduce((value, part) => value * 256n + BigInt(part), 0n);
}

function ipv6(text: string): bigint | undefined {
  const tail = /^(.*:)([\d.]+\.[\d.]+)$/.exec(text);
  let written = text;
  if (tail !== null) {
    const last = ipv4(tail[2] ?? '');
    if (last === undefined) return undefined;
    written = `${tail[1]}${(last >> 16n).toString(16)}:${(last & 0xffffn).toString(16)}`;
  }
  const halves = written.split('::');
  if (halves.length > 2) return undefined;
  const [head = [], end = []] = halves.map((half) => (half === '' ? [] : half.split(':')));
  const missing = 8 - head.length - end.length;
  if (halves.length === 1 ? missing !== 0 : missing < 1) return undefined;
  const all = [...head, ...Array<string>(halves.length === 1 ? 0 : missing).fill('0'), ...end];
  if (all.some((group) => !/^[0-9A-Fa-f]{1,4}$/.test(group))) return undefined;
  return all.reduce((value, group) => value * 65_536n + BigInt(`0x${group}`), 0n);
}

function readAddress(text: string): Address | undefined {
  const four = ipv4(text);
  if (four !== undefined) return { bits: 32, value: four };
  const six = ipv6(text);
  return six === undefined ? undefined : { bits: 128, value: six };
}

interface Network extends Address {
  readonly prefix: number;
}

const networks = new Map<string, Network>();

/** A network in CIDR notation; only literals are networks, so a fault is the printer's. */
export function readNetwork(text: string): Network {
  const known = networks.get(text);
  if (known !== undefined) return known;
  const [host = '', prefix = '', more] = text.split('/');
  const address = readAddress(host);
  if (
    address === undefined ||
    more !== undefined ||
    !/^\d{1,3}$/.test(prefix) ||
    Number(prefix) > address.bits
  )
    return unsupported('no network in CIDR notation', text);
  const network = { ...address, prefix: Number(prefix) };
  networks.set(text, network);
  return network;
}

/** TRUE, FALSE or NULL, as cidrmatch; the switches say what is not documented. */
export function cidrMatch(network: Network, text: string, reader: Reader): boolean | null {
  const address = readAddress(text);
  const colons = /^[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*$/.test(text);
  if (network.bits === 128 && colons) {
    const how = reader.read('cidr-ipv6');
    if (how === 'any-text' && address === undefined) return true;
    if (how === 'full' && !/^(?:[0-9a-f]{4}:){7}[0-9a-f]{4}$/.test(text)) return false;
    if (how === 'mapped-apart' && address !== undefined && address.value >> 32n === 0xffffn) return false;
    if (address === undefined) return false;
  }
  if (address === undefined || address.bits !== network.bits) {
    const other = reader.read('cidr-other');
    return other === 'null' ? null : other === 'true';
  }
  const shift = BigInt(network.bits - network.prefix);
  return address.value >> shift === network.value >> shift;
}
