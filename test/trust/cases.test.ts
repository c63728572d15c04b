/** Trust policies by hand, each with its verdict and why. */
import { describe, expect, it } from 'vitest';
import { HOSTILE } from './cases/hostile.ts';
import { PLAIN } from './cases/plain.ts';
import { SEVERAL } from './cases/several.ts';
import { randomFrom } from './oracle/requests.ts';
import { audited, refuted } from './support.ts';

const CASES = [...PLAIN, ...SEVERAL, ...HOSTILE];

describe('trust policies', () => {
  it('are many, and none is told twice', () => {
    expect(CASES.length).toBeGreaterThanOrEqual(60);
    expect(new Set(CASES.map(({ name }) => name)).size).toBe(CASES.length);
  });

  it.each(CASES.map((one) => [one.name, one] as const))('%s', (_, one) => {
    const found = audited(one.policy);
    expect({ verdict: found.verdict, reason: found.reason.code, says: found.reason.says }).toMatchObject({
      verdict: one.verdict,
      reason: one.reason,
    });
    if (one.statement !== undefined) expect(found.statement?.number).toBe(one.statement);
    if (one.sourceIdentity !== undefined) expect(found.sourceIdentity.required).toBe(one.sourceIdentity);
  });

  it('and trying calls one after the other finds nothing else', () => {
    const random = randomFrom(8);
    const wrong = CASES.flatMap(({ name, policy }) => {
      const raw = typeof policy === 'string' ? undefined : policy;
      if (raw === undefined || raw === null) return [];
      const problem = refuted(raw, audited(raw), 150, random);
      return problem === undefined ? [] : [`${name}: ${problem}`];
    });
    expect(wrong).toEqual([]);
  });
});
