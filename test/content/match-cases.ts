/** Bad values of `match`, with what the reader says and where; the schema must refuse them too. */

/**
 * [what it shows, text of `match`, faults as `line:column code`]. `schema: false` marks faults that JSON cannot show:
 * digits as they were typed, the type of a field, sense.
 */
export const BAD_MATCHES: readonly {
  readonly name: string;
  readonly text: string;
  readonly faults: readonly string[];
  readonly schema?: false;
}[] = [
  { name: 'text', text: 'match: eventName', faults: ['1:8 match/not-a-mapping'] },
  { name: 'nothing', text: 'match:', faults: ['1:7 match/not-a-mapping'] },
  { name: 'list', text: 'match: [{ eventName: A }]', faults: ['1:8 match/not-a-mapping'] },
  { name: 'empty', text: 'match: {}', faults: ['1:8 match/empty'] },
  { name: 'empty all', text: 'match: { all: [] }', faults: ['1:15 match/empty'] },
  { name: 'empty any', text: 'match: { any: {} }', faults: ['1:15 match/empty'] },
  { name: 'empty not', text: 'match: { not: {} }', faults: ['1:15 match/empty'] },
  { name: 'empty item', text: 'match: { any: [{ eventName: A }, {}] }', faults: ['1:34 match/empty'] },
  { name: 'text in all', text: 'match: { all: [eventName] }', faults: ['1:16 match/not-a-mapping'] },
  {
    name: 'any of a mapping',
    text: 'match: { any: { eventName: A, errorCode: B } }',
    faults: ['1:10 match/any-of-mapping'],
    schema: false,
  },
  { name: 'not of a list', text: 'match: { not: [{ eventName: A }] }', faults: ['1:10 match/not-of-list'] },
  { name: 'null', text: 'match: { errorCode: null }', faults: ['1:21 match/null'] },
  { name: 'no value', text: 'match:\n  errorCode:\n', faults: ['2:13 match/null'] },
  { name: 'null in a list', text: 'match: { errorCode: [A, ~] }', faults: ['1:25 match/null'] },
  {
    name: 'null right of an operator',
    text: 'match: { errorCode: { equals: null } }',
    faults: ['1:31 match/null'],
  },
  {
    name: 'unknown operator',
    text: 'match: { eventName: { startWith: A } }',
    faults: ['1:23 match/unknown-operator'],
  },
  {
    name: 'nested keys',
    text: 'match: { userIdentity: { type: Root } }',
    faults: ['1:26 match/unknown-operator'],
  },
  { name: 're', text: 'match: { eventName: { re: A } }', faults: ['1:23 match/foreign-operator'] },
  {
    name: 'endswith',
    text: 'match: { eventName: { endswith: A } }',
    faults: ['1:23 match/foreign-operator'],
  },
  { name: 'gte', text: 'match: { eventName: { gte: 1 } }', faults: ['1:23 match/foreign-operator'] },
  {
    name: 'operator inside not',
    text: 'match: { eventName: { not: { regex: A } } }',
    faults: ['1:30 match/foreign-operator'],
  },
  { name: 'modifier', text: 'match: { eventName|endswith: A }', faults: ['1:10 match/foreign-modifier'] },
  {
    name: 'several modifiers',
    text: "match: { 'eventName|contains|all': [A, B] }",
    faults: ['1:10 match/foreign-modifier'],
  },
  {
    name: 'selection and condition',
    text: 'match:\n  selection:\n    eventName: A\n  filter_main:\n    errorCode: B\n  condition: selection and not filter_main\n',
    faults: ['2:3 match/foreign-word', '4:3 match/foreign-word', '6:3 match/foreign-word'],
  },
  { name: 'or', text: 'match: { or: [{ eventName: A }] }', faults: ['1:10 match/foreign-word'] },
  { name: 'and', text: 'match: { and: [{ eventName: A }] }', faults: ['1:10 match/foreign-word'] },
  {
    name: 'only ignoreCase',
    text: 'match: { eventName: { ignoreCase: true } }',
    faults: ['1:23 match/no-operator'],
    schema: false,
  },
  { name: 'empty mapping', text: 'match: { eventName: {} }', faults: ['1:21 match/no-operator'] },
  {
    name: 'empty not of a field',
    text: 'match: { eventName: { not: {} } }',
    faults: ['1:28 match/no-operator'],
  },
  {
    name: 'not in not',
    text: 'match: { eventName: { not: { not: { equals: A } } } }',
    faults: ['1:30 match/not-in-not'],
  },
  { name: 'not of a text', text: 'match: { eventName: { not: A } }', faults: ['1:28 match/not-a-mapping'] },
  {
    name: 'list for one',
    text: 'match: { eventName: { differsFrom: [A, B] } }',
    faults: ['1:36 match/operand'],
  },
  { name: 'one for a list', text: 'match: { eventName: { oneOf: A } }', faults: ['1:30 match/operand'] },
  { name: 'list in a list', text: 'match: { eventName: [A, [B]] }', faults: ['1:25 match/operand'] },
  { name: 'mapping in a list', text: 'match: { eventName: [A, { b: c }] }', faults: ['1:25 match/operand'] },
  {
    name: 'field on the right of startsWith',
    text: 'match: { eventName: { startsWith: { field: a } } }',
    faults: ['1:35 match/operand'],
  },
  {
    name: 'misspelt field on the right',
    text: 'match: { eventName: { equals: { feild: a } } }',
    faults: ['1:33 match/field-ref'],
  },
  {
    name: 'list as field on the right',
    text: 'match: { eventName: { equals: { field: [a] } } }',
    faults: ['1:40 match/field-ref-name'],
  },
  {
    name: 'nothing as field on the right',
    text: 'match: { eventName: { equals: {} } }',
    faults: ['1:31 match/field-ref-name'],
  },
  { name: 'exists with a word', text: 'match: { errorCode: { exists: yes } }', faults: ['1:31 match/flag'] },
  {
    name: 'ignoreCase with a word',
    text: 'match: { errorCode: { equals: A, ignoreCase: no } }',
    faults: ['1:46 match/flag'],
  },
  { name: 'empty text', text: "match: { eventName: { endsWith: '' } }", faults: ['1:33 match/empty-text'] },
  {
    name: 'empty text in a list',
    text: "match: { eventName: { contains: [a, ''] } }",
    faults: ['1:37 match/empty-text'],
  },
  {
    name: 'long number',
    text: 'match: { requestParameters.n: 1234567890123456 }',
    faults: ['1:31 match/number'],
  },
  { name: 'fraction', text: 'match: { requestParameters.n: 1.5 }', faults: ['1:31 match/number'] },
  {
    name: 'whole number with a point',
    text: 'match: { requestParameters.n: 1.0 }',
    faults: ['1:31 match/number'],
    schema: false,
  },
  {
    name: 'leading zero',
    text: 'match: { requestParameters.n: 012345678901 }',
    faults: ['1:31 match/number'],
    schema: false,
  },
  {
    name: 'hexadecimal',
    text: 'match: { requestParameters.n: 0x10 }',
    faults: ['1:31 match/number'],
    schema: false,
  },
  {
    name: 'account id',
    text: 'match: { recipientAccountId: 123456789012 }',
    faults: ['1:30 match/number-for-text'],
    schema: false,
  },
  {
    name: 'list without field',
    text: 'match: { inList: ignoredActions }',
    faults: ['1:18 match/rows-needed'],
  },
  { name: 'inList of a number', text: 'match: { inList: 5 }', faults: ['1:18 match/rows-part'] },
  {
    name: 'rows below a field',
    text: 'match: { eventName: { inList: { list: a, columns: { b: c } } } }',
    faults: ['1:31 match/rows-below-field'],
  },
  { name: 'rows without columns', text: 'match: { inList: { list: a } }', faults: ['1:10 match/rows-part'] },
  {
    name: 'rows with empty columns',
    text: 'match: { inList: { list: a, columns: {} } }',
    faults: ['1:38 match/rows-part'],
  },
  {
    name: 'rows with a list of columns',
    text: 'match: { inList: { list: a, columns: [b] } }',
    faults: ['1:38 match/rows-part'],
  },
  {
    name: 'rows with a misspelt key',
    text: 'match: { inList: { list: a, colums: { b: c } } }',
    faults: ['1:29 match/rows-key'],
  },
  {
    name: 'column without field',
    text: 'match: { inList: { list: a, columns: { b: [c] } } }',
    faults: ['1:43 match/rows-part'],
  },
  // Patterns, orders, networks.
  {
    name: 'number as pattern',
    text: 'match: { eventName: { matches: 5 } }',
    faults: ['1:32 match/operand'],
  },
  {
    name: 'boolean as pattern',
    text: 'match: { eventName: { matches: true } }',
    faults: ['1:32 match/operand'],
  },
  { name: 'nothing as pattern', text: 'match: { eventName: { matches: } }', faults: ['1:31 match/null'] },
  {
    name: 'mapping as pattern',
    text: 'match: { eventName: { matches: { field: a } } }',
    faults: ['1:32 match/operand'],
  },
  {
    name: 'param as pattern',
    text: 'match: { eventName: { matches: $name } }',
    faults: ['1:32 match/param-for-pattern'],
  },
  {
    name: 'param in a list of patterns',
    text: "match: { eventName: { matches: ['^a', $name] } }",
    faults: ['1:39 match/param-for-pattern'],
  },
  {
    name: 'empty pattern',
    text: "match: { eventName: { matches: '' } }",
    faults: ['1:32 match/empty-text'],
  },
  {
    name: 'list in a list of patterns',
    text: 'match: { eventName: { matches: [a, [b]] } }',
    faults: ['1:36 match/operand'],
  },
  {
    name: 'several limits',
    text: 'match: { requestParameters.n: { atLeast: [1, 2] } }',
    faults: ['1:42 match/operand'],
  },
  {
    name: 'field as limit',
    text: 'match: { requestParameters.n: { lessThan: { field: a } } }',
    faults: ['1:43 match/operand'],
  },
  {
    name: 'boolean as limit',
    text: 'match: { requestParameters.n: { atMost: true } }',
    faults: ['1:41 match/operand'],
  },
  {
    name: 'version as number',
    text: 'match: { eventVersion: { atLeast: 1.08 } }',
    faults: ['1:35 match/number'],
  },
  {
    name: 'timestamp as number',
    text: 'match: { eventTime: { greaterThan: 2026 } }',
    faults: ['1:36 match/number-for-text'],
    schema: false,
  },
  {
    name: 'number as network',
    text: 'match: { sourceIPAddress: { inCidr: 10 } }',
    faults: ['1:37 match/operand'],
  },
  {
    name: 'field as network',
    text: 'match: { sourceIPAddress: { inCidr: { field: a } } }',
    faults: ['1:37 match/operand'],
  },
  {
    name: 'nothing among networks',
    text: 'match: { sourceIPAddress: { inCidr: [10.0.0.0/8, ~] } }',
    faults: ['1:50 match/null'],
  },
  { name: 'cidr', text: 'match: { eventName: { cidr: a } }', faults: ['1:23 match/foreign-operator'] },
  { name: 'lt', text: 'match: { eventName: { lt: 1 } }', faults: ['1:23 match/foreign-operator'] },
  // Arrays.
  {
    name: 'some without brackets',
    text: 'match: { resources: { some: { ARN: A } } }',
    faults: ['1:10 match/some-without-brackets'],
  },
  {
    name: 'some below a key of elements',
    text: "match: { 'resources[].ARN': { some: { a: A } } }",
    faults: ['1:10 match/some-without-brackets'],
  },
  {
    name: 'some beside an operator',
    text: "match: { 'resources[]': { some: { ARN: A }, exists: true } }",
    faults: ['1:45 match/some-alone'],
  },
  {
    name: 'some beside not and ignoreCase',
    text: "match: { 'resources[]': { not: { equals: A }, some: { ARN: A }, ignoreCase: true } }",
    faults: ['1:27 match/some-alone', '1:65 match/some-alone'],
  },
  {
    name: 'some in not',
    text: "match: { 'resources[]': { not: { some: { ARN: A } } } }",
    faults: ['1:34 match/some-in-not'],
  },
  {
    name: 'empty some',
    text: "match: { 'resources[]': { some: {} } }",
    faults: ['1:33 match/empty'],
  },
  {
    name: 'list below some',
    text: "match: { 'resources[]': { some: [{ ARN: A }] } }",
    faults: ['1:33 match/not-a-mapping'],
  },
  {
    name: 'text below some',
    text: "match: { 'resources[]': { some: A } }",
    faults: ['1:33 match/not-a-mapping'],
  },
  {
    name: 'some without an array',
    text: 'match: { some: { eventName: A } }',
    faults: ['1:10 match/foreign-word'],
  },
  {
    name: 'any below a field',
    text: "match: { 'resources[]': { any: { ARN: A } } }",
    faults: ['1:27 match/foreign-operator'],
  },
  {
    name: 'faults below some',
    text: "match: { 'resources[]': { some: { ARN: null, any: [{ type: { re: A } }], or: [{ type: A }] } } }",
    faults: ['1:40 match/null', '1:62 match/foreign-operator', '1:74 match/foreign-word'],
  },
  {
    name: 'account id below some',
    text: "match: { 'resources[]': { some: { accountId: 123456789012 } } }",
    faults: ['1:46 match/number-for-text'],
    schema: false,
  },
  { name: 'param as list', text: 'match: { eventName: { inList: $a } }', faults: ['1:31 match/operand'] },
  {
    name: 'all faults at once',
    text: 'match:\n  errorCode: null\n  any:\n    - eventName: { re: A }\n    - { eventName|contains: B }\n  not: { eventName: { oneOf: A } }\n',
    faults: [
      '2:14 match/null',
      '4:20 match/foreign-operator',
      '5:9 match/foreign-modifier',
      '6:30 match/operand',
    ],
  },
];

