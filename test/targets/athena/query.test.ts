import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { compileTemplate } from '../../../src/bundle/handlebars.ts';
import type { CloudTrailEvent } from '../../../src/cloudtrail/event.ts';
import type { Expression } from '../../../src/ir/expression.ts';
import type { RuleIr } from '../../../src/ir/rule.ts';
import { athenaTarget } from '../../../src/targets/athena/index.ts';
import { EXTENDED, findProfile, PROFILES } from '../../../src/targets/athena/profiles.ts';
import { windowPredicates } from '../../../src/targets/athena/window.ts';
import {
  all,
  any,
  element,
  exists,
  field,
  inCidr,
  inList,
  matches,
  not,
  order,
  row,
  rule,
  SESSION_NAME,
  some,
  span,
  test,
} from '../../evaluate/build.ts';
import { chars, DOT, END, one, patternOf, START } from '../../evaluate/patterns.ts';
import { openAthenaTable } from '../../support/duckdb.ts';
import { environment } from './environment.ts';

const TEMPLATE = readFileSync(new URL('../../../templates/athena/rule.sql.hbs', import.meta.url), 'utf8');

/** The file as the bundle would write it. */
async function render(subject: RuleIr, profile = 'documented'): Promise<string> {
  const { value } = athenaTarget.compile(subject, environment({ profile }));
  const rendering = compileTemplate(TEMPLATE)(value?.artefacts[0]?.view ?? {});
  return rendering.kind === 'text' ? rendering.text : JSON.stringify(rendering.fault);
}

const BYPASS: Expression = all(
  test('equals', 'eventSource', 'sts.amazonaws.com'),
  test('equals', 'eventName', 'AssumeRole'),
  test('endsWith', SESSION_NAME, ['@example.com', '@example.org'], true),
  test('differsFrom', 'requestParameters.roleSessionName', SESSION_NAME),
  not(inList({ value: 'requestParameters.roleArn' }, [row('arn:aws:iam::111122223333:role/Deploy')])),
);

const EVERYTHING: Expression = any(
  all(test('oneOf', 'eventName', ['A', "B'", 'c\nd']), test('startsWith', 'userAgent', 'aws-cli/')),
  test('contains', field('acl', { kind: 'path', path: ['requestParameters', 'x-amz-acl'] }), 'public', true),
  exists('requestParameters.tags'),
  exists('resources'),
  not(exists(SESSION_NAME)),
  inList({ source: 'eventSource', name: 'eventName' }, [row('a', 'b'), row('c', 'd')], true),
  inList(
    { source: 'eventSource', name: 'eventName' },
    Array.from({ length: 8 }, (_, at) => row('x.amazonaws.com', `Do${at}`)),
  ),
  test('equals', 'readOnly', []),
  all(),
  any(),
);

/** A clause of each form that EVERYTHING has not. */
const LANGUAGE: Expression = all(
  matches('userAgent', [
    patternOf([START, ...chars('aws-cli/'), one('0-9', 1, 9)]),
    patternOf([...chars("[o'"), one(DOT), END]),
  ]),
  not(matches('eventName', [patternOf(chars('get'))], true)),
  order('greaterThan', 'requestParameters.durationSeconds', 'integer', '3600'),
  order('lessThan', 'eventTime', 'timestamp', '2027-01-01T00:00:00Z'),
  order('atLeast', 'eventVersion', 'version', '1.08'),
  inCidr('sourceIPAddress', ['10.0.0.0/8']),
  not(inCidr('sourceIPAddress', ['192.168.0.0/16', '2001:db8::/32', '::/0'])),
  some('resources', all(test('equals', element('type'), 'AWS::IAM::Role'), not(exists(element('ARN'))))),
  some(
    'requestParameters.ipPermissions.items',
    all(
      test('equals', element('ipProtocol'), 'tcp'),
      some('ipRanges.items', test('equals', element('cidrIp'), '0.0.0.0/0'), true),
    ),
  ),
  not(some('eventName', test('equals', element(), 'x'))),
);

describe('the file', () => {
  it('of the session-name bypass', async () => {
    const title = [
      SESSION_NAME,
      { kind: 'text' as const, text: ' became ' },
      field('requestParameters.roleSessionName'),
    ];
    await expect(await render(rule(BYPASS, { stem: 'bypass', title }))).toMatchFileSnapshot(
      'golden/bypass.sql',
    );
  });

  it('of every operator', async () => {
    await expect(await render(rule(EVERYTHING, { stem: 'everything' }), 'extended')).toMatchFileSnapshot(
      'golden/everything.sql',
    );
  });

  it.each(['extended', 'projection', 'organization'])('of the rest of the language (%s)', async (profile) => {
    await expect(await render(rule(LANGUAGE, { stem: 'language' }), profile)).toMatchFileSnapshot(
      `golden/language-${profile}.sql`,
    );
  });

  it('of a hostile title', async () => {
    const hostile = rule(exists('errorCode'), { title: [{ kind: 'text', text: "'; -- \n{{id}}" }] });
    const document = { ...hostile.document, title: { value: 'x\n*/ SELECT 1; {{id}}', span } };
    await expect(await render({ ...hostile, document })).toMatchFileSnapshot('golden/hostile.sql');
  });

  it('holds the condition as it is handed out', () => {
    const { value } = athenaTarget.compile(rule(BYPASS), environment({}));
    expect(value?.condition).toBeDefined();
    expect(value?.artefacts[0]?.view.query).toContain(`AND ${value?.condition}`);
  });
});

