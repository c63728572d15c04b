/**
 * One predicate with one thing changed: its operator, its case.
 *
 * Owns: which operators are near each other, and where case can matter. What stands on the right is values.ts's matter.
 * It goes by shape, so a new operator needs nothing here. Must not: know groups.
 */
import type { FieldType } from '../../cloudtrail/field.ts';
import type { Predicate } from '../../ir/expression.ts';
import { fieldsOfPredicate } from '../../ir/expression.ts';
import { OPERATORS, type Operator } from '../../language/operators.ts';
import { foldPattern, parsePattern } from '../../language/pattern-parse.ts';
import { hasLetters } from './literal.ts';
import type { PredicateMutation } from './mutation.ts';
import { hasPublishedNames, publishedBeside } from './published.ts';
import { valueMutations } from './values.ts';
import { quoteClause } from './words.ts';

/**
 * Wider, narrower, or next to it. Not `contains` for `equals`, and not the reverse: whatever test kills `startsWith` in
 * its place kills that as well.
 */
const NEAR: { readonly [K in Operator]?: readonly Operator[] } = {
  equals: ['startsWith', 'endsWith'],
  oneOf: ['startsWith', 'endsWith'],
  startsWith: ['equals', 'contains'],
  endsWith: ['equals', 'contains'],
  contains: ['startsWith', 'endsWith'],
  differsFrom: ['exists'],
  greaterThan: ['atLeast'],
  atLeast: ['greaterThan'],
  lessThan: ['atMost'],
  atMost: ['lessThan'],
};

export function predicateMutations(predicate: Predicate): readonly PredicateMutation[] {
  return [...operatorMutations(predicate), ...caseMutations(predicate), ...valueMutations(predicate)];
}

function operatorMutations(predicate: Predicate): readonly PredicateMutation[] {
  if ('columns' in predicate) return [];
  const { operator, field, span } = predicate;
  const compared = 'operands' in predicate ? predicate.operands : [];
  const besideField = compared.some(({ kind }) => kind === 'field');
  return (NEAR[operator] ?? []).flatMap((other): readonly PredicateMutation[] => {
    const entry = OPERATORS[other];
    if (!isOn(entry.on, field.definition.type)) return [];
    if (other === 'exists') {
      const to: Predicate = { kind: 'predicate', operator: other, field, span };
      return [{ kind: 'operator', to, change: becomes(predicate, to), span }];
    }
    if (besideField && !entry.field) return [];
    const to = { ...predicate, operator: other } as Predicate;
    const widened = operator === 'equals' || operator === 'oneOf';
    if (widened && hasPublishedNames(to) && publishedBeside(to) === undefined) return [];
    return [{ kind: 'operator', to, change: becomes(predicate, to), span }];
  });
}

const isOn = (types: readonly FieldType[], type: FieldType) => type === 'any' || types.includes(type);
const becomes = (from: Predicate, to: Predicate) => `${quoteClause(from)} becomes ${quoteClause(to)}`;

/** Types whose texts come in more than one case. */
const CASED: ReadonlySet<FieldType> = new Set(['text', 'any', 'ip']);

function caseMutations(predicate: Predicate): readonly PredicateMutation[] {
  if (!('ignoreCase' in predicate) || !caseMatters(predicate)) return [];
  const ignoreCase = !predicate.ignoreCase;
  const to = withCase(predicate, ignoreCase);
  const change = `${quoteClause(predicate)} ${ignoreCase ? 'ignores case' : 'no longer ignores case'}`;
  return to === undefined ? [] : [{ kind: 'case', to, change, span: predicate.span }];
}

type Cased = Extract<Predicate, { ignoreCase: boolean }>;

/** Not where AWS itself writes the value, always in one spelling, nor where nothing compared has letters. */
function caseMatters(predicate: Cased): boolean {
  const fields = fieldsOfPredicate(predicate);
  if (fields.every(({ definition }) => definition.oneSpelling || !CASED.has(definition.type))) return false;
  if ('rows' in predicate) return predicate.rows.some(({ values }) => values.some(hasLetters));
  if ('patterns' in predicate) return predicate.patterns.some(({ text }) => hasLetters(text));
  return predicate.operands.some((operand) => operand.kind === 'field' || hasLetters(operand.text));
}

function withCase(predicate: Cased, ignoreCase: boolean): Predicate | undefined {
  if (!('patterns' in predicate)) return { ...predicate, ignoreCase };
  // Case is folded into the sets of a pattern, so without it the pattern is read again.
  const patterns = predicate.patterns.flatMap((operand) => {
    const parsed = parsePattern(operand.text);
    if (parsed.kind !== 'pattern') return [];
    return [{ ...operand, pattern: ignoreCase ? foldPattern(parsed.pattern) : parsed.pattern }];
  });
  return patterns.length === predicate.patterns.length ? { ...predicate, patterns, ignoreCase } : undefined;
}
