/**
 * A condition in words, for people who do not write rules.
 *
 * Owns: the words of each operator and group. Must not: know Markdown; whoever calls says how a value is set off.
 */
import type { FieldRef, MembershipTest, Operand } from '../language/operands.ts';
import { dispatchPredicate, type Expression, type PredicateHandlers } from './expression.ts';

export interface Sentence {
  readonly text: string;
  /** What the text ends in a colon for. */
  readonly parts: readonly Sentence[];
}

/** Sets off a value or a name within a sentence. */
export type Quote = (text: string) => string;

/** More values than these are counted. */
const SHOWN = 12;

/** `negated` says the opposite of the expression. */
export function inWords(expression: Expression, quote: Quote, negated = false): Sentence {
  switch (expression.kind) {
    case 'all':
    case 'any': {
      const [only] = expression.of;
      if (only !== undefined && expression.of.length === 1) return inWords(only, quote, negated);
      const text = groupInWords(expression.kind, expression.of.length, negated);
      return { text, parts: expression.of.map((part) => inWords(part, quote)) };
    }
    case 'not':
      return inWords(expression.of, quote, !negated);
    case 'some': {
      const array = quote(expression.array.spelled);
      const text = negated ? `no element of ${array} has` : `at least one element of ${array} has`;
      const inner = inWords(expression.of, quote);
      return { text: `${text}:`, parts: [inner] };
    }
    case 'predicate': {
      const [positive, negative] = dispatchPredicate(expression, wordsWith(quote));
      return { text: negated ? negative : positive, parts: [] };
    }
  }
}

function groupInWords(kind: 'all' | 'any', count: number, negated: boolean): string {
  if (count === 0) return (kind === 'all') === negated ? 'never' : 'always';
  if (kind === 'all') return negated ? 'not all of these at once:' : 'all of these:';
  return negated ? 'none of these:' : 'at least one of these:';
}

/** What holds, and its opposite. An absent field has no value, so the opposite is true of it. */
type Pair = readonly [string, string];

function wordsWith(quote: Quote): PredicateHandlers<Pair> {
  const name = ({ spelled }: FieldRef) => quote(spelled);
  const operand = (one: Operand) => (one.kind === 'field' ? `the value of ${name(one)}` : quote(one.text));
  const oneOf = (values: readonly string[]) => {
    const [only] = values;
    if (only === undefined) return 'nothing (an empty list)';
    if (values.length === 1) return only;
    const more = values.length - SHOWN;
    const shown = values.slice(0, SHOWN).join(', ');
    return more > 0 ? `one of ${shown} and ${more} more` : `one of ${shown}`;
  };
  const anyCase = ({ ignoreCase }: { readonly ignoreCase: boolean }) => (ignoreCase ? ', in any case' : '');
  const text =
    (does: string, doesNot: string) =>
    (test: {
      readonly field: FieldRef;
      readonly operands: readonly Operand[];
      readonly ignoreCase: boolean;
    }): Pair => {
      const values = `${oneOf(test.operands.map(operand))}${anyCase(test)}`;
      return [
        `${name(test.field)} ${does} ${values}`,
        `${name(test.field)} ${doesNot} ${values}, or is absent`,
      ];
    };
  const order =
    (does: string) =>
    (test: { readonly field: FieldRef; readonly limit: { readonly text: string } }): Pair => [
      `${name(test.field)} is ${does} ${quote(test.limit.text)}`,
      `${name(test.field)} is not ${does} ${quote(test.limit.text)}, or has no such value`,
    ];
  return {
    equals: text('is', 'is not'),
    oneOf: text('is', 'is not'),
    startsWith: text('begins with', 'does not begin with'),
    endsWith: text('ends with', 'does not end with'),
    contains: text('contains', 'does not contain'),
    matches: (test) => {
      const patterns = `${oneOf(test.patterns.map((pattern) => quote(pattern.text)))}${anyCase(test)}`;
      return [
        `${name(test.field)} matches the expression ${patterns}`,
        `${name(test.field)} does not match the expression ${patterns}, or is absent`,
      ];
    },
    exists: ({ field }) => [`${name(field)} is present`, `${name(field)} is absent`],
    differsFrom: (test) => {
      const values = `${oneOf(test.operands.map(operand))}${anyCase(test)}`;
      return [
        `${name(test.field)} is present and is not ${values}`,
        `${name(test.field)} is ${values}, or ${test.operands.some(({ kind }) => kind === 'field') ? 'one of both' : 'it'} is absent`,
      ];
    },
    greaterThan: order('greater than'),
    atLeast: order('at least'),
    lessThan: order('less than'),
    atMost: order('at most'),
    inCidr: ({ field, networks }) => {
      const blocks = oneOf(networks.map((network) => quote(network.text)));
      return [
        `${name(field)} is an address in ${blocks}`,
        `${name(field)} is no address in ${blocks}, or is absent`,
      ];
    },
    inList: (test: MembershipTest) => {
      const what = test.columns.map(({ field }) => name(field)).join(' with ');
      const list = `the list ${quote(test.list)} (${test.rows.length} ${test.rows.length === 1 ? 'entry' : 'entries'})${anyCase(test)}`;
      return [`${what} is in ${list}`, `${what} is not in ${list}`];
    },
  };
}
