/** What `trace` and `sessions` share. Owns: those keys. Must not: say what counts as evidence (docs/trace.md). */

import type { Schema } from '../../language/schema-parts.ts';
import type { Claim, End, MissingReason } from '../../logs/trace/chain.ts';
import type { IssuingCall } from '../../logs/trace/issue.ts';
import type { Link, LinkKind } from '../../logs/trace/link.ts';
import { ORIGIN } from './common.ts';
import { count, listOf, nullable, object, oneOf, openWord, text, wordsOf } from './parts.ts';

/** A text that the records may lack. */
export const known = (description: string): Schema => nullable(text(`${description} Null: not known.`));

export const WINDOW_HOURS: Schema = {
  type: 'number',
  minimum: 0,
  description: 'Hours that a call may lie before the use of what it issued: --window.',
};

export const EVENT_ID = known('Its eventID.');
export const CALL_TIME = known('When it was made, in UTC.');
export const ASKED_NAME = known('Session name that was asked for.');

export const CALL = openWord(
  wordsOf<IssuingCall>({
    AssumeRole: true,
    AssumeRoleWithSAML: true,
    AssumeRoleWithWebIdentity: true,
    AssumeRoot: true,
    GetFederationToken: true,
    GetSessionToken: true,
    ConsoleLogin: true,
    SwitchRole: true,
  }),
  'The call that issued the credentials.',
);

export const EVIDENCE = openWord(
  wordsOf<LinkKind>({
    key: true,
    'key-time': true,
    'reused-key': true,
    'session-start': true,
    'session-time': true,
    'source-identity': true,
  }),
  'What links the call to what came after it.',
);

export const STRENGTH = oneOf(
  wordsOf<Link['strength']>({ strong: true, weaker: true }),
  'How sure the link is.',
);

export const RENAME = object('From one session name to another.', {
  from: text('Session name of the caller.'),
  to: text('Session name that was asked for.'),
  eventID: EVENT_ID,
  time: CALL_TIME,
});

export const end = (description: string): Schema =>
  object(description, {
    kind: openWord(
      wordsOf<End['kind']>({ person: true, service: true, unknown: true, cycle: true }),
      '"unknown": as far back as is known; "cycle": the calls lead back to themselves.',
    ),
    type: known('Its userIdentity.type.'),
    name: known('Of the person, the service, or the session beyond which nothing is known.'),
    account: known('Its account, 12 digits.'),
    arn: known('Its ARN.'),
    provider: nullable(text('SAML or OIDC provider that vouches for the name; null: none.')),
  });

export const MISSING = nullable(
  object('What the logs lack to go on; null: nothing.', {
    reason: openWord(
      wordsOf<MissingReason>({
        'no-call': true,
        console: true,
        'outside-window': true,
        'other-session': true,
        'other-account': true,
        'no-identity': true,
      }),
      'Why, for programs.',
    ),
    says: text('Why, in words, and where to look.'),
  }),
);

export const CLAIMS = listOf(
  object('A name.', {
    from: openWord(
      wordsOf<Claim['from']>({ 'source identity': true, 'session name': true }),
      'Where it stands.',
    ),
    value: text('As recorded: whoever began the session chose it.'),
  }),
  'What the last known session says of itself, where the chain ends too early.',
);

export const INPUT = object('What was found in the logs.', {
  files: count('Files that were read to where they end.'),
  events: count('Events, each once.'),
  repeated: count('Records with an eventID that was read before.'),
  skipped: count('Well-formed, but no events.'),
  malformed: count('Could not be read: the answer may lack a link.'),
  malformedItems: listOf(
    object('An item.', { reason: text('Why it could not be read.'), origin: ORIGIN }),
    'The first of what could not be read; input.malformed counts all.',
  ),
});