/** Values of `match` that the reader takes; the schema must take them too. */
export const GOOD_MATCHES: readonly string[] = [
  'match: { eventName: A }',
  'match: { eventName: [A, B] }',
  'match: { eventName: [] }',
  "match: { eventName: '' }",
  'match: { readOnly: false, requestParameters.n: -5 }',
  'match: { eventName: $names }',
  'match: { eventName: { oneOf: $names } }',
  'match: { eventName: { equals: [A, $b, { field: session.name }] } }',
  'match: { eventName: { startsWith: [a, b], not: { endsWith: c, ignoreCase: true }, ignoreCase: false } }',
  'match: { eventName: { not: { equals: A } } }',
  'match: { errorCode: { exists: false } }',
  'match: { eventName: { differsFrom: { field: session.name } } }',
  'match: { eventName: { inList: names } }',
  'match: { inList: { list: pairs, columns: { a: eventSource, b: eventName }, ignoreCase: true } }',
  'match: { all: { eventName: A, readOnly: true }, any: [{ eventName: B }, { not: { not: { eventName: C } } }] }',
  'match: { \'requestParameters."x-amz-acl"\': A }',
  "match: { userAgent: { matches: '^aws-cli/[0-9]+', ignoreCase: false } }",
  "match: { userAgent: { matches: ['^a', 'b$', '$$'], not: { matches: c } } }",
  'match: { requestParameters.n: { greaterThan: 5, atMost: 10 } }',
  "match: { eventVersion: { atLeast: '1.08', lessThan: $version } }",
  'match: { eventTime: { greaterThan: 2026-01-01T00:00:00Z } }',
  'match: { sourceIPAddress: { inCidr: 10.0.0.0/8 } }',
  'match: { sourceIPAddress: { inCidr: [10.0.0.0/8, 2001:db8::/32, ::1/128, $office] } }',
  'match: { sourceIPAddress: { inCidr: $office, not: { inCidr: [] } } }',
  "match: { 'resources[].ARN': { startsWith: 'arn:', not: { endsWith: x } } }",
  "match: { 'resources[]': { some: { ARN: A, type: [B, C] } } }",
  "match: { 'requestParameters.a[].b[]': { some: { x: { matches: y }, not: { any: [{ z: 1 }] } } } }",
  "match: { 'resources[]': { exists: false } }",
  'match: { \'requestParameters.a[]\': { some: { \'"x[]"."y|z"\': A, inList: { list: a, columns: { b: c } } } } }',
  'match:\n  resources[].ARN: A\n',
];
