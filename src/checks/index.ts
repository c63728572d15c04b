/**
 * All semantic checks, in the order they run. To add one: a file beside this one, and a line here.
 *
 * Owns: the order. Must not: hold logic.
 */
import { caseNotSaid } from './case-not-said.ts';
import type { EnvironmentCheck, ListCheck, RuleCheck } from './check.ts';
import { leftOverExample } from './left-over-example.ts';
import { listEntryNeverMatches } from './list-entry-never-matches.ts';
import { listExpiry } from './list-expiry.ts';
import { notEqualsField } from './not-equals-field.ts';
import { pathShape } from './path-shape.ts';
import { testsBothWays } from './tests-both-ways.ts';
import { unknownCall, unknownListedCall } from './unknown-call.ts';
import { unusedParam } from './unused-param.ts';

export const RULE_CHECKS: readonly RuleCheck[] = [
  caseNotSaid,
  notEqualsField,
  pathShape,
  unusedParam,
  testsBothWays,
  unknownCall,
];
export const LIST_CHECKS: readonly ListCheck[] = [listExpiry, listEntryNeverMatches, unknownListedCall];
/** Besides `check`, what `build` refuses. */
export const ENVIRONMENT_CHECKS: readonly EnvironmentCheck[] = [leftOverExample];
