/**
 * Orders as selections: integers by `|gt` and its like, timestamps and versions by regular expressions.
 *
 * Owns: which texts are less or greater, as patterns. Sigma's numeric modifiers take JSON numbers only (appendix
 * "Modifiers"), and would read the version 1.10 as 1.1. Must not: know fields beyond their form.
 */
import type { OrderTest } from '../../language/operands.ts';
import type { AssumptionName } from '../shared/assumptions.ts';
import type { Subject } from './fields.ts';
import { patternPart, regex, type SigmaRegex } from './literals.ts';
import { type Item, type Leaf, leaf, NEVER, type SigmaTree } from './tree.ts';

export type OrderOperator = 'greaterThan' | 'atLeast' | 'lessThan' | 'atMost';

type Ordered =
  | { readonly tree: SigmaTree; readonly given: readonly AssumptionName[] }
  | { readonly why: string };

const MODIFIERS = { greaterThan: 'gt', atLeast: 'gte', lessThan: 'lt', atMost: 'lte' } as const;

/** The field and the limit, both of the scale, in the operator's order. */
export function orderTree(operator: OrderOperator, { scale, limit }: OrderTest, subject: Subject): Ordered {
  const { form, definition } = subject;
  if (form.kind === 'none') return { why: form.why };
  if (form.kind !== 'plain') {
    return { why: `Sigma has no field ${definition.name}, and puts no part of a field in order.` };
  }
  switch (scale) {
    case 'integer': {
      const item: Item = {
        field: form.field,
        modifiers: [MODIFIERS[operator]],
        values: [Number(limit.text)],
      };
      return { tree: leaf([[item]]), given: ['json-integer'] };
    }
    case 'version': {
      const matching = versions(operator, limit.text);
      if (matching === undefined) return { tree: NEVER, given: [] };
      return { tree: matches(form, matching), given: ['no-last-line-break'] };
    }
    case 'timestamp':
      if (form.many) return { why: TWO_TESTS };
      return { tree: timestamps(operator, limit.text, form), given: ['no-last-line-break'] };
  }
}

const TWO_TESTS =
  'In Sigma a time is put in order by two tests, and a flattened array does not say that one element meets both.';

type Plain = Extract<Subject['form'], { kind: 'plain' }>;

const matches = ({ field }: Plain, pattern: SigmaRegex): Leaf =>
  leaf([[{ field, modifiers: ['re'], values: [pattern] }]]);

const TIMESTAMP = regex`^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z$`;

/**
 * A time of the right form that begins as an earlier, or a later, one does: the same up to some digit, and there less,
 * or greater. Of the two ways to say an order (begins so; does not begin as the contrary does) the shorter is taken.
 */
function timestamps(operator: OrderOperator, limit: string, form: Plain): SigmaTree {
  const direct = beginnings(operator, limit);
  const contrary = beginnings(CONTRARY[operator], limit);
  const length = (list: readonly string[]) => list.join('|').length;
  const isForm = matches(form, TIMESTAMP);
  const [list, negated] = length(contrary) < length(direct) ? [contrary, true] : [direct, false];
  if (list.length === 0) return negated ? isForm : NEVER;
  const order = matches(form, regex`^(${patternPart(list.join('|'))})`);
  return { kind: 'all', of: [isForm, negated ? { kind: 'not', of: order } : order] };
}

const CONTRARY = {
  greaterThan: 'atMost',
  atLeast: 'lessThan',
  lessThan: 'atLeast',
  atMost: 'greaterThan',
} as const;

function beginnings(operator: OrderOperator, limit: string): readonly string[] {
  const isLess = operator === 'lessThan' || operator === 'atMost';
  const begun = [...limit].flatMap((character, at) => {
    if (!/[0-9]/.test(character)) return [];
    const digit = isLess ? below(Number(character)) : above(Number(character));
    return digit === undefined ? [] : [limit.slice(0, at) + digit];
  });
  return operator === 'atMost' || operator === 'atLeast' ? [...begun, limit] : begun;
}

/** A greater major, or the same and a greater minor; `atLeast` and `atMost` with the minor itself. */
function versions(operator: OrderOperator, limit: string): SigmaRegex | undefined {
  const [major = '0', minor = '0'] = limit.split('.').map((part) => String(Number(part)));
  const isLess = operator === 'lessThan' || operator === 'atMost';
  const beyond = isLess ? smaller : greater;
  const minors = beyond(minor);
  if (operator === 'atMost' || operator === 'atLeast') minors.push(padded(minor, minor.length));
  const majors = beyond(major);
  const whole = [
    ...(majors.length === 0 ? [] : [`${anyOf(majors)}\\.[0-9]{1,4}`]),
    ...(minors.length === 0 ? [] : [`${padded(major, major.length)}\\.${anyOf(minors)}`]),
  ];
  return whole.length === 0 ? undefined : regex`^${patternPart(anyOf(whole))}$`;
}

const LONGEST = 4;

/** Numbers of at most four digits, leading zeros allowed, that are greater than this one. */
function greater(number: string): string[] {
  const same = sameLength(number, above);
  for (let digits = number.length + 1; digits <= LONGEST; digits += 1) {
    same.push(padded(digits === 1 ? '[1-9]' : `[1-9]${several('[0-9]', digits - 1)}`, digits));
  }
  return same;
}

function smaller(number: string): string[] {
  const same = sameLength(number, below);
  // Fewer digits, by one pattern: zeros and digits are alike there.
  if (number.length > 1) same.push(`0{0,${LONGEST - number.length + 1}}${upTo(number.length - 1)}`);
  return same;
}

/** As many digits, the same up to one of them, and there another. */
function sameLength(number: string, other: (digit: number) => string | undefined): string[] {
  return [...number].flatMap((digit, at) => {
    const changed = other(Number(digit));
    if (changed === undefined) return [];
    const rest = number.length - at - 1;
    const tail = rest === 0 ? '' : several('[0-9]', rest);
    return [padded(number.slice(0, at) + changed + tail, number.length)];
  });
}

/** With as many leading zeros as there is room for. */
function padded(pattern: string, digits: number): string {
  const room = LONGEST - digits;
  if (room === 0) return pattern;
  return `${room === 1 ? '0?' : `0{0,${room}}`}${pattern}`;
}

const several = (pattern: string, times: number) => (times === 1 ? pattern : `${pattern}{${times}}`);
const upTo = (times: number) => (times === 1 ? '[0-9]' : `[0-9]{1,${times}}`);
const anyOf = (patterns: readonly string[]) =>
  patterns.length === 1 ? patterns.join('') : `(${patterns.join('|')})`;

function below(digit: number): string | undefined {
  return digit === 0 ? undefined : digit === 1 ? '0' : `[0-${digit - 1}]`;
}

function above(digit: number): string | undefined {
  return digit === 9 ? undefined : digit === 8 ? '9' : `[${digit + 1}-9]`;
}
