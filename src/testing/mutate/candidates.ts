/**
 * Changes of an event that may make a condition and its mutant disagree.
 *
 * Owns: which texts are worth giving to a field: those that a predicate compares with, each with something before or
 * after it, in other case and with one character changed. Guesses; the evaluator decides. Must not: evaluate conditions.
 */
import type { CloudTrailEvent } from '../../cloudtrail/event.ts';
import { compileValue } from '../../evaluate/value.ts';
import type { ArrayRef, Expression, Predicate } from '../../ir/expression.ts';
import type { FieldRef, OrderTest } from '../../language/operands.ts';
import { give, type Use, withoutElements } from './give.ts';
import { changeOne, inOtherCase, sample } from './literal.ts';
import { textsOf } from './pattern.ts';
import { publishedBeside } from './published.ts';

/** Events like the one handed in, with something changed. */
export type Candidate = (event: CloudTrailEvent) => readonly CloudTrailEvent[];

/** Of a test's values so many are tried, those first that the other side of a mutation does not have. */
const MOST_VALUES = 4;

/** For each predicate of the clauses; `arrays` are those around them. */
export function candidatesOf(
  clauses: readonly Expression[],
  arrays: readonly ArrayRef[],
): readonly Candidate[] {
  const predicates = clauses.flatMap((clause) => within(clause, arrays));
  // What stands on one side alone is what the mutation is about.
  const seen = new Map<object, number>();
  for (const { predicate } of predicates)
    for (const value of valuesOf(predicate)) seen.set(value, (seen.get(value) ?? 0) + 1);
  const first = (value: object) => seen.get(value) === 1;
  return predicates.flatMap(({ predicate, arrays: around }) => {
    const pick = <T extends object>(all: readonly T[]) => [
      ...all.filter(first).slice(0, MOST_VALUES),
      ...sample(all, MOST_VALUES),
    ];
    return ofPredicate(predicate, around, pick);
  });
}

interface Placed {
  readonly predicate: Predicate;
  readonly arrays: readonly ArrayRef[];
}

function within(expression: Expression, arrays: readonly ArrayRef[]): readonly Placed[] {
  switch (expression.kind) {
    case 'predicate':
      return [{ predicate: expression, arrays }];
    case 'not':
      return within(expression.of, arrays);
    case 'some':
      return within(expression.of, [...arrays, expression.array]);
    case 'all':
    case 'any':
      return expression.of.flatMap((part) => within(part, arrays));
  }
}

function valuesOf(predicate: Predicate): readonly object[] {
  if ('rows' in predicate) return predicate.rows;
  if ('operands' in predicate) return predicate.operands;
  if ('patterns' in predicate) return predicate.patterns;
  return 'networks' in predicate ? predicate.networks : [];
}

type Pick = <T extends object>(all: readonly T[]) => readonly T[];

function ofPredicate(predicate: Predicate, arrays: readonly ArrayRef[], pick: Pick): readonly Candidate[] {
  const use = ({ definition }: FieldRef): Use => ({ definition, arrays });
  const outer = arrays[0];
  const empty: readonly Candidate[] = outer === undefined ? [] : [(event) => withoutElements(event, outer)];
  if ('rows' in predicate) {
    const { columns, rows } = predicate;
    const fields = columns.map(({ field }) => use(field));
    const givesRow =
      (values: readonly string[]): Candidate =>
      (event) =>
        fields.reduce<readonly CloudTrailEvent[]>(
          (events, field, at) => events.flatMap((one) => give(one, field, values[at] ?? '')),
          [event],
        );
    const texts = pick(rows).flatMap(({ values }) => [
      values,
      values.map(inOtherCase),
      ...values.map((value, at) => values.with(at, `${value}x`)),
    ]);
    return [...texts.map(givesRow), ...fields.flatMap((field) => usual(field)), ...empty];
  }
  const field = use(predicate.field);
  const gives = (texts: readonly (string | undefined)[]): readonly Candidate[] =>
    [...new Set(texts)].map(
      (text): Candidate =>
        (event) =>
          give(event, field, text),
    );
  const published = publishedBeside(predicate);
  return [
    ...gives(published === undefined ? [] : [published]),
    ...gives(textsFor(predicate, pick)),
    ...appended(predicate, field, pick),
    ...besideFields(predicate, field, use),
    ...usual(field),
    ...empty,
  ];
}