describe('the query on DuckDB', () => {
  const MINUTE = 60_000;
  const now = Date.now();
  const stamp = (at: number) => `${new Date(at).toISOString().slice(0, 19)}Z`;
  const session = (name: string) => `arn:aws:sts::111122223333:assumed-role/Dev/${name}`;
  const event = (eventID: string, at: number, more: CloudTrailEvent = {}): CloudTrailEvent => ({
    eventID,
    eventTime: stamp(at),
    eventSource: 'sts.amazonaws.com',
    eventName: 'AssumeRole',
    awsRegion: 'eu-central-1',
    recipientAccountId: '111122223333',
    userIdentity: { type: 'AssumedRole', arn: session('ann@example.com') },
    requestParameters: { roleSessionName: 'om' },
    ...more,
  });
  /** Delivered a minute after it happened, but for what the event says itself. */
  const delivered = (record: CloudTrailEvent) =>
    new Date(Date.parse(String(record.deliveredAt ?? record.eventTime)) + MINUTE);

  it('selects the window and gives the result columns', async () => {
    const title = [
      SESSION_NAME,
      { kind: 'text' as const, text: "'s name became " },
      field('requestParameters.roleSessionName'),
      field('errorCode'),
    ];
    const events = [
      event('inside', now - 5 * MINUTE),
      event('just inside', now - 74 * MINUTE),
      event('too old', now - 76 * MINUTE),
      event('of last year', now - 366 * 24 * 60 * MINUTE),
      event('in the wrong folder', now - 5 * MINUTE, { deliveredAt: stamp(now - 5 * 24 * 60 * MINUTE) }),
      event('delivered late', now - 5 * MINUTE, { deliveredAt: stamp(now + 12 * 60 * MINUTE) }),
      event('no match', now - 5 * MINUTE, { requestParameters: { roleSessionName: 'ann@example.com' } }),
    ];
    const table = await openAthenaTable(events, undefined, delivered);
    try {
      const rows = await table.query(await render(rule(BYPASS, { stem: 'bypass', title })));
      expect(rows.map(([id]) => id)).toEqual(['inside', 'just inside', 'delivered late']);
      expect(rows[0]).toEqual([
        'inside',
        stamp(now - 5 * MINUTE),
        'ann@example.com',
        'sts:AssumeRole',
        '111122223333',
        'eu-central-1',
        'id-of-bypass',
        "ann@example.com's name became om(absent)",
      ]);
    } finally {
      table.close();
    }
  });

  const LOOKBACKS = [1, 60, 4_500, 86_400, 26 * 86_400, 27 * 86_400, 400 * 86_400];
  it.each(
    PROFILES.filter(({ columns }) => columns === EXTENDED.columns).flatMap((profile) =>
      LOOKBACKS.map((lookback) => ({ name: profile.name, profile, lookback })),
    ),
  )('selects the last $lookback seconds ($name)', async ({ profile, lookback }) => {
    const offsets = [lookback + 5, lookback - 1, lookback / 2, 0].map((seconds) => now - seconds * 1_000);
    const events = offsets.map((at, index) => event(String(index), at));
    const table = await openAthenaTable(events, profile, delivered);
    try {
      const where = windowPredicates(lookback + 1, profile.layout).join(' AND ');
      const rows = await table.query(
        `SELECT eventid FROM security.cloudtrail WHERE ${where} ORDER BY eventid`,
      );
      expect(rows.flat()).toEqual(['1', '2', '3']);
    } finally {
      table.close();
    }
  });

  it('leaves out a record in the folder of another day (projection)', async () => {
    const profile = findProfile('extended-projection') ?? EXTENDED;
    const lost = event('lost', now - 5 * MINUTE, { deliveredAt: stamp(now - 5 * 24 * 60 * MINUTE) });
    const table = await openAthenaTable([event('found', now - 5 * MINUTE), lost], profile, delivered);
    try {
      const rows = await table.query(await render(rule(BYPASS), 'extended-projection'));
      expect(rows.map(([id]) => id)).toEqual(['found']);
    } finally {
      table.close();
    }
  });
});
