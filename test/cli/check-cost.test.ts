/** `trailc check --cost` as a real process. Needs `npm run build`. */
import { describe, expect, it } from 'vitest';
import { folder, trailc } from './support.ts';

const rule = (digit: string, match: string) => `trailc: 1
id: 7d3cb1f2-0f0e-4d5c-9f7e-2a3a4f0a9b1${digit}
title: Rule ${digit}
version: 1.0.0
status: test
level: low
author: trailc
date: 2026-11-21
description: A rule.
falsePositives: [None]
triage: Look.
source: aws.cloudtrail
match:
${match}
alert: { title: A rule }
schedule: { every: 15m, lookback: 75m }
tests:
  - { name: a, event: { inline: {} }, expect: no-match }
`;

const FILES = {
  'trailc.config.yml': 'trailc: 1\ndefaultEnvironment: prod\nenvironments:\n  prod: {}\n',
  // In one branch no call is named.
  'detections/broad.yml': rule(
    '0',
    `  userIdentity.type: AssumedRole
  any:
    - eventName: StopLogging
    - readOnly: false`,
  ),
  // Case does not matter, so no text is certain; nor is what "not" says.
  'detections/folded.yml': rule(
    '1',
    `  eventName: { equals: stoplogging, ignoreCase: true }
  not: { eventSource: cloudtrail.amazonaws.com }`,
  ),
  'detections/by-source.yml': rule(
    '2',
    '  eventSource: sts.amazonaws.com\n  errorCode: [AccessDenied, Client.UnauthorizedOperation]',
  ),
  // The narrower of the two finds it.
  'detections/by-name.yml': rule(
    '3',
    `  eventSource: iam.amazonaws.com
  any:
    - eventName: CreateUser
    - { eventName: DeleteUser, readOnly: false }`,
  ),
};

describe('check --cost', () => {
  it('names the rules that events of all calls are shown to, and what finds the others', () => {
    const cwd = folder(FILES);
    const { code, out, err } = trailc(['check', '--cost'], { cwd });
    expect([code, err]).toEqual([0, '']);
    const tables = out.slice(out.indexOf('\nevents of all'));
    expect(tables.replace(/ +/g, ' ').replace(/of \d+ published/, 'of N published')).toBe(`
events of all calls are shown to 2 rules of 4 in prod: a match needs no eventName and no eventSource
rule what a match needs
broad userIdentity.type AssumedRole
folded

2 rules of 4 in prod found by what a match needs; calls: of N published ones
rule found by calls what else a match needs
by-source eventSource sts.amazonaws.com 11 errorCode AccessDenied, Client.UnauthorizedOperation
by-name eventName CreateUser, DeleteUser 2 eventSource iam.amazonaws.com
`);
  });

  it('says the same as JSON, beside the faults', () => {
    const { code, out } = trailc(['check', '--cost', '--format', 'json'], { cwd: folder(FILES) });
    const { schemaVersion, diagnostics, suppressed, cost } = JSON.parse(out);
    expect([code, schemaVersion, Array.isArray(diagnostics), suppressed]).toEqual([0, 1, true, []]);
    expect(cost.environment).toBe('prod');
    expect(cost.publishedCalls).toBeGreaterThan(10_000);
    const type = { path: 'userIdentity.type', texts: ['AssumedRole'] };
    expect(cost.rules.map(({ calls, ...rest }: { calls: number }) => rest)).toEqual([
      { rule: 'broad', path: 'detections/broad.yml', indexedBy: null, further: [type] },
      { rule: 'folded', path: 'detections/folded.yml', indexedBy: null, further: [] },
      {
        rule: 'by-source',
        path: 'detections/by-source.yml',
        indexedBy: { path: 'eventSource', texts: ['sts.amazonaws.com'] },
        further: [{ path: 'errorCode', texts: ['AccessDenied', 'Client.UnauthorizedOperation'] }],
      },
      {
        rule: 'by-name',
        path: 'detections/by-name.yml',
        indexedBy: { path: 'eventName', texts: ['CreateUser', 'DeleteUser'] },
        further: [{ path: 'eventSource', texts: ['iam.amazonaws.com'] }],
      },
    ]);
    expect(cost.rules[0].calls).toBe(cost.publishedCalls);
  });

  it('is of the rules that were named', () => {
    const { out } = trailc(['check', 'by-name', '--cost', '--format', 'json'], { cwd: folder(FILES) });
    expect(JSON.parse(out).cost.rules.map(({ rule }: { rule: string }) => rule)).toEqual(['by-name']);
  });

  it('leaves out a rule with errors, which decide the exit code', () => {
    const broken = rule('4', '  eventNam: StopLogging');
    const { code, out } = trailc(['check', '--cost', '--format', 'json'], {
      cwd: folder({ ...FILES, 'detections/broken.yml': broken }),
    });
    const { diagnostics, cost } = JSON.parse(out);
    expect(code).toBe(1);
    expect(diagnostics.some(({ path }: { path: string }) => path === 'detections/broken.yml')).toBe(true);
    expect(cost.rules).toHaveLength(4);
  });

  it.each([
    [['--fix'], '--fix'],
    [['--bundle', 'dist'], '--bundle'],
    [['--format', 'sarif'], 'pretty or json'],
  ])('refuses %j', (args, said) => {
    const { code, out, err } = trailc(['check', '--cost', ...args], { cwd: folder(FILES) });
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain(said);
  });
});
