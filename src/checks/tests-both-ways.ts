/** A rule needs a test that it matches and one that it does not. */
import { diagnose } from '../base/catalogue.ts';
import type { RuleCheck } from './check.ts';

export const testsBothWays: RuleCheck = ({ document }) =>
  (['match', 'no-match'] as const)
    .filter((expected) => !document.tests.some(({ expect }) => expect === expected))
    .map((missing) => diagnose('check/tests-one-sided', document.title.span, { missing }));
