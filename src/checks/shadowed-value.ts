/** A value that changes nothing because another value of the same clause already covers it. */
import { diagnose } from '../base/catalogue.ts';
import type { Diagnostic } from '../base/diagnostic.ts';
import type { Span } from '../base/source.ts';
import { type Predicate, predicatesOf } from '../ir/expression.ts';
import type { Cidr } from '../language/cidr.ts';
import type { ListCheck, RuleCheck } from './check.ts';
import { asciiLower } from './conflict-texts.ts';

/** In the rule's own text; values that come through a param are the environment's matter. */
export const shadowedValue: RuleCheck = ({ rule }) => predicatesOf(rule.condition).flatMap(inPredicate);

/** In a list of plain values: two that are the same where every rule that uses the list ignores case. */
export const shadowedEntry: ListCheck = ({ list, rules }) => {
  const uses = rules
    .flatMap((rule) => predicatesOf(rule.condition))
    .flatMap((predicate) =>
      predicate.operator === 'inList' && predicate.list === list.name ? [predicate] : [],
    );
  if (uses.length === 0 || !uses.every(({ ignoreCase }) => ignoreCase)) return [];
  const seen = new Map<string, string>();
  return list.entries.flatMap(({ values, span }) => {
    const key = JSON.stringify(values.map(asciiLower));
    const [value, before] = [values.join(', '), seen.get(key)];
    if (before === undefined) seen.set(key, value);
    // The very same again is an error of reading the list.
    if (before === undefined || before === value) return [];
    return [diagnose('check/shadowed-value', span, { value, by: before, where: `the list "${list.name}"` })];
  });
};

interface Value {
  readonly text: string;
  readonly span: Span;
  readonly covers: (other: Value) => boolean;
  readonly network?: Cidr;
}

function inPredicate(predicate: Predicate): readonly Diagnostic[] {
  const values = valuesOf(predicate);
  return values.flatMap((value, at) => {
    // Of two that cover each other the first stays.
    const by = values.find(
      (other, index) => index !== at && other.covers(value) && (index < at || !value.covers(other)),
    );
    if (by === undefined) return [];
    const args = { value: value.text, by: by.text, where: `"${predicate.operator}"` };
    return [diagnose('check/shadowed-value', value.span, args)];
  });
}

function valuesOf(predicate: Predicate): readonly Value[] {
  if ('networks' in predicate) {
    return predicate.networks.flatMap(({ text, span, network, param }) =>
      param === undefined
        ? [
            {
              text,
              span,
              network,
              covers: ({ network: other }: Value) => other !== undefined && holds(network, other),
            },
          ]
        : [],
    );
  }
  if (!('operands' in predicate) || predicate.operator === 'differsFrom') return [];
  const fold = predicate.ignoreCase ? asciiLower : (text: string) => text;
  const { operator } = predicate;
  return predicate.operands.flatMap((operand): readonly Value[] => {
    if (operand.kind !== 'literal' || operand.param !== undefined) return [];
    const { text, span } = operand;
    const covers = ({ text: other }: Value) => coversText(operator, fold(text), fold(other));
    return [{ text, span, covers }];
  });
}

function coversText(operator: Predicate['operator'], text: string, other: string): boolean {
  switch (operator) {
    case 'startsWith':
      return other.startsWith(text);
    case 'endsWith':
      return other.endsWith(text);
    case 'contains':
      return other.includes(text);
    default:
      return text === other;
  }
}

function holds(outer: Cidr, inner: Cidr): boolean {
  if (outer.family !== inner.family || outer.prefix > inner.prefix) return false;
  for (let bit = 0; bit < outer.prefix; bit += 1) {
    const [at, mask] = [bit >> 3, 0x80 >> (bit & 7)];
    if (((outer.bytes[at] ?? 0) & mask) !== ((inner.bytes[at] ?? 0) & mask)) return false;
  }
  return true;
}
