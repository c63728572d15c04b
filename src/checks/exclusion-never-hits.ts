/** A `not` around what no event can be that meets the other clauses: an exclusion that excludes nothing. */
import { diagnose } from '../base/catalogue.ts';
import type { RuleCheck } from './check.ts';
import { impossibleParts } from './impossible.ts';

export const exclusionNeverHits: RuleCheck = ({ rule, content }) =>
  impossibleParts(rule, content).flatMap(({ kind, span, ...args }) =>
    kind === 'no-hit' ? [diagnose('check/exclusion-never-hits', span, args)] : [],
  );
