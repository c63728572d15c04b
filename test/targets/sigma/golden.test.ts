import { describe, expect, it } from 'vitest';
import type { RuleIr } from '../../../src/ir/rule.ts';
import { sigmaTarget } from '../../../src/targets/sigma/index.ts';
import { span } from '../../evaluate/build.ts';
import { ENVIRONMENT } from '../../support/environment.ts';
import { render } from '../spl/render.ts';
import { MANUAL_ACTION, ruleOf, SESSION_NAME_BYPASS } from '../spl/rules.ts';

async function write(rule: RuleIr) {
  const { value, diagnostics } = sigmaTarget.compile(rule, ENVIRONMENT);
  expect(diagnostics).toEqual([]);
  const [artefact] = value?.artefacts ?? [];
  return {
    answer: value?.answer,
    path: artefact?.path,
    text: artefact === undefined ? '' : await render(artefact),
  };
}

const consent = (accept: 'under-matches' | 'over-matches') => ({
  targets: { sigma: { accept, because: 'Sigma cannot compare a part of one field with another.', span } },
});

describe('the founding detections in Sigma', () => {
  it('says manual-action exactly, given its assumptions', async () => {
    const { answer, path, text } = await write(ruleOf(MANUAL_ACTION, 'manual-action'));
    expect(answer?.kind).toBe('exact-given');
    expect(path).toBe('aws_cloudtrail_manual_action.yml');
    await expect(text).toMatchFileSnapshot(`golden/${path}`);
  });

  it('says the nearest form of session-name-bypass in the direction that the rule accepts', async () => {
    for (const direction of ['under-matches', 'over-matches'] as const) {
      const { answer, text } = await write(
        ruleOf(SESSION_NAME_BYPASS, 'session-name-bypass', consent(direction)),
      );
      expect(answer).toMatchObject({ kind: 'approximate', direction });
      await expect(text).toMatchFileSnapshot(`golden/session_name_bypass_${direction}.yml`);
    }
  });

  it('does not say session-name-bypass without consent', async () => {
    const { answer } = await write(ruleOf(SESSION_NAME_BYPASS, 'session-name-bypass'));
    expect(answer).toMatchObject({
      kind: 'unsupported',
      reasons: [{ clause: 'requestParameters.roleSessionName differsFrom { field: session.name }' }],
    });
  });
});
