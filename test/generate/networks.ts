/**
 * Addresses at the ends of a network, and one step beyond them.
 *
 * Owns: the arithmetic, with spellings that engines read differently. Must not: judge what lies within.
 */
import type { Cidr } from '../../src/language/cidr.ts';

/** First and last address, and their neighbours outside. */
export function endsOf(network: Cidr): {
  readonly inside: readonly string[];
  readonly outside: readonly string[];
} {
  const width = network.bytes.length * 8;
  const size = 1n << BigInt(width - network.prefix);
  const first = network.bytes.reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
  const last = first + size - 1n;
  const most = (1n << BigInt(width)) - 1n;
  const spell = (value: bigint) => (network.family === 4 ? v4(value) : v6(value));
  return {
    inside: [first, last].flatMap((value) => spellings(spell(value), network.family)),
    outside: [first - 1n, last + 1n].filter((value) => value >= 0n && value <= most).map(spell),
  };
}

/** Texts that look like an address of the network and are none, or are one of the other family. */
export function nearAddresses(address: string): readonly string[] {
  const [head = '', ...rest] = address.split('.');
  return [
    `${address}%eth0`,
    `${address}/32`,
    ` ${address}`,
    `${address}.`,
    rest.length === 0 ? `::10.0.0.1` : [`0${head}`, ...rest].join('.'),
    rest.length === 0 ? `${address}:0` : rest.join('.'),
    '256.0.0.1',
    'sts.amazonaws.com',
    'AWS Internal',
  ];
}

const v4 = (value: bigint) => [24n, 16n, 8n, 0n].map((shift) => String((value >> shift) & 0xffn)).join('.');

function v6(value: bigint): string {
  const groups = Array.from({ length: 8 }, (_, at) =>
    ((value >> BigInt(112 - 16 * at)) & 0xffffn).toString(16),
  );
  return groups.join(':').replace(/(?:^|:)0(?::0)+(?::|$)/, '::');
}

function spellings(address: string, family: 4 | 6): readonly string[] {
  return family === 4 ? [address, `::ffff:${address}`] : [address, address.toUpperCase()];
}
