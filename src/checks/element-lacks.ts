/** `'a[].k': { exists: false }` holds if one element lacks the key, and is read as if none had it. */
import { diagnose } from '../base/catalogue.ts';
import { resolveField } from '../language/fields.ts';
import { clausesInPlace, type RuleCheck } from './check.ts';

/** The same inside a `some` of the author's own is not doubtful: it says of how many elements it speaks. */
export const elementLacks: RuleCheck = ({ document }) =>
  clausesInPlace(document.match).flatMap(({ clause, within }) => {
    if (clause.kind !== 'field' || within !== undefined || clause.not !== undefined) return [];
    const resolved = resolveField(clause.field.value);
    const array = resolved.kind === 'field' ? resolved.arrays.at(-1)?.name : undefined;
    const [test, ...more] = clause.tests;
    const [wanted] = test?.operator === 'exists' ? test.operands : [];
    if (array === undefined || more.length > 0 || wanted?.kind !== 'text' || wanted.text !== 'false')
      return [];
    const field = clause.field.value;
    return [diagnose('check/element-lacks', clause.span, { field, array })];
  });
