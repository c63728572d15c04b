/** Checks of what stands around the clauses: domains, schedule, harmless causes, tags. */
import { describe, expect, it } from 'vitest';
import { attackVersion } from '../../src/checks/attack-version.ts';
import { bareDomain } from '../../src/checks/bare-domain.ts';
import type { RuleCheck } from '../../src/checks/check.ts';
import { noFalsePositives } from '../../src/checks/no-false-positives.ts';
import { scheduleGap } from '../../src/checks/schedule-gap.ts';
import type { EnvironmentDocument } from '../../src/content/document.ts';
import { contentOf, documentOf, ruleOf } from '../support/rule.ts';

function found(
  check: RuleCheck,
  match: unknown,
  more: Readonly<Record<string, unknown>> = {},
  params: EnvironmentDocument['params'] = new Map(),
) {
  const document = documentOf(match, more);
  const content = contentOf([document]);
  const environments = content.config.environments.map((one) => ({ ...one, params }));
  const there = { ...content, config: { ...content.config, environments } };
  return check({ document, rule: ruleOf(document), content: there });
}

const ANY = { eventName: 'A' };

describe('a domain without @', () => {
  const ends = (field: string, endsWith: unknown) => ({ [field]: { endsWith, ignoreCase: true } });
  it.each<[string, unknown]>([
    ['session name', ends('session.name', 'example.com')],
    ['user name', ends('userIdentity.userName', ['@example.com', 'sub.example.co.uk'])],
    ['excluded', { not: ends('session.name', 'Example.com') }],
  ])('is found: %s', (_, match) => {
    expect(found(bareDomain, match)).toHaveLength(1);
  });
  it.each<[string, unknown]>([
    ['with @', ends('session.name', '@example.com')],
    ['below a domain', ends('session.name', '.example.com')],
    ['no domain', ends('session.name', '-admin')],
    ['a service', ends('userIdentity.invokedBy', 'signin.amazonaws.com')],
    ['an event source', ends('eventSource', 'iam.amazonaws.com')],
    ['the whole name', { 'session.name': { equals: 'example.com', ignoreCase: true } }],
  ])('is not: %s', (_, match) => {
    expect(found(bareDomain, match)).toEqual([]);
  });
  it('is found in the values of an environment', () => {
    const declared = {
      params: { domains: { type: 'list<text>', example: ['@example.com'], description: 'D.' } },
    };
    const match = ends('session.name', '$domains');
    const { span } = documentOf(ANY);
    const given = (value: string) => new Map([['domains', { values: [value], asList: true, span }]]);
    expect(found(bareDomain, match, declared, given('acme.com'))).toHaveLength(1);
    expect(found(bareDomain, match, declared, given('@acme.com'))).toEqual([]);
  });
});

describe('a schedule with a gap', () => {
  it.each([
    ['15m', '15m', 1],
    ['15m', '29m', 1],
    ['15m', '30m', 0],
    ['1h', '1h', 1],
    ['1h', '2h', 0],
  ])('every %s, lookback %s: %i', (every, lookback, count) => {
    expect(found(scheduleGap, ANY, { schedule: { every, lookback } })).toHaveLength(count);
  });
  it('is not looked for in the example of a param', () => {
    const params = { often: { type: 'duration', example: '15m', description: 'D.' } };
    expect(found(scheduleGap, ANY, { params, schedule: { every: '$often', lookback: '15m' } })).toEqual([]);
  });
});

describe('harmless causes', () => {
  const stable = { status: 'stable' };
  it('must be named by a stable rule', () => {
    expect(found(noFalsePositives, ANY, { ...stable, falsePositives: [] })).toHaveLength(1);
    expect(found(noFalsePositives, ANY, { ...stable, falsePositives: undefined })).toHaveLength(1);
    expect(found(noFalsePositives, ANY, { ...stable, falsePositives: ['None that are known'] })).toEqual([]);
  });
  it.each(['experimental', 'test'])('need not yet be known while a rule is of status %s', (status) => {
    expect(found(noFalsePositives, ANY, { status, falsePositives: [] })).toEqual([]);
  });
});

describe('tags of ATT&CK', () => {
  it.each([
    ['attack.t1562', 'Write attack.t1685.'],
    ['attack.t1562.001', 'Write attack.t1685.'],
    ['attack.t1562.008', 'Write attack.t1685.002.'],
    ['attack.t1070.002', 'Write attack.t1685.006.'],
    ['attack.defense-evasion', 'Write attack.stealth where '],
    ['attack.defense_evasion', 'Write attack.stealth where '],
    ['attack.lateral-movment', 'Write one of the tactics'],
  ])('%s', (tag, remedy) => {
    const [one, ...more] = found(attackVersion, ANY, { tags: ['attack.t1078', tag] });
    expect(more).toEqual([]);
    expect(one?.do).toContain(remedy);
    const { source, start = 0, end } = one?.span ?? {};
    expect(source?.text.slice(start, end)).toBe(tag);
  });
  it.each([
    'attack.t1685.002',
    'attack.stealth',
    'attack.t1078.004',
    'attack.g0001',
    'attack.s0002',
    'cve.2021-1',
    'attack.initial-access',
  ])('lets %s be', (tag) => {
    expect(found(attackVersion, ANY, { tags: [tag] })).toEqual([]);
  });
});
