/** `readOnly: false` beside calls that, by their names, only read: CloudTrail marks such calls as read-only. */
import { diagnose } from '../base/catalogue.ts';
import { type Diagnostic, listed } from '../base/diagnostic.ts';
import type { Expression, PredicateOf } from '../ir/expression.ts';
import { normalForm } from '../ir/normal.ts';
import type { RuleCheck } from './check.ts';
import { writtenTexts } from './conflict-texts.ts';

/** No catalogue says which calls read. Names of this form do, but for those that hand out a secret. */
const READS = /^(?:Get|List|Describe|Head|Lookup)[A-Z0-9]/;
/** Records of GetSessionToken, GetFederationToken and GetSigninToken with readOnly false exist. */
const HANDS_OUT = /Token|Credential|Password|Secret/;

export const readOnlyNames: RuleCheck = ({ rule }) => walk(normalForm(rule.condition));

function walk(expression: Expression): readonly Diagnostic[] {
  // Only where both stand side by side in one `all`: elsewhere other clauses may let other calls through.
  if (expression.kind === 'any') return expression.of.flatMap(walk);
  if (expression.kind !== 'all') return [];
  const parts = expression.of.flatMap((part) => (part.kind === 'predicate' ? [part] : []));
  const writes = parts.some((part) => isEqual(part, 'readOnly') && onlyText(part) === 'false');
  const names = parts.find((part): part is Equality => isEqual(part, 'eventName'));
  const texts = names === undefined ? undefined : writtenTexts(names.operands);
  if (writes && names !== undefined && texts?.every((text) => READS.test(text) && !HANDS_OUT.test(text))) {
    return [diagnose('check/read-only-names', names.span, { names: listed(texts, 5) })];
  }
  return expression.of.flatMap((part) => (part.kind === 'any' ? walk(part) : []));
}

type Equality = PredicateOf<'equals'> | PredicateOf<'oneOf'>;

function isEqual(part: Expression, field: string): part is Equality {
  return (
    part.kind === 'predicate' &&
    (part.operator === 'equals' || part.operator === 'oneOf') &&
    part.field.definition.name === field
  );
}

function onlyText(part: Expression): string | undefined {
  const texts = isEqual(part, 'readOnly') ? writtenTexts(part.operands) : undefined;
  return texts?.length === 1 ? texts[0] : undefined;
}
