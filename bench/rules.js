// The rules of the bench of the backtest, any number of them, and for each a way to make a record that it matches and that no
// other one does but those it names. Owns: rules as text, their records, the repository. Must not: evaluate a rule: what
// a backtest has to find is known from what was made.
//
// Of the rules that trailc ships, 4 of 13 require neither an eventName nor an eventSource; so do 4 of 13 here, and 3 in 4 of
// those speak of employees' sessions as the shipped ones do. Another 1 in 13 requires an eventSource alone.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { GUARDED, known, OPEN } from './corpus/calls.js';
import { record, refuse } from './corpus/event.js';
import { DOMAIN, ofPerson, ofService, ofUser, openDay, openSession } from './corpus/identities.js';
import { policy, trust } from './corpus/parameters.js';
import { random } from './corpus/random.js';

const BROAD = 4 / 13;
const pad = (n) => String(n).padStart(4, '0');
const isBroad = (n) => Math.round((n + 1) * BROAD) > Math.round(n * BROAD);
const broadBefore = (n) => Math.round(n * BROAD);

const writes = OPEN.filter(({ readOnly }) => !readOnly);
const openCalls = (n, count) => Array.from({ length: count }, (_, at) => writes[(n * 3 + at) % 1_200]);
const assumeRole = known('AssumeRole');
const names = (calls) => `[${[...new Set(calls.map(({ name }) => name))].join(', ')}]`;
const human = 'session.name: { endsWith: $employeeDomains, ignoreCase: true }';

/** A person in a session of that role, whose source identity is theirs unless said otherwise. */
function person(rng, day, { role = 'Developer', sourceIdentity = 'same' } = {}) {
  const email = `eve.adams${rng.below(50)}${DOMAIN}`;
  const caller = openSession(rng, day.account, role, email, 0, false, email);
  const { sessionContext } = caller.identity;
  if (sourceIdentity === 'none') delete sessionContext.sourceIdentity;
  else if (sourceIdentity !== 'same') sessionContext.sourceIdentity = sourceIdentity;
  return caller;
}
const put = (event, more) => {
  event.requestParameters = { ...event.requestParameters, ...more };
  return event;
};

