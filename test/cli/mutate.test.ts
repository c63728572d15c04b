/** `trailc mutate` as a real process. Needs `npm run build`. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { folder, trailc } from './support.ts';

const RULE = 'detections/access-key-made.yml';

/** What `trailc init` makes: one rule with three tests, of which one mutant survives. */
function repository(change: (rule: string) => string = (rule) => rule): string {
  const cwd = folder();
  expect(trailc(['init', '.'], { cwd }).code).toBe(0);
  writeFileSync(join(cwd, RULE), change(readFileSync(join(cwd, RULE), 'utf8')));
  return cwd;
}

describe('mutate', () => {
  it('says in a sentence what no test notices, and with which event one would', () => {
    const ran = trailc(['mutate'], { cwd: repository() });
    expect(ran).toMatchObject({ code: 0, err: '' });
    expect(ran.out).toBe(
      [
        '88.8 % access-key-made: 8 of 9 mutants killed, 1 survives',
        "  no test fails when `eventSource equals 'iam.amazonaws.com'` is dropped (line 22); an event like this would:",
        '    that of the test "a key is made" (the rule says no-match, changed it would say match) with',
        "      set eventSource: 'xiam.amazonaws.com'",
        '88.8 % of 1 rule: 8 of 9 mutants killed, 1 survives',
        '',
      ].join('\n'),
    );
  });

  it('gives the whole event as JSON', () => {
    const ran = trailc(['mutate', '--format', 'json'], { cwd: repository() });
    expect(JSON.parse(ran.out)).toMatchObject({
      schemaVersion: 1,
      threshold: null,
      score: 88.8,
      mutants: 9,
      killed: 8,
      survived: 1,
      rules: [
        {
          rule: 'access-key-made',
          path: RULE,
          tests: 3,
          failing: 0,
          equivalent: 0,
          score: 88.8,
          survivors: [
            {
              kind: 'drop',
              change: "`eventSource equals 'iam.amazonaws.com'` is dropped",
              path: RULE,
              line: 22,
              witness: {
                test: 'a key is made',
                changes: { set: [{ path: 'eventSource', value: 'xiam.amazonaws.com' }], unset: [] },
                event: { eventName: 'CreateAccessKey', eventSource: 'xiam.amazonaws.com' },
                verdict: 'no-match',
                mutantVerdict: 'match',
              },
            },
          ],
        },
      ],
    });
  });

  it('ends with 1 below the threshold, not at it', () => {
    const cwd = repository();
    expect(trailc(['mutate', '--threshold', '88.8'], { cwd }).code).toBe(0);
    const ran = trailc(['mutate', '--threshold', '89'], { cwd });
    expect(ran.code).toBe(1);
    expect(ran.out).toMatch(/1 survives, 1 below 89 %\n$/);
    expect(trailc(['mutate', '--threshold', '89', '--format', 'json'], { cwd })).toMatchObject({ code: 1 });
    const killer =
      '  - { name: another source, event: { inline: { eventName: CreateAccessKey } }, expect: no-match }\n';
    const whole = trailc(['mutate', '--threshold', '100'], { cwd: repository((rule) => rule + killer) });
    expect(whole).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^100 % of 1 rule: 9 of 9 .* 0 survive$/m),
    });
  });

  it.each(['x', '-1', '101', ''])('refuses the threshold %j', (threshold) => {
    const ran = trailc(['mutate', `--threshold=${threshold}`], { cwd: repository() });
    expect(ran).toMatchObject({ code: 2, out: '' });
    expect(ran.err).toContain('--threshold 90');
  });

  it('ends with 1 where tests fail, and names the rule', () => {
    const cwd = repository((rule) => rule.replace('DeleteAccessKey', 'CreateAccessKey'));
    const ran = trailc(['mutate'], { cwd });
    expect(ran.code).toBe(1);
    expect(ran.err).toBe(
      'trailc: tests of access-key-made fail, so the scores say little; "trailc test" shows which.\n',
    );
  });

  it('ends with 2 where there is no repository', () => {
    expect(trailc(['mutate'], { cwd: folder() })).toMatchObject({ code: 2, out: '' });
  });

  it('shows for every survivor of the shipped rules an event that tells it from the rule', () => {
    const { rules } = JSON.parse(trailc(['mutate', '--format', 'json']).out);
    expect(rules).toHaveLength(13);
    for (const { rule, tests, survivors } of rules) {
      expect(tests, rule).toBeGreaterThan(0);
      for (const { witness, change } of survivors) expect(witness, `${rule}: ${change}`).not.toBeNull();
    }
    const shown = trailc(['mutate', 'manual-action', 'session-name-bypass']).out;
    expect(shown).toMatch(/ {2}… \d+ more; "trailc mutate manual-action" shows all\n/);
    expect(shown).toContain('(lists/ignored-actions.yml:');
    expect(trailc(['mutate', 'manual-action']).out).not.toContain('more;');
  });
});
