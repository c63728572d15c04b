/**
 * What a trail must record for a rule to see anything.
 *
 * Owns: reading that from a condition, with where AWS says so. Must not: know whether a trail does (nobody told us).
 */
import { type Expression, predicatesOf } from './expression.ts';
import { requiredFacts } from './facts.ts';

export interface Need {
  readonly name: 'read-events' | 'data-events' | 'global-service-events' | 'event-version';
  /** One sentence. */
  readonly text: string;
}

/**
 * CloudTrail User Guide, "Global service events": IAM, STS through its global endpoint, CloudFront and Route 53 record in
 * us-east-1, and a trail of one region elsewhere has none of it.
 */
const GLOBAL_SERVICES: ReadonlySet<string> = new Set([
  'iam.amazonaws.com',
  'sts.amazonaws.com',
  'cloudfront.amazonaws.com',
  'route53.amazonaws.com',
  'route53domains.amazonaws.com',
]);

/** CloudTrail User Guide, "Logging data events": the calls of the resource types that are asked for most. */
const DATA_CALLS: ReadonlySet<string> = new Set([
  's3.amazonaws.com GetObject',
  's3.amazonaws.com PutObject',
  's3.amazonaws.com DeleteObject',
  's3.amazonaws.com DeleteObjects',
  's3.amazonaws.com CopyObject',
  's3.amazonaws.com HeadObject',
  's3.amazonaws.com ListObjects',
  's3.amazonaws.com CreateMultipartUpload',
  's3.amazonaws.com CompleteMultipartUpload',
  'lambda.amazonaws.com Invoke',
  'dynamodb.amazonaws.com GetItem',
  'dynamodb.amazonaws.com PutItem',
  'dynamodb.amazonaws.com UpdateItem',
  'dynamodb.amazonaws.com DeleteItem',
  'dynamodb.amazonaws.com Query',
  'dynamodb.amazonaws.com Scan',
  'dynamodb.amazonaws.com BatchGetItem',
  'dynamodb.amazonaws.com BatchWriteItem',
]);

/** The needs of a condition, in the order of their names' list. */
export function needsOf(condition: Expression): readonly Need[] {
  const facts = requiredFacts(condition);
  const textsAt = (name: string) => facts.find(({ path }) => path.join('.') === name)?.texts;
  const sources = textsAt('eventSource') ?? [];
  const names = textsAt('eventName') ?? [];
  const needs: Need[] = [];
  const writesOnly = textsAt('readOnly')?.every((text) => text === 'false') ?? false;
  if (!writesOnly) {
    needs.push({
      name: 'read-events',
      text: 'The trail records read management events as well as write ones (AssumeRole is recorded as a read).',
    });
  }
  const calls = sources.flatMap((source) => names.map((name) => `${source} ${name}`));
  const asksData = textsAt('eventCategory')?.every((text) => text === 'Data') ?? false;
  if (asksData || (calls.length > 0 && calls.every((call) => DATA_CALLS.has(call)))) {
    needs.push({
      name: 'data-events',
      text: 'The trail records data events of these resources; without a selector for them it records none.',
    });
  }
  if (sources.some((source) => GLOBAL_SERVICES.has(source))) {
    needs.push({
      name: 'global-service-events',
      text: 'The trail covers all regions, or us-east-1 with global service events: calls of IAM and of the global STS endpoint are recorded there.',
    });
  }
  const since = sinceOf(condition);
  if (since !== undefined && orderOf(since) > orderOf(OLD)) {
    needs.push({
      name: 'event-version',
      text: `Records of eventVersion ${since} or later: older ones lack a field that the rule reads.`,
    });
  }
  return needs;
}

/** The latest eventVersion that brought a field which the condition reads. */
function sinceOf(condition: Expression): string | undefined {
  const versions = predicatesOf(condition).flatMap((predicate) => {
    const fields = 'columns' in predicate ? predicate.columns.map(({ field }) => field) : [predicate.field];
    return fields.flatMap(({ definition }) => definition.since ?? []);
  });
  return versions.sort((a, b) => orderOf(b) - orderOf(a))[0];
}

/** Records have been newer than this since 2019. */
const OLD = '1.05';

function orderOf(version: string): number {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major * 10_000 + minor;
}
