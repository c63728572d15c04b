/**
 * THE OPERATOR TABLE. Every operator of the language stands here once; the schema, the reference, lowering and the
 * handler maps of the evaluator and of each target follow from it. To add one: add its shape to `OperatorShapes` and
 * its entry to `OPERATORS`; `tsc` then lists the executors that must learn it, and the tests the missing cases.
 *
 * Owns: names, operand kinds, documentation. Must not: evaluate or print.
 */
import type { FieldType } from '../cloudtrail/field.ts';
import type { CidrTest, MembershipTest, OrderTest, PatternTest, PresenceTest, TextTest } from './operands.ts';

export interface OperatorShapes {
  equals: TextTest;
  oneOf: TextTest;
  startsWith: TextTest;
  endsWith: TextTest;
  contains: TextTest;
  matches: PatternTest;
  exists: PresenceTest;
  differsFrom: TextTest;
  greaterThan: OrderTest;
  atLeast: OrderTest;
  lessThan: OrderTest;
  atMost: OrderTest;
  inCidr: CidrTest;
  inList: MembershipTest;
}

export type Operator = keyof OperatorShapes;

/**
 * What may stand on the right:
 * - one        one literal, `$param` or `{ field: … }`
 * - oneOrMany  the same, or a list of which any one suffices (`$param` may be a list)
 * - many       a list, or a list `$param`
 * - boolean    `true` or `false`
 * - pattern    a portable regular expression, or a list of them of which any one suffices
 * - ordered    one integer, timestamp or version, or a `$param` that is one
 * - networks   a CIDR block, a list of them, or a `$param` that is
 * - list       the name of a list, or `{ list, columns }` in a clause without a field
 */
export type OperandKind =
  | 'one'
  | 'oneOrMany'
  | 'many'
  | 'boolean'
  | 'pattern'
  | 'ordered'
  | 'networks'
  | 'list';

export interface OperatorEntry {
  readonly operand: OperandKind;
  /** Field types it may be used on; `any` (a free path) is always allowed. */
  readonly on: readonly FieldType[];
  /** Whether `ignoreCase` in the same mapping changes it. */
  readonly foldsCase: boolean;
  /** Whether `{ field: … }` may stand on the right. */
  readonly field: boolean;
  /** True in one sentence, for the reference and for hovers in the editor. */
  readonly meaning: string;
  /** A clause as an author would write it. */
  readonly example: string;
}

const SCALARS = ['text', 'boolean', 'integer', 'timestamp', 'version', 'ip'] as const;
const ORDERED = ['integer', 'timestamp', 'version'] as const;
const TEXTS = ['text', 'timestamp', 'version', 'ip'] as const;

export const OPERATORS: { readonly [K in Operator]: OperatorEntry } = {
  equals: {
    operand: 'oneOrMany',
    on: SCALARS,
    foldsCase: true,
    field: true,
    meaning: 'The text of the field is exactly the value. `field: value` is short for it.',
    example: 'eventName: AssumeRole',
  },
  oneOf: {
    operand: 'many',
    on: SCALARS,
    foldsCase: true,
    field: false,
    meaning:
      'The text of the field is exactly one of the values. `field: [a, b]` is short for it. An empty list matches nothing.',
    example: 'eventName: [CreateUser, CreateRole]',
  },
  startsWith: {
    operand: 'oneOrMany',
    on: TEXTS,
    foldsCase: true,
    field: false,
    meaning: 'The text of the field begins with the value, or with any of the values.',
    example: 'userIdentity.userName: { startsWith: svc- }',
  },
  endsWith: {
    operand: 'oneOrMany',
    on: TEXTS,
    foldsCase: true,
    field: false,
    meaning: 'The text of the field ends with the value, or with any of the values.',
    example: "session.name: { endsWith: '@example.com', ignoreCase: true }",
  },
  contains: {
    operand: 'oneOrMany',
    on: TEXTS,
    foldsCase: true,
    field: false,
    meaning: 'The value, or any of the values, stands somewhere in the text of the field.',
    example: 'userAgent: { contains: aws-cli, ignoreCase: false }',
  },
  matches: {
    operand: 'pattern',
    on: TEXTS,
    foldsCase: true,
    field: false,
    meaning:
      'The portable regular expression matches somewhere in the text of the field, or any of several does.',
    example: "userAgent: { matches: '^aws-cli/[0-9]+[.]', ignoreCase: false }",
  },
  exists: {
    operand: 'boolean',
    on: [...SCALARS, 'array'],
    foldsCase: false,
    field: false,
    meaning: '`true`: the path reaches a value other than null, `{}` and `[]`. `false`: it does not.',
    example: 'errorCode: { exists: false }',
  },
  differsFrom: {
    operand: 'one',
    on: SCALARS,
    foldsCase: true,
    field: true,
    meaning:
      'The field is present and its text is not the value; with `{ field: … }`, both are present and differ.',
    example: 'requestParameters.roleSessionName: { differsFrom: { field: session.name } }',
  },
  greaterThan: {
    operand: 'ordered',
    on: ORDERED,
    foldsCase: false,
    field: false,
    meaning: 'Both are integers, timestamps or versions, and the field is the greater.',
    example: 'requestParameters.durationSeconds: { greaterThan: 3600 }',
  },
  atLeast: {
    operand: 'ordered',
    on: ORDERED,
    foldsCase: false,
    field: false,
    meaning: 'As greaterThan, or equal.',
    example: "eventVersion: { atLeast: '1.08' }",
  },
  lessThan: {
    operand: 'ordered',
    on: ORDERED,
    foldsCase: false,
    field: false,
    meaning: 'Both are integers, timestamps or versions, and the field is the lesser.',
    example: "eventTime: { lessThan: '2026-01-01T00:00:00Z' }",
  },
  atMost: {
    operand: 'ordered',
    on: ORDERED,
    foldsCase: false,
    field: false,
    meaning: 'As lessThan, or equal.',
    example: 'requestParameters.maxResults: { atMost: 100 }',
  },
  inCidr: {
    operand: 'networks',
    on: ['ip', 'text'],
    foldsCase: false,
    field: false,
    meaning:
      'The text of the field is an IP address within the block, or within any of the blocks; a name is in none.',
    example: 'sourceIPAddress: { inCidr: [10.0.0.0/8, 2001:db8::/32] }',
  },
  inList: {
    operand: 'list',
    on: SCALARS,
    foldsCase: true,
    field: false,
    meaning:
      'The text of the field is a value of the list; with `columns`, the fields together are one of its rows.',
    example: 'requestParameters.roleArn: { inList: renameAllowed }',
  },
};

export const OPERATOR_NAMES = Object.keys(OPERATORS) as readonly Operator[];

export function isOperator(word: string): word is Operator {
  return Object.hasOwn(OPERATORS, word);
}