/** Each: `(n, k)` of the rule's number and its number in the family, to clauses and `make(rng, day, at)`. */
const INDEXED = [
  function renamesItself(n) {
    const role = `break-glass-${pad(n)}`;
    return {
      clauses: [
        'eventSource: sts.amazonaws.com',
        'eventName: AssumeRole',
        human,
        `requestParameters.roleArn: { endsWith: ':role/${role}', ignoreCase: false }`,
        'requestParameters.roleSessionName: { differsFrom: { field: session.name }, ignoreCase: false }',
      ],
      make: (rng, day, at) =>
        put(record(rng, day, assumeRole, ofPerson(rng, day), at), {
          roleArn: `arn:aws:iam::${day.account}:role/${role}`,
          roleSessionName: `other${rng.below(90)}`,
        }),
      unsaid: (event) => put(event, { roleSessionName: `another${DOMAIN}` }),
    };
  },
  function namedAsProtected(n) {
    const [call] = openCalls(n, 1);
    return {
      clauses: [
        `eventSource: ${call.source}`,
        `eventName: ${call.name}`,
        `requestParameters.${call.subject}: { startsWith: 'prod-${pad(n)}-', ignoreCase: true }`,
        'errorCode: { exists: false }',
      ],
      make: (rng, day, at) =>
        put(record(rng, day, call, ofService(rng, day), at), {
          [call.subject]: `Prod-${pad(n)}-${rng.below(900)}`,
        }),
      call,
    };
  },
  function notByDeployment(_n, k) {
    const calls = GUARDED.slice(2 * k, 2 * k + 2).filter(({ source }, _, [first]) => source === first.source);
    return {
      clauses: [
        `eventSource: ${calls[0].source}`,
        `eventName: ${names(calls)}`,
        "not: { userIdentity.sessionContext.sessionIssuer.userName: { startsWith: 'deploy-', ignoreCase: false } }",
      ],
      make: (rng, day, at) => record(rng, day, rng.pick(calls), rng.pick([ofService, ofUser])(rng, day), at),
    };
  },
  function byUserWithTool(n) {
    const calls = openCalls(n, 3);
    return {
      clauses: [
        `eventName: ${names(calls)}`,
        'userIdentity.type: [IAMUser, Root]',
        `userAgent: { contains: 'tool-${pad(n)}/', ignoreCase: true }`,
      ],
      make: (rng, day, at) => {
        const caller = { ...ofUser(rng, day), agent: `Boto3/1.34 (Tool-${pad(n)}/2.1; linux)` };
        return record(rng, day, rng.pick(calls), caller, at);
      },
    };
  },
  function policyOpens(n) {
    const [name, field] = [
      ['PutRolePolicy', 'policyDocument'],
      ['CreateRole', 'assumeRolePolicyDocument'],
      ['UpdateAssumeRolePolicy', 'policyDocument'],
    ][n % 3];
    return {
      clauses: [
        'eventSource: iam.amazonaws.com',
        `eventName: ${name}`,
        'errorCode: { exists: false }',
        `requestParameters.${field}:\n    matches: ['"AWS"[ \\t\\r\\n]*:[ \\t\\r\\n]*"[*]"', '"Principal"[ \\t\\r\\n]*:[ \\t\\r\\n]*"[*]"']\n    ignoreCase: true`,
        `requestParameters.roleName: { contains: 'app-${pad(n)}', ignoreCase: false }`,
      ],
      make: (rng, day, at) =>
        put(record(rng, day, known(name), ofService(rng, day), at), {
          roleName: `app-${pad(n)}-r`,
          [field]: policy(rng, [
            ...trust('ec2'),
            { Effect: 'Allow', Principal: { AWS: '*' }, Action: 'sts:*' },
          ]),
        }),
    };
  },
  function fromNetwork(n) {
    const calls = [known('GetCallerIdentity'), known('GetSecretValue'), ...openCalls(n, 1)].slice(n % 3);
    const net = `100.${64 + (n >> 8)}.${n & 255}`;
    return {
      clauses: [
        `eventName: ${names(calls)}`,
        `sourceIPAddress: { inCidr: ['${net}.0/24', '2001:db8:${n.toString(16)}::/48'] }`,
      ],
      make: (rng, day, at) => {
        const address = rng.chance(0.8)
          ? `${net}.${rng.below(256)}`
          : `2001:db8:${n.toString(16)}::${rng.hex(4)}`;
        return record(rng, day, rng.pick(calls), { ...ofService(rng, day), address }, at);
      },
    };
  },
  /* again, so that of nine two are of this kind */ undefined,
  function refusedAtSource(n) {
    const call = known(
      ['GetRole', 'GetSecretValue', 'AssumeRole', 'GetBucketAcl', 'DescribeTrails', 'DescribeKey'][n % 6],
    );
    return {
      clauses: [
        `eventSource: ${call.source}`,
        'errorCode: [AccessDenied, Client.UnauthorizedOperation]',
        `errorMessage: { contains: ':boundary-${pad(n)} ', ignoreCase: false }`,
      ],
      make: (rng, day, at) => {
        const event = record(rng, day, call, ofService(rng, day), at);
        refuse(rng, event, call, ['AccessDenied', `was refused by policy/:boundary-${pad(n)} to do`]);
        return event;
      },
    };
  },
  function approvedNowhere(n) {
    return {
      clauses: [
        'eventSource: sts.amazonaws.com',
        'eventName: AssumeRole',
        'requestParameters.roleArn: { inList: crownJewels }',
        `requestParameters.roleSessionName: { startsWith: 'ops${pad(n)}-', ignoreCase: false }`,
        'not: { userIdentity.type: AWSService }',
      ],
      make: (rng, day, at) =>
        put(record(rng, day, assumeRole, ofService(rng, day), at), {
          roleArn: `arn:aws:iam::408117322955:role/jewel-${rng.below(50)}`,
          roleSessionName: `ops${pad(n)}-${rng.below(1_000)}`,
        }),
    };
  },
];

