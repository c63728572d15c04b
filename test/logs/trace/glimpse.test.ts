/** Events that are read without being parsed: what traces and lists of sessions see of them is the same. */
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { CloudTrailEvent, Json } from '../../../src/cloudtrail/event.ts';
import type { LogItem } from '../../../src/logs/item.ts';
import { openBytes, readLogBatches } from '../../../src/logs/read.ts';
import { type Glimpsed, openGlimpse } from '../../../src/logs/trace/glimpse.ts';
import { callerOf } from '../../../src/logs/trace/identity.ts';
import { issuingCallOf } from '../../../src/logs/trace/issue.ts';
import { DEFAULT_WINDOW_MS } from '../../../src/logs/trace/link.ts';
import { listSessions } from '../../../src/logs/trace/sessions.ts';
import { traceLogs } from '../../../src/logs/trace/trace.ts';
import { type Random, seeded } from '../../generate/random.ts';
import { CORPUS } from '../../support/corpus.ts';
import { FORMS, spellOddly } from '../raw/hostile.ts';
import { openFolder, plainItems } from '../raw/plain-support.ts';
import { role, use, user } from './records.ts';
import { itemsOf } from './world.ts';

/** What is read of an event that issues nothing, beside its caller. */
const FIELDS = [
  'eventID',
  'eventTime',
  'eventName',
  'eventSource',
  'readOnly',
  'errorCode',
  'awsRegion',
  'recipientAccountId',
] as const;

/** What the caller is made of, and the objects above it. */
const OF_CALLER = [
  'sessionCredentialFromConsole',
  'userIdentity',
  'userIdentity.accessKeyId',
  'userIdentity.accountId',
  'userIdentity.arn',
  'userIdentity.identityProvider',
  'userIdentity.invokedBy',
  'userIdentity.onBehalfOf',
  'userIdentity.onBehalfOf.userId',
  'userIdentity.principalId',
  'userIdentity.sessionContext',
  'userIdentity.sessionContext.assumedRoot',
  'userIdentity.sessionContext.attributes',
  'userIdentity.sessionContext.attributes.creationDate',
  'userIdentity.sessionContext.attributes.mfaAuthenticated',
  'userIdentity.sessionContext.sessionIssuer',
  'userIdentity.sessionContext.sessionIssuer.arn',
  'userIdentity.sessionContext.sourceIdentity',
  'userIdentity.type',
  'userIdentity.userName',
] as const;

const file = openFolder();

async function glimpsed(path: string): Promise<readonly (LogItem | Glimpsed)[]> {
  const found: (LogItem | Glimpsed)[] = [];
  for await (const items of readLogBatches([path], { openReader: openGlimpse })) found.push(...items);
  return found;
}

/** What is read of an item, whichever way it came. */
function readOf(item: LogItem | Glimpsed) {
  if (item.kind !== 'event') return item;
  const { event, origin } = item;
  const caller = 'caller' in item ? item.caller : callerOf(event);
  const fields = FIELDS.map((name) => event[name] ?? null);
  return { origin, caller, fields, whole: issuingCallOf(event) === undefined ? undefined : event };
}

/** Both ways; how many of the events were not parsed. */
async function compared(path: string): Promise<number> {
  const plain = await plainItems(path, await openBytes(path));
  const items = await glimpsed(path);
  expect(items.map(readOf)).toEqual(plain.map(readOf));
  return items.filter((item) => 'caller' in item).length;
}

const ODD: readonly Json[] = [
  null,
  '',
  0,
  -1.5e3,
  true,
  false,
  'true',
  {},
  [],
  ['x'],
  'a"b',
  'naïve',
  '日本',
  '{}',
];
const TEXTS = [
  'AssumedRole',
  'Root',
  'AROAX:ann',
  'arn:aws:sts::111122223333:assumed-role/Dev/ann',
  '2026-01-01T10:00:00Z',
];

function oddIdentity(random: Random): Json {
  const value = (): Json => (random.chance(20) ? random.pick(ODD) : random.pick(TEXTS)) ?? null;
  const some = (of: Readonly<Record<string, Json>>) =>
    Object.fromEntries(Object.entries(of).filter(() => !random.chance(4)));
  if (random.chance(12)) return value();
  return some({
    type: value(),
    arn: value(),
    principalId: value(),
    accountId: value(),
    userName: value(),
    accessKeyId: value(),
    invokedBy: value(),
    identityProvider: value(),
    onBehalfOf: random.chance(20) ? value() : some({ userId: value(), more: value() }),
    sessionContext: random.chance(8)
      ? value()
      : some({
          sourceIdentity: value(),
          assumedRoot: value(),
          sessionIssuer: random.chance(20) ? value() : some({ arn: value(), userName: value() }),
          attributes: random.chance(20)
            ? value()
            : some({ creationDate: value(), mfaAuthenticated: value() }),
        }),
  });
}

