/** Clauses of which no event meets all: the rule, or an alternative of it, never matches. */
import { diagnose } from '../base/catalogue.ts';
import type { RuleCheck } from './check.ts';
import { impossibleParts } from './impossible.ts';

export const contradiction: RuleCheck = ({ rule, content }) =>
  impossibleParts(rule, content).flatMap(({ kind, span, ...args }) =>
    kind === 'never' ? [diagnose('check/contradiction', span, args)] : [],
  );