/** The first three are as the shipped ones are; of the others each asks for more, and what they find the first find too. */
const ANY_CALL = [
  function manualAction(n, k) {
    const role = `Prod-Admin-${pad(n)}`;
    return {
      also: k === 0 ? [] : [broadNumber(0)],
      clauses: [
        human,
        'readOnly: false',
        ...(k === 0 ? [] : [`session.roleName: { startsWith: '${role}', ignoreCase: false }`]),
        `not:
    any:
      - inList: { list: ignoredActions, columns: { eventSource: eventSource, eventName: eventName } }
      - userIdentity.invokedBy: { endsWith: .amazonaws.com, ignoreCase: false }
      - eventCategory: Data`,
      ],
      make: (rng, day, at) =>
        record(rng, day, writes[rng.below(900)], person(rng, day, k === 0 ? {} : { role }), at),
    };
  },
  function withoutSourceIdentity(n, k) {
    const role = `Legacy-${pad(n)}`;
    return {
      also: k === 0 ? [] : [broadNumber(1)],
      clauses: [
        human,
        'userIdentity.sessionContext.sourceIdentity: { exists: false }',
        ...(k === 0 ? [] : [`session.roleName: { startsWith: '${role}', ignoreCase: true }`]),
        `not:
    any:
      - userIdentity.invokedBy: { endsWith: .amazonaws.com, ignoreCase: false }${k === 0 ? '\n      - session.roleName: { startsWith: AWSReservedSSO_, ignoreCase: false }' : ''}
      - eventSource: signin.amazonaws.com`,
      ],
      make: (rng, day, at) =>
        record(
          rng,
          day,
          known('DescribeInstances'),
          person(rng, day, { sourceIdentity: 'none', ...(k === 0 ? {} : { role }) }),
          at,
        ),
    };
  },
  function otherSourceIdentity(n, k) {
    const identity = `contractor-${pad(n)}`;
    return {
      also: k === 0 ? [] : [broadNumber(2)],
      clauses: [
        human,
        'userIdentity.sessionContext.sourceIdentity: { differsFrom: { field: session.name }, ignoreCase: false }',
        ...(k === 0
          ? []
          : [
              `all: [{ userIdentity.sessionContext.sourceIdentity: { startsWith: '${identity}', ignoreCase: false } }]`,
            ]),
      ],
      make: (rng, day, at) =>
        record(
          rng,
          day,
          known('ListBuckets'),
          person(rng, day, { sourceIdentity: k === 0 ? 'nobody' : identity }),
          at,
        ),
      unsaid: (event) => {
        event.userIdentity.sessionContext.sourceIdentity = identity + DOMAIN;
        return event;
      },
    };
  },
  function refusedOrTool(n, k) {
    if (k % 2 === 1) {
      return {
        clauses: [
          `userAgent: { contains: 'scanner-${pad(n)}', ignoreCase: true }`,
          'errorCode: { exists: false }',
        ],
        make: (rng, day, at) =>
          record(
            rng,
            day,
            rng.pick([known('ListBuckets'), known('GetCallerIdentity')]),
            { ...ofUser(rng, day), agent: `Go-http-client/1.1 Scanner-${pad(n)}` },
            at,
          ),
      };
    }
    return {
      clauses: [
        'errorCode: AccessDenied',
        `errorMessage: { contains: 'guardrail-${pad(n)} ', ignoreCase: false }`,
        'userIdentity.sessionContext.sessionIssuer.arn: { exists: true }',
      ],
      make: (rng, day, at) => {
        const call = known('DescribeInstances');
        const event = record(rng, day, call, ofService(rng, day), at);
        refuse(rng, event, call, ['AccessDenied', `is refused by guardrail-${pad(n)} to do`]);
        return event;
      },
    };
  },
];

const rules = new Map();

/** Rule `n`: its clauses, `make(rng, day, at)` of a record that it matches, `hits`, the rules that match that record, and
 * for some `call`, the only one that it is about, and `unsaid`, which makes of the record one that its Sigma form misses. */
