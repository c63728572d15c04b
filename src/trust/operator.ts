/**
 * Condition operators by their names.
 *
 * Owns: the table. Names are taken as AWS spells them; any other spelling is unknown. Must not: compare values.
 * Source: IAM User Guide, "IAM JSON policy elements: Condition operators" and "Set operators for multivalued context keys".
 */
import type { Operator, OperatorKind } from './policy.ts';

type Row = readonly [OperatorKind, Partial<Extract<Operator, { negated: boolean }>>?];

const NOT = { negated: true } as const;
const LIKE = { wildcards: true } as const;

const TABLE: Readonly<Record<string, Row>> = {
  StringEquals: ['string'],
  StringNotEquals: ['string', NOT],
  StringEqualsIgnoreCase: ['string', { ignoreCase: true }],
  StringNotEqualsIgnoreCase: ['string', { ignoreCase: true, negated: true }],
  StringLike: ['string', LIKE],
  StringNotLike: ['string', { wildcards: true, negated: true }],
  // ArnEquals and ArnLike behave identically.
  ArnEquals: ['arn', LIKE],
  ArnLike: ['arn', LIKE],
  ArnNotEquals: ['arn', { wildcards: true, negated: true }],
  ArnNotLike: ['arn', { wildcards: true, negated: true }],
  NumericEquals: ['number'],
  NumericNotEquals: ['number', NOT],
  NumericLessThan: ['number', { compare: 'less' }],
  NumericLessThanEquals: ['number', { compare: 'atMost' }],
  NumericGreaterThan: ['number', { compare: 'greater' }],
  NumericGreaterThanEquals: ['number', { compare: 'atLeast' }],
  DateEquals: ['date'],
  DateNotEquals: ['date', NOT],
  DateLessThan: ['date', { compare: 'less' }],
  DateLessThanEquals: ['date', { compare: 'atMost' }],
  DateGreaterThan: ['date', { compare: 'greater' }],
  DateGreaterThanEquals: ['date', { compare: 'atLeast' }],
  Bool: ['bool'],
  IpAddress: ['ip'],
  NotIpAddress: ['ip', NOT],
  Null: ['null'],
};

/** What an operator's name says; BinaryEquals is unknown here, for no key of AssumeRole holds bytes. */
export function operatorOf(written: string): Operator {
  const [, prefix, rest = ''] = /^(?:(ForAllValues|ForAnyValue):)?(.*)$/s.exec(written) ?? [];
  const ifExists = rest.endsWith('IfExists');
  const base = ifExists ? rest.slice(0, -'IfExists'.length) : rest;
  const row = Object.hasOwn(TABLE, base) ? TABLE[base] : undefined;
  // IfExists may stand at the end of any operator but Null; a set of Null is not defined.
  if (row === undefined || (row[0] === 'null' && (ifExists || prefix !== undefined)))
    return { kind: 'unknown', written };
  return {
    kind: row[0],
    written,
    negated: false,
    ignoreCase: false,
    wildcards: false,
    compare: 'equal',
    set: prefix === undefined ? 'one' : prefix === 'ForAllValues' ? 'all' : 'any',
    ifExists,
    ...row[1],
  };
}
