/**
 * IP addresses and CIDR blocks, as docs/semantics.md has them: IPv4 is four decimal parts without leading zeros,
 * IPv4-mapped IPv6 counts as IPv4, an address with a zone id is none, and the other family is never within.
 *
 * Owns: the types, and both grammars. Must not: know operators.
 */

export interface Cidr {
  readonly family: 4 | 6;
  /** 4 or 16 numbers 0-255; the bits behind the prefix are zero. */
  readonly bytes: readonly number[];
  /** 0-32 or 0-128. */
  readonly prefix: number;
}

export interface IpAddress {
  readonly family: 4 | 6;
  readonly bytes: readonly number[];
}
