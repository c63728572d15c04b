/**
 * Policies that nobody wrote, held against the oracle: what the judge says may be chosen is let in, and what it says is asked
 * is not got round. Also of the corrections: never weaker, and judged better.
 */
import { describe, expect, it } from 'vitest';
import { GRADES } from '../../src/trust/judge.ts';
import { somePolicy } from './generated-policy.ts';
import { opens, randomFrom, someCall } from './oracle/requests.ts';
import { audited, refuted } from './support.ts';

const COUNT = 300;

describe('generated policies', () => {
  const random = randomFrom(2026);
  const all = Array.from({ length: COUNT }, () => somePolicy(random));
  const found = all.map((policy) => ({ policy, audit: audited(policy) }));

  it('are of every verdict', () => {
    for (const verdict of [
      'bound-to-caller',
      'fixed-names',
      'pattern',
      'free',
      'not-assumable-by-aws-principals',
      'cannot-say',
    ] as const)
      expect(found.filter(({ audit }) => audit.verdict === verdict).length, verdict).toBeGreaterThan(0);
  });

  it('have the verdict that trying calls bears out', () => {
    const tries = randomFrom(7);
    const wrong = found.flatMap(({ policy, audit }) => {
      const problem = refuted(policy, audit, 150, tries);
      return problem === undefined
        ? []
        : [{ problem, verdict: audit.verdict, policy: JSON.stringify(policy) }];
    });
    expect(wrong.slice(0, 3)).toEqual([]);
  });

  it('say of the source identity what trying calls bears out', () => {
    const tries = randomFrom(9);
    const wrong = found.flatMap(({ policy, audit }) => {
      if (audit.sourceIdentity.required !== 'yes') return [];
      for (let at = 0; at < 150; at += 1) {
        const { given, ...call } = someCall(policy, tries);
        const { 'sts:sourceidentity': _, ...without } = given;
        if (opens(policy, { ...call, given: without }) === 'yes')
          return [JSON.stringify({ policy, call, without })];
      }
      return [];
    });
    expect(wrong).toEqual([]);
  });

  it('are corrected so that the name is the caller’s or fixed, and nothing more is let in', () => {
    const tries = randomFrom(10);
    const corrected = found.flatMap(({ policy, audit }) =>
      audit.correction === undefined ? [] : [{ policy, audit, better: audit.correction }],
    );
    expect(corrected.length).toBeGreaterThan(30);
    for (const { policy, better } of corrected) {
      expect(GRADES.indexOf(better.grade)).toBeLessThanOrEqual(GRADES.indexOf('fixed'));
      expect(audited(better.policy).verdict).not.toBe('free');
      for (let at = 0; at < 60; at += 1) {
        const call = someCall(better.policy, tries);
        // A source identity may be kept from now on; apart from that, what is let in was let in.
        const { 'sts:sourceidentity': identity, ...given } = call.given;
        if (identity === undefined && opens(better.policy, call) === 'yes')
          expect(opens(policy, { ...call, given })).not.toBe('no');
      }
    }
  });
});
