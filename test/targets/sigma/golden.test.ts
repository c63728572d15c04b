import { describe, expect, it } from 'vitest';
import type { RuleIr } from '../../../src/ir/rule.ts';
import { sigmaTarget } from '../../../src/targets/sigma/index.ts';
import { all, element, inCidr, matches, not, order, some, span, test } from '../../evaluate/build.ts';
import { chars, DOT, one, patternOf, START } from '../../evaluate/patterns.ts';
import { ENVIRONMENT } from '../../support/environment.ts';
import { render } from '../spl/render.ts';
import { known, MANUAL_ACTION, ruleOf, SESSION_NAME_BYPASS } from '../spl/rules.ts';

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
    expect(path).toBe('rules/cloud/aws/cloudtrail/aws_cloudtrail_manual_action.yml');
    await expect(text).toMatchFileSnapshot('golden/aws_cloudtrail_manual_action.yml');
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

  it('says the rest of the language, given its assumptions', async () => {
    const elements = some('resources', test('endsWith', element('ARN'), ':role/admin', true));
    const condition = all(
      matches(known('userAgent'), [
        patternOf([START, ...chars('aws-cli/'), one(DOT, 1, Number.POSITIVE_INFINITY)]),
      ]),
      order('atLeast', known('eventVersion'), 'version', '1.08'),
      order('lessThan', known('eventTime'), 'timestamp', '2026-07-01T00:00:00Z'),
      order('greaterThan', known('requestParameters.durationSeconds'), 'integer', '3600'),
      not(inCidr(known('sourceIPAddress'), ['10.0.0.0/8', '2001:db8::/32'])),
      elements,
      not(test('equals', known('userIdentity.arn'), known('requestParameters.roleArn'), true)),
    );
    const { answer, text } = await write(ruleOf(condition, 'whole-language'));
    expect(answer?.kind).toBe('exact-given');
    await expect(text).toMatchFileSnapshot('golden/whole_language.yml');
  });

  it('does not say session-name-bypass without consent', async () => {
    const { answer } = await write(ruleOf(SESSION_NAME_BYPASS, 'session-name-bypass'));
    expect(answer).toMatchObject({
      kind: 'unsupported',
      reasons: [{ clause: 'requestParameters.roleSessionName differsFrom { field: session.name }' }],
    });
  });
});
