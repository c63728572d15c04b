/** `trace`. Owns: its schema. Must not: say what counts as evidence (docs/trace.md). */

import type { Schema } from '../../language/schema-parts.ts';
import type { Issue } from '../../logs/trace/issue.ts';
import type { Subject } from '../../logs/trace/trace.ts';
import { count, flag, listOf, nullable, object, openWord, output, text, texts, wordsOf } from './parts.ts';
import {
  ASKED_NAME,
  CALL,
  CALL_TIME,
  CLAIMS,
  EVENT_ID,
  EVIDENCE,
  end,
  INPUT,
  known,
  MISSING,
  RENAME,
  STRENGTH,
  WINDOW_HOURS,
} from './trace-parts.ts';

const PARTY = object('Who acted.', {
  type: known('As userIdentity.type says.'),
  name: known('Session name, user name, or service.'),
  arn: known('ARN.'),
  principalId: known('As recorded.'),
  account: known('Account, 12 digits.'),
  accessKey: known('Access key id that was used.'),
  sourceIdentity: nullable(text('That the session carries; null: none, or not known.')),
  began: known('When the session began, in UTC.'),
  mfa: nullable(flag('Whether the session was begun with MFA; null: not said.')),
});

const HOP = object('A call that issued credentials, and what links it to their use.', {
  evidence: EVIDENCE,
  strength: STRENGTH,
  says: text('The evidence in words.'),
  rivals: listOf(
    nullable(text('An eventID; null: a call without one.')),
    'Calls by others that fit as well: where there are any, the link is ambiguous.',
  ),
  call: CALL,
  eventID: EVENT_ID,
  sameCallAs: texts("Another account's records of the same call, by eventID."),
  time: CALL_TIME,
  account: known('Account whose trail has the record.'),
  region: known('Its region.'),
  accessKey: known('Access key id that it issued.'),
  expiration: known('When that expires, as recorded.'),
  session: known('ARN of the session that it began, else its principalId.'),
  requestedName: ASKED_NAME,
  sourceIdentity: nullable(text('That the session got; null: none, or not known.')),
  caller: PARTY,
  rename: nullable({
    ...RENAME,
    description: 'A role session under another name than its caller; null: no.',
  }),
});

/** A session and those below it: it holds itself. */
const FORWARD = object('A session.', {
  session: known('Its ARN or principalId; the name of a service.'),
  name: known('Its name.'),
  account: known('Its account, 12 digits.'),
  issued: nullable({ ...HOP, description: 'The call that issued it; null: the one that was asked for.' }),
  first: nullable(text('Its first event, in UTC; null: none with a time.')),
  last: nullable(text('Its last event, in UTC; null: none with a time.')),
  events: count('What was done with it.'),
  mutating: count('Events among them with readOnly false.'),
  actions: listOf(
    object('An action.', {
      action: text('As in iam:CreateUser.'),
      events: count('How often.'),
      mutating: count('How often with readOnly false.'),
    }),
    'Changes first.',
  ),
  children: listOf({ $ref: '#/definitions/forward' } satisfies Schema, 'Sessions issued from it.'),
  cut: flag('There are more below, deeper than is followed.'),
});

const SUBJECT = object('What was asked for.', {
  kind: openWord(
    wordsOf<Subject['kind']>({ event: true, session: true, call: true }),
    '"call": a session that was issued, and not used in these logs.',
  ),
  eventID: nullable(text('Its eventID; null: no event.')),
  action: nullable(text('What was done, as in iam:CreateUser; null: no event.')),
  time: known('Of the event, of the first use, or of the call, in UTC.'),
  account: known('Account whose trail has the event.'),
  region: known('Its region.'),
  errorCode: nullable(text('With which it was refused; null: it was not.')),
  issued: nullable(
    object('What the event issued; null: it is no call for credentials.', {
      outcome: openWord(
        wordsOf<Issue['outcome']>({ issued: true, refused: true, unlogged: true }),
        '"unlogged": nothing says that it failed, and the record does not hold the credentials.',
      ),
      session: known('ARN of the session.'),
      key: known('Access key id.'),
    }),
  ),
  caller: { ...PARTY, description: 'Who acted; of a "call", whom it was issued to.' },
});

export const TRACE = output(
  'trace',
  'What `trailc trace --format json` prints.',
  {
    asked: text('The word that was asked for.'),
    windowHours: WINDOW_HOURS,
    subject: SUBJECT,
    hops: listOf(HOP, 'From the subject backwards.'),
    end: end('Where the chain ends.'),
    certain: flag('Whether every link is strong, and the end is a person or a service.'),
    missing: MISSING,
    claims: CLAIMS,
    forward: nullable({ ...FORWARD, description: 'What was done with it; null without --forward.' }),
    input: INPUT,
  },
  { definitions: { forward: FORWARD } },
);
