/**
 * The field catalogue: every field that is read from the record at its own path.
 *
 * Owns: the union of the tables. Derived fields stand in derived.ts; a free path below requestParameters and its like
 * needs no entry (language/fields.ts). To add a field: add its row to the table of its area. Must not: look names up.
 */
import type { FieldDefinition } from './field.ts';
import { elementFieldOf, fieldOf } from './field-row.ts';
import { ELEMENT_ROWS } from './fields-elements.ts';
import { IAM_ROWS } from './fields-iam.ts';
import { SIGNIN_ROWS } from './fields-signin.ts';
import { STS_ROWS } from './fields-sts.ts';
import { TOP_ROWS } from './fields-top.ts';
import { USER_IDENTITY_ROWS } from './fields-user-identity.ts';

export const FIELDS: readonly FieldDefinition[] = [
  ...TOP_ROWS,
  ...USER_IDENTITY_ROWS,
  ...STS_ROWS,
  ...IAM_ROWS,
  ...SIGNIN_ROWS,
].map(fieldOf);

/** Fields below the elements of arrays, with `[]` in their names. Their values are read inside a `some`. */
export const ELEMENT_FIELDS: readonly FieldDefinition[] = ELEMENT_ROWS.map(elementFieldOf);

/**
 * Objects whose children depend on the service, so that any path below them is a field. They are also the four that
 * some pipelines deliver as JSON text (envelopes.ts).
 */
export const OPEN_OBJECTS = [
  'requestParameters',
  'responseElements',
  'additionalEventData',
  'serviceEventDetails',
] as const;
