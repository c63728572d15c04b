/**
 * The question which call issued an access key, as both query targets put it.
 *
 * Owns: the condition on one record, and the columns of a row. Sources: AWS STS
 * API Reference; AWS CloudTrail User Guide, examples of STS records. Must not: print, or know a clock.
 */
import type { Span } from '../../base/source.ts';
import type { FieldDefinition } from '../../cloudtrail/field.ts';
import { STS_ISSUING_CALLS } from '../../cloudtrail/issuing-calls.ts';
import type { ValueExpr } from '../../cloudtrail/value.ts';
import type { Expression } from '../../ir/expression.ts';
import { normalForm } from '../../ir/normal.ts';
import { resolveField } from '../../language/fields.ts';
import type { FieldRef } from '../../language/operands.ts';

/** When the call may have been made, in whole seconds: the last so many, or between two moments since 1970, both included. */
export type QueryWindow =
  | { readonly kind: 'last'; readonly seconds: number }
  | { readonly kind: 'between'; readonly from: number; readonly to: number };

export interface IssuerQuestion {
  /** Letters and digits only: whoever asks has looked (isAccessKey). */
  readonly key: string;
  readonly window: QueryWindow;
  /** The command that asks the same of the caller found, for the comment. */
  readonly next: string;
}

/**
 * Whether a text has the form of an access key: AKIA (long-term) or ASIA (temporary), 16 to 128 characters (IAM API
 * Reference, "AccessKey"; IAM User Guide, "IAM identifiers: unique ID prefixes").
 */
export const isAccessKey = (text: string): boolean => /^A[KS]IA[A-Z0-9]{12,124}$/.test(text);

/** True on the records of calls that issued the key. */
export function issuedKey(key: string, span: Span): Expression {
  const is = (name: string, texts: readonly string[]): Expression => ({
    kind: 'predicate',
    operator: 'oneOf',
    field: catalogued(name, span),
    operands: texts.map((text) => ({ kind: 'literal', text, span })),
    ignoreCase: false,
    span,
  });
  const of = [
    is('eventSource', ['sts.amazonaws.com']),
    is('eventName', STS_ISSUING_CALLS),
    is('responseElements.credentials.accessKeyId', [key]),
  ];
  return normalForm({ kind: 'all', of, span });
}

const path = (name: string): ValueExpr => ({ kind: 'path', path: name.split('.') });
/** The value where the record is of this call. */
const where = (equals: string, value: ValueExpr): ValueExpr => ({
  kind: 'when',
  path: ['eventName'],
  equals,
  // biome-ignore lint/suspicious/noThenProperty: the name is the algebra's, and no value of it is ever awaited
  then: value,
});
const target = (pattern: string): ValueExpr => ({
  kind: 'capture',
  of: path('requestParameters.targetPrincipal'),
  pattern,
});

/** ARN of the session: of a role, a federated user, the IAM user itself, or root of a member account, named by its id or ARN. */
const ISSUED_SESSION: ValueExpr = {
  kind: 'firstOf',
  of: [
    path('responseElements.assumedRoleUser.arn'),
    path('responseElements.federatedUser.arn'),
    where('GetSessionToken', path('userIdentity.arn')),
    where('AssumeRoot', target('^(arn:.+)$')),
    where('AssumeRoot', {
      kind: 'concat',
      parts: [
        { kind: 'text', text: 'arn:aws:iam::' },
        target('^([0-9]{12})$'),
        { kind: 'text', text: ':root' },
      ],
    }),
  ],
};

export interface IssuerColumn {
  readonly column: string;
  readonly value: ValueExpr;
}

/** In the order they are shown. */
export const ISSUER_COLUMNS: readonly IssuerColumn[] = [
  { column: 'eventTime', value: path('eventTime') },
  { column: 'eventName', value: path('eventName') },
  { column: 'issuedSession', value: ISSUED_SESSION },
  {
    column: 'requestedName',
    value: {
      kind: 'firstOf',
      of: [path('requestParameters.roleSessionName'), path('requestParameters.name')],
    },
  },
  {
    column: 'issuedSourceIdentity',
    value: {
      kind: 'firstOf',
      of: [path('responseElements.sourceIdentity'), path('requestParameters.sourceIdentity')],
    },
  },
  { column: 'callerType', value: path('userIdentity.type') },
  { column: 'callerArn', value: path('userIdentity.arn') },
  { column: 'callerPrincipalId', value: path('userIdentity.principalId') },
  { column: 'callerAccessKey', value: path('userIdentity.accessKeyId') },
  { column: 'callerSourceIdentity', value: path('userIdentity.sessionContext.sourceIdentity') },
  { column: 'eventID', value: path('eventID') },
  { column: 'sharedEventID', value: path('sharedEventID') },
  { column: 'account', value: path('recipientAccountId') },
  { column: 'region', value: path('awsRegion') },
];

/** A column as a field of a rule's title, so that a target judges whether it can be read as it judges those. */
export function columnField({ column, value }: IssuerColumn, span: Span): FieldRef {
  const definition: FieldDefinition = {
    name: column,
    type: 'text',
    value,
    optional: true,
    domain: 'any',
    oneSpelling: false,
    chosenByPeople: false,
    derived: true,
    description: '',
  };
  return { kind: 'field', definition, spelled: value.kind === 'path' ? value.path.join('.') : column, span };
}

/** A moment as CloudTrail writes it; the most that a query says of a time. */
export function instantOf(seconds: number): string {
  return new Date(seconds * 1000).toISOString().replace('.000Z', 'Z');
}

/** The window in words, for a comment. */
export function shownWindow(window: QueryWindow): string {
  if (window.kind === 'between') return `from ${instantOf(window.from)} to ${instantOf(window.to)}`;
  const hours = Math.round(window.seconds / 36) / 100;
  return `the last ${hours} hours before it is run`;
}

/** A name of the catalogue; a name here that the catalogue lacks is our own mistake. */
function catalogued(name: string, span: Span): FieldRef {
  const found = resolveField(name);
  if (found.kind !== 'field') throw new Error(`no field ${name}`);
  return { kind: 'field', definition: found.definition, spelled: name, span };
}
