/** `sessions`. Owns: its schema. Must not: say what counts as evidence (docs/trace.md). */

import type { SourceIdentityState } from '../../logs/trace/session-row.ts';
import { count, flag, listOf, nullable, object, oneOf, output, text, texts, wordsOf } from './parts.ts';
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

export const SESSIONS = output('sessions', 'What `trailc sessions --format json` prints.', {
  windowHours: WINDOW_HOURS,
  total: count('Sessions, also those that --top leaves out.'),
  renamed: count('Sessions among them with a rename on the way.'),
  withoutSession: count('Events by callers without a session.'),
  late: count('Events that came after what they belong to was forgotten: sessions may be listed twice.'),
  refusedCalls: count('Calls for credentials that were refused.'),
  input: INPUT,
  sessions: listOf(
    object('A session.', {
      session: known('Its ARN, else its principalId.'),
      type: nullable(text('As userIdentity.type says; null: not used in these logs, or not known.')),
      name: known('Its name.'),
      account: known('Its account, 12 digits.'),
      roleArn: nullable(text('ARN of the role; null: of no role, or not known.')),
      accessKeys: texts('Access key ids that it used, the first eight.'),
      began: known('When it began, in UTC.'),
      first: nullable(text('Its first event, in UTC; null: none with a time.')),
      last: nullable(text('Its last event, in UTC; null: none with a time.')),
      events: count('What was done with it.'),
      mutating: count('Events among them with readOnly false.'),
      root: end('Who is behind it.'),
      certain: flag('Whether every link is strong, and the root is a person or a service.'),
      ambiguous: flag('Whether calls by others fit as well.'),
      missing: MISSING,
      claims: CLAIMS,
      chain: listOf(
        object('A call that issued credentials.', {
          call: CALL,
          eventID: EVENT_ID,
          time: CALL_TIME,
          evidence: EVIDENCE,
          strength: STRENGTH,
          caller: known('Name of the caller, else its ARN or principalId.'),
          requestedName: ASKED_NAME,
        }),
        'From the session backwards.',
      ),
      renames: listOf(RENAME, 'Names that changed on the way, from the session backwards.'),
      sourceIdentity: object('What became of the source identity.', {
        state: oneOf(
          wordsOf<SourceIdentityState>({
            set: true,
            kept: true,
            changed: true,
            present: true,
            missing: true,
          }),
          '"present": the call that began the session is not known.',
        ),
        value: nullable(text('As recorded; null: none.')),
      }),
    }),
    'Renamed ones first, then by number of changes.',
  ),
});
