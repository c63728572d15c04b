/** Diagnostics of the area `check`: rules that are valid and still not what their author means. See ../catalogue.ts. */
import { entry } from '../diagnostic.ts';

export const CHECK_DIAGNOSTICS = {
  'check/case-not-said': entry<{ readonly field: string }>({
    severity: 'warning',
    example: { field: 'session.name' },
    what: ({ field }) => `The comparison on "${field}" does not say whether case matters.`,
    why: () =>
      'People choose this value, and can change its case. trailc compares case-sensitively; a reader of Sigma expects the opposite.',
    do: () => 'Add "ignoreCase: true" or "ignoreCase: false" to the mapping.',
  }),
  'check/not-equals-field': entry<{ readonly field: string; readonly other: string }>({
    severity: 'warning',
    example: { field: 'session.name', other: 'requestParameters.roleSessionName' },
    what: ({ field, other }) =>
      `"not" around "${field}" equals "${other}" is also true when either field is absent.`,
    why: () => 'A comparison with an absent field is false, and "not" turns it into true.',
    do: ({ other }) => `Use "differsFrom: { field: ${other} }" to ask for two values that differ.`,
  }),
  'check/array-without-brackets': entry<{
    readonly field: string;
    readonly array: string;
    readonly fixed: string;
  }>({
    severity: 'warning',
    example: { field: 'resources.ARN', array: 'resources', fixed: 'resources[].ARN' },
    what: ({ field, array }) =>
      `"${field}" is read as a key of one object, and "${array}" is usually an array.`,
    why: () =>
      'Without "[]" a path never looks into an array, so the clause is false wherever one stands; Sigma and Splunk would look into it.',
    do: ({ fixed }) =>
      `Write '${fixed}', which holds if any element does; a single object counts as an array of one.`,
  }),
  'check/below-text': entry<{ readonly field: string; readonly parent: string; readonly type: string }>({
    severity: 'warning',
    example: { field: 'userIdentity.arn.x', parent: 'userIdentity.arn', type: 'text' },
    what: ({ field, parent, type }) =>
      `"${field}" goes on below "${parent}", which is usually of type ${type}.`,
    why: () => 'The clause is false wherever no object stands there.',
    do: ({ parent }) =>
      `Check the records of the service that is meant. If they have one value, compare "${parent}" itself.`,
  }),
  'check/unused-param': entry<{ readonly param: string; readonly suggestion: string }>({
    severity: 'warning',
    example: { param: 'domains', suggestion: '' },
    what: ({ param, suggestion }) => `The param "${param}" is declared and never used.${suggestion}`,
    why: () => 'Every environment must give it a value that changes nothing.',
    do: ({ param }) => `Use it as "$${param}", or remove it.`,
  }),
  'check/tests-one-sided': entry<{ readonly missing: string }>({
    severity: 'warning',
    example: { missing: 'no-match' },
    what: ({ missing }) => `The rule has no test that expects ${missing}.`,
    why: () => 'A rule that matches everything, or nothing, would pass its tests.',
    do: ({ missing }) => `Add a test with "expect: ${missing}".`,
  }),
  'check/list-entry-expired': entry<{
    readonly list: string;
    readonly value: string;
    readonly expires: string;
  }>({
    severity: 'error',
    example: { list: 'renameAllowed', value: 'deploy', expires: '2026-01-31' },
    what: ({ list, value, expires }) => `The entry ${value} of the list "${list}" expired on ${expires}.`,
    why: () => 'Time never changes a build: the entry goes on holding until someone removes it.',
    do: () => 'Remove the entry, or give it a new date and say why.',
  }),
  'check/list-entry-expires': entry<{
    readonly list: string;
    readonly value: string;
    readonly expires: string;
  }>({
    severity: 'warning',
    example: { list: 'renameAllowed', value: 'deploy', expires: '2027-01-31' },
    what: ({ list, value, expires }) => `The entry ${value} of the list "${list}" expires on ${expires}.`,
    why: () => 'After that day "trailc check" fails until the entry is removed or renewed.',
    do: () => 'Decide with its owner whether it is still needed.',
  }),
  'check/list-entry-never-matches': entry<{
    readonly list: string;
    readonly column: string;
    readonly value: string;
    readonly field: string;
    readonly wanted: string;
  }>({
    severity: 'warning',
    example: {
      list: 'ignoredActions',
      column: 'eventSource',
      value: 'iam',
      field: 'eventSource',
      wanted: 'the host name of a service, such as iam.amazonaws.com',
    },
    what: ({ list, value, field }) =>
      `The value "${value}" of the list "${list}" can never stand in "${field}".`,
    why: () => 'An exclusion that cannot match looks like protection and is none.',
    do: ({ wanted }) => `Write ${wanted}.`,
  }),
  'check/unknown-call': entry<{
    readonly problem: string;
    readonly suggestion: string;
    readonly version: string;
  }>({
    severity: 'warning',
    example: {
      problem: 'No call "assumerole" of "sts.amazonaws.com" is known.',
      suggestion: ' Did you mean "AssumeRole"?',
      version: 'botocore 1.44.5',
    },
    what: ({ problem, suggestion }) => `${problem}${suggestion}`,
    why: ({ version }) =>
      `CloudTrail writes each name in one spelling: a clause with another never holds, and an exclusion excludes nothing. Known are the API models of ${version}; AWS adds calls every day, so a newer one may be right.`,
    do: () => 'Compare with a record, or with the API reference of the service. Leave a call that AWS has.',
  }),
} as const;
