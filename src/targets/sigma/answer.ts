/**
 * What Sigma answers for a rule, and the tree that says it.
 *
 * Owns: exact where it can be, else the nearest form that the rule accepts. Must not: name selections or print.
 */
import type { RuleIr } from '../../ir/rule.ts';
import { assumptions } from '../shared/assumptions.ts';
import type { Answer } from '../shared/target.ts';
import { approximated } from './approximate.ts';
import { type Translation, translate } from './translate.ts';

export interface Answered {
  readonly answer: Answer;
  /** Of what will be printed; meaningful unless unsupported. */
  readonly translation: Translation;
}

export function answerFor({ condition, document }: Pick<RuleIr, 'condition' | 'document'>): Answered {
  const exact = translate(condition);
  if (exact.reasons.length === 0) {
    return { answer: { kind: 'exact-given', assumptions: assumptionsOf(exact) }, translation: exact };
  }
  const { reasons } = exact;
  const accept = document.targets.sigma?.accept;
  const says = accept === undefined || accept === 'unsupported' ? undefined : approximated(condition, accept);
  if (says === undefined || accept === undefined || accept === 'unsupported') {
    return { answer: { kind: 'unsupported', reasons }, translation: exact };
  }
  const near = translate(says);
  const answer: Answer = {
    kind: 'approximate',
    direction: accept,
    reasons,
    assumptions: assumptionsOf(near),
    says,
  };
  return { answer, translation: near };
}

/** Engines flatten arrays, so every comparison rests on there being none. */
function assumptionsOf({ given }: Translation) {
  return assumptions(['no-object-here', ...given]);
}
