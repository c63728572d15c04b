/** `trailc new --from-event` as a process: what it makes is valid at once, whatever the event holds. */
import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { faultsOf, makeRule } from '../scaffold/made.ts';
import { folder, trailc } from './support.ts';

const EVENT = {
  eventVersion: '1.11',
  eventTime: '2026-01-01T00:00:00Z',
  eventSource: 'sts.amazonaws.com',
  eventName: 'AssumeRole',
  eventID: '0a0a0a0a-0000-4000-8000-000000000001',
  recipientAccountId: '111122223333',
  readOnly: true,
  sessionCredentialFromConsole: 'true',
  sourceIPAddress: '192.0.2.1',
  tlsDetails: { tlsVersion: 'TLSv1.3' },
  userIdentity: { type: 'AssumedRole', arn: 'arn:aws:sts::111122223333:assumed-role/dev/alice@example.com' },
  requestParameters: { roleArn: 'arn:aws:iam::111122223333:role/ops', roleSessionName: 'om' },
  responseElements: { credentials: { sessionToken: 'SECRET' } },
};

const repository = () => {
  const root = folder();
  trailc(['init'], { cwd: root });
  return root;
};
const fromEvent = (root: string, input: unknown, ...more: string[]) =>
  trailc(['new', ...more, '--from-event', '-'], {
    cwd: root,
    input: typeof input === 'string' ? input : JSON.stringify(input),
  });