function oddEvent(random: Random, at: number): CloudTrailEvent {
  const [eventSource, eventName] = random.pick([
    ['iam.amazonaws.com', 'CreateUser'],
    ['ec2.amazonaws.com', 'RunInstances'],
    ['sts.amazonaws.com', 'AssumeRole'],
    ['sts.amazonaws.com', 'GetCallerIdentity'],
    ['signin.amazonaws.com', 'SwitchRole'],
    ['signin.amazonaws.com', 'ExitRole'],
    ['iam.amazonaws.com', 'AssumeRole'],
  ]) ?? ['', ''];
  const value = () => random.pick(ODD) ?? null;
  return {
    eventID: random.chance(9) ? value() : `e-${at}`,
    eventTime: random.chance(9) ? value() : '2026-01-01T10:00:00Z',
    eventSource,
    eventName,
    readOnly: random.chance(3) ? value() : random.chance(2),
    ...(random.chance(3) ? { errorCode: random.chance(2) ? value() : 'AccessDenied' } : {}),
    ...(random.chance(3) ? { sessionCredentialFromConsole: value() } : {}),
    awsRegion: random.chance(9) ? value() : 'eu-central-1',
    recipientAccountId: random.chance(9) ? value() : '111122223333',
    userIdentity: oddIdentity(random),
    requestParameters: { roleArn: 'arn:aws:iam::111122223333:role/Dev', eventName: 'Other' },
    responseElements: null,
  };
}

describe('an event that is not parsed', () => {
  it.each(Array.from({ length: 12 }, (_, seed) => [seed]))('is read as the parsed one, %i', async (seed) => {
    const random = seeded(31, seed);
    let count = 0;
    for (const [at, form] of FORMS.entries()) {
      const texts = Array.from({ length: 60 }, (_, n) => {
        const event = oddEvent(random, n);
        return at % 3 === 0 && random.chance(6) ? spellOddly(event, random) : JSON.stringify(event);
      });
      count += await compared(file(`${seed}-${at}.json`, form(texts)));
    }
    expect(count).toBeGreaterThan(100);
  });

  it('is read so when there are more callers than are remembered', async () => {
    const events = Array.from({ length: 20_000 }, (_, n) =>
      use(`e-${n}`, '10:00:00', role('Dev', `ann${n % 9_000}`, `ASIA${n % 9_000}`, '09:00:00')),
    );
    expect(await compared(file('many.jsonl', events.map((one) => JSON.stringify(one)).join('\n')))).toBe(
      20_000,
    );
  });

  it('has all that is read of it', async () => {
    const read = new Set<string>();
    const noting = (object: CloudTrailEvent, path: string): CloudTrailEvent =>
      new Proxy(object, {
        get(target, name) {
          const value = target[name as string];
          if (typeof name !== 'string') return value;
          read.add(`${path}${name}`);
          return typeof value === 'object' && value !== null && !Array.isArray(value)
            ? noting(value as CloudTrailEvent, `${path}${name}.`)
            : value;
        },
      });
    const dev = { ...role('Dev', 'ann', 'ASIA1', '09:00:00'), onBehalfOf: {} };
    const root = { ...dev, type: 'FederatedUser' };
    const events = [
      use('e-1', '10:00:00', dev),
      use('e-2', '10:01:00', user('ann'), { errorCode: 'AccessDenied' }),
      use('e-3', '10:02:00', root),
    ];
    const noted = () => events.map((event) => noting(event, ''));
    await listSessions(itemsOf(noted()), { window: DEFAULT_WINDOW_MS });
    for (const forward of [true, false])
      for (const what of ['e-1', 'e-2', 'ASIA1'])
        await traceLogs(what, itemsOf(noted()), { window: DEFAULT_WINDOW_MS, forward });
    // Whoever reads more must have glimpse.ts look for it, and oddIdentity above vary it.
    expect([...read].sort()).toEqual([...FIELDS, ...OF_CALLER].sort());
  });
});

describe.skipIf(CORPUS === undefined)('the public records', () => {
  it('are read so too', async () => {
    const names = readdirSync(CORPUS ?? '', { recursive: true, encoding: 'utf8' });
    const paths = names.map((name) => join(CORPUS ?? '', name)).filter((path) => statSync(path).isFile());
    let count = 0;
    for (const path of paths) count += await compared(path);
    expect(count).toBeGreaterThan(4_000);
  });
});
