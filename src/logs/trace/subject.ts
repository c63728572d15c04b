/**
 * What the question is about: an event, or the sessions that a key or an ARN names.
 *
 * Owns: matching a word against keys, eventIDs and sessions. Must not: trace.
 */
import type { CloudTrailEvent } from '../../cloudtrail/event.ts';
import { type Caller, textOf } from './identity.ts';
import { type Issue, issueOf } from './issue.ts';
import { timeOf } from './time.ts';

/** An event as far as it matters here. */
export interface EventFacts {
  readonly eventID: string | null;
  readonly action: string;
  readonly at: number | null;
  readonly account: string | null;
  readonly region: string | null;
  readonly errorCode: string | null;
  readonly caller: Caller;
  /** What the event issued, where it is such a call. */
  readonly issue: Issue | null;
}

export function eventFacts(event: CloudTrailEvent, caller: Caller): EventFacts {
  const service = textOf(event.eventSource)?.replace(/\.amazonaws\.com$/, '') ?? '?';
  return {
    eventID: textOf(event.eventID),
    action: `${service}:${textOf(event.eventName) ?? '?'}`,
    at: timeOf(event.eventTime),
    account: textOf(event.recipientAccountId),
    region: textOf(event.awsRegion),
    errorCode: textOf(event.errorCode),
    caller,
    issue: issueOf(event, caller) ?? null,
  };
}

/** Whether a caller is what the word names: by access key, ARN or principalId. */
export function namesCaller(what: string, { accessKey, arn, principalId }: Caller): boolean {
  return what === accessKey || what === arn || what === principalId;
}

/** Whether a call issued what the word names. */
export function namesIssue(what: string, { key, session, principalId, call }: Issue): boolean {
  // A sign-in is an event of the user, not another session.
  if (call === 'ConsoleLogin') return false;
  return what === key || what === session || what === principalId;
}
