/** `audit roles`. Owns: its schema. Must not: say what a verdict rests on (docs/audit.md). */

import type { RoleAudit, Verdict } from '../../trust/audit.ts';
import type { ReasonCode } from '../../trust/reason.ts';
import type { SelfTrust, TrustClass } from '../../trust/trusts.ts';
import { LINE, PATH } from './common.ts';
import {
  anyObject,
  count,
  day,
  flag,
  integer,
  listOf,
  nullable,
  object,
  oneOf,
  openWord,
  output,
  text,
  texts,
  wordsOf,
} from './parts.ts';

const VERDICT = oneOf(
  wordsOf<Verdict>({
    'bound-to-caller': true,
    'fixed-names': true,
    pattern: true,
    free: true,
    'not-assumable-by-aws-principals': true,
    'cannot-say': true,
  }),
  'Who may choose the session name.',
);

const SOURCE_IDENTITY = object('What holds of the source identity.', {
  required: oneOf(
    wordsOf<RoleAudit['sourceIdentity']['required']>({
      no: true,
      yes: true,
      'cannot-say': true,
      'not-assumable': true,
    }),
    '"no": a call without one gets through.',
  ),
  value: oneOf(
    wordsOf<RoleAudit['sourceIdentity']['value']>({
      none: true,
      bound: true,
      fixed: true,
      pattern: true,
      free: true,
      'cannot-say': true,
    }),
    'How freely it can be chosen where it is set; "none": it cannot be set.',
  ),
  settableBy: texts('Principals, as written, of whom somebody may set one.'),
  notSettableBy: texts('The others: a session of theirs that has one cannot go on to this role.'),
});

const TRUST = object('A principal.', {
  class: openWord(
    wordsOf<TrustClass>({
      anyone: true,
      'own-account': true,
      'other-account': true,
      user: true,
      role: true,
      session: true,
      root: true,
      'federated-user': true,
      service: true,
      saml: true,
      oidc: true,
      'canonical-user': true,
    }),
    'Of which class.',
  ),
  principal: text('As written.'),
  apart: nullable(text('Why it is not judged with the others; null: it is.')),
});

export const AUDIT_ROLES = output('audit roles', 'What `trailc audit roles --format json` prints.', {
  asOf: day('On which exceptions are judged.'),
  summary: text('In a line.'),
  findings: count('Roles with a finding that no exception covers.'),
  unread: count('Places of the input that could not be read: roles may be missing.'),
  roles: listOf(
    object('A role.', {
      name: text('Its name; of a bare policy, the file.'),
      arn: nullable(text('Its ARN; null where the input has none.')),
      account: nullable(text('Its account, 12 digits; null where it is not known.')),
      path: PATH,
      line: LINE,
      verdict: VERDICT,
      finding: flag('Whether it is a finding that no exception covers.'),
      reason: openWord(
        wordsOf<ReasonCode>({
          'no-condition': true,
          'other-statement': true,
          'says-nothing': true,
          'wide-pattern': true,
          'holds-caller': true,
          'equals-caller': true,
          'fixed-set': true,
          'only-apart': true,
          nobody: true,
          'old-version': true,
          unknown: true,
          unreadable: true,
        }),
        'Why, for programs.',
      ),
      says: text('Why, in words.'),
      statement: nullable(
        object('The statement that decides; null: none.', {
          number: integer('Which, from 1.'),
          sid: nullable(text('Its Sid; null: none.')),
          line: integer('Of the policy as JSON indented by two, from 1.'),
          column: integer('From 1.'),
        }),
      ),
      witness: nullable(
        object('A call that gets through; null where there is none to show.', {
          principal: text('ARN of the caller.'),
          names: texts('Session names that it may choose.'),
          given: anyObject('What else must be in the call, by condition key.'),
        }),
      ),
      onlyIfExists: flag('Whether the deciding condition asks for the name only where there is one.'),
      sourceIdentity: SOURCE_IDENTITY,
      trusts: listOf(TRUST, 'Whom the policy lets in.'),
      selfTrust: oneOf(
        wordsOf<SelfTrust>({ named: true, 'through-account': true, no: true }),
        'Whether the role may assume itself again.',
      ),
      correction: nullable(
        object('A trust policy that binds the name; null where none is sure to help.', {
          diff: text('From the policy to the corrected one, unified.'),
          policy: anyObject('The corrected policy.'),
        }),
      ),
      exception: nullable(
        object('The exception that covers it; null: none.', {
          reason: text('Why it may stay as it is.'),
          owner: nullable(text('Who answers for it; null: not said.')),
          ticket: nullable(text('Where it was decided; null: not said.')),
          expires: nullable(day('Until when it holds; null: until it is removed.')),
        }),
      ),
    }),
    'In the order of the input.',
  ),
});
