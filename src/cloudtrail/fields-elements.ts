/**
 * Fields of the elements of arrays: `resources[].ARN`. The name holds `[]` where the array stands.
 *
 * Owns: those rows. An array needs none: what is not named here is of type `any`. Must not: hold the arrays themselves
 * (the tables of their area do).
 */
import type { FieldRow } from './field-row.ts';

export const ELEMENT_ROWS: readonly FieldRow[] = [
  // CloudTrail User Guide, "CloudTrail record contents", resources: "Resource ARNs", "Account ID of the resource owner",
  // "Resource type identifier in the format AWS::aws-service-name::data-type-name".
  [
    'resources[].ARN',
    'text',
    'ascii',
    'maybe',
    '1.01',
    'ARN of a resource that the event touched.',
    'arn:aws:iam::111122223333:role/team/Developer',
  ],
  [
    'resources[].accountId',
    'text',
    'fixed',
    'maybe',
    '1.01',
    'Account that owns the resource.',
    '111122223333',
  ],
  ['resources[].type', 'text', 'fixed', 'maybe', '1.01', 'Type of the resource.', 'AWS::IAM::Role'],
];
