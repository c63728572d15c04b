/**
 * How a profile reads an event, and the scope in which a value is printed.
 *
 * Owns: the contract between the readers (raw.ts, extracted.ts) and everything that prints. Must not: read.
 */
import type { FieldPath } from '../../cloudtrail/value.ts';
import type { Some } from '../../ir/expression.ts';
import type { PrivateFields } from './fields.ts';
import type { SplExpression } from './literals.ts';

/** Each answer is an expression that is NULL where the value is absent. */
export interface Reader {
  /** The private field with the text of the scalar at a path. */
  text(fields: PrivateFields, path: FieldPath): SplExpression;
  /** The private field that is not NULL where the path reaches any value other than null, `{}` and `[]`. */
  presence(fields: PrivateFields, path: FieldPath): SplExpression;
  /** The multivalue field with one value for each element that a `some` looks at. */
  elements(fields: PrivateFields, some: Some): SplExpression;
  /** The text at a path below one of those values, or of the value itself where the path is empty. */
  elementText(element: SplExpression, path: FieldPath): SplExpression;
  elementPresence(element: SplExpression, path: FieldPath): SplExpression;
}

export interface Scope {
  readonly reader: Reader;
  readonly fields: PrivateFields;
  /** Inside a `some`, the name of the field with its elements: within `mvmap` it stands for one of them. */
  readonly element?: SplExpression;
}

/** Members that some pipelines deliver as a string that holds JSON (docs/semantics.md, on envelopes). */
export const MAYBE_STRING: ReadonlySet<string> = new Set([
  'requestParameters',
  'responseElements',
  'additionalEventData',
  'serviceEventDetails',
]);
