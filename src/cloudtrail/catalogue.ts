/**
 * The field catalogue: every field that is read from the record at its own path.
 *
 * Owns: the union of the tables. Derived fields stand in derived.ts; a free path below requestParameters and its like
 * needs no entry (language/fields.ts). To add a field: add its row to the table of its area. Must not: look names up.
 */
import type { FieldDefinition } from './field.ts';
import { fieldOf } from './field-row.ts';
import { STS_ROWS } from './fields-sts.ts';
import { TOP_ROWS } from './fields-top.ts';
import { USER_IDENTITY_ROWS } from './fields-user-identity.ts';

export const FIELDS: readonly FieldDefinition[] = [...TOP_ROWS, ...USER_IDENTITY_ROWS, ...STS_ROWS].map(
  fieldOf,
);

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
