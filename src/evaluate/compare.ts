/**
 * The comparison of one field's text, on the left, with whatever stands on the right.
 *
 * Owns: how `TextTest` is evaluated, for every operator of that shape, and that no text is no match. Must not: know which operator asks.
 */
import type { CloudTrailEvent, Json } from '../cloudtrail/event.ts';
import type { FieldRef, LiteralOperand, Operand, TextTest } from '../language/operands.ts';
import { compileField, type Verdict } from './field.ts';
import { foldAscii } from './text.ts';
import type { ReadText } from './value.ts';

/** Whether the field's text, on the left, compares with one operand's. Both are folded already where case is ignored. */
export type CompareTexts = (left: string, right: string) => boolean;

/** Literals of a test, folded where its case is ignored. */
function literalsOf(test: TextTest): readonly string[] {
  const texts = test.operands.filter(isLiteral).map(({ text }) => text);
  return test.ignoreCase ? texts.map(foldAscii) : texts;
}

/** Readers of the fields that stand on the right. */
function fieldsOf(test: TextTest): readonly ReadText[] {
  return test.operands
    .filter((operand): operand is FieldRef => operand.kind === 'field')
    .map(({ definition }) => compileField(definition, test.ignoreCase));
}

function isLiteral(operand: Operand): operand is LiteralOperand {
  return operand.kind === 'literal';
}

/** A test of one field's text; false where the field is absent or has no text. */
export function compileTextTest(field: FieldRef, test: (text: string) => boolean): Verdict {
  const read = compileField(field.definition, false);
  return (event, element) => {
    const text = read(event, element);
    return text !== undefined && test(text);
  };
}

/** False where the field is absent, where there are no operands, and for an operand that is an absent field. */
export function compileComparison(test: TextTest, compare: CompareTexts): Verdict {
  const literals = literalsOf(test);
  const fields = fieldsOf(test);
  const read = compileField(test.field.definition, test.ignoreCase);
  const [only] = literals;
  if (only !== undefined && literals.length === 1 && fields.length === 0) {
    return (event, element) => {
      const text = read(event, element);
      return text !== undefined && compare(text, only);
    };
  }
  return (event, element) => {
    const text = read(event, element);
    if (text === undefined) return false;
    return (
      literals.some((literal) => compare(text, literal)) ||
      comparesWithField(text, fields, compare, event, element)
    );
  };
}

/** Equality with any operand: the literals stand in a set, so that a long list costs one look-up. */
export function compileEquality(test: TextTest): Verdict {
  const literals = literalsOf(test);
  if (literals.length < 2) return compileComparison(test, same);
  const known = new Set(literals);
  const fields = fieldsOf(test);
  const read = compileField(test.field.definition, test.ignoreCase);
  return (event, element) => {
    const text = read(event, element);
    if (text === undefined) return false;
    return known.has(text) || comparesWithField(text, fields, same, event, element);
  };
}

const same: CompareTexts = (left, right) => left === right;

function comparesWithField(
  text: string,
  fields: readonly ReadText[],
  compare: CompareTexts,
  event: CloudTrailEvent,
  element: Json | undefined,
): boolean {
  for (const read of fields) {
    const other = read(event, element);
    if (other !== undefined && compare(text, other)) return true;
  }
  return false;
}
