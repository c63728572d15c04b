/** `trailc test --coverage` as a process. Needs `npm run build`. */
import { describe, expect, it } from 'vitest';
import { folder, trailc } from './support.ts';

const rule = (tests: string) => `trailc: 1
id: 5b3f2f64-6f0d-4a55-9b0c-6a4b9f0c1d2e
title: Key made
version: 1.0.0
status: test
level: low
author: Security Engineering
date: 2026-01-01
description: A key was made.
triage: Ask.
source: aws.cloudtrail
match:
  eventName: CreateAccessKey
  userIdentity.type: [IAMUser, Root]
  not: { inList: { list: calm, columns: { name: eventName, source: eventSource } } }
alert: { title: A key was made }
schedule: { every: 15m, lookback: 75m }
tests:
${tests}`;

const HIT = `  - name: a user makes a key
    event: { inline: { eventName: CreateAccessKey, userIdentity: { type: IAMUser } } }
    expect: match
`;
const MISS = `  - name: nobody does anything
    event: { inline: { eventName: ListUsers } }
    expect: no-match
`;
const REST = `  - name: root makes a key
    event: { inline: { eventName: CreateAccessKey, userIdentity: { type: Root } } }
    expect: match
  - name: a calm key
    event: { inline: { eventName: CreateAccessKey, eventSource: calm.amazonaws.com, userIdentity: { type: Root } } }
    expect: no-match
`;

const LIST = `trailc: 1
name: calm
description: Calls that say nothing.
columns: [name, source]
entries:
  - value: { name: CreateAccessKey, source: calm.amazonaws.com }
    reason: It is calm.
  - value: { name: DeleteAccessKey, source: calm.amazonaws.com }
    reason: Another call, which the rule never asks about.
`;

const repository = (tests: string, coverage = '', list = LIST) =>
  folder({
    'trailc.config.yml': `trailc: 1\nenvironments: { example: {} }\n${coverage}`,
    'detections/key-made.yml': rule(tests),
    'lists/calm.yml': list,
  });
const ran = (cwd: string, ...more: readonly string[]) => trailc(['test', '--coverage', ...more], { cwd });
const REACHABLE = LIST.slice(0, LIST.indexOf('  - value: { name: Delete'));

