/** Public CloudTrail records: every key that was issued and is used afterwards leads back to the call that issued it. */
import { describe, expect, it } from 'vitest';
import type { CloudTrailEvent } from '../../../src/cloudtrail/event.ts';
import { callerOf } from '../../../src/logs/trace/identity.ts';
import { issueOf } from '../../../src/logs/trace/issue.ts';
import { DEFAULT_WINDOW_MS } from '../../../src/logs/trace/link.ts';
import { listSessions } from '../../../src/logs/trace/sessions.ts';
import { timeOf } from '../../../src/logs/trace/time.ts';
import { traceLogs } from '../../../src/logs/trace/trace.ts';
import { CORPUS, readCorpus } from '../../support/corpus.ts';
import { itemsOf } from './world.ts';

const window = DEFAULT_WINDOW_MS;

describe.skipIf(CORPUS === undefined)('the corpus', () => {
  const events =
    CORPUS === undefined
      ? []
      : readCorpus(CORPUS).map(({ event }, at) => ({ eventID: `record-${at}`, ...event }));

  it('has every issued key that the same session uses later traced to its issuer', async () => {
    const issued = events.flatMap((event) => {
      const issue = issueOf(event);
      return issue?.key == null ? [] : [issue];
    });
    let keys = 0;
    const uses: { id: string; issuer: string | null }[] = [];
    for (const issue of issued) {
      const used = events.filter((event) => isUse(event, issue.key, issue.session, issue.at));
      if (used.length > 0) keys += 1;
      for (const { eventID } of used) uses.push({ id: String(eventID), issuer: issue.eventID });
    }
    const strong: string[] = [];
    for (const { id, issuer } of uses) {
      const answer = await traceLogs(id, itemsOf(events), { window, forward: false });
      if (answer.kind !== 'found') throw new Error(`${id}: ${answer.kind}`);
      const [hop] = answer.trace.hops;
      expect([id, hop?.eventID, hop?.evidence]).toEqual([id, issuer, 'key']);
      strong.push(id);
    }
    // Two more keys are used, but by other sessions than the one they were issued to: their publishers wrote one key for all.
    expect([keys, strong.length]).toEqual([7, 61]);
  });

  it('is listed whole, and nothing in it breaks the reading of identities', async () => {
    const report = await listSessions(itemsOf(events), { window });
    expect(report.sessions.size).toBe(report.total);
    expect(report.total).toBeGreaterThan(100);
  });
});

/** The oracle: same key, same session name, in 36 hours; written on the raw record. */
function isUse(
  event: CloudTrailEvent,
  key: string | null,
  session: string | null,
  at: number | null,
): boolean {
  const identity = event.userIdentity as { accessKeyId?: unknown; arn?: unknown } | null | undefined;
  if (identity?.accessKeyId !== key || identity?.arn !== session) return false;
  const used = timeOf(event.eventTime);
  return used === null || at === null || (used >= at && used - at <= window);
}

it('reads who acts in a record of any shape', () => {
  for (const userIdentity of [
    null,
    'text',
    3,
    [],
    {},
    { type: 4, arn: null, sessionContext: 'x' },
    { sessionContext: { attributes: [], sessionIssuer: null } },
  ]) {
    expect(callerOf({ eventName: 'X', userIdentity }).sessionName).toBeNull();
  }
});
