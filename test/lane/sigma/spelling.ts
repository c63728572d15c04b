/**
 * Where letters decide otherwise than the rule says: engines that ignore case, and fold more than A-Z.
 *
 * Owns: the assumptions one-spelling and ascii-case-only, for one test of one event. Must not: know engines.
 */
import type { ValueExpr } from '../../../src/cloudtrail/value.ts';
import { fieldsOfPredicate, type Predicate } from '../../../src/ir/expression.ts';
import type { FieldRef } from '../../../src/language/operands.ts';
import { type Asked, standing, standsAt, textAt } from './standing.ts';

/** A field compared with texts, as they are or with A-Z in either case. */
interface Comparison {
  readonly field: FieldRef;
  readonly wanted: readonly string[];
  readonly holds: (text: string, wanted: string) => boolean;
  readonly ignoreCase: boolean;
}

const EQUAL = (text: string, wanted: string) => text === wanted;
const HOLDS: Readonly<Partial<Record<Predicate['operator'], Comparison['holds']>>> = {
  equals: EQUAL,
  oneOf: EQUAL,
  differsFrom: EQUAL,
  startsWith: (text, wanted) => text.startsWith(wanted),
  endsWith: (text, wanted) => text.endsWith(wanted),
  contains: (text, wanted) => text.includes(wanted),
};

function comparisonsOf(asked: Asked): readonly Comparison[] {
  const { predicate } = asked;
  if (predicate.operator === 'inList') {
    return predicate.columns.map(({ field }, at) => ({
      field,
      wanted: predicate.rows.map(({ values }) => values[at] ?? ''),
      holds: EQUAL,
      ignoreCase: predicate.ignoreCase,
    }));
  }
  const holds = HOLDS[predicate.operator];
  if (holds === undefined || !('operands' in predicate)) return [];
  const { field, operands, ignoreCase } = predicate;
  const wanted = operands.flatMap((operand) =>
    operand.kind === 'literal' ? [operand.text] : (textAt(operand, asked) ?? []),
  );
  return [{ field, wanted, holds, ignoreCase }];
}

const ascii = (text: string) => text.replace(/[A-Z]+/g, (run) => run.toLowerCase());

/** How engines fold: to lower case, to upper case, or as Unicode's case folding does (ß as ss). */
const FOLDS: readonly ((text: string) => string)[] = [
  (text) => text.toLowerCase(),
  (text) => text.toUpperCase(),
  (text) => text.toUpperCase().toLowerCase(),
];

/** A value meets the wanted one, or not, only because letters outside A-Z are folded too. */
export function foldsBeyondAscii(asked: Asked): boolean {
  return comparisonsOf(asked).some(({ field, wanted, holds, ignoreCase }) => {
    const text = ignoreCase ? textAt(field, asked) : undefined;
    if (text === undefined) return false;
    return wanted.some((one) => {
      const means = holds(ascii(text), ascii(one));
      return FOLDS.some((fold) => holds(fold(text), fold(one)) !== means);
    });
  });
}

/** A name that AWS writes differs from the rule's in case only, so that an engine which ignores case takes it for that. */
export function spelledOtherwise(asked: Asked): boolean {
  const fields = fieldsOfPredicate(asked.predicate);
  if (fields.some(({ definition }) => guardSpelledOtherwise(definition.value, asked))) return true;
  return comparisonsOf(asked).some((comparison) => {
    const { field, wanted, holds, ignoreCase } = comparison;
    const { oneSpelling, type, value } = field.definition;
    if (value.kind === 'concat') return pairSpelledOtherwise(comparison, asked);
    if (ignoreCase || !(oneSpelling || type === 'boolean')) return false;
    const text = textAt(field, asked);
    if (text === undefined) return false;
    return wanted.some((one) => FOLDS.some((fold) => holds(fold(text), fold(one)) && !holds(text, one)));
  });
}

function guardSpelledOtherwise(value: ValueExpr, asked: Asked): boolean {
  if (value.kind === 'firstOf') return value.of.some((one) => guardSpelledOtherwise(one, asked));
  if (value.kind !== 'when') return false;
  const { path, equals } = value;
  const { value: found } = standsAt(path, asked.event);
  return typeof found === 'string' && found !== equals && FOLDS.some((fold) => fold(found) === fold(equals));
}

/** Of two names joined, each may be spelled otherwise; the suffix that is left out of one may be as well. */
function pairSpelledOtherwise({ field, wanted, holds, ignoreCase }: Comparison, asked: Asked): boolean {
  const exact = textAt(field, asked);
  const parts = standing(field, asked)
    .map(({ value }) => value)
    .filter((value) => typeof value === 'string');
  const { value } = field.definition;
  const [first] = value.kind === 'concat' ? value.parts : [];
  if (exact === undefined || parts.length !== 2 || first?.kind !== 'withoutSuffix') return false;
  const suffix = first.suffix.toLowerCase();
  const [left = '', right = ''] = parts.map((part) => part.toLowerCase());
  const shorter = left.endsWith(suffix) ? left.slice(0, -suffix.length) : left;
  const folded = `${shorter}:${right}`;
  const means = (one: string) => (ignoreCase ? holds(ascii(exact), ascii(one)) : holds(exact, one));
  return wanted.some((one) => holds(folded, one.toLowerCase()) && !means(one));
}
