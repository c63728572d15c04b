/** An `any` of which one alternative always holds: it asks for nothing. */
import { diagnose } from '../base/catalogue.ts';
import type { RuleCheck } from './check.ts';
import { impossibleParts } from './impossible.ts';

export const alwaysTrue: RuleCheck = ({ rule, content }) =>
  impossibleParts(rule, content).flatMap(({ kind, span, field }) =>
    kind === 'always' ? [diagnose('check/always-true', span, { field })] : [],
  );
