/**
 * inCidr as SPL.
 *
 * Owns: which texts are addresses. `cidrmatch` is asked only of texts that have the form of one (Search Reference,
 * "Comparison and Conditional functions"), so a service name or a zone id never reaches it. Must not: know other
 * operators.
 */
import type { Cidr } from '../../language/cidr.ts';
import type { CidrTest } from '../../language/operands.ts';
import {
  type PlainText,
  quoted,
  quotedRegex,
  regex,
  type SplExpression,
  type SplRegex,
  spl,
} from './literals.ts';
import type { Scope } from './reader.ts';
import { definerFor, fieldOf } from './values.ts';

/** Tests of which one holds where the text is an address within a network; none for no networks. */
export function networkTests(scope: Scope, { field, networks }: CidrTest): readonly SplExpression[] {
  const { definition } = field;
  const text = fieldOf(scope, definition);
  const only = (family: string, form: SplRegex) =>
    definerFor(scope, definition.value).define(`${family} ${text}`, `${definition.name}_${family}`, [
      () => spl`if(match(${text}, ${quotedRegex(form)}), ${text}, null())`,
    ]);
  const blocks = networks.map(({ network }) => network);
  return blocks.flatMap((block) => {
    const v6 = only('ipv6', V6);
    if (block.family === 4) {
      const v4 = only('ipv4', V4);
      return [spl`cidrmatch(${written(block)}, ${v4})`, spl`cidrmatch(${written(mapped(block))}, ${v6})`];
    }
    const within = spl`cidrmatch(${written(block)}, ${v6})`;
    return overlaps(block, MAPPED)
      ? [spl`(${within} AND NOT cidrmatch(${written(MAPPED)}, ${v6}))`]
      : [within];
  });
}

/** Four decimal parts without leading zeros. */
const PART = regex`(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])`;
const V4 = regex`^${PART}(?:\.${PART}){3}\z`;
/** Digits, colons and the dots of an IPv4 tail; which of these are addresses is `cidrmatch`'s to say (`cidr-ipv6`). */
const V6 = regex`^[0-9A-Fa-f]*:[0-9A-Fa-f:.]*\z`;

/** IPv4-mapped addresses count as IPv4: `::ffff:0:0/96` (RFC 4291, section 2.5.5.2). */
const MAPPED: Cidr = mapped({ family: 4, bytes: [0, 0, 0, 0], prefix: 0 });

function mapped({ bytes, prefix }: Cidr): Cidr {
  return { family: 6, bytes: [...Array<number>(10).fill(0), 255, 255, ...bytes], prefix: prefix + 96 };
}

function overlaps(one: Cidr, other: Cidr): boolean {
  const bits = Math.min(one.prefix, other.prefix);
  return one.bytes.every((byte, at) => {
    const counted = Math.min(8, Math.max(0, bits - at * 8));
    return byte >> (8 - counted) === (other.bytes[at] ?? 0) >> (8 - counted);
  });
}

/** A block as `cidrmatch` takes it; eight groups without `::`, as in Splunk's own examples. */
function written({ family, bytes, prefix }: Cidr): SplExpression {
  const groups = bytes.flatMap((byte, at) =>
    at % 2 === 0 ? [((byte << 8) | (bytes[at + 1] ?? 0)).toString(16)] : [],
  );
  const block = `${family === 4 ? bytes.join('.') : groups.join(':')}/${prefix}`;
  return quoted(block as PlainText);
}
