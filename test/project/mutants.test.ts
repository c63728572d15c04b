/** The tests of the shipped rules: no change of a rule goes unnoticed without a reason, and the count is what is printed. */
import { describe, expect, it } from 'vitest';
import { trailc } from '../cli/support.ts';

interface Counted {
  readonly rule: string;
  readonly mutants: number;
  readonly killed: number;
  readonly killedByGenerated: number;
  readonly accepted: number;
  readonly unexplained: number;
  readonly failing: number;
  readonly survivors: readonly { readonly change: string; readonly because: string | null }[];
}

describe('mutants of the shipped rules', () => {
  it('are all killed, or accepted with a reason', () => {
    const ran = trailc(['mutate', '--format', 'json']);
    expect(ran).toMatchObject({ code: 0, err: '' });
    const { rules, ...total } = JSON.parse(ran.out) as { rules: readonly Counted[] };
    expect(rules).toHaveLength(13);
    for (const { rule, failing, mutants, killed, survivors } of rules) {
      expect({ rule, failing }).toEqual({ rule, failing: 0 });
      expect(
        survivors.filter(({ because }) => because === null).map(({ change }) => `${rule}: ${change}`),
      ).toEqual([]);
      expect(killed + survivors.length, rule).toBe(mutants);
    }
    expect(total).toMatchObject({
      threshold: 100,
      score: 99.5,
      explainedScore: 100,
      mutants: 470,
      killed: 468,
      killedByGenerated: 29,
      survived: 2,
      accepted: 2,
      unexplained: 0,
    });
  });

  it('are counted in one line', () => {
    const lines = trailc(['mutate']).out.trimEnd().split('\n');
    expect(lines).toHaveLength(14);
    expect(lines.at(-1)).toBe(
      '99.5 % of 13 rules: 468 of 470 mutants killed (29 by generated events), 2 accepted with a reason, 0 survive',
    );
  });
});
