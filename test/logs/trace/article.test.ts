/**
 * The chain of AWS's article of 2021 on source identity: user_1 → Developer_Role → Developer_Role_Admin in another
 * account. Its records share one access key, and the third has no response.
 */
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readLogs } from '../../../src/logs/read.ts';
import { DEFAULT_WINDOW_MS } from '../../../src/logs/trace/link.ts';
import { traceLogs } from '../../../src/logs/trace/trace.ts';
import { CORPUS } from '../../support/corpus.ts';
import { collect } from '../read-support.ts';
import { itemsOf } from './world.ts';

const LAST = '7b89c2b1-ff59-44d1-86ac-bc4487cd7b0a';
const FIRST = 'c632753c-5835-464d-91d6-b2d75dc8d7fc';
const ADMIN = 'arn:aws:sts::444455556666:assumed-role/Developer_Role_Admin/Session_Name_Two';

describe.skipIf(CORPUS === undefined)('the chain of 2021', () => {
  const events = async () => {
    const items = await collect(readLogs([join(CORPUS ?? '', 'aws-2021-source-identity-chain.jsonl')]));
    return items.flatMap((item) => (item.kind === 'event' ? [item.event] : []));
  };
  const trace = async (what: string, without?: number) => {
    const left = (await events()).filter((_, at) => at + 1 !== without);
    const answer = await traceLogs(what, itemsOf(left), { window: DEFAULT_WINDOW_MS, forward: true });
    if (answer.kind !== 'found') throw new Error(answer.kind);
    return answer.trace;
  };
  const links = ({ hops }: Awaited<ReturnType<typeof trace>>) =>
    hops.map(({ evidence, strength, session }) => [evidence, strength, session?.split('/').at(-1)]);

  it('is traced end to end', async () => {
    const found = await trace(LAST);
    expect(links(found)).toEqual([
      ['session-start', 'weaker', 'Session_Name_Two'],
      ['key', 'strong', 'Session_Name'],
    ]);
    expect(found.end).toMatchObject({
      kind: 'person',
      type: 'IAMUser',
      name: 'user_1',
      account: '111122223333',
    });
    expect(found.certain).toBe(false);
    expect(found.hops[0]?.rename).toMatchObject({ from: 'Session_Name', to: 'Session_Name_Two' });
  });

  it('without its first event ends at Developer_Role, and says what is missing', async () => {
    const found = await trace(LAST, 1);
    expect(links(found)).toEqual([['session-start', 'weaker', 'Session_Name_Two']]);
    expect(found.end).toMatchObject({ kind: 'unknown', name: 'Session_Name', account: '111122223333' });
    expect(found.missing).toMatchObject({ reason: 'no-call' });
    expect(found.missing?.says).toContain('2021-01-21T23:46:28Z');
    expect(found.claims).toEqual([
      { from: 'source identity', value: 'Admin' },
      { from: 'session name', value: 'Session_Name' },
    ]);
  });

  it('without its second event is the same', async () => {
    expect(links(await trace(LAST, 2))).toEqual(links(await trace(LAST)));
  });

  it('without its third event leads to user_1 by the source identity alone, as weaker evidence', async () => {
    const found = await trace(LAST, 3);
    expect(links(found)).toEqual([['source-identity', 'weaker', 'Session_Name']]);
    expect(found.end).toMatchObject({ kind: 'person', name: 'user_1' });
    expect(found.certain).toBe(false);
  });

  it('without its fourth event is found by the ARN of the session, which did nothing then', async () => {
    const found = await trace(ADMIN, 4);
    expect(found.subject.kind).toBe('call');
    expect(links(found)[1]).toEqual(['key', 'strong', 'Session_Name']);
    expect(found.end).toMatchObject({ kind: 'person', name: 'user_1' });
  });

  it('is found forwards from the user’s own key', async () => {
    const { forward } = await trace('AKIAIOSFODNN7EXAMPLE');
    const [developer] = forward?.children ?? [];
    expect(developer?.issued?.eventID).toBe(FIRST);
    expect(developer?.actions.map(({ action }) => action)).toEqual(['iam:ListRoles', 'sts:AssumeRole']);
    expect(developer?.children[0]?.session).toBe(ADMIN);
    expect(developer?.children[0]?.actions).toEqual([{ action: 'iam:ListPolicies', events: 1, mutating: 0 }]);
  });
});