export function rule(n) {
  const known = rules.get(n);
  if (known !== undefined) return known;
  const made = isBroad(n) ? broad(n, broadBefore(n)) : indexed(n, n - broadBefore(n));
  const { also = [], ...rest } = made;
  const entry = { ...rest, n, stem: `rule-${pad(n)}`, hits: [...also, n] };
  rules.set(n, entry);
  return entry;
}

const broad = (n, at) => ANY_CALL[at % 4](n, Math.floor(at / 4));
function indexed(n, at) {
  const family = at % 9;
  const round = Math.floor(at / 9);
  // Calls that deployments alone make belong to one rule each.
  if (family === 6) return INDEXED[2](n, 2 * round + 1);
  return INDEXED[family](n, family === 2 ? 2 * round : round);
}
/** The number of the rule that is the so-manieth of those that ask for no name. */
function broadNumber(at) {
  let n = 0;
  while (!isBroad(n) || broadBefore(n) !== at) n += 1;
  return n;
}

/** How many of the first `count` ask for no name. */
export const broadAmong = (count) => broadBefore(count);

const DAY = openDay(0, '408117322955', 'eu-west-1', 1);

function ruleText({ n, clauses, make, unsaid }) {
  const made = () => make(random(0, n), DAY, 0);
  const tests = [
    ['a record that was made for it', made(), 'match'],
    ...(unsaid ? [['what Sigma cannot say', unsaid(made()), 'match']] : []),
    ['nothing', { eventName: 'Nothing' }, 'no-match'],
  ].map(
    ([name, event, expect]) =>
      `  - { name: ${name}, event: { inline: ${JSON.stringify(event)} }, expect: ${expect} }\n`,
  );
  const uses = (text) => clauses.some((clause) => clause.includes(text));
  return `trailc: 1
id: 20000000-0000-4000-8000-${n.toString(16).padStart(12, '0')}
title: Bench rule ${n}
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
${uses('$employeeDomains') ? `params:\n  employeeDomains: { type: list<text>, pattern: '^@', example: ['${DOMAIN}'], description: Domains. }\n` : ''}match:
${clauses.map((clause) => `  ${clause}`).join('\n')}
${unsaid ? 'targets: { sigma: { accept: under-matches, because: Sigma cannot compare a part of a field. } }\n' : ''}alert: { title: '{actor} did {action}', groupBy: [actor], suppressFor: 1h }
schedule: { every: 15m, lookback: 75m }
tests:
${tests.join('')}`;
}

const CONFIG = `trailc: 1
rules: [rules]
lists: [lists]
defaultEnvironment: example
environments:
  example: { params: { employeeDomains: ['${DOMAIN}', '@corp-partners.example'] }, spl: { index: aws }, athena: { profile: extended } }
`;
const JEWELS = `trailc: 1
name: crownJewels
description: Roles.
entries:
${Array.from({ length: 50 }, (_, at) => `  - { value: 'arn:aws:iam::408117322955:role/jewel-${at}', reason: Generated. }`).join('\n')}
`;
const IGNORED = `trailc: 1
name: ignoredActions
description: Calls that people may make.
columns: [eventSource, eventName]
entries:
  - { value: { eventSource: signin.amazonaws.com, eventName: ConsoleLogin }, reason: Everybody signs in. }
  - { value: { eventSource: cloudshell.amazonaws.com, eventName: CreateSession }, reason: A shell of theirs. }
`;

/** Writes the repository of the first `count` rules, or of those of `only`, into a folder that it empties first. */
export function writeRules(root, count, only = () => true) {
  rmSync(root, { recursive: true, force: true });
  for (const folder of ['lists', 'rules']) mkdirSync(join(root, folder), { recursive: true });
  writeFileSync(join(root, 'trailc.config.yml'), CONFIG);
  writeFileSync(join(root, 'lists', 'crown-jewels.yml'), JEWELS);
  writeFileSync(join(root, 'lists', 'ignored-actions.yml'), IGNORED);
  for (let n = 0; n < count; n += 1) {
    const one = rule(n);
    if (only(one)) writeFileSync(join(root, 'rules', `${one.stem}.yml`), ruleText(one));
  }
}
