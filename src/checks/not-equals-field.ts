/** `not` around a field-to-field equals is true of absent fields too; `differsFrom` is what is nearly always meant. */
import { diagnose } from '../base/catalogue.ts';
import type { Diagnostic } from '../base/diagnostic.ts';
import type { Expression } from '../ir/expression.ts';
import type { RuleCheck } from './check.ts';

export const notEqualsField: RuleCheck = ({ rule }) => walk(rule.condition);

function walk(expression: Expression): readonly Diagnostic[] {
  switch (expression.kind) {
    case 'predicate':
      return [];
    case 'some':
      return walk(expression.of);
    case 'all':
    case 'any':
      return expression.of.flatMap(walk);
    case 'not': {
      const { of } = expression;
      if (of.kind !== 'predicate' || of.operator !== 'equals') return walk(of);
      return of.operands.flatMap((other) =>
        other.kind === 'field'
          ? [
              diagnose('check/not-equals-field', expression.span, {
                field: of.field.spelled,
                other: other.spelled,
              }),
            ]
          : [],
      );
    }
  }
}
