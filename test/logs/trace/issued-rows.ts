/**
 * What the search in logs knows of each record of the calls that issued a key, as the rows that `trace --query` asks an
 * engine for: the answer that every engine is held against.
 */
import type { CloudTrailEvent } from '../../../src/cloudtrail/event.ts';
import { takeEvents } from '../../../src/logs/trace/intake.ts';
import { type Issue, issueOf } from '../../../src/logs/trace/issue.ts';
import { createStore } from '../../../src/logs/trace/store.ts';
import { itemsOf } from './world.ts';

const HOUR = 3_600_000;

/** In the order of a row. */
export const COLUMNS = [
  'eventTime',
  'eventName',
  'issuedSession',
  'requestedName',
  'issuedSourceIdentity',
  'callerType',
  'callerArn',
  'callerPrincipalId',
  'callerAccessKey',
  'callerSourceIdentity',
  'eventID',
  'sharedEventID',
  'account',
  'region',
];
export type Row = readonly (string | null)[];

/** From the search's own store; `window` in milliseconds before `at`; without `at`, whenever they were made. */
export async function issuedRows(
  key: string,
  { at, window = 36 * HOUR }: { readonly at?: number; readonly window?: number },
  events: readonly CloudTrailEvent[],
): Promise<readonly Row[]> {
  const store = createStore();
  const byId = new Map<string, Issue>();
  await takeEvents(itemsOf(events), (event) => {
    const issue = issueOf(event);
    if (issue === undefined) return;
    store.add(issue);
    byId.set(String(issue.eventID), issue);
  });
  const ids = store.byKey(key).flatMap(({ issue, twins }) => [String(issue.eventID), ...twins]);
  const rows = ids.flatMap((id): Row[] => {
    const one = byId.get(id);
    if (one === undefined) return [];
    const skew = 5 * 60_000;
    const time = one.at ?? 0;
    if (at !== undefined && (time > at + skew || at - time > window + skew)) return [];
    const { caller } = one;
    const event = events.find(({ eventID }) => eventID === id);
    const identity = event?.userIdentity as { arn?: string; accessKeyId?: string };
    return [
      [
        String(event?.eventTime),
        one.call,
        one.session,
        one.name,
        one.sourceIdentity,
        caller.type,
        identity.arn ?? null,
        caller.principalId,
        identity.accessKeyId ?? null,
        caller.sourceIdentity,
        id,
        one.sharedEventID,
        one.account,
        one.region,
      ],
    ];
  });
  return rows;
}

/** In order, each once: logs hold a record twice at times. */
export const sorted = (rows: readonly Row[]) => [...new Set(rows.map((row) => JSON.stringify(row)))].sort();

export const keysOf = (events: readonly CloudTrailEvent[]) => [
  ...new Set(events.flatMap((event) => issueOf(event)?.key ?? [])),
];
