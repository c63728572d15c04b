/**
 * A repository in which every command has something to say: rules of every kind of clause, tests that fail, warnings,
 * suppressions, lists that are due, environments that differ, and a change since `main`. JSON is YAML, so files are objects.
 */
import { edit, emptyFolder, git, idOf, write } from '../support/content-repository.ts';
import { RULE } from '../support/rule.ts';

const entry = (value: unknown, more: object = {}) => ({ value, reason: 'A reason.', ...more });
const text = (example: string) => ({ type: 'text', description: 'A text.', example });
const environment = (more: object = {}) => ({
  extends: 'base',
  params: { agent: 'aws-cli', net: '10.0.0.0/8', names: ['ann', 'bob'] },
  ...more,
});

const CONFIG = {
  trailc: 1,
  rules: ['rules'],
  lists: ['lists'],
  fixtures: ['fixtures'],
  defaultEnvironment: 'prod',
  coverage: { clauses: 100, entries: 100 },
  mutation: { threshold: 60 },
  suppress: [{ code: 'test/unknown-field', because: 'It is new.', expires: '2999-12-31' }],
  environments: {
    base: {
      abstract: true,
      description: 'What all have.',
      params: { agent: 'base-cli' },
      spl: { index: 'aws' },
      athena: { profile: 'documented', database: 'security', table: 'logs' },
    },
    prod: environment({
      spl: { index: 'prod' },
      lists: {
        agents: {
          add: [entry('aws-sdk', { owner: 'ops', ticket: 'T-2', expires: '2026-11-25' })],
          remove: [entry('gone')],
        },
      },
    }),
    dev: environment({
      params: { agent: 'other-cli', net: '10.0.0.0/8', names: ['ann'] },
      athena: { profile: 'extended', database: 'security', table: 'dev' },
      lists: { agents: { add: [entry('aws-sdk', { owner: 'dev' }), entry('dev-sdk')] } },
    }),
  },
};

const LISTS = {
  'lists/agents.yml': {
    name: 'agents',
    entries: [
      entry('gone', { owner: 'ops', ticket: 'T-1', expires: '2026-11-01' }),
      entry('aws-cli', { expires: '2020-01-01', owner: 'ops', ticket: 'T-1' }),
      entry('later', { expires: '2999-01-01' }),
    ],
  },
  'lists/calls.yml': {
    name: 'calls',
    columns: ['source', 'call'],
    entries: [entry({ source: 'iam.amazonaws.com', call: 'GetUser' }, { owner: 'ops', ticket: 'T-3' })],
  },
};

/** An event that the clauses below see in many ways. */
export const EVENT = {
  eventVersion: '1.11',
  eventID: 'e-1',
  eventTime: '2026-01-01T00:00:00Z',
  eventSource: 'iam.amazonaws.com',
  eventName: 'getUser',
  userAgent: 'aws-cli',
  sourceIPAddress: '10.1.2.3',
  awsRegion: 'eu-west-1',
  recipientAccountId: '111122223333',
  readOnly: false,
  userIdentity: { type: 'IAMUser', arn: 'arn:aws:iam::111122223333:user/ann', userName: 'ann' },
  requestParameters: {
    userName: 'ann',
    tags: [{ key: 'a', value: '1' }, { key: 'b' }],
    rows: [{ cells: [{ id: 'a' }] }],
    empty: {},
  },
};

const test = (name: string, set: object, expect: unknown) => ({
  name,
  event: { base: 'fixtures/call', set },
  expect,
});

/** Every kind of clause, each asked on every event, since `explain` shows what did not decide too. */
const EVERY = {
  eventSource: 'iam.amazonaws.com',
  any: [
    { eventName: { oneOf: ['GetUser', '$agent'], ignoreCase: false } },
    { eventVersion: { atLeast: '1.12' } },
    { sourceIPAddress: { inCidr: ['192.168.0.0/16', '$net'] } },
    { userAgent: { matches: ['^aws', 'cli$'], ignoreCase: true } },
    { 'requestParameters.userName': { differsFrom: { field: 'userIdentity.userName' } } },
    { 'session.name': { endsWith: 'x', ignoreCase: true } },
    { 'requestParameters.empty': { exists: true } },
    { 'requestParameters.empty': 'x' },
    { 'requestParameters."username"': 'x' },
    { 'requestParameters.userName.deep': 'x' },
    { eventName: { oneOf: '$names', ignoreCase: false } },
    { inList: { list: 'calls', columns: { source: 'eventSource', call: 'eventName' } } },
    { userAgent: { inList: 'agents' } },
    { 'requestParameters.tags[]': { some: { key: 'a', not: { value: { exists: true } } } } },
    { 'requestParameters.tags[]': { some: { any: [{ key: 'c' }, { value: '2' }] } } },
    { 'requestParameters.tags[]': { some: { not: { key: { exists: true } } } } },
    { 'requestParameters.rows[].cells[].id': 'b' },
    { errorCode: { exists: true } },
  ],
};

