/** `trailc mutate` as a real process. Needs `npm run build`. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { folder, trailc } from './support.ts';

const RULE = 'detections/access-key-made.yml';

/** What `trailc init` makes, but for its last test: one rule with three tests, of which one mutant survives. */
function repository(change: (rule: string) => string = (rule) => rule): string {
  const cwd = folder();
  expect(trailc(['init', '.'], { cwd }).code).toBe(0);
  const made = readFileSync(join(cwd, RULE), 'utf8');
  const last = made.indexOf('  - name: a call of another service is not a key');
  expect(last).toBeGreaterThan(0);
  writeFileSync(join(cwd, RULE), change(made.slice(0, last)));
  return cwd;
}

const ACCEPTING = [
  'mutants:',
  '  - accept: >-',
  "      `eventSource equals 'iam.amazonaws.com'` is dropped",
  '    because: >-',
  '      Only IAM',
  '      has this call.',
  '',
].join('\n');

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

  it('counts what a rule accepts apart, and lists it with the reason when asked', () => {
    const accepting = repository((rule) => rule + ACCEPTING);
    const ran = trailc(['mutate', '--threshold', '100'], { cwd: accepting });
    expect(ran).toMatchObject({ code: 0, err: '' });
    const counts = '8 of 9 mutants killed, 1 accepted with a reason, 0 survive';
    expect(ran.out).toBe(`88.8 % access-key-made: ${counts}\n88.8 % of 1 rule: ${counts}\n`);
    expect(trailc(['mutate', '--verbose'], { cwd: accepting }).out).toContain(
      "0 survive\n  accepted: `eventSource equals 'iam.amazonaws.com'` is dropped (line 22)\n    Only IAM has this call.\n",
    );
    const { rules, ...total } = JSON.parse(trailc(['mutate', '--format', 'json'], { cwd: accepting }).out);
    const counted = {
      score: 88.8,
      explainedScore: 100,
      killed: 8,
      killedByGenerated: 0,
      accepted: 1,
      unexplained: 0,
    };
    expect(total).toMatchObject({ ...counted, survived: 1 });
    expect(rules).toMatchObject([
      { ...counted, survivors: [{ because: 'Only IAM has this call.', witness: null }] },
    ]);
    expect(rules[0]).not.toHaveProperty('diagnostics');
  });

  it('prints the very sentence that a rule accepts', () => {
    const { rules } = JSON.parse(trailc(['mutate', '--format', 'json'], { cwd: repository() }).out);
    const [{ change }] = rules[0].survivors;
    expect(ACCEPTING).toContain(change);
    expect(trailc(['mutate'], { cwd: repository() }).out).toContain(
      `  no test fails when ${change} (line 22)`,
    );
  });

  it('warns of what is accepted without need, and where', () => {
    const cwd = repository((rule) => rule + ACCEPTING.replace('is dropped', 'is gone'));
    const ran = trailc(['mutate'], { cwd });
    expect(ran.code).toBe(0);
    expect(ran.err).toContain('warning[mutate/accepted-is-gone]');
    expect(ran.err).toContain(`${RULE}:`);
    expect(ran.err).toContain('Did you mean');
    expect(ran.out).toContain('1 survives');
  });

  it('takes the threshold of the configuration, unless it is told another one', () => {
    const configured = (mutation: string) => {
      const cwd = repository();
      const path = join(cwd, 'trailc.config.yml');
      writeFileSync(path, `${readFileSync(path, 'utf8')}\nmutation: ${mutation}\n`);
      return cwd;
    };
    const cwd = configured('{ threshold: 100 }');
    expect(trailc(['mutate'], { cwd })).toMatchObject({
      code: 1,
      out: expect.stringContaining('1 below 100 %'),
    });
    expect(trailc(['mutate', '--threshold', '80'], { cwd }).code).toBe(0);
    const json = trailc(['mutate', '--format', 'json'], { cwd });
    expect({ code: json.code, threshold: JSON.parse(json.out).threshold }).toEqual({
      code: 1,
      threshold: 100,
    });
    expect(trailc(['mutate'], { cwd: configured('{}') }).code).toBe(0);
    const codes = (mutation: string) => {
      const { err } = trailc(['mutate', '--format', 'json'], { cwd: configured(mutation) });
      return JSON.parse(err).diagnostics.map(({ code }: { code: string }) => code);
    };
    expect(codes('{ threshold: 101 }')).toEqual(['mutate/threshold']);
    expect(codes('{ threshold: high }')).toEqual(['yaml/wrong-type']);
    expect(codes('{ treshold: 90 }')).toEqual(['yaml/unknown-key']);
  });

  it('shows ten survivors of each of several rules, and all of one', () => {
    const values = Array.from({ length: 12 }, (_, at) => `K${at}Key`);
    const cwd = repository((rule) =>
      rule.replace('eventName: CreateAccessKey', `requestParameters.x: [${values}]`),
    );
    const several = readFileSync(join(cwd, RULE), 'utf8')
      .replace(/^id: .*/m, 'id: 5d0c1f4e-6a59-4d43-9f0e-8b1f1b1f0c11')
      .replace(/^title: .*/m, 'title: Another rule');
    writeFileSync(join(cwd, 'detections/another.yml'), several);
    const shown = trailc(['mutate'], { cwd }).out;
    expect(shown).toMatch(/ {2}… \d+ more; "trailc mutate another" shows all\n/);
    expect(shown.match(/no test fails when/g)).toHaveLength(20);
    expect(trailc(['mutate', 'another'], { cwd }).out).not.toContain('more;');
  });
});
