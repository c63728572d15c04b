/**
 * The columns of a result row, the same in every executor: what an analyst sees of a match.
 *
 * Owns: names, order, and where each comes from. Must not: print.
 */
import { DERIVED_FIELDS } from '../cloudtrail/derived.ts';
import type { ValueExpr } from '../cloudtrail/value.ts';

export type ColumnSource =
  | { readonly kind: 'value'; readonly value: ValueExpr }
  | { readonly kind: 'rule-id' }
  | { readonly kind: 'alert-title' };

export type ColumnName =
  | 'eventID'
  | 'eventTime'
  | 'actor'
  | 'action'
  | 'account'
  | 'region'
  | 'ruleId'
  | 'alertTitle';

export interface ResultColumn {
  readonly column: ColumnName;
  readonly from: ColumnSource;
}

const path = (...keys: readonly string[]): ColumnSource => ({
  kind: 'value',
  value: { kind: 'path', path: keys },
});

/** The definition of a derived field, or, were it to vanish from the catalogue, nothing: a test holds both names. */
function derived(name: string): ColumnSource {
  const field = DERIVED_FIELDS.find((definition) => definition.name === name);
  return { kind: 'value', value: field?.value ?? { kind: 'firstOf', of: [] } };
}

/** In the order they are shown. */
export const RESULT_COLUMNS: readonly ResultColumn[] = [
  { column: 'eventID', from: path('eventID') },
  { column: 'eventTime', from: path('eventTime') },
  { column: 'actor', from: derived('actor') },
  { column: 'action', from: derived('action') },
  /** The account whose trail received the record; the caller's own account may be another. */
  { column: 'account', from: path('recipientAccountId') },
  { column: 'region', from: path('awsRegion') },
  { column: 'ruleId', from: { kind: 'rule-id' } },
  { column: 'alertTitle', from: { kind: 'alert-title' } },
];

/** The ARN of the role session that acted: what a backtest shows beside the columns. */
export const SESSION: ValueExpr = {
  kind: 'when',
  path: ['userIdentity', 'type'],
  equals: 'AssumedRole',
  // biome-ignore lint/suspicious/noThenProperty: the name is the algebra's, and no definition is ever awaited
  then: { kind: 'path', path: ['userIdentity', 'arn'] },
};