describe('trailc test --coverage', () => {
  it('prints what is not covered with its line, the table and the count of tests', () => {
    const { code, out, err } = ran(repository(HIT + MISS));
    expect(err).toBe('');
    expect(code).toBe(0);
    expect(out).toBe(`detections/key-made.yml:14:32 key-made
  never true: userIdentity.type oneOf 'Root'
    14 |   userIdentity.type: [IAMUser, Root]
       |                                ^^^^

detections/key-made.yml:15:10 key-made
  never true: inList { list: calm, columns: { name: eventName, source: eventSource } }, so the exclusion is not used
    15 |   not: { inList: { list: calm, columns: { name: eventName, source: eventSource } } }
       |          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^

lists/calm.yml:8:12 key-made
  unreachable entry of calm: DeleteAccessKey, calm.amazonaws.com (with its values in the events of the tests, the rule says the same without it)
     8 |   - value: { name: DeleteAccessKey, source: calm.amazonaws.com }
       |            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^

covered   clauses  entries  exclusions  params
key-made  4/7      1/2      0/1         -
total     4/7      1/2      0/1         -
          57 %     50 %     0 %         100 %

2 passed, 0 failed
`);
  });

  it('prints the table alone where all is covered', () => {
    const { code, out } = ran(repository(HIT + MISS + REST, '', REACHABLE));
    expect(code).toBe(0);
    expect(out.split('\n')[1]).toBe('key-made  7/7      1/1      1/1         -');
    expect(out).not.toMatch(/never|unreachable|not used/);
  });

  it('ends with 1 below a threshold of the configuration, and says which', () => {
    const asked = 'coverage: { clauses: 60, entries: 50 }\n';
    const below = ran(repository(HIT + MISS, asked));
    expect(below.code).toBe(1);
    expect(below.out).toContain('below key-made: 4 of 7 clauses covered, the configuration asks for 60 %\n');
    expect(below.out.match(/^below/gm)).toHaveLength(1);
    expect(ran(repository(HIT + MISS + REST, asked)).code).toBe(0);
    // Without --coverage nothing is asked.
    expect(trailc(['test'], { cwd: repository(HIT + MISS, asked) }).code).toBe(0);
  });

  it('says so in the errors where the format has no place for it', () => {
    const cwd = repository(HIT + MISS, 'coverage: { exclusions: 100 }\n');
    const { code, err } = ran(cwd, '--format', 'markdown');
    expect(code).toBe(1);
    expect(err).toBe('below key-made: 0 of 1 exclusions covered, the configuration asks for 100 %\n');
  });

  it('prints JSON beside the results of the tests', () => {
    const { code, out } = ran(repository(HIT + MISS, 'coverage: { params: 100 }\n'), '--format', 'json');
    expect(code).toBe(0);
    const { schemaVersion, passed, rules, coverage } = JSON.parse(out);
    expect({ schemaVersion, passed }).toEqual({ schemaVersion: 1, passed: 2 });
    expect(rules).toHaveLength(1);
    expect(coverage).toMatchObject({
      total: { clauses: { covered: 4, total: 7, percent: 57 } },
      below: [],
      rules: [
        {
          rule: 'key-made',
          path: 'detections/key-made.yml',
          counts: { entries: { covered: 1, total: 2, percent: 50 } },
          exclusions: [{ used: false, line: 15, column: 10 }],
          params: [],
        },
      ],
    });
    const [first] = coverage.rules;
    expect(first.clauses).toContainEqual({
      kind: 'value',
      text: "userIdentity.type oneOf 'Root'",
      seenTrue: false,
      seenFalse: true,
      path: 'detections/key-made.yml',
      line: 14,
      column: 32,
    });
    expect(
      first.entries.map(({ state, path, line }: Record<string, unknown>) => [state, path, line]),
    ).toEqual([
      ['generated', 'lists/calm.yml', 6],
      ['unreachable', 'lists/calm.yml', 8],
    ]);
  });

  it('ends with 1 where a test fails, and shows it', () => {
    const { code, out } = ran(repository(HIT + MISS.replace('no-match', 'match')));
    expect(code).toBe(1);
    expect(out).toContain('expected match, got no-match');
    expect(out).toContain('covered   clauses');
  });

  it('is asked about all tests of a rule, or none', () => {
    const { code, out, err } = ran(repository(HIT + MISS), '-t', 'key');
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain('--coverage and --test-name do not go together');
  });

  it('has thresholds from 0 to 100 and of known kinds', () => {
    const codes = (coverage: string) => {
      const { out } = trailc(['check', '--format', 'json'], { cwd: repository(HIT + MISS, coverage) });
      const { diagnostics } = JSON.parse(out) as { diagnostics: { code: string; line: number }[] };
      return diagnostics
        .filter(({ code }) => !code.startsWith('check/'))
        .map(({ code, line }) => `${code} ${line}`);
    };
    expect(codes('coverage: { clauses: 101 }\n')).toEqual(['coverage/threshold 3']);
    expect(codes('coverage: { entries: -1 }\n')).toEqual(['coverage/threshold 3']);
    expect(codes('coverage: { clauses: many }\n')).toEqual(['yaml/wrong-type 3']);
    expect(codes('coverage: { clauses: 99.5 }\n')).toEqual(['yaml/wrong-type 3']);
    expect(codes('coverage: { clause: 100 }\n')).toEqual(['yaml/unknown-key 3']);
    expect(codes('coverage: { clauses: 0, entries: 100, exclusions: 1, params: 2 }\n')).toEqual([]);
  });
});
