/**
 * What fields could hold for a predicate to be true, or false: texts a person would think of, the likeliest first.
 *
 * Owns: those guesses, by the shape of the predicate; the evaluator decides. Must not: change events.
 */
import type { CloudTrailEvent, Json } from '../../cloudtrail/event.ts';
import { compileField } from '../../evaluate/field.ts';
import { noteMiss } from '../../evaluate/note-list.ts';
import type { Predicate, PredicateOf } from '../../ir/expression.ts';
import type { FieldRef, Operand, OrderTest, PatternOperand } from '../../language/operands.ts';
import type { Pattern } from '../../language/pattern.ts';
import { parsePattern } from '../../language/pattern-parse.ts';
import { changeOne, sample } from '../mutate/literal.ts';
import { textsOf } from '../mutate/pattern.ts';
import { addressIn, beside } from './typed.ts';

/** A field, and the text it is to have; undefined: it is to be absent. */
export interface Setting {
  readonly field: FieldRef;
  readonly text: string | undefined;
}

/** Of many values, patterns, networks or entries so many are tried. */
const MOST_VALUES = 4;

/** Fields to be set together, one list a guess. */
export function settingsFor(
  predicate: Predicate,
  wanted: boolean,
  event: CloudTrailEvent,
  element: Json | undefined,
): readonly (readonly Setting[])[] {
  const read = (field: FieldRef) => compileField(field.definition, false)(event, element);
  if ('rows' in predicate) return wanted ? ofRows(predicate, read) : otherRow(predicate, read);
  const { field } = predicate;
  const held = read(field);
  const texts = wanted ? textsFor(predicate, held) : textsAgainst(predicate, held);
  const beside =
    'operands' in predicate ? predicate.operands.flatMap(withField(predicate, wanted, read)) : [];
  const absent = wanted ? [] : [undefined];
  // What may be absent mostly is where a clause below a `not` is about it.
  const first = field.definition.optional && !field.definition.derived && !wanted;
  const all = first ? [...absent, ...texts] : [...texts, ...absent];
  return [...beside, ...[...new Set(all)].map((text) => [{ field, text }])];
}

type Read = (field: FieldRef) => string | undefined;

function ofRows(test: PredicateOf<'inList'>, read: Read): readonly (readonly Setting[])[] {
  const held = test.columns.map(({ field }) => read(field) ?? '');
  const near = noteMiss(test, held)?.entry;
  const rows = [...(near === undefined ? [] : [near]), ...sample(test.rows, MOST_VALUES)];
  return rows.map(({ values }) =>
    test.columns.map(({ field }, at): Setting => ({ field, text: values[at] ?? '' })),
  );
}

function otherRow({ columns }: PredicateOf<'inList'>, read: Read): readonly (readonly Setting[])[] {
  // The last column is the narrowest: of a source and a name, the name.
  const changed = columns
    .toReversed()
    .flatMap(({ field }) => others(field, read(field)).map((text) => [{ field, text }]));
  return [...changed, ...columns.map(({ field }) => [{ field, text: undefined }])];
}

function textsFor(predicate: Exclude<Predicate, PredicateOf<'inList'>>, held = ''): readonly string[] {
  if ('operands' in predicate) {
    const values = sample(predicate.operands.flatMap(literal), MOST_VALUES);
    switch (predicate.operator) {
      case 'startsWith':
        return values.flatMap((value) => [`${value}${held}`, value]);
      case 'endsWith':
        return values.flatMap((value) => [endingIn(held, value), value, `x${value}`]);
      case 'contains':
        return values.flatMap((value) => [`${held}${value}`, value]);
      case 'differsFrom':
        return others(predicate.field, held);
      default:
        return values;
    }
  }
  if ('patterns' in predicate) {
    const texts = sample(predicate.patterns, MOST_VALUES).flatMap((one) => textsOf(asWritten(one)));
    return texts.flatMap((text) => [text, `${held}${text}`, `${text}x`, `x${text}`]);
  }
  if ('networks' in predicate)
    return sample(predicate.networks, MOST_VALUES).map(({ network }) => addressIn(network));
  if ('limit' in predicate) return aroundLimit(predicate);
  return someText(predicate.field);
}

/** Where case is ignored, each set holds both cases, and the text would come out in capitals. */
function asWritten({ text, pattern }: PatternOperand): Pattern {
  const read = parsePattern(text);
  return read.kind === 'pattern' ? read.pattern : pattern;
}

function textsAgainst(predicate: Exclude<Predicate, PredicateOf<'inList'>>, held = ''): readonly string[] {
  if (predicate.operator === 'differsFrom') return predicate.operands.flatMap(literal);
  if ('limit' in predicate) return aroundLimit(predicate);
  if ('networks' in predicate) return ['192.0.2.1', '198.51.100.1', '2001:db8::1', 'x'];
  return predicate.operator === 'exists' ? [] : others(predicate.field, held);
}

const literal = (operand: Operand) => (operand.kind === 'literal' ? [operand.text] : []);

/** Where two fields are compared: this one given the text of the other, or both given one where neither has any. */
function withField(predicate: Predicate, wanted: boolean, read: Read) {
  return (operand: Operand): readonly (readonly Setting[])[] => {
    if (operand.kind !== 'field' || !('field' in predicate)) return [];
    const { field } = predicate;
    const [mine, other] = [read(field), read(operand)];
    const apart = (predicate.operator === 'differsFrom') === wanted;
    const text = other ?? mine ?? 'x';
    const here = (apart ? others(field, text) : [text]).map((one): Setting => ({ field, text: one }));
    const there: readonly Setting[] = other === undefined ? [{ field: operand, text }] : [];
    if (mine !== undefined && other === undefined) {
      const first = apart ? (others(operand, mine)[0] ?? 'x') : mine;
      return [[{ field: operand, text: first }], ...here.map((one) => [...there, one])];
    }
    return here.map((one) => [...there, one]);
  };
}

/**
 * Before its own sign the ending replaces what is there: `mara@x.org` with `@example.com` is `mara@example.com`. Nobody is
 * called `@example.com` alone.
 */
function endingIn(held: string, value: string): string {
  const hasSign = /^[^0-9A-Za-z]/.test(value);
  const at = hasSign ? held.indexOf(value[0] ?? '') : -1;
  const before = at < 0 ? held : held.slice(0, at);
  return `${before === '' && hasSign ? 'x' : before}${value}`;
}

function aroundLimit({ scale, limit: { text } }: OrderTest): readonly string[] {
  return [text, ...beside(scale, text)];
}

/** Other texts that the field may have. */
function others({ definition: { type } }: FieldRef, held = ''): readonly string[] {
  if (type === 'boolean') return [held === 'true' ? 'false' : 'true'];
  const changed = changeOne(held, type);
  return [...(changed === undefined ? [] : [changed]), `x${held}`, 'x', '-'].filter((text) => text !== held);
}

function someText({ definition: { type } }: FieldRef): readonly string[] {
  if (type === 'boolean') return ['true'];
  if (type === 'timestamp') return ['2026-01-01T00:00:00Z', 'x'];
  return type === 'integer' ? ['1', 'x'] : ['x'];
}
