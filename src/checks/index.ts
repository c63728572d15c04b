/**
 * All semantic checks, in the order they run. To add one: a file beside this one, and a line here.
 *
 * Owns: the order. Must not: hold logic.
 */
import { absenceDecides } from './absence-decides.ts';
import { alwaysTrue } from './always-true.ts';
import { attackVersion } from './attack-version.ts';
import { bareDomain } from './bare-domain.ts';
import { caseNotSaid } from './case-not-said.ts';
import type { EnvironmentCheck, ListCheck, RuleCheck } from './check.ts';
import { contradiction } from './contradiction.ts';
import { elementLacks } from './element-lacks.ts';
import { exclusionNeverHits } from './exclusion-never-hits.ts';
import { leftOverExample } from './left-over-example.ts';
import { listEntryNeverMatches } from './list-entry-never-matches.ts';
import { listExpiry } from './list-expiry.ts';
import { noFalsePositives } from './no-false-positives.ts';
import { notEqualsField } from './not-equals-field.ts';
import { pathShape } from './path-shape.ts';
import { plainPattern } from './plain-pattern.ts';
import { readOnlyNames } from './read-only-names.ts';
import { scheduleGap } from './schedule-gap.ts';
import { shadowedEntry, shadowedValue } from './shadowed-value.ts';
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
  contradiction,
  alwaysTrue,
  exclusionNeverHits,
  readOnlyNames,
  bareDomain,
  plainPattern,
  scheduleGap,
  noFalsePositives,
  elementLacks,
  absenceDecides,
  attackVersion,
  shadowedValue,
];
export const LIST_CHECKS: readonly ListCheck[] = [
  listExpiry,
  listEntryNeverMatches,
  unknownListedCall,
  shadowedEntry,
];
/** Besides `check`, what `build` refuses. */
export const ENVIRONMENT_CHECKS: readonly EnvironmentCheck[] = [leftOverExample];