const rule = (number: number, match: object, more: object = {}) => ({
  ...RULE,
  id: idOf(number),
  title: `Rule number ${number}`,
  match,
  tests: [test('as it is', {}, 'match'), test('another call', { eventName: 'ListUsers' }, 'no-match')],
  ...more,
});

const FILES: Readonly<Record<string, unknown>> = {
  'trailc.config.yml': CONFIG,
  ...Object.fromEntries(
    Object.entries(LISTS).map(([path, list]) => [path, { trailc: 1, description: 'A list.', ...list }]),
  ),
  'fixtures/call.yml': { trailc: 1, description: 'A call.', event: EVENT },
  'rules/every.yml': rule(1, EVERY, {
    targets: {
      spl: { accept: 'unsupported', because: 'It looks at one array at a time.' },
      sigma: { accept: 'unsupported', because: 'It flattens arrays.' },
    },
    params: {
      agent: text('aws-cli'),
      net: text('10.0.0.0/8'),
      names: { type: 'list<text>', description: 'Names.', example: ['ann'] },
    },
    tests: [
      test('as it is', {}, 'match'),
      test('another service', { eventSource: 'sts.amazonaws.com' }, 'no-match'),
    ],
  }),
  // Its tests fail in both ways, and name a field that no record has.
  'rules/failing.yml': rule(
    2,
    { eventName: 'getUser' },
    {
      tests: [
        test('the verdict', { 'requestParameter.userName': 'ann' }, 'no-match'),
        test('the title', {}, { verdict: 'match', alert: { title: 'A role' } }),
        // Athena ignores the case of a column: its SQL says something else of this one, as the answer says it may.
        { name: 'a twin', event: { inline: { EventName: 'getUser' } }, expect: 'no-match' },
      ],
    },
  ),
  // Athena's documented table has no such column.
  'rules/unsaid.yml': rule(
    3,
    { 'userIdentity.sessionContext.sourceIdentity': 'ann', eventName: 'getUser' },
    {
      targets: { athena: { accept: 'unsupported', because: 'No column.' } },
      tests: [
        test('set', { 'userIdentity.sessionContext': { sourceIdentity: 'ann' } }, 'match'),
        test('not set', {}, 'no-match'),
      ],
    },
  ),
  'rules/mutable.yml': rule(
    4,
    { eventSource: 'iam.amazonaws.com', eventName: 'getUser' },
    {
      mutants: [
        { accept: "`eventSource equals 'iam.amazonaws.com'` is dropped", because: 'Only IAM has this call.' },
      ],
      // Sigma can say it, so this consent is a warning.
      targets: { sigma: { accept: 'under-matches', because: 'It was once.' } },
      params: { agent: text('aws-cli') },
    },
  ),
  // Sigma compares fields in any case, so that it misses what differs by case alone.
  'rules/near.yml': rule(
    7,
    { 'requestParameters.userName': { differsFrom: { field: 'userIdentity.userName' } } },
    {
      targets: { sigma: { accept: 'under-matches', because: 'It ignores case.' } },
      tests: [
        test('the same', {}, 'no-match'),
        test('another', { 'requestParameters.userName': 'bob' }, 'match'),
        test('another case', { 'requestParameters.userName': 'ANN' }, 'match'),
      ],
    },
  ),
  'rules/element.yml': rule(
    9,
    { 'requestParameters.tags[]': { some: { key: 'a', value: '2' } } },
    {
      tests: [test('as it is', {}, 'no-match')],
      targets: { sigma: { accept: 'unsupported', because: 'It flattens arrays.' } },
    },
  ),
  'rules/never.yml': rule(
    8,
    { all: [{ eventName: 'GetUser' }, { eventName: 'ListUsers' }] },
    {
      tests: [test('as it is', {}, 'no-match')],
    },
  ),
  'rules/gone.yml': rule(5, { eventName: 'getUser' }),
};

/** Committed on `main`, then changed: a rule, a list, an environment's param; a rule is gone and another is new. */
export function changedRepository(): string {
  const root = emptyFolder();
  for (const [path, content] of Object.entries(FILES)) write(root, path, content);
  git(root, 'init', '-q');
  git(root, 'add', '-A');
  git(root, 'commit', '-q', '-m', 'one');
  return root;
}

/** The change since `main`. */
export function change(root: string): void {
  edit(root, 'rules/mutable.yml', '"getUser"', '["getUser", "GetUser"]');
  edit(root, 'lists/agents.yml', '"later"', '"much later"');
  git(root, 'rm', '-q', 'rules/gone.yml');
  write(root, 'rules/new.yml', rule(6, { eventName: 'getUser' }));
}

/** The same with what keeps commands from their work, some of which `check --fix` can mend. */
export function brokenRepository(): string {
  const root = emptyFolder();
  for (const [path, content] of Object.entries(FILES)) write(root, path, content);
  edit(root, 'rules/gone.yml', '"level"', '"levle"');
  write(root, 'rules/no-yaml.yml', 'trailc: [');
  return root;
}
