// The clauses that the support table asks about: each operator's example, and where else it may stand. They follow from
// the operator table, so that a new operator of a known kind has its rows without a word here. Owns: those clauses.
import { OPERATORS } from '../../dist/language/operators.js';

/** A right side for each kind of operand. */
const SAMPLES = {
  one: 'x',
  oneOrMany: 'x',
  many: ['x', 'y'],
  boolean: true,
  pattern: '^x',
  networks: '10.0.0.0/8',
  list: 'renameAllowed',
};
const SEVERAL = { oneOrMany: ['x', 'y'], pattern: ['^x', 'y$'], networks: ['10.0.0.0/8', '2001:db8::/32'] };

/** What is put in order, a field, a limit and a field of an element. */
const SCALES = [
  ['integer', 'requestParameters.durationSeconds', 3600, 'requestParameters.items[].size'],
  ['timestamp', 'eventTime', '2026-07-01T00:00:00Z', 'requestParameters.items[].time'],
  ['version', 'eventVersion', '1.08', 'requestParameters.items[].version'],
];

/** A mapping in one line, as people write it. */
export function flow(value) {
  if (Array.isArray(value)) return `[${value.map(flow).join(', ')}]`;
  if (typeof value !== 'object') return scalar(value);
  const pairs = Object.entries(value).map(([key, inner]) => `${scalar(key)}: ${flow(inner)}`);
  return `{ ${pairs.join(', ')} }`;
}

function scalar(value) {
  if (typeof value !== 'string') return String(value);
  const plain = /^[A-Za-z][\w.-]*$/.test(value) && !/^(?:true|false|null)$/i.test(value);
  return plain ? value : `'${value.replaceAll("'", "''")}'`;
}

const line = (field, tests) => `${scalar(field)}: ${flow(tests)}`;

/** The rows of one operator: what stands in them, and the clause. */
export function clausesOf(name) {
  const entry = OPERATORS[name];
  const rows = [['as in the example', entry.example]];
  const add = (what, field, tests) => rows.push([what, line(field, tests)]);
  if (entry.operand === 'ordered') {
    for (const [scale, field, limit, element] of SCALES) {
      add(scale, field, { [name]: limit });
      add(`${scale} in an array`, element, { [name]: limit });
    }
    return rows;
  }
  const value = SAMPLES[entry.operand];
  const several = SEVERAL[entry.operand];
  const home = entry.operand === 'networks' ? 'sourceIPAddress' : 'userAgent';
  const cased = entry.foldsCase ? { ignoreCase: false } : {};
  if (entry.foldsCase) add('ignoring case', home, { [name]: value, ignoreCase: true });
  if (several !== undefined) add('any of several', home, { [name]: several, ...cased });
  if (entry.on.includes('text')) {
    add('on a part of the ARN', 'session.name', { [name]: value, ...cased });
    add('on two fields joined', 'action', { [name]: value, ...cased });
    add('on the first of several fields', 'actor', { [name]: value, ...cased });
  }
  if (entry.field) {
    const other = (field) => ({ [name]: { field }, ...cased });
    add('field to field', 'requestParameters.roleSessionName', other('requestParameters.sourceIdentity'));
    add('field to field, ignoring case', 'requestParameters.roleSessionName', {
      ...other('requestParameters.sourceIdentity'),
      ignoreCase: true,
    });
    add('field to a part of the ARN', 'requestParameters.roleSessionName', other('session.name'));
  }
  add('in an array', 'resources[].ARN', { [name]: value, ...cased });
  if (entry.field)
    add('in an array, field to field', 'resources[].ARN', {
      [name]: { field: 'userIdentity.arn' },
      ...cased,
    });
  return rows;
}

/** What is no matter of one operator. */
export const OTHER_CLAUSES = [
  ['not around a clause', 'not: { errorCode: AccessDenied }'],
  ['not inside a mapping', 'eventName: { startsWith: Create, not: { endsWith: Key } }'],
  [
    'a list of pairs',
    'inList: { list: ignoredActions, columns: { eventSource: eventSource, eventName: eventName } }',
  ],
  ['one column of it', 'inList: { list: ignoredActions, columns: { eventName: eventName } }'],
  ['an array of plain values', "'requestParameters.names[]': x"],
  ['not around a clause on an array', "not: { 'resources[].type': 'AWS::IAM::Role' }"],
  [
    'one element meets two tests',
    "'resources[]': { some: { accountId: '111122223333', type: 'AWS::IAM::Role' } }",
  ],
  ['one value meets two tests', "'resources[].ARN': { startsWith: 'arn:aws:iam:', endsWith: /admin }"],
  [
    'one element meets one test and fails another',
    "'resources[]': { some: { type: 'AWS::IAM::Role', not: { accountId: '111122223333' } } }",
  ],
  ['one element fails a test', "'resources[].type': { not: { equals: 'AWS::IAM::Role' } }"],
  ['an array in an array', "'requestParameters.items[].groups[].name': x"],
];
