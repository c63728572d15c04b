/** The two founding detections, built by hand over the real catalogue, and rules around any condition. */
import { FIELDS } from '../../../src/cloudtrail/catalogue.ts';
import { DERIVED_FIELDS } from '../../../src/cloudtrail/derived.ts';
import type { RuleDocument } from '../../../src/content/document.ts';
import type { Expression } from '../../../src/ir/expression.ts';
import type { RuleIr } from '../../../src/ir/rule.ts';
import type { FieldRef } from '../../../src/language/operands.ts';
import {
  all,
  any,
  element,
  exists,
  field,
  inCidr,
  inList,
  matches,
  not,
  order,
  row,
  rule,
  some,
  span,
  test,
} from '../../evaluate/build.ts';
import { chars, one, patternOf, START } from '../../evaluate/patterns.ts';

/** A field of the catalogue, or a free path. */
export function known(name: string): FieldRef {
  const definition = [...FIELDS, ...DERIVED_FIELDS].find((candidate) => candidate.name === name);
  return definition === undefined ? field(name) : { kind: 'field', definition, spelled: name, span };
}

const IGNORED = [
  row('signin.amazonaws.com', 'ConsoleLogin'),
  row('signin.amazonaws.com', 'CheckMfa'),
  row('sso.amazonaws.com', 'Federate'),
];

export const EMPLOYEE = test('endsWith', known('session.name'), '@example.com', true);

export const MANUAL_ACTION: Expression = all(
  EMPLOYEE,
  test('equals', known('readOnly'), 'false'),
  not(
    any(
      {
        ...inList({ eventSource: known('eventSource'), eventName: known('eventName') }, IGNORED),
        list: 'ignoredActions',
      },
      test('endsWith', known('userIdentity.invokedBy'), '.amazonaws.com'),
      test('equals', known('eventCategory'), 'Data'),
    ),
  ),
);

export const SESSION_NAME_BYPASS: Expression = all(
  test('equals', known('eventSource'), 'sts.amazonaws.com'),
  test('equals', known('eventName'), 'AssumeRole'),
  EMPLOYEE,
  test('differsFrom', known('requestParameters.roleSessionName'), known('session.name')),
  not({ ...inList({ value: known('requestParameters.roleArn') }, []), list: 'renameAllowed' }),
);

/** One clause of every kind that automatic extraction can say too. */
export const EVERY_KIND: Expression = all(
  matches(known('userAgent'), [patternOf([START, ...chars('aws-cli/'), one('0123456789', 1, undefined)])]),
  order('atLeast', known('eventVersion'), 'version', '1.08'),
  order('lessThan', known('eventTime'), 'timestamp', '2027-01-01T00:00:00Z'),
  order('greaterThan', known('requestParameters.durationSeconds'), 'integer', '3600'),
  not(inCidr(known('sourceIPAddress'), ['10.0.0.0/8', '2001:db8::/32'])),
  not(exists(known('errorCode'))),
  some('resources', test('startsWith', element('ARN'), 'arn:aws:iam::111122223333:role/')),
);

/** What takes the record itself: conditions that hold of the same element, compared with a field. */
export const SAME_ELEMENT: Expression = all(
  EVERY_KIND,
  some(
    'requestParameters.ipPermissions.items',
    all(
      test('equals', element('ipProtocol'), 'tcp'),
      order('atMost', element('fromPort'), 'integer', '22'),
      not(test('equals', element('description'), known('userIdentity.userName'), true)),
    ),
  ),
);

/** A rule with metadata worth printing. */
export function ruleOf(
  condition: Expression,
  stem: string,
  changes: Partial<RuleDocument> = {},
  alert: Partial<RuleIr['alert']> = {},
): RuleIr {
  const base = rule(condition, { stem });
  const document: RuleDocument = {
    ...base.document,
    id: { value: '918eb2ae-cc0e-48f6-a28d-ea557b7bdd00', span },
    title: { value: `Rule ${stem}`, span },
    level: 'medium',
    modified: '2026-02-01',
    license: 'Apache-2.0',
    description: 'What it finds.\n\nWhat it does not see.',
    references: ['https://example.com/a?b=c#d'],
    tags: ['attack.persistence', 'attack.t1078.004'],
    related: [{ id: '3e0f6a2e-52c5-4a0e-9a0c-0d1a5c1f7b11', type: 'similar' }],
    falsePositives: ["An administrator's work: announced"],
    ...changes,
  };
  return { ...base, document, environment: 'test', alert: { ...base.alert, ...alert } };
}

export const TITLE = [known('session.name'), { kind: 'text' as const, text: ' did ' }, known('action')];
