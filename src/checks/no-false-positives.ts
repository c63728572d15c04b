/**
 * A stable rule that names no harmless cause of an alert. While a rule is tried out, its author may know of none yet.
 * Triage cannot be missing: the schema of a rule asks for it.
 */
import { diagnose } from '../base/catalogue.ts';
import type { RuleCheck } from './check.ts';

export const noFalsePositives: RuleCheck = ({ document: { status, falsePositives, title } }) =>
  status !== 'stable' || falsePositives.some((cause) => cause.trim() !== '')
    ? []
    : [diagnose('check/no-false-positives', title.span, {})];
