/**
 * IP addresses within networks as SQL.
 *
 * Owns: the form test, and networks as ranges of Trino's type IPADDRESS, which is one row of 128-bit addresses with
 * IPv4 in the block of IPv4-mapped ones (Trino, "Data types: IPADDRESS"). A range needs no look at the family, where
 * `contains(network, address)` fails the whole query on an address of the other one. Must not: know fields.
 */
import type { Cidr } from '../../language/cidr.ts';
import { patternLiteral, stringLiteral } from './literals.ts';
import { joinSql, type Sql, sql } from './sql.ts';

/**
 * What may be cast. Trino's cast itself (Guava's InetAddresses) decides what is an address, but it drops a zone id and
 * takes digits of any script; and a part of IPv4 with a leading zero is kept away from engines that would take it.
 */
const FORM = '^(?:[0-9A-Fa-f:]*:)?(?:[0-9A-Fa-f]{0,4}|(?:0|[1-9][0-9]{0,2})(?:[.](?:0|[1-9][0-9]{0,2})){3})$';

/** Both ends in, as 128-bit numbers. */
type Range = readonly [bigint, bigint];

/** `::ffff:0:0/96`, where IPv4 is. */
const IPV4: Range = [0xffff_0000_0000n, 0xffff_ffff_ffffn];

/** Tests a text against networks: true, or false or NULL where it is in none. Undefined where none holds any address. */
export function isWithin(text: Sql, networks: readonly Cidr[]): Sql | undefined {
  const ranges = networks.flatMap(rangesOf);
  const distinct = new Map(ranges.map((range) => [range.join('-'), range]));
  const address = sql`try_cast(CASE WHEN regexp_like(${text}, ${patternLiteral(FORM)}) THEN ${text} END AS ipaddress)`;
  const between = (what: Sql) =>
    [...distinct.values()].map(
      ([first, last]) => sql`${what} BETWEEN ${addressLiteral(first)} AND ${addressLiteral(last)}`,
    );
  if (distinct.size === 0) return undefined;
  if (distinct.size === 1) return joinSql(between(address), ' OR ');
  // Within the lambda the address has a name, so that it is read and cast once however many networks there are.
  return sql`cardinality(filter(ARRAY[${address}], ip -> (${joinSql(between(sql`ip`), ' OR ')}))) > 0`;
}

/** The addresses of a network. An IPv6 network holds no IPv4-mapped address: those count as IPv4. */
function rangesOf({ family, bytes, prefix }: Cidr): readonly Range[] {
  const number = bytes.reduce((sum, byte) => sum * 256n + BigInt(byte), 0n);
  const hosts = (1n << BigInt((family === 4 ? 32 : 128) - prefix)) - 1n;
  const start = (number | hosts) - hosts;
  if (family === 4) return [[IPV4[0] + start, IPV4[0] + start + hosts]];
  const [first, last]: Range = [start, start + hosts];
  if (last < IPV4[0] || first > IPV4[1]) return [[first, last]];
  const around: readonly Range[] = [
    [first, IPV4[0] - 1n],
    [IPV4[1] + 1n, last],
  ];
  return around.filter(([from, to]) => from <= to);
}

/** `IPADDRESS '10.0.0.0'`, or eight groups of an IPv6 address without `::`. */
function addressLiteral(address: bigint): Sql {
  const isIpv4 = address >= IPV4[0] && address <= IPV4[1];
  const parts = (count: number, bits: number, radix: number) =>
    Array.from({ length: count }, (_, at) =>
      ((address >> BigInt(bits * (count - 1 - at))) & ((1n << BigInt(bits)) - 1n)).toString(radix),
    );
  const written = isIpv4 ? parts(4, 8, 10).join('.') : parts(8, 16, 16).join(':');
  return sql`IPADDRESS ${stringLiteral(written)}`;
}
