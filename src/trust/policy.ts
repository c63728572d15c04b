/**
 * A trust policy as plain data.
 *
 * Owns: the types. What AWS's documentation does not define is an `unknown` with the reason, never a guess. Must not: read
 * or judge a policy. Source: IAM User Guide, "IAM JSON policy element reference".
 */

export interface Policy {
  /** Variables are variables in `2012-10-17` alone; a policy without a version is `2008-10-17`. */
  readonly version: '2012-10-17' | '2008-10-17';
  readonly statements: readonly Statement[];
}

export interface Statement {
  /** Place among the statements, from 0. */
  readonly index: number;
  readonly sid?: string;
  readonly effect: 'Allow' | 'Deny';
  readonly principals: readonly PrincipalElement[];
  readonly actions: readonly string[];
  /** `NotAction`: every action but these. */
  readonly actionsNegated: boolean;
  readonly tests: readonly Test[];
  /** Why it cannot be known whether the statement takes part; none: it can. */
  readonly unknown: readonly string[];
}

/** One entry of `Principal`; `all` is `*`, alone or under `AWS`. */
export type PrincipalElement =
  | { readonly kind: 'all' }
  | { readonly kind: 'account'; readonly account: string; readonly text: string }
  | { readonly kind: 'arn'; readonly arn: string; readonly text: string }
  | { readonly kind: 'service'; readonly text: string }
  | { readonly kind: 'federated'; readonly text: string }
  | { readonly kind: 'canonical'; readonly text: string }
  /** Of no form that AWS defines: whom it means is not known. */
  | { readonly kind: 'strange'; readonly text: string };

/** One key under one operator of `Condition`. */
export interface Test {
  readonly operator: Operator;
  /** As written; compared in lower case. */
  readonly key: string;
  readonly name: string;
  readonly values: readonly string[];
}

export type Operator =
  | {
      readonly kind: OperatorKind;
      readonly written: string;
      readonly negated: boolean;
      readonly ignoreCase: boolean;
      readonly wildcards: boolean;
      readonly compare: 'equal' | 'less' | 'atMost' | 'greater' | 'atLeast';
      readonly set: 'one' | 'all' | 'any';
      readonly ifExists: boolean;
    }
  | { readonly kind: 'unknown'; readonly written: string };

export type OperatorKind = 'string' | 'arn' | 'number' | 'date' | 'bool' | 'ip' | 'null';

export const SESSION_NAME = 'sts:rolesessionname';
export const SOURCE_IDENTITY = 'sts:sourceidentity';

/** A statement as messages name it: its Sid, or which it is, from 1. */
export const nameOf = ({ sid, index }: Pick<Statement, 'sid' | 'index'>): string =>
  sid === undefined ? `statement ${index + 1}` : `statement ${index + 1} ("${sid}")`;
