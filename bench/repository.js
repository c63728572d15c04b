// Content repositories of any size, for the benchmarks.
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Calls that AWS has, so that no check stops to wonder about a name. */
const CALLS = [
  ['iam.amazonaws.com', ['CreateUser', 'UpdateUser', 'DeleteUser']],
  ['sts.amazonaws.com', ['AssumeRole', 'AssumeRoleWithSAML', 'AssumeRoleWithWebIdentity']],
  ['ec2.amazonaws.com', ['RunInstances', 'StopInstances', 'TerminateInstances']],
  ['kms.amazonaws.com', ['CreateKey', 'DisableKey', 'ScheduleKeyDeletion']],
  ['s3.amazonaws.com', ['CreateBucket', 'PutBucketPolicy', 'DeleteBucket']],
];

/** Of `count` events of rule `n`, the first matches; four in five are the fixture with changes, one is written out. */
function testTexts(n, count) {
  const [eventSource, [eventName, , other]] = CALLS[n % 5];
  const own = { eventSource, eventName, 'requestParameters.name': `n${n}-a` };
  const events = [
    own,
    { ...own, eventName: 'Other' },
    { ...own, eventSource: 'other.amazonaws.com' },
    { ...own, eventName: other, errorCode: 'AccessDenied', 'requestParameters.path': '/', userAgent: 'curl' },
  ].map((set) => `{ base: fixtures/call, set: ${JSON.stringify(set)} }`);
  events.push(`{ inline: { eventName: ${eventName}, eventSource: ${eventSource} } }`);
  const test = (at) =>
    `  - name: event ${at}\n    event: ${events[at % 5]}\n    expect: ${at === 0 ? 'match' : 'no-match'}\n`;
  return Array.from({ length: count }, (_, at) => test(at)).join('');
}

const CALL = {
  trailc: 1,
  event: {
    eventVersion: '1.11',
    eventTime: '2026-01-01T12:00:00Z',
    awsRegion: 'eu-west-1',
    sourceIPAddress: '192.0.2.7',
    userAgent: 'an agent',
    readOnly: false,
    eventID: '00000000-0000-4000-8000-000000000001',
    eventType: 'AwsApiCall',
    recipientAccountId: '111122223333',
    userIdentity: {
      type: 'AssumedRole',
      arn: 'arn:aws:sts::111122223333:assumed-role/dev/ann@example.com',
      accountId: '111122223333',
      sessionContext: { attributes: { mfaAuthenticated: 'true', creationDate: '2026-01-01T11:00:00Z' } },
    },
    requestParameters: { name: 'n', path: '/abc/x', roleArn: 'arn:aws:iam::408117322955:role/r1' },
  },
};

/** A rule that is like others and not the same: clauses come and go with its number. */
function ruleText(n, tests) {
  const hex = n.toString(16).padStart(12, '0');
  const clauses = [
    `  eventSource: ${CALLS[n % 5][0]}`,
    `  eventName: [${CALLS[n % 5][1].join(', ')}]`,
    `  requestParameters.name: { startsWith: 'n${n}-', ignoreCase: true }`,
    n % 2 === 0
      ? '  session.name: { endsWith: $domains, ignoreCase: true }'
      : "  userAgent: { contains: 'agent', ignoreCase: true }",
    n % 3 === 0 && n % 5 !== 0
      ? `  requestParameters.roleArn: { inList: roles }`
      : "  requestParameters.path: { startsWith: '/abc', ignoreCase: false }",
    n % 5 === 0
      ? "  requestParameters.roleArn: { matches: '^arn:[a-z]+:iam' }"
      : '  not: { errorCode: AccessDenied }',
  ];
  return `trailc: 1
id: 10000000-0000-4000-8000-${hex}
title: Generated rule ${n}
version: '1.0.0'
status: test
level: low
author: bench
date: 2026-01-01
description: A generated rule.
references: [https://example.com/${n}]
tags: [attack.t1078]
falsePositives: [None that are known]
triage: Look at it.
source: aws.cloudtrail
${n % 2 === 0 ? "params:\n  domains: { type: list<text>, pattern: '^@', example: ['@example.com'], description: Domains. }\n" : ''}match:
${clauses.join('\n')}
alert: { title: '{actor} did {action}', groupBy: [actor], suppressFor: 1h }
schedule: { every: 15m, lookback: 75m }
tests:
${testTexts(n, tests)}`;
}

/**
 * A repository of so many rules, with so many tests each, in a folder of its own: one environment, one list of fifty
 * entries, one fixture.
 */
export function repository(size, { tests = 2 } = {}) {
  const root = mkdtempSync(join(tmpdir(), 'trailc-bench-'));
  mkdirSync(join(root, 'lists'));
  mkdirSync(join(root, 'fixtures'));
  writeFileSync(join(root, 'fixtures', 'call.yml'), JSON.stringify(CALL));
  const params = "params: { domains: ['@acme-cloud.io', '@acme-cloud.net'] }";
  writeFileSync(
    join(root, 'trailc.config.yml'),
    `trailc: 1\nrules: [rules]\nlists: [lists]\nfixtures: [fixtures]\ndefaultEnvironment: a\nenvironments:\n  a: { ${params}, spl: { index: aws } }\n`,
  );
  const entries = Array.from(
    { length: 50 },
    (_, n) => `  - { value: 'arn:aws:iam::408117322955:role/r${n}', reason: Generated. }`,
  );
  writeFileSync(
    join(root, 'lists', 'roles.yml'),
    `trailc: 1\nname: roles\ndescription: Roles.\nentries:\n${entries.join('\n')}\n`,
  );
  for (let n = 0; n < size; n += 1) {
    const folder = join(root, 'rules', String(n % 100));
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, `rule-${n}.yml`), ruleText(n, tests));
  }
  return root;
}