describe('new --from-event', () => {
  it('makes a rule that has no faults, passes its tests, is covered, formatted and built', () => {
    const root = repository();
    const ran = fromEvent(root, EVENT);
    expect(ran).toMatchObject({ code: 0, err: '' });
    expect(ran.out).toContain('made detections/assume-role.yml, with 9 tests on fixtures/assume-role.json');
    expect(ran.out).toContain('could be secret: responseElements.credentials');
    expect(ran.out).toContain('not needed: tlsDetails');
    expect(trailc(['check'], { cwd: root }).out).toBe('2 rules, 0 lists: no faults\n');
    expect(trailc(['fmt', '--check'], { cwd: root })).toMatchObject({ code: 0 });
    const tested = trailc(['test', 'assume-role', '--coverage'], { cwd: root });
    expect(tested.out).toContain('9 passed, 0 failed');
    expect(tested.out).toMatch(/total +7\/7/);
    expect(trailc(['mutate', '--threshold', '100'], { cwd: root })).toMatchObject({ code: 0 });
    expect(trailc(['build'], { cwd: root })).toMatchObject({ code: 0 });
  });

  it('asks for the kind of the event, never for whose, whence or when', () => {
    const { text = '', rule } = makeRule(EVENT);
    const match = text.slice(text.indexOf('\nmatch:'), text.indexOf('\nalert:'));
    expect(match.match(/^ {2}[^# ].*$/gm)).toEqual([
      '  eventSource: sts.amazonaws.com',
      '  eventName: AssumeRole',
      '  errorCode: { exists: false }',
      '  readOnly: true',
      '  userIdentity.type: AssumedRole',
      '  sessionCredentialFromConsole: true',
    ]);
    expect(match).not.toMatch(/1111|arn:|192\.0|2026|0a0a/);
    // Every clause has its reason.
    expect(match.match(/^ {2}# /gm)).toHaveLength(6);
    expect(rule?.document.tests[0]?.alert?.title?.value).toBe('alice@example.com called sts:AssumeRole');
    expect(rule?.document.status).toBe('experimental');
  });

  it.each([
    [{ ...EVENT, errorCode: 'AccessDenied' }, '  errorCode: AccessDenied'],
    [
      { ...EVENT, userIdentity: { type: 'AWSService', invokedBy: 'ec2.amazonaws.com' } },
      '  userIdentity.invokedBy: ec2.amazonaws.com',
    ],
    [
      {
        ...EVENT,
        eventSource: 'signin.amazonaws.com',
        eventName: 'ConsoleLogin',
        responseElements: { ConsoleLogin: 'Failure' },
      },
      '  responseElements.ConsoleLogin: Failure',
    ],
  ])('asks for what tells this event apart: %#', (event, clause) => {
    expect(makeRule(event).text).toContain(`\n${clause}\n`);
    expect(faultsOf(event, { mutate: true })).toEqual([]);
  });

  it('takes the name that is given, picks an event by its id, and a free name on its own', () => {
    const root = repository();
    const two = `${JSON.stringify({ ...EVENT, eventID: 'x' })}\n${JSON.stringify(EVENT)}\n`;
    expect(fromEvent(root, two)).toMatchObject({ code: 2, out: '' });
    expect(fromEvent(root, two, 'detections/aws/became-ops', '--event-id', EVENT.eventID)).toMatchObject({
      code: 0,
    });
    expect(existsSync(join(root, 'detections/aws/became-ops.yml'))).toBe(true);
    expect(fromEvent(root, EVENT)).toMatchObject({ code: 0 });
    expect(fromEvent(root, EVENT).out).toContain('made detections/assume-role-2.yml');
    expect(trailc(['check'], { cwd: root }).out).toBe('4 rules, 0 lists: no faults\n');
  });

  it('says of a call that nobody has published that it is unknown, and suppresses the warning', () => {
    const root = repository();
    const ran = fromEvent(root, { ...EVENT, eventName: 'AsumeRole' });
    expect(ran.out).toContain('AWS has published no such call');
    const checked = trailc(['check'], { cwd: root });
    expect(checked).toMatchObject({ code: 0 });
    expect(checked.out).not.toContain('check/unknown-call]');
  });

  it('leaves out a clause that the repository cannot say, and says so', () => {
    const root = repository();
    const event = { ...EVENT, eventSource: 'iam.amazonaws.com', eventName: 'ListUsers', readOnly: false };
    const ran = fromEvent(root, event);
    expect(ran).toMatchObject({ code: 0 });
    expect(ran.out).toContain('not on readOnly: ');
    expect(readFileSync(join(root, 'detections/list-users.yml'), 'utf8')).not.toMatch(/^ {2}readOnly/m);
  });
});

const HOSTILE: readonly [string, Readonly<Record<string, unknown>>][] = [
  [
    'YAML in the actor',
    { userIdentity: { type: 'IAMUser', userName: 'a\nmatch: { x: 1 }\n#{{actor}} {{{x}}}' } },
  ],
  ['control characters', { userIdentity: { type: '\u001b[31m', userName: '\u0000\u2028\ufeff\u202e' } }],
  ['an error like a param', { errorCode: '$param' }],
  ['an error like YAML', { errorCode: "x' } # \\" }],
  ['an error like a template', { errorCode: '{{json x}} %s' }],
  ['words of YAML', { errorCode: 'null', userIdentity: { type: 'yes', userName: '~' } }],
  ['numbers and lists in place of texts', { errorCode: 5, userIdentity: [1], readOnly: 7, eventSource: 9 }],
  ['nulls', { errorCode: null, userIdentity: null, readOnly: null, requestParameters: null }],
  ['a record in a text', { requestParameters: '{"masterPassword":"x","a":{"b":1}}' }],
  ['numbers that YAML would change', { requestParameters: { a: 1.5, b: 1e21, c: -0, d: 1e300 } }],
  ['braces in the name of the actor', { userIdentity: { userName: '{action} }} {{' } }],
  ['lone surrogates', { userIdentity: { type: 'IAMUser', userName: '\ud800' }, errorCode: '\udfff' }],
  ['a source that is a sentence', { eventSource: 'a: b # c' }],
  ['a call that is a sentence', { eventName: 'Sign in: "now" # {x}' }],
  ['a name without letters', { eventName: '%%%' }],
  ['a huge text', { userAgent: 'x'.repeat(500_000), errorCode: 'y'.repeat(100_000) }],
];

describe('a hostile event', () => {
  it.each(HOSTILE)('with %s yields a valid rule', (_, changes) => {
    const event = JSON.parse(JSON.stringify({ ...EVENT, ...changes }));
    expect(faultsOf(event)).toEqual([]);
    // Not by leaving out what it could not write.
    expect(makeRule(event).settled?.dropped).toEqual([]);
  });

  it('with a key __proto__ and lists 150 deep yields one, too', () => {
    const text = JSON.stringify({ ...EVENT, requestParameters: 'HERE' });
    const deep = `{"__proto__": {"polluted": 1}, "deep": ${'['.repeat(150)}${']'.repeat(150)}}`;
    const root = repository();
    expect(fromEvent(root, text.replace('"HERE"', deep))).toMatchObject({ code: 0, err: '' });
    expect(trailc(['check'], { cwd: root }).out).toBe('2 rules, 0 lists: no faults\n');
    expect(trailc(['test'], { cwd: root })).toMatchObject({ code: 0 });
  });

  it.each<[string, unknown, string]>([
    ['no name', { ...EVENT, eventName: undefined }, 'no eventName'],
    ['a name that is a number', { ...EVENT, eventName: 5 }, 'no eventName'],
    ['a name with a line break', { ...EVENT, eventName: 'Assume\nRole' }, 'no eventName'],
    ['a name without end', { ...EVENT, eventName: 'A'.repeat(5000) }, 'no eventName'],
    ['nothing', '', 'no CloudTrail event'],
    ['no JSON', 'hello', 'no CloudTrail event'],
    [
      'lists 10,000 deep',
      `{"eventName":"X","eventSource":"x","a":${'['.repeat(10_000)}${']'.repeat(10_000)}}`,
      'no CloudTrail event',
    ],
  ])('with %s is refused, and nothing is written', (_, input, said) => {
    const root = repository();
    const before = readdirSync(root, { recursive: true }).sort();
    const ran = fromEvent(root, input);
    expect(ran).toMatchObject({ code: 2, out: '' });
    expect(ran.err).toContain(said);
    expect(ran.err).not.toMatch(/\bat .*:\d+:\d+/);
    expect(readdirSync(root, { recursive: true }).sort()).toEqual(before);
  });
});

describe('new', () => {
  it.each([
    ['neither name nor event', ['new'], 'needs a name'],
    ['an id without an event', ['new', 'x', '--event-id', 'y'], '--from-event'],
    ['a file that is not there', ['new', '--from-event', 'no-such.json'], 'no-such.json'],
    ['a name that leaves the repository', ['new', '../x', '--from-event', JSON.stringify(EVENT)], 'outside'],
    ['a name that is taken', ['new', 'access-key-made', '--from-event', JSON.stringify(EVENT)], 'already'],
  ])('refuses %s', (_, args, said) => {
    const ran = trailc(args, { cwd: repository() });
    expect(ran).toMatchObject({ code: 2, out: '' });
    expect(ran.err).toContain(said);
  });

  it('overwrites no fixture, and follows no link out of the repository', () => {
    const root = repository();
    writeFileSync(join(root, 'fixtures/mine.yml'), 'trailc: 1\nevent: { eventName: X }\n');
    expect(fromEvent(root, EVENT, 'mine')).toMatchObject({ code: 2, out: '' });
    const elsewhere = folder();
    mkdirSync(join(elsewhere, 'deep'));
    symlinkSync(join(elsewhere, 'deep'), join(root, 'detections/link'));
    const ran = fromEvent(root, EVENT, 'detections/link/assume-role');
    expect(ran).toMatchObject({ code: 2, out: '' });
    expect(ran.err).toContain('symbolic link');
    expect(readdirSync(join(elsewhere, 'deep'))).toEqual([]);
    expect(existsSync(join(root, 'fixtures/assume-role.json'))).toBe(false);
  });
});
