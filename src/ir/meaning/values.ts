/**
 * The right side of a test as texts: each says one value, and two that say the same are one text.
 *
 * Owns: that spelling. A literal stands in quotes (describe.ts), so that it is never taken for a `$param`, a
 * `{ field: … }` or a `[row]`. It goes by shape, so a new operator needs nothing here. Must not: know groups.
 */
import { spellBlock } from '../../language/cidr-problems.ts';
import type { FieldRef, MembershipTest } from '../../language/operands.ts';
import type { CharacterSet, Pattern, PatternSequence } from '../../language/pattern.ts';
import { setOf, spellPattern } from '../../language/pattern-sets.ts';
import { quoteText } from '../describe.ts';
import type { Predicate } from '../expression.ts';
import { asciiLowerCase } from '../hash.ts';

export interface Comparison {
  /** Name of the list that is asked. */
  readonly list?: string;
  /** What it is compared with, any one of which suffices: distinct and sorted. Of an open list, nothing. */
  readonly values?: readonly string[];
  /** What an order is of. */
  readonly scale?: string;
  readonly ignoreCase?: true;
}

interface Reading {
  readonly open: ReadonlyMap<number, Param> | undefined;
  readonly name: (field: FieldRef) => string;
  readonly noteParam: (param: Param) => void;
}

interface Param {
  readonly name: string;
  readonly type: string;
}

export function comparisonOf(predicate: Predicate, reading: Reading): Comparison {
  const folded = 'ignoreCase' in predicate && predicate.ignoreCase;
  const foldedText = (text: string) => quoteText(folded ? asciiLowerCase(text) : text);
  const paramAt = (span: { readonly start: number }): string | undefined => {
    const param = reading.open?.get(span.start);
    if (param === undefined) return undefined;
    reading.noteParam(param);
    return `$${param.name}`;
  };
  const marked = folded ? { ignoreCase: true as const } : {};
  if ('rows' in predicate) {
    const { list } = predicate;
    if (reading.open !== undefined) return { list, ...marked };
    return { list, values: sorted(rowsOf(predicate, foldedText)), ...marked };
  }
  if ('operands' in predicate) {
    const values = predicate.operands.map((operand) =>
      operand.kind === 'field'
        ? `{ field: ${reading.name(operand)} }`
        : (paramAt(operand.span) ?? foldedText(operand.text)),
    );
    return { values: sorted(values), ...marked };
  }
  if ('patterns' in predicate) {
    const values = predicate.patterns.map(
      ({ pattern, span }) =>
        paramAt(span) ?? quoteText(spellPattern(folded ? withoutUpperCase(pattern) : pattern)),
    );
    return { values: sorted(values), ...marked };
  }
  if ('networks' in predicate) {
    const values = predicate.networks.map(
      ({ network, span }) => paramAt(span) ?? quoteText(spellBlock(network.bytes, network.prefix)),
    );
    return { values: sorted(values) };
  }
  if ('limit' in predicate) {
    const { limit, scale } = predicate;
    const param = paramAt(limit.span);
    // Of a param, the scale follows from the value that an environment gives it.
    return param === undefined ? { values: [quoteText(limit.text)], scale } : { values: [param] };
  }
  return {};
}

/** Each row in the order of its columns' names; brackets only around several. */
function rowsOf({ columns, rows }: MembershipTest, spell: (text: string) => string): readonly string[] {
  const order = columns
    .map(({ column }, at) => ({ column, at }))
    .sort((a, b) => (a.column < b.column ? -1 : a.column > b.column ? 1 : 0));
  return rows.map(({ values }) => {
    const cells = order.map(({ at }) => spell(values[at] ?? ''));
    return cells.length === 1 ? (cells[0] ?? '') : `[${cells.join(', ')}]`;
  });
}

const sorted = (values: readonly string[]) => [...new Set(values)].sort();

/**
 * A pattern whose sets hold both cases of each letter, without the upper ones: what an author would write beside
 * `ignoreCase`. No two such patterns become one, because folding brings the upper ones back.
 */
function withoutUpperCase({ alternatives }: Pattern): Pattern {
  return { alternatives: alternatives.map(sequenceWithout) };
}

const sequenceWithout = (sequence: PatternSequence): PatternSequence =>
  sequence.map((part) => {
    if (part.kind === 'one') return { ...part, set: setWithout(part.set) };
    return part.kind === 'group' ? { ...part, alternatives: part.alternatives.map(sequenceWithout) } : part;
  });

const [UPPER_A, UPPER_Z] = [65, 90];

function setWithout({ negated, ranges }: CharacterSet): CharacterSet {
  const kept = ranges.flatMap(([from, to]): readonly (readonly [number, number])[] => [
    ...(from < UPPER_A ? [[from, Math.min(to, UPPER_A - 1)] as const] : []),
    ...(to > UPPER_Z ? [[Math.max(from, UPPER_Z + 1), to] as const] : []),
  ]);
  return setOf(kept, negated);
}
