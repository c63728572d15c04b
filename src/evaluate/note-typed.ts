/**
 * Remarks beside the operators that read more than text: patterns, orders, networks.
 *
 * Owns: those sentences, each about one text. Must not: decide.
 */
import { parseIp } from '../language/cidr-parse.ts';
import type { CidrTest, OrderTest, PatternTest, Scale } from '../language/operands.ts';
import type { Pattern } from '../language/pattern.ts';
import { foldPattern, parsePattern } from '../language/pattern-parse.ts';
import { isOfScale } from '../language/values.ts';
import { compileOrder } from './order.ts';
import type { Note, Reason } from './reason.ts';
import { compilePattern } from './regex.ts';

/** A remark where the verdict hangs on case or on an anchor alone. */
export function notePattern(
  { patterns, ignoreCase }: PatternTest,
  text: string,
  verdict: boolean,
): Note | undefined {
  const finds = (pattern: Pattern) => compilePattern(pattern)(text);
  if (verdict) {
    if (!ignoreCase) return undefined;
    // The patterns hold both cases already; as they were written they may not.
    const written = patterns.map((operand) => parsePattern(operand.text));
    return written.some((read) => read.kind === 'problem' || finds(read.pattern))
      ? undefined
      : { reason: 'folded', text: 'matches after case is folded' };
  }
  if (!ignoreCase && patterns.some(({ pattern }) => finds(foldPattern(pattern)))) {
    return { reason: 'other-case', text: 'matches only if case is folded, and ignoreCase is not set' };
  }
  for (const { reason, without, text: said } of ANCHORS) {
    if (patterns.some(({ pattern }) => finds(unanchored(pattern, without)))) return { reason, text: said };
  }
  return undefined;
}

type Anchor = 'start' | 'end';

const ANCHORS: readonly {
  readonly reason: Reason;
  readonly without: readonly Anchor[];
  readonly text: string;
}[] = [
  {
    reason: 'prefix-only',
    without: ['end'],
    text: 'matches at the beginning, and goes on where $ asks for the end',
  },
  {
    reason: 'suffix-only',
    without: ['start'],
    text: 'matches, but not at the beginning, where ^ asks for it',
  },
  {
    reason: 'inside-only',
    without: ['start', 'end'],
    text: 'matches only within the text, and ^ and $ ask for all of it',
  },
];

/** Only anchors at the ends of an alternative are dropped: what stands within a group is left alone. */
function unanchored({ alternatives }: Pattern, without: readonly Anchor[]): Pattern {
  return {
    alternatives: alternatives.map((parts) =>
      parts.filter(({ kind }) => !(without as readonly string[]).includes(kind)),
    ),
  };
}

const SCALES: { readonly [S in Scale]: string } = {
  integer: 'an integer',
  timestamp: 'a timestamp',
  version: 'a version',
};

/** Of a verdict that is false. */
export function noteOrder(
  { scale, limit, operator }: OrderTest & { readonly operator: string },
  text: string,
): Note {
  if (!isOfScale(scale, text)) {
    return { reason: 'other-type', text: `is not ${SCALES[scale]}, so it is neither less nor greater` };
  }
  const sign = compileOrder(scale, limit.text)(text);
  if (sign === 0) return { reason: 'equal', text: `is equal, which ${operator} leaves out` };
  return sign !== undefined && sign < 0
    ? { reason: 'below', text: 'is less than the limit' }
    : { reason: 'above', text: 'is greater than the limit' };
}

/** Of a verdict that is false. */
export function noteNetworks({ networks }: CidrTest, text: string): Note {
  const address = parseIp(text);
  if (address === undefined)
    return { reason: 'other-type', text: 'is not an IP address, so it is in no network' };
  const { family } = address;
  return networks.every(({ network }) => network.family !== family)
    ? { reason: 'other-family', text: `is an IPv${family} address, and no network given is IPv${family}` }
    : { reason: 'outside', text: 'is in none of the networks' };
}
