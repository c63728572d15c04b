/**
 * What operators compare, after names have been resolved.
 *
 * Owns: the shapes that `OperatorShapes` is made of; a shape belongs to a family of operators, so adding an operator
 * of a known family needs no new one. Must not: resolve or evaluate.
 */
import type { Span } from '../base/source.ts';
import type { FieldDefinition } from '../cloudtrail/field.ts';
import type { Cidr } from './cidr.ts';
import type { Pattern } from './pattern.ts';

/** A field in use: its definition, and where and how the author wrote it. */
export interface FieldRef {
  readonly kind: 'field';
  readonly definition: FieldDefinition;
  readonly spelled: string;
  readonly span: Span;
}

/** A text to compare with: written in the rule, or the value a param has in this environment. */
export interface LiteralOperand {
  readonly kind: 'literal';
  readonly text: string;
  readonly span: Span;
  /** Name of the param the text came through. */
  readonly param?: string;
}

export type Operand = LiteralOperand | FieldRef;

/** A comparison of one field's text with operands, any one of which suffices. No operands: false. */
export interface TextTest {
  readonly field: FieldRef;
  readonly operands: readonly Operand[];
  /** Fold ASCII A-Z on both sides, and nothing else. */
  readonly ignoreCase: boolean;
}

/** True iff the path reaches a value other than null, `{}`, `[]`. `exists: false` is lowered to `not`. */
export interface PresenceTest {
  readonly field: FieldRef;
}

/** One row of values is equal to the fields, column by column. No rows: false. */
export interface MembershipTest {
  readonly list: string;
  readonly columns: readonly { readonly column: string; readonly field: FieldRef }[];
  /** Distinct, in the order of the list; each row as long as `columns`. */
  readonly rows: readonly MembershipRow[];
  readonly ignoreCase: boolean;
}

export interface MembershipRow {
  readonly values: readonly string[];
  readonly reason: string;
  readonly span: Span;
}

/** A portable regular expression is found in the field's text: search semantics, any one of several. */
export interface PatternTest {
  readonly field: FieldRef;
  readonly patterns: readonly PatternOperand[];
  /** Already folded into the patterns' character sets; kept for the reader. */
  readonly ignoreCase: boolean;
}

export interface PatternOperand {
  /** As written. */
  readonly text: string;
  /** As every executor reads it; where case is ignored, each set holds both cases of its ASCII letters. */
  readonly pattern: Pattern;
  readonly span: Span;
}

/** What an order is of. A text of any other form is neither greater nor less: false. */
export type Scale = 'integer' | 'timestamp' | 'version';

/** The field's text and the limit are both of the scale, and stand in the operator's order. */
export interface OrderTest {
  readonly field: FieldRef;
  readonly scale: Scale;
  readonly limit: LiteralOperand;
}

/** The field's text is an IP address within one of the networks. No networks: false. */
export interface CidrTest {
  readonly field: FieldRef;
  readonly networks: readonly NetworkOperand[];
}

export interface NetworkOperand {
  /** As written. */
  readonly text: string;
  readonly network: Cidr;
  readonly span: Span;
  readonly param?: string;
}
