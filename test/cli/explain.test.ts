/** `trailc explain` as a real process: notes, entries of lists, the nearest miss. Needs `npm run build`. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { folder, trailc } from './support.ts';

const RULE = `trailc: 1
id: 7d3cb1f2-0f0e-4d5c-9f7e-2a3a4f0a9b10
title: A rule
version: 1.0.0
status: test
level: low
author: trailc
date: 2026-11-21
description: A rule.
triage: Look.
source: aws.cloudtrail
match:
  eventSource: [iam.amazonaws.com, sts.amazonaws.com]
  errorCode: { exists: false }
  not:
    any:
      - inList: { list: calls, columns: { source: eventSource, call: eventName } }
      - eventCategory: Data
      - eventCategory: Insight
alert: { title: A rule }
schedule: { every: 15m, lookback: 75m }
tests:
  - { name: a, event: { inline: {} }, expect: no-match }
`;

const FILES = {
  'trailc.config.yml': `trailc: 1
defaultEnvironment: prod
environments:
  prod:
    lists:
      calls:
        add: [{ value: { source: sts.amazonaws.com, call: GetSessionToken }, reason: For a while., expires: 2020-02-29, owner: ops }]
`,
  'detections/rule.yml': RULE,
  'lists/calls.yml': `trailc: 1
name: calls
description: Calls.
columns: [source, call]
entries:
  - { value: { source: iam.amazonaws.com, call: GetUser }, reason: A read., expires: 2020-01-01, owner: ops, ticket: T-1 }
  - { value: { source: iam.amazonaws.com, call: ListUsers }, reason: "A \\e[2Jread.", expires: 2999-01-01 }
  - { value: { source: sts.amazonaws.com, call: GetCallerIdentity }, reason: A read. }
`,
};

const explain = (event: object, ...args: readonly string[]) => {
  const ran = trailc(['explain', 'rule', '-', ...args], { cwd: folder(FILES), input: JSON.stringify(event) });
  expect(ran).toMatchObject({ code: 0, err: '' });
  return ran.out;
};
// biome-ignore lint/suspicious/noExplicitAny: the shape is what is tested.
const json = (event: object): any => JSON.parse(explain(event, '--format', 'json'));

describe('explain', () => {
  it('folds what did not decide, names the entry and its date, and proves the nearest miss', () => {
    expect(
      explain({ eventSource: 'iam.amazonaws.com', eventName: 'GetUser', eventID: 'e1' }),
    ).toMatchInlineSnapshot(`
      "rule does not match event e1 (params of "prod", detections/rule.yml)
      false all of  line 13
      ├─ true  eventSource oneOf ['iam.amazonaws.com', 'sts.amazonaws.com']  line 13
      ├─ true  not errorCode exists  line 14
      └─ false not  line 15
         └─ true  any of  line 16
            ├─ true  inList { list: calls, columns: { source: eventSource, call: eventName } }  line 17
            │           found eventSource = "iam.amazonaws.com"
            │           found eventName = "GetUser"
            │           entry lists/calls.yml:6: A read.
            │           expired on 2020-01-01, and holds until it is removed (owner ops, ticket T-1)
            ├─ false eventCategory equals 'Data'  line 18
            └─ false eventCategory equals 'Insight'  line 19
      nearest miss: 1 clause away
        make false: inList { list: calls, columns: { source: eventSource, call: eventName } }  line 17
      it would match with
        set eventName: 'GetUses'
      "
    `);
  });

  it('shows the whole tree with --verbose', () => {
    const whole = explain({ eventSource: 'iam.amazonaws.com', eventName: 'GetUser' }, '--verbose');
    expect(whole).toContain('found eventCategory = (absent: no eventCategory)');
    expect(whole).toContain('true  not  line 14');
  });

  it('shows all of what made a rule match', () => {
    expect(explain({ eventSource: 'iam.amazonaws.com', eventName: 'getuser' })).toMatchInlineSnapshot(`
      "rule matches event (params of "prod", detections/rule.yml)
      true  all of  line 13
      ├─ true  eventSource oneOf ['iam.amazonaws.com', 'sts.amazonaws.com']  line 13
      │           found eventSource = "iam.amazonaws.com"
      ├─ true  not  line 14
      │  └─ false errorCode exists  line 14
      │              found errorCode = (absent: no errorCode)
      └─ true  not  line 15
         └─ false any of  line 16
            ├─ false inList { list: calls, columns: { source: eventSource, call: eventName } }  line 17
            │           found eventSource = "iam.amazonaws.com"
            │           found eventName = "getuser"
            │           none of the 4 entries of calls
            │           differs only in case from an entry of the list (lists/calls.yml:6)
            ├─ false eventCategory equals 'Data'  line 18
            │           found eventCategory = (absent: no eventCategory)
            └─ false eventCategory equals 'Insight'  line 19
                        found eventCategory = (absent: no eventCategory)
      "
    `);
  });

  it('names a key in other case, a near value, and other sets that are as small', () => {
    expect(explain({ eventsource: 'iam.amazonaws.com', eventName: 'GetUser', errorCode: 'x' })).toContain(
      'found eventSource = (absent: no eventSource, only eventsource)',
    );
    expect(explain({ eventSource: 'iam.amazonaws.co', eventName: 'CreateUser' })).toContain(
      "is one character away from 'iam.amazonaws.com'",
    );
  });

  it('says when an entry of an environment has expired, with its owner', () => {
    const shown = explain({ eventSource: 'sts.amazonaws.com', eventName: 'GetSessionToken' });
    expect(shown).toContain('entry trailc.config.yml:7: For a while.');
    expect(shown).toContain('expired on 2020-02-29, and holds until it is removed (owner ops)');
  });

  it('says nothing of an entry whose day is to come, and sends nothing that a terminal obeys', () => {
    const shown = explain({ eventSource: 'iam.amazonaws.com', eventName: 'ListUsers', eventID: '\u001b[2J' });
    expect(shown).not.toContain('expired');
    expect(shown).toContain('entry lists/calls.yml:7');
    expect(shown).not.toContain('\u001b');
  });
});

describe('explain --format json', () => {
  it('has the whole tree, a reason for every false clause, and the entry with its place', () => {
    const { schemaVersion, verdict, condition } = json({
      eventSource: 'iam.amazonaws.com',
      eventName: 'GetUser',
    });
    expect({ schemaVersion, verdict }).toEqual({ schemaVersion: 1, verdict: false });
    expect(condition.of[1].of[0]).toMatchObject({
      verdict: false,
      notes: [{ reason: 'absent', text: 'there is no errorCode' }],
    });
    const [list, data] = condition.of[2].of[0].of;
    expect(list).toMatchObject({
      verdict: true,
      wanted: {
        entry: {
          values: ['iam.amazonaws.com', 'GetUser'],
          reason: 'A read.',
          path: 'lists/calls.yml',
          line: 6,
          column: 14,
          owner: 'ops',
          ticket: 'T-1',
          expires: '2020-01-01',
          expired: true,
        },
      },
      note: 'expired on 2020-01-01, and holds until it is removed',
      notes: [{ reason: 'expired' }],
    });
    expect(data.notes).toEqual([{ reason: 'absent', text: 'there is no eventCategory' }]);
  });

  it('has the entry that was nearly hit', () => {
    const { condition } = json({ eventSource: 'iam.amazonaws.com', eventName: 'getuser' });
    expect(condition.of[2].of[0].of[0].notes).toMatchObject([
      { reason: 'other-case', entry: { path: 'lists/calls.yml', line: 6, expired: true } },
    ]);
  });

  it('has the nearest miss with its proof, and null for a match', () => {
    const { nearestMiss } = json({ eventSource: 'iam.amazonaws.com', eventName: 'GetUser', errorCode: 'x' });
    expect(nearestMiss).toEqual({
      clauses: 2,
      exact: true,
      sets: [
        [
          {
            kind: 'predicate',
            clause: 'errorCode exists',
            wanted: false,
            place: { path: 'detections/rule.yml', line: 14, column: 16 },
            within: [],
          },
          {
            kind: 'predicate',
            clause: 'inList { list: calls, columns: { source: eventSource, call: eventName } }',
            wanted: false,
            place: { path: 'detections/rule.yml', line: 17, column: 9 },
            within: [],
          },
        ],
      ],
      proof: {
        smallest: true,
        set: 0,
        changes: { set: [{ path: 'eventName', value: 'GetUses' }], unset: ['errorCode'] },
        event: { eventSource: 'iam.amazonaws.com', eventName: 'GetUses' },
      },
    });
    expect(json({ eventSource: 'iam.amazonaws.com', eventName: 'X' }).nearestMiss).toBeNull();
  });
});

it('prints what docs/cli.md shows', () => {
  const event = {
    eventVersion: '1.11',
    eventTime: '2026-01-01T00:00:00Z',
    eventSource: 'signin.amazonaws.com',
    eventName: 'ConsoleLogin',
    eventID: '0a0a0a0a-0000-4000-8000-000000000002',
    recipientAccountId: '111122223333',
    readOnly: false,
    userIdentity: {
      type: 'AssumedRole',
      arn: 'arn:aws:sts::111122223333:assumed-role/dev/alice@exampel.com',
    },
  };
  const { out } = trailc(['explain', 'manual-action', '-'], { input: JSON.stringify(event) });
  expect(readFileSync('docs/cli.md', 'utf8')).toContain(
    `$ trailc explain manual-action event.json\n${out}\`\`\``,
  );
});
