/**
 * Right sides: values, patterns, limits, networks, lists, params and other fields, for a field of a kind and an operator.
 *
 * Owns: which right side is well typed (docs/language.md). Params and lists are written on the spot, as `$param` and
 * `$list`; written.ts gives them names and moves them out. Must not: build clauses.
 */
import fc from 'fast-check';
import { OPERATORS, type Operator } from '../../src/language/operators.ts';
import { CATALOGUE, FREE, type Kind, USUAL } from './fields.ts';
import { ADDRESSES, HOSTILE, NETWORKS, NUMBERS, ORDINARY, PATTERNS, TIMES, VERSIONS } from './texts.ts';
import type { Data } from './yaml-text.ts';

export type Operand = fc.Arbitrary<Data>;

/** A text as it is written: a leading `$` is doubled. */
export const written = (text: string): string => (text.startsWith('$') ? `$${text}` : text);

const POOLS: { readonly [K in Kind]: readonly string[] } = {
  text: [...ORDINARY, ...ORDINARY, ...HOSTILE],
  any: [...ORDINARY, ...HOSTILE, ...NUMBERS, ...TIMES, ...VERSIONS, ...ADDRESSES],
  ip: [...ADDRESSES, ...ADDRESSES, ...HOSTILE],
  boolean: ['true', 'false'],
  integer: NUMBERS,
  timestamp: TIMES,
  version: VERSIONS,
};

/** The text of a value that a field of the kind can have. */
export const textOf = (kind: Kind): fc.Arbitrary<string> => fc.constantFrom(...POOLS[kind]);

const param = (type: string, value: fc.Arbitrary<Data>): Operand =>
  value.map((given) => ({ $param: { type, value: given } }));

const LARGEST = 999_999_999_999_999;
const integer = fc.oneof(
  fc.constantFrom(...NUMBERS.map(Number)),
  fc.integer({ min: -LARGEST, max: LARGEST }),
);

/** One literal, a number or true or false where the field takes them, or a param that is one. */
function one(kind: Kind, operator: Operator): Operand {
  const needsText = ['startsWith', 'endsWith', 'contains'].includes(operator);
  const text = textOf(kind).filter((value) => !needsText || value !== '');
  const literal = text.map(written);
  const typed = OPERATORS[operator].on;
  const numbers = [integer, param('integer', integer)];
  const flags = [fc.boolean(), param('boolean', fc.boolean())];
  if (kind === 'integer') return fc.oneof(literal, ...numbers);
  if (kind === 'boolean') return fc.oneof(literal, ...flags);
  const others = kind === 'any' && typed.includes('integer') ? [...numbers, ...flags] : [];
  const plain = kind === 'any' ? [integer, fc.boolean()] : [];
  return fc.oneof(
    { weight: 6, arbitrary: literal },
    { weight: 1, arbitrary: param('text', text) },
    ...[...others, ...plain].map((arbitrary) => ({ weight: 1, arbitrary })),
  );
}

const takesTextParams = (kind: Kind) => kind !== 'integer' && kind !== 'boolean';

function textList(kind: Kind, text: fc.Arbitrary<string> = textOf(kind)): readonly Operand[] {
  return takesTextParams(kind) ? [param('list<text>', fc.array(text, { maxLength: 3 }))] : [];
}

const otherField: Operand = fc
  .oneof(
    { weight: 4, arbitrary: fc.constantFrom(...USUAL) },
    { weight: 1, arbitrary: fc.constantFrom(...CATALOGUE) },
    { weight: 1, arbitrary: fc.constantFrom(...FREE) },
  )
  .map(({ name }) => ({ field: name }));

/** Limits of one scale where the kind has one; of any on a free path. */
function limit(kind: Kind): Operand {
  const times = fc.constantFrom(...TIMES);
  const versions = fc.constantFrom(...VERSIONS);
  const numbers = [integer, fc.constantFrom(...NUMBERS), param('integer', integer)];
  if (kind === 'timestamp') return fc.oneof(times, param('text', times));
  if (kind === 'version') return fc.oneof(versions, param('text', versions));
  if (kind === 'integer') return fc.oneof(...numbers);
  return fc.oneof(...numbers, times, versions, param('text', fc.oneof(times, versions)));
}

const pattern = fc.constantFrom(...PATTERNS).map(written);
const network = fc.constantFrom(...NETWORKS);

/** A list on the spot: its file has `rows` without `added`, and `removed` besides; the environment changes that. */
export function listOf(columns: readonly string[], cell: fc.Arbitrary<string>): Operand {
  const row = fc.array(cell, { minLength: columns.length || 1, maxLength: columns.length || 1 });
  return fc
    .record({
      rows: fc.array(row, { minLength: 1, maxLength: 4 }),
      added: fc.array(row, { maxLength: 1 }),
      removed: fc.array(row, { maxLength: 1 }),
      // Above 1,000 rows Splunk needs a lookup.
      long: fc.integer({ min: 0, max: 39 }).map((draw) => draw === 39),
    })
    .map((list) => ({ $list: { ...list, columns } }));
}

/** What may stand right of an operator on a field of the kind. */
export function operandOf(kind: Kind, operator: Operator): Operand {
  const { operand, field } = OPERATORS[operator];
  const value = one(kind, operator);
  const single = field
    ? fc.oneof({ weight: 3, arbitrary: value }, { weight: 1, arbitrary: otherField })
    : value;
  const nonEmpty = textOf(kind).filter((text) => text !== '');
  switch (operand) {
    case 'boolean':
      return fc.boolean();
    case 'list':
      return listOf([], textOf(kind));
    case 'one':
      return single;
    case 'oneOrMany':
      return fc.oneof(
        { weight: 4, arbitrary: single },
        { weight: 2, arbitrary: fc.array(single, { minLength: 1, maxLength: 3 }) },
        ...textList(kind, nonEmpty).map((arbitrary) => ({ weight: 1, arbitrary })),
      );
    case 'many':
      return fc.oneof(
        { weight: 3, arbitrary: fc.array(value, { minLength: 1, maxLength: 3 }) },
        ...textList(kind).map((arbitrary) => ({ weight: 1, arbitrary })),
      );
    case 'pattern':
      return fc.oneof(pattern, fc.array(pattern, { minLength: 1, maxLength: 2 }));
    case 'ordered':
      return limit(kind);
    case 'networks':
      return fc.oneof(
        network,
        fc.array(network, { minLength: 1, maxLength: 3 }),
        param('text', network),
        param('list<text>', fc.array(network, { maxLength: 2 })),
      );
  }
}
