/** A person's name that must end with a domain, where the domain does not begin with `@`: a look-alike fits too. */
import { diagnose } from '../base/catalogue.ts';
import type { Diagnostic } from '../base/diagnostic.ts';
import type { Span } from '../base/source.ts';
import { predicatesOf } from '../ir/expression.ts';
import type { RuleCheck } from './check.ts';

/** Where an e-mail address stands as the name of a person. Other fields end with domains of other kinds. */
const NAMES: ReadonlySet<string> = new Set([
  'session.name',
  'actor',
  'userIdentity.userName',
  'userIdentity.sessionContext.sourceIdentity',
  'requestParameters.roleSessionName',
  'requestParameters.sourceIdentity',
  'requestParameters.userName',
]);

/** Two labels or more, without a dot or `@` before: `.example.com` is a choice of its own. */
const DOMAIN = /^(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}$/i;

export const bareDomain: RuleCheck = ({ rule, content }) =>
  predicatesOf(rule.condition).flatMap((predicate) => {
    if (predicate.operator !== 'endsWith' || !NAMES.has(predicate.field.definition.name)) return [];
    const field = predicate.field.spelled;
    const params = new Set<string>();
    const found: Diagnostic[] = [];
    for (const operand of predicate.operands) {
      if (operand.kind !== 'literal') continue;
      if (operand.param !== undefined) params.add(operand.param);
      found.push(...judge(field, operand.text, operand.span));
    }
    for (const { params: values } of content.config.environments) {
      for (const param of params) {
        const value = values.get(param);
        value?.values.forEach((text, at) => {
          found.push(...judge(field, text, value.spans?.[at] ?? value.span));
        });
      }
    }
    return found;
  });

const judge = (field: string, domain: string, span: Span): readonly Diagnostic[] =>
  DOMAIN.test(domain) ? [diagnose('check/bare-domain', span, { field, domain })] : [];
