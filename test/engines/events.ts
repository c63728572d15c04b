/**
 * Any number of CloudTrail records, the same each time: what the shipped rules are tested with, by other people, in other
 * accounts, one every seven seconds.
 *
 * Owns: the events of the engines' proofs. Times differ, so that "the first ones" are the same in whatever order rows
 * come back; some are delivered twice. Must not: know engines.
 */
import type { CloudTrailEvent } from '../../src/cloudtrail/event.ts';
import type { RuleDocument } from '../../src/content/document.ts';
import { seeded } from '../generate/random.ts';

/** Of the first event, in milliseconds. */
export const FIRST = Date.UTC(2026, 10, 1);
/** Between two events. */
export const STEP = 7_000;
/** One in so many is a record that was delivered before. */
const TWICE = 40;
/** One in so many is from a rule's tests; the others are what trails are full of. */
const TELLING = 5;

type Some<T> = readonly [T, ...T[]];

const PEOPLE: Some<string> = ['alice', 'bob', 'carol', 'dave', 'erin', 'frank', "o'brien", 'jürgen', 'zoë'];
const ACCOUNTS: Some<string> = ['111122223333', '444455556666', '777788889999'];
const REGIONS: Some<string> = ['us-east-1', 'eu-west-1', 'ap-southeast-2'];
const READS: Some<readonly [source: string, name: string]> = [
  ['ec2.amazonaws.com', 'DescribeInstances'],
  ['s3.amazonaws.com', 'ListBuckets'],
  ['kms.amazonaws.com', 'Decrypt'],
  ['sts.amazonaws.com', 'GetCallerIdentity'],
];

/** Yields `count` events; memory does not grow with them. */
export function* generatedEvents(
  rules: readonly RuleDocument[],
  count: number,
  seed = 9,
): Generator<CloudTrailEvent> {
  const random = seeded(seed);
  const tests = rules.flatMap(({ tests: own }) => own.map(({ event }) => event));
  const recent: CloudTrailEvent[] = [];
  for (let at = 0; at < count; at += 1) {
    const again = random.chance(TWICE) ? random.pick(recent) : undefined;
    if (again !== undefined) {
      yield again;
      continue;
    }
    const kind = random.chance(TELLING) ? random.pick(tests) : undefined;
    const event = {
      ...(kind ?? ordinary(random)),
      eventID: `00000000-0000-4000-8000-${String(at).padStart(12, '0')}`,
      eventTime: `${new Date(FIRST + at * STEP).toISOString().slice(0, 19)}Z`,
      recipientAccountId: random.pick(ACCOUNTS),
      awsRegion: random.pick(REGIONS),
    };
    recent[at % 50] = event;
    yield event;
  }
}

function ordinary(random: ReturnType<typeof seeded>): CloudTrailEvent {
  const person = random.pick(PEOPLE);
  const account = random.pick(ACCOUNTS);
  const [eventSource, eventName] = random.pick(READS);
  return {
    eventVersion: '1.11',
    userIdentity: {
      type: 'AssumedRole',
      principalId: `AROAEXAMPLE:${person}@example.com`,
      arn: `arn:aws:sts::${account}:assumed-role/developer/${person}@example.com`,
      accountId: account,
      accessKeyId: 'ASIAIOSFODNN7EXAMPLE',
    },
    eventSource,
    eventName,
    sourceIPAddress: `203.0.113.${random.nat(256)}`,
    userAgent: 'aws-cli/2.15.0',
    requestParameters: { maxResults: random.nat(1000), note: `It's "${person}"` },
    responseElements: null,
    readOnly: true,
    eventType: 'AwsApiCall',
    managementEvent: true,
    eventCategory: 'Management',
  };
}