function textsFor(predicate: Predicate, pick: Pick): readonly string[] {
  if ('operands' in predicate) {
    return pick(predicate.operands).flatMap((operand) =>
      operand.kind === 'field' ? [] : around(operand.text),
    );
  }
  if ('patterns' in predicate) {
    return pick(predicate.patterns).flatMap(({ pattern }) => textsOf(pattern).flatMap(around));
  }
  if ('networks' in predicate) {
    return pick(predicate.networks).flatMap(({ network }) => addressesOf(network));
  }
  return 'limit' in predicate ? besideLimit(predicate) : [];
}

/** What may stand anywhere in a text, behind the text that is there: other clauses may read that one too. */
function appended(predicate: Predicate, field: Use, pick: Pick): readonly Candidate[] {
  if (predicate.operator !== 'contains' && predicate.operator !== 'matches') return [];
  const texts =
    'patterns' in predicate
      ? pick(predicate.patterns).flatMap(({ pattern }) => textsOf(pattern))
      : pick(predicate.operands).flatMap((operand) => (operand.kind === 'field' ? [] : [operand.text]));
  return texts
    .flatMap((text) => [text, inOtherCase(text)])
    .map((text) => varied(field, (held) => `${held} ${text}`));
}

function around(text: string): readonly string[] {
  const placed = [text, `x${text}`, `${text}x`, `x${text}x`];
  return [...placed, ...placed.map(inOtherCase), changeOne(text, 'text') ?? text];
}

/** The limit, and its neighbours on both sides. */
function besideLimit({ scale, limit: { text } }: OrderTest): readonly string[] {
  const other = changeOne(text, scale);
  if (scale !== 'integer') return [text, ...(other === undefined ? [] : [other])];
  return [text, String(Number(text) + 1), String(Number(text) - 1), ...(other === undefined ? [] : [other])];
}

/** The first address of the network, and that with the last bit of the prefix, or the first behind it, turned. */
function addressesOf({ bytes, prefix }: { readonly bytes: readonly number[]; readonly prefix: number }) {
  const turned = (bit: number) =>
    bytes.map((byte, at) => (at === bit >> 3 ? byte ^ (0x80 >> (bit & 7)) : byte));
  const all = [bytes, ...[prefix - 1, prefix, prefix + 1].filter((bit) => bit >= 0).map(turned)];
  return all.map((one) =>
    one.length === 4
      ? one.join('.')
      : Array.from({ length: 8 }, (_, at) =>
          (((one[at * 2] ?? 0) << 8) | (one[at * 2 + 1] ?? 0)).toString(16),
        ).join(':'),
  );
}

/** Where two fields are compared: the text that the other one has, and variants of it. */
function besideFields(predicate: Predicate, field: Use, use: (field: FieldRef) => Use): readonly Candidate[] {
  if (!('operands' in predicate)) return [];
  return predicate.operands.flatMap((operand) =>
    operand.kind === 'field' ? [...copies(field, use(operand)), ...usual(use(operand))] : [],
  );
}

const copies = (field: Use, other: Use): readonly Candidate[] =>
  [(text: string) => text, inOtherCase].map((vary) => (event: CloudTrailEvent) => {
    const text = compileValue(other.definition.value)(event);
    return text === undefined ? [] : give(event, field, vary(text));
  });

/** Nothing, and what can be done to any text: other case, more of it, another one. */
function usual(field: Use): readonly Candidate[] {
  const plain = field.definition.type === 'boolean' ? ['true', 'false'] : ['x', ''];
  return [
    (event) => give(event, field, undefined),
    varied(field, inOtherCase),
    varied(field, (text) => `x${text}`),
    varied(field, (text) => `${text}x`),
    ...plain.map(
      (text): Candidate =>
        (event) =>
          give(event, field, text),
    ),
  ];
}

function varied(field: Use, change: (text: string) => string): Candidate {
  const read = compileValue(field.definition.value);
  return (event) => {
    const text = read(event);
    return text === undefined ? [] : give(event, field, change(text));
  };
}
