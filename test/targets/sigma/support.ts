/** Compiles conditions for tests of the printed rule. */
import { load } from 'js-yaml';
import type { Expression } from '../../../src/ir/expression.ts';
import { sigmaTarget } from '../../../src/targets/sigma/index.ts';
import { ENVIRONMENT } from '../../support/environment.ts';
import { render } from '../spl/render.ts';
import { ruleOf } from '../spl/rules.ts';

/** The detection as a reader gets it, or the reasons. */
export async function detection(condition: Expression): Promise<unknown> {
  const { value } = sigmaTarget.compile(ruleOf(condition, 'x'), ENVIRONMENT);
  const [artefact] = value?.artefacts ?? [];
  if (artefact !== undefined) return (load(await render(artefact)) as Record<string, unknown>).detection;
  return value?.answer.kind === 'unsupported' ? value.answer.reasons.map(({ why }) => why) : undefined;
}

/** The names of the assumptions of an exact answer, else what the answer is. */
export function given(condition: Expression): readonly string[] | string | undefined {
  const answer = sigmaTarget.compile(ruleOf(condition, 'x'), ENVIRONMENT).value?.answer;
  return answer?.kind === 'exact-given' ? answer.assumptions.map(({ name }) => name) : answer?.kind;
}
