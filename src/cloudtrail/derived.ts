/**
 * Derived fields: values that CloudTrail does not write as such, each defined here once, in the algebra of value.ts,
 * and read by the evaluator and every target alike.
 *
 * Sources: AWS CloudTrail User Guide, "userIdentity element" (the ARN of a role session holds role name and session
 * name, without the role's path); AWS STS API Reference (neither name can hold a `/`). Must not: evaluate.
 */
import type { FieldDefinition } from './field.ts';
import type { ValueExpr } from './value.ts';

const path = (name: string): ValueExpr => ({ kind: 'path', path: name.split('.') });

/** A part of the ARN of a role session; absent for every other kind of caller, whatever its ARN looks like. */
const ofRoleSession = (pattern: string): ValueExpr => ({
  kind: 'when',
  path: ['userIdentity', 'type'],
  equals: 'AssumedRole',
  // biome-ignore lint/suspicious/noThenProperty: the name is the algebra's, and no field definition is ever awaited
  then: { kind: 'capture', of: path('userIdentity.arn'), pattern },
});

const SESSION_NAME = ofRoleSession('^arn:[^:]+:sts::[0-9]*:assumed-role/[^/]+/([^/]+)$');
const ROLE_NAME = ofRoleSession('^arn:[^:]+:sts::[0-9]*:assumed-role/([^/]+)/[^/]+$');

/**
 * The first that is present names the actor best: the session name (a person, where names are e-mails), the user
 * name, the ARN (root, federated users, roles), the Identity Center user, then identifiers that only AWS can read,
 * the service that acted, and at least the account.
 */
const ACTOR: ValueExpr = {
  kind: 'firstOf',
  of: [
    SESSION_NAME,
    path('userIdentity.userName'),
    path('userIdentity.arn'),
    path('userIdentity.onBehalfOf.userId'),
    path('userIdentity.principalId'),
    path('userIdentity.invokedBy'),
    path('userIdentity.accountId'),
  ],
};

export const DERIVED_FIELDS: readonly FieldDefinition[] = [
  {
    name: 'session.name',
    type: 'text',
    value: SESSION_NAME,
    optional: true,
    domain: 'ascii',
    oneSpelling: false,
    chosenByPeople: true,
    derived: true,
    description:
      'Name of the role session that made the request: the last part of userIdentity.arn, for type AssumedRole only.',
    example: 'ann@example.com',
  },
  {
    name: 'session.roleName',
    type: 'text',
    value: ROLE_NAME,
    optional: true,
    domain: 'ascii',
    oneSpelling: false,
    chosenByPeople: false,
    derived: true,
    description:
      'Name of the role behind the session, without its path: from userIdentity.arn, for type AssumedRole only.',
    example: 'Developer',
  },
  {
    name: 'session.roleArn',
    type: 'text',
    value: path('userIdentity.sessionContext.sessionIssuer.arn'),
    optional: true,
    domain: 'ascii',
    oneSpelling: false,
    chosenByPeople: false,
    derived: true,
    description:
      'ARN of the role behind the session, with its path: userIdentity.sessionContext.sessionIssuer.arn.',
    example: 'arn:aws:iam::111122223333:role/team/Developer',
  },
  {
    name: 'action',
    type: 'text',
    value: {
      kind: 'concat',
      parts: [
        { kind: 'withoutSuffix', of: path('eventSource'), suffix: '.amazonaws.com' },
        { kind: 'text', text: ':' },
        path('eventName'),
      ],
    },
    optional: false,
    domain: 'ascii',
    oneSpelling: true,
    chosenByPeople: false,
    derived: true,
    description:
      'eventSource without `.amazonaws.com`, a colon, and eventName; not the name of an IAM action, which often differs.',
    example: 'sts:AssumeRole',
  },
  {
    name: 'actor',
    type: 'text',
    value: ACTOR,
    optional: true,
    domain: 'any',
    oneSpelling: false,
    chosenByPeople: true,
    derived: true,
    description:
      'Best name for who acted: the first present of session.name, userIdentity.userName, arn, onBehalfOf.userId, principalId, invokedBy and accountId.',
    example: 'ann@example.com',
  },
];
