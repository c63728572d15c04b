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
import { compilePattern } from './regex.ts';

/** A remark where the verdict hangs on case alone. */
export function notePattern(
  { patterns, ignoreCase }: PatternTest,
  text: string | undefined,
  verdict: boolean,
): string | undefined {
  if (patterns.length === 0) return 'there are no patterns to find, so nothing matches';
  if (text === undefined || verdict !== ignoreCase) return undefined;
  const finds = (pattern: Pattern) => compilePattern(pattern)(text);
  if (!ignoreCase) {
    return patterns.some(({ pattern }) => finds(foldPattern(pattern)))
      ? 'matches only if case is folded, and ignoreCase is not set'
      : undefined;
  }
  // The patterns hold both cases already; as they were written they may not.
  const written = patterns.map((operand) => parsePattern(operand.text));
  return written.some((read) => read.kind === 'problem' || finds(read.pattern))
    ? undefined
    : 'matches after case is folded';
}

const SCALES: { readonly [S in Scale]: string } = {
  integer: 'an integer',
  timestamp: 'a timestamp',
  version: 'a version',
};

export function noteOrder(
  { scale, limit, operator }: OrderTest & { readonly operator: string },
  text: string | undefined,
  verdict: boolean,
): string | undefined {
  if (text === undefined) return undefined;
  if (!isOfScale(scale, text)) return `is not ${SCALES[scale]}, so it is neither less nor greater`;
  const isEqual = compileOrder(scale, limit.text)(text) === 0;
  return isEqual && !verdict ? `is equal, which ${operator} leaves out` : undefined;
}

export function noteNetworks({ networks }: CidrTest, text: string | undefined): string | undefined {
  if (networks.length === 0) return 'there are no networks to be in, so nothing matches';
  if (text === undefined) return undefined;
  const address = parseIp(text);
  if (address === undefined) return 'is not an IP address, so it is in no network';
  const { family } = address;
  return networks.every(({ network }) => network.family !== family)
    ? `is an IPv${family} address, and no network given is IPv${family}`
    : undefined;
}
