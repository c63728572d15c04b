/**
 * A path that goes on, without `[]`, below what the catalogue knows as an array; or below what it knows as one text.
 * Below the open objects services differ, so this is a warning; elsewhere such a path is an error of lowering.
 */
import { diagnose } from '../base/catalogue.ts';
import type { Diagnostic } from '../base/diagnostic.ts';
import { fieldsOfPredicate, predicatesOf } from '../ir/expression.ts';
import { namedField } from '../language/fields.ts';
import type { FieldRef } from '../language/operands.ts';
import { spellPath } from '../language/path.ts';
import type { RuleCheck } from './check.ts';

export const pathShape: RuleCheck = ({ rule }) => {
  const { condition, alert } = rule;
  const shown = [...alert.groupBy, ...alert.title.flatMap((part) => (part.kind === 'field' ? [part] : []))];
  return [...predicatesOf(condition).flatMap(fieldsOfPredicate), ...shown].flatMap(shapeOf);
};

function shapeOf({ definition, span }: FieldRef): readonly Diagnostic[] {
  const { value, name } = definition;
  if (definition.derived || value.kind !== 'path') return [];
  for (let length = 1; length < value.path.length; length += 1) {
    const parent = spellPath(value.path.slice(0, length));
    const known = namedField(parent);
    if (known === undefined || known.type === 'object' || known.type === 'any') continue;
    if (known.type !== 'array')
      return [diagnose('check/below-text', span, { field: name, parent, type: known.type })];
    const fixed = `${parent}[].${spellPath(value.path.slice(length))}`;
    return [diagnose('check/array-without-brackets', span, { field: name, array: parent, fixed })];
  }
  return [];
}
