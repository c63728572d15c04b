/**
 * Every diagnostic of the catalogue as people see it, so that a change of words is seen in a review too. The type of
 * `EXAMPLES` asks for an example of each new code.
 */
import { describe, expect, it } from 'vitest';
import { CATALOGUE, type DiagnosticArgs, type DiagnosticCode, diagnose } from '../../src/base/catalogue.ts';
import type { Diagnostic } from '../../src/base/diagnostic.ts';
import { renderDiagnostics } from '../../src/cli/report/diagnostics.ts';
import { APP_CHECK_EXAMPLES } from './examples/app-check.ts';
import { ATHENA_STACK_EXAMPLES } from './examples/athena-stack.ts';
import { PAGES_EXAMPLES } from './examples/catalogue-pages.ts';
import { COVERAGE_EXAMPLES } from './examples/coverage.ts';
import { DIFF_EXAMPLES } from './examples/diff.ts';
import { ENVIRONMENT_EXAMPLES } from './examples/environment.ts';
import { FMT_EXAMPLES } from './examples/fmt.ts';
import { LOCK_EXAMPLES } from './examples/lock.ts';
import { MUTATE_EXAMPLES } from './examples/mutate.ts';
import { SIGMA_PACKAGE_EXAMPLES } from './examples/sigma-package.ts';
import { SPLUNK_APP_EXAMPLES } from './examples/splunk-app.ts';
import { SUPPRESS_EXAMPLES } from './examples/suppress.ts';
import { THINK_EXAMPLES } from './examples/think.ts';
import { VERIFY_EXAMPLES } from './examples/verify.ts';

const NONE = {};
const RULE = 'detections/root-login.yml';
const LIST = 'lists/ignored-actions.yml';
const OUT = 'dist/bundles/example';
const OPERATORS = ['equals', 'oneOf', 'startsWith'];

const EXAMPLES: { readonly [C in DiagnosticCode]: DiagnosticArgs<C> } = {
  'file/missing': { path: 'detektions', suggestion: ' Did you mean "detections"?' },
  'file/unreadable': { path: RULE, reason: 'you have no permission' },
  'file/folder': { path: RULE },
  'file/special': { path: 'detections/pipe.yml' },
  'file/too-large': { path: 'detections/export.yml', limit: 4 },
  'file/not-utf8': { path: RULE, offset: 812, line: 31, hint: 'Save it as UTF-8.' },
  'file/binary': { path: 'detections/photo.yml', offset: 4 },
  'file/outside': { path: '../shared', reason: 'it holds ".."' },
  'file/ending': { path: 'detections/readme.md', endings: ['.yml', '.yaml'] },
  'file/no-rule-here': { path: 'rot-login', suggestion: ' Did you mean "root-login"?' },
  'file/same-rule-id': { id: '3e0f6a2e-52c5-4a0e-9a0c-0d1a5c1f7b11', other: `${RULE}:2:5` },
  'file/same-rule-title': { title: 'Root signed in', other: `${RULE}:3:8` },
  'file/same-rule-stem': { stem: 'root-login', other: RULE },

  'yaml/too-large': { size: 7_000_000, limit: 4_194_304 },
  'yaml/binary': NONE,
  'yaml/control-character': { code: 'U+0007', count: 3 },
  'yaml/byte-order-mark': NONE,
  'yaml/empty': NONE,
  'yaml/several-documents': { count: 2 },
  'yaml/too-deep': { limit: 64 },
  'yaml/duplicate-key': { key: 'eventName', line: 12 },
  'yaml/key-not-text': { key: '2026' },
  'yaml/key-not-scalar': NONE,
  'yaml/anchor': { name: 'names' },
  'yaml/alias': { name: 'names' },
  'yaml/merge-key': NONE,
  'yaml/tag': { tag: '!ref' },
  'yaml/tab': NONE,
  'yaml/unclosed-quote': { quote: "'" },
  'yaml/unclosed-bracket': { bracket: '[', close: ']' },
  'yaml/unopened-bracket': { bracket: '}' },
  'yaml/unquoted-bracket': { word: 'resources[].ARN' },
  'yaml/missing-comma': { found: 'DeleteUser' },
  'yaml/reserved-character': { character: '@', value: '@example.com' },
  'yaml/colon-in-value': { value: 'note: see the runbook' },
  'yaml/text-after-quote': { rest: 'and more' },
  'yaml/indentation': NONE,
  'yaml/list-and-mapping': NONE,
  'yaml/missing-colon': { line: 'level high' },
  'yaml/escape': { sequence: '\\.' },
  'yaml/language-version': { found: 'the number 2' },
  'yaml/unknown-key': { key: 'titel', suggestion: ' Did you mean "title"?', allowed: ['id', 'title'] },
  'yaml/key-shape': { key: 'my param', wanted: 'letters and digits', example: 'employeeDomains' },
  'yaml/missing-key': { key: 'lookback', within: '"schedule"' },
  'yaml/no-value': { key: 'title', wanted: 'text' },
  'yaml/wrong-type': { key: 'tests', found: 'the text "none"', wanted: 'a list' },
  'yaml/number-not-text': { key: 'version', typed: '1.10', kind: 'a number' },
  'yaml/not-a-word': {
    key: 'level',
    found: 'hihg',
    allowed: ['low', 'high'],
    suggestion: ' Did you mean "high"?',
  },
  'yaml/wrong-shape': { key: 'date', found: '31.01.2026', wanted: 'a date', example: '2026-01-31' },
  'yaml/empty-text': { key: 'author' },
  'yaml/too-few': { key: 'tests' },
  'yaml/syntax': { reason: 'a comma follows another, with nothing between them' },

  'rule/foreign-key': { key: 'logsource', ours: 'source', fix: 'Write `source: aws.cloudtrail`.' },
  'rule/file-name': { stem: 'RootLogin', suggestion: 'root-login' },
  'rule/title': { problem: 'holds a line break' },
  'rule/no-such-day': { key: 'date', date: '2026-02-30' },
  'rule/modified-before-date': { date: '2026-02-01', modified: '2026-01-01' },
  'rule/replaced-by-missing': NONE,
  'rule/replaced-by-unexpected': { status: 'stable' },
  'rule/replaced-by-itself': NONE,
  'rule/lookback-too-short': { every: '1h', lookback: '15m' },
  'rule/param-example-type': {
    param: 'domains',
    type: 'list<text>',
    wanted: 'a list of texts',
    example: "['@example.com']",
  },
  'rule/param-example-pattern': { param: 'domains', value: 'example.com', pattern: '^@' },
  'rule/param-pattern': { param: 'domains', pattern: '(a+)+', reason: 'a group is repeated' },
  'rule/same-test-name': { name: 'signs in', line: 40 },
  'rule/alert-without-match': { name: 'signs in' },

  'match/not-a-mapping': { where: '"match"', found: 'a list' },
  'match/empty': { where: '"any"' },
  'match/any-of-mapping': { keys: ['eventName', 'eventSource'] },
  'match/not-of-list': NONE,
  'match/null': { field: 'errorCode' },
  'match/unknown-operator': {
    operator: 'startWith',
    suggestion: ' Did you mean "startsWith"?',
    operators: OPERATORS,
  },
  'match/foreign-operator': { operator: 'endswith', fix: 'Write `endsWith`.' },
  'match/foreign-modifier': {
    key: 'userAgent|contains',
    fix: 'Write `userAgent: { contains: curl, ignoreCase: true }`.',
  },
  'match/foreign-word': { word: 'selection', fix: 'Move its clauses one level up.' },
  'match/no-operator': { field: 'userAgent', operators: OPERATORS },
  'match/operand': { operator: 'exists', found: 'a list', wanted: 'true or false', example: 'exists: true' },
  'match/empty-text': { operator: 'contains', field: 'userAgent' },
  'match/number': { typed: '012345678901' },
  'match/number-for-text': { field: 'recipientAccountId', typed: '123456789012', type: 'text' },
  'match/flag': { key: 'ignoreCase', found: 'the text "yes"' },
  'match/not-in-not': NONE,
  'match/field-ref': { key: 'feild', suggestion: ' Did you mean "field"?' },
  'match/field-ref-name': { found: 'a list' },
  'match/rows-needed': { list: 'ignoredActions' },
  'match/rows-below-field': { field: 'eventName' },
  'match/rows-key': { key: 'colums', suggestion: ' Did you mean "columns"?' },
  'match/rows-part': { key: 'columns', found: 'nothing', wanted: 'a mapping of columns to fields' },

  'meaning/unknown-field': {
    what: 'CloudTrail has no field "evntName".',
    fix: 'Did you mean "eventName"?',
  },
  'meaning/field-case': {
    what: 'CloudTrail spells this field "eventName", not "eventname".',
    fix: 'Write eventName.',
  },
  'meaning/field-path': { what: 'The path "a..b" has an empty part.', fix: 'Remove one of the dots.' },
  'meaning/object-field': {
    field: 'userIdentity',
    type: 'object',
    children: 'userIdentity.type, userIdentity.arn',
  },
  'meaning/operator-on-type': {
    operator: 'startsWith',
    field: 'readOnly',
    type: 'boolean',
    allowed: 'equals, exists',
  },
  'meaning/value-of-type': { field: 'readOnly', value: 'yes', type: 'boolean', wanted: 'true or false' },
  'check/array-without-brackets': { field: 'resources.ARN', array: 'resources', fixed: 'resources[].ARN' },
  'check/below-text': { field: 'userIdentity.arn.x', parent: 'userIdentity.arn', type: 'text' },
  'config/s3-location': { location: 's3:/logs' },
  'list/overlay-value': { found: 'a list' },
  'list/overlay-unknown-list': {
    list: 'renamAllowed',
    environment: 'production',
    suggestion: ' Did you mean "renameAllowed"?',
  },
  'list/overlay-present': { list: 'people', value: 'ann', other: 'lists/people.yml:5:14' },
  'list/overlay-absent': { list: 'people', value: 'bob', suggestion: '' },
  'match/param-for-pattern': { param: 'agents' },
  'match/some-alone': { key: 'contains', array: 'resources[]' },
  'match/some-in-not': { array: 'resources[]' },
  'match/some-without-brackets': { field: 'resources' },
  'meaning/field-shape': { what: 'Nothing stands below "eventName".', fix: 'Write eventName.' },
  'meaning/array-here': { field: 'resources[].ARN', where: 'a title', fix: 'Name a field of one value.' },
  'meaning/param-type': {
    param: 'limit',
    type: 'integer',
    why: 'userAgent is compared as text',
    fix: 'Declare it as text.',
  },
  'meaning/pattern': { what: 'The pattern holds "\\d".', fix: 'Write [0-9].' },
  'meaning/network': { what: '"10.0.0.0/33" is no network.', fix: 'Write a prefix of 0 to 32.' },
  'meaning/limit': { operator: 'atLeast', limit: '1.8.1', wanted: "a version as 'major.minor'" },
  'rule/param-pattern-type': { param: 'limit' },
  'target/athena-no-location': { profile: 'projection', wanted: 's3://BUCKET/AWSLogs/ACCOUNT/CloudTrail/' },
  'target/athena-location': {
    profile: 'documented',
    location: 's3://logs/',
    wanted: 's3://BUCKET/AWSLogs/ACCOUNT/CloudTrail/REGION/',
  },
  'target/athena-no-patch': { profile: 'documented', extended: 'extended' },
  'meaning/unknown-param': { param: 'domain', suggestion: ' Did you mean "domains"?' },
  'meaning/list-param-for-one': { param: 'domains', operator: 'differsFrom' },
  'meaning/text-param-for-list': { param: 'domain', type: 'text', operator: 'oneOf' },
  'meaning/unknown-list': { list: 'ignoredAction', suggestion: ' Did you mean "ignoredActions"?' },
  'meaning/list-needs-columns': { list: 'ignoredActions', columns: 'eventSource, eventName' },
  'meaning/unknown-column': {
    list: 'ignoredActions',
    column: 'eventname',
    suggestion: ' Did you mean "eventName"?',
  },
  'meaning/title-braces': { title: '{actor signed in' },
  'meaning/param-value-missing': { param: 'domains', environment: 'production' },
  'meaning/param-value-type': {
    param: 'domains',
    wanted: 'a list of texts',
    example: "['@example.com']",
    rule: 'root-login',
  },
  'meaning/param-value-pattern': {
    param: 'domains',
    value: 'example.com',
    pattern: '^@',
    rule: 'root-login',
  },

  'check/case-not-said': { field: 'session.name' },
  'check/not-equals-field': { field: 'session.name', other: 'requestParameters.roleSessionName' },
  'check/unused-param': { param: 'domains', suggestion: '' },
  'check/tests-one-sided': { missing: 'no-match' },
  'check/list-entry-expired': { list: 'renameAllowed', value: 'deploy', expires: '2026-01-31' },
  'check/list-entry-expires': { list: 'renameAllowed', value: 'deploy', expires: '2027-01-31' },
  'check/list-entry-never-matches': {
    list: 'ignoredActions',
    column: 'eventSource',
    value: 'iam',
    field: 'eventSource',
    wanted: 'the host name of a service, such as iam.amazonaws.com',
  },
  'check/unknown-call': {
    problem: 'No call "assumerole" of "sts.amazonaws.com" is known.',
    suggestion: ' Did you mean "AssumeRole"?',
    version: 'botocore 1.44.5',
  },

  'compile/unsupported': {
    target: 'sigma',
    rule: 'root-login',
    clause: 'requestParameters.roleSessionName differs from session.name',
    reason: 'Sigma compares two fields without regard to case.',
  },
  'compile/no-counter-example': { target: 'sigma', direction: 'under-matches', wanted: 'match' },
  'compile/consent-not-needed': { target: 'sigma', accept: 'under-matches', answer: 'exactly' },
  'compile/unknown-profile': {
    target: 'athena',
    profile: 'extendet',
    known: 'documented, extended',
    suggestion: ' Did you mean "extended"?',
  },

  'list/name': { name: 'Ignored Actions', suggestion: 'ignoredActions' },
  'list/same-name': { name: 'ignoredActions', other: `${LIST}:2:7` },
  'list/column-name': { column: 'event name' },
  'list/same-column': { column: 'EventName', first: 'eventName' },
  'list/missing-reason': { list: 'ignoredActions' },
  'list/missing-value': { list: 'ignoredActions', columns: ['eventSource', 'eventName'] },
  'list/value-not-columns': { found: 'The text "x"', columns: ['eventSource', 'eventName'] },
  'list/value-not-text': { found: 'A mapping' },
  'list/missing-column': { column: 'eventName' },
  'list/unknown-column': {
    column: 'evntName',
    columns: ['eventSource', 'eventName'],
    suggestion: ' Did you mean "eventName"?',
  },
  'list/not-text': { written: '012345678901', found: 'a number', quoted: "'012345678901'" },
  'list/duplicate-entry': { value: 'iam.amazonaws.com, GetUser', other: `${LIST}:12:14` },
  'list/date': { date: '2026-02-30' },

  'test/event-shape': { problem: 'This event has both "base" and "inline".' },
  'test/fixture-shape': { path: 'fixtures/a.yml', problem: 'has both "event" and "base"' },
  'test/same-fixture': { name: 'fixtures/a', other: 'fixtures/a.json' },
  'test/unknown-fixture': {
    name: 'fixtures/assum-role',
    suggestion: ' Did you mean "fixtures/assume-role"?',
  },
  'test/broken-fixture': { name: 'fixtures/a' },
  'test/circular-fixture': { chain: ['fixtures/a', 'fixtures/b', 'fixtures/a'] },
  'test/fixture-chain': { chain: ['fixtures/a', 'fixtures/b'], limit: 8 },
  'test/path': {
    path: 'resources[].ARN',
    problem: '"[]" means any item, and a change needs one',
    fix: 'Say which item, counted from 0: resources[0].',
  },
  'test/derived-field': { path: 'session.name', from: 'userIdentity.arn' },
  'test/unknown-field': {
    path: 'requestParameter.x',
    first: 'requestParameter',
    suggestion: ' Did you mean "requestParameters"?',
  },
  'test/set-below': { path: 'eventName.x', at: 'eventName', found: 'the text "AssumeRole"' },
  'test/index-past-end': { path: 'resources[2].ARN', at: 'resources', length: 1 },
  'test/unset-missing': { path: 'errorCode' },
  'test/number': { written: '012345678901', read: '12345678901', quoted: "'012345678901'" },
  'test/key': { key: '__proto__' },

  'config/environment-name': { name: 'EU West' },
  'config/bundle-name': { name: 'Acme Cloud' },
  'config/no-environment': NONE,
  'config/default-wanted': { names: ['production', 'test'] },
  'config/unknown-environment': {
    name: 'prod',
    names: ['production', 'test'],
    suggestion: ' Did you mean "production"?',
  },
  'config/param-name': { name: 'employee domains' },
  'config/splunk-index': { index: 'Cloud Trail' },
  'config/splunk-sourcetype': { sourcetype: 'aws cloudtrail' },
  'config/sql-name': { key: 'table', name: 'security.cloudtrail' },
  'config/profile-name': { profile: 'My Profile' },
  'config/path': { path: 'a\\b' },

  'target/athena-name': { setting: 'table', name: 'a\nb' },
  'target/athena-title-field': {
    field: 'userIdentity.sessionContext.sourceIdentity',
    profile: 'documented',
    problem: 'The documented table has no such column.',
  },
  'target/spl-setting': { setting: 'index', value: '$x$' },

  'bundle/templates-folder': { folder: 'templates', reason: 'it is not a folder' },
  'bundle/template-unused': { template: 'athena/rules.sql.hbs', suggestion: '' },
  'bundle/template-missing': { template: 'spl/none.hbs', suggestion: '' },
  'bundle/template-outside': { template: 'spl/query.spl.hbs' },
  'bundle/template-syntax': { reason: 'a closing tag "{{/…}}" closes no block' },
  'bundle/template-unknown-value': { name: 'qeury', suggestion: ' Did you mean "query"?' },
  'bundle/template-unknown-helper': { name: 'upper', known: ['if', 'lines'], suggestion: '' },
  'bundle/template-refused': { part: 'a partial ("{{> …}}")' },
  'bundle/template-failed': { reason: '"lines" wants 1 or 2 arguments, and got 3' },
  'bundle/path-refused': {
    path: 'athena/con.sql',
    reason: '"con.sql" is the name of a device on Windows',
  },
  'bundle/path-collision': { path: 'splunk/A', other: 'splunk/a', rule: 'one', otherRule: 'two' },
  'bundle/profiles-differ': { target: 'spl', profile: 'raw', other: 'extracted' },
  'bundle/out-not-a-folder': { folder: OUT, found: 'a symbolic link' },
  'bundle/out-not-ours': { folder: OUT, found: 'thesis.doc' },
  'bundle/out-manifest': { folder: OUT, reason: 'it is not JSON' },
  'bundle/out-link': { path: `${OUT}/link`, found: 'a symbolic link' },
  'bundle/out-in-the-way': { path: `${OUT}/splunk/A`, ours: 'splunk/a' },
  'bundle/out-in-use': { folder: OUT },
  'bundle/out-unfinished': { folder: OUT, old: 'dist/bundles/.example.trailc-old' },
  'bundle/write-failed': { path: `${OUT}/splunk`, reason: 'the disk is full' },
  'bundle/leftover': { path: 'dist/bundles/.example.trailc-old', reason: 'you have no permission' },

  'log/missing-input': { input: 'logs' },
  'log/unreadable-input': { input: 'logs/a.json.gz', reason: 'permission denied' },
  ...SPLUNK_APP_EXAMPLES,
  ...APP_CHECK_EXAMPLES,
  ...ATHENA_STACK_EXAMPLES,
  ...SIGMA_PACKAGE_EXAMPLES,
  ...ENVIRONMENT_EXAMPLES,
  ...LOCK_EXAMPLES,
  ...COVERAGE_EXAMPLES,
  ...MUTATE_EXAMPLES,
  ...VERIFY_EXAMPLES,
  ...PAGES_EXAMPLES,
  ...DIFF_EXAMPLES,
  ...THINK_EXAMPLES,
  ...FMT_EXAMPLES,
  ...SUPPRESS_EXAMPLES,
};

/** What the texts of some entries say in other cases. */
const OTHERWISE: readonly Diagnostic[] = [
  diagnose('yaml/control-character', RULE, { code: 'U+0007', count: 1 }),
  diagnose('yaml/key-not-text', RULE, { key: '' }),
  diagnose('yaml/unclosed-quote', RULE, { quote: '"' }),
  diagnose('yaml/language-version', RULE, { found: '' }),
  diagnose('yaml/unknown-key', RULE, { key: 'x', suggestion: '', allowed: [] }),
  diagnose('yaml/missing-key', RULE, { key: 'title', within: '' }),
  diagnose('yaml/wrong-type', RULE, { key: 'alert', found: 'a list', wanted: 'a mapping' }),
  diagnose('yaml/wrong-type', RULE, { key: 'title', found: 'a list', wanted: 'text' }),
  diagnose('yaml/not-a-word', RULE, {
    key: 'source',
    found: 'aws',
    allowed: ['aws.cloudtrail'],
    suggestion: '',
  }),
  diagnose('yaml/wrong-shape', RULE, { key: 'date', found: '', wanted: 'a date', example: '2026-01-31' }),
  diagnose('rule/file-name', RULE, { stem: '???', suggestion: '' }),
  diagnose('meaning/object-field', RULE, { field: 'tlsDetails', type: 'object', children: '' }),
  diagnose('list/missing-value', LIST, { list: 'roles', columns: undefined }),
  diagnose('test/index-past-end', RULE, { path: 'resources[2]', at: 'resources', length: 2 }),
  diagnose('config/unknown-environment', RULE, { name: 'prod', names: [], suggestion: '' }),
  diagnose('bundle/path-collision', RULE, { path: 'a/a', other: 'a/a', rule: 'one', otherRule: 'two' }),
];

const CODES = Object.keys(CATALOGUE) as DiagnosticCode[];
const example = <C extends DiagnosticCode>(code: C) => diagnose(code, 'some/file.yml', EXAMPLES[code]);
const all = [...CODES.map(example), ...OTHERWISE];

describe('the catalogue', () => {
  it.each(all.map((diagnostic) => [diagnostic.code, diagnostic] as const))(
    'says %s in sentences',
    (_, found) => {
      for (const text of [found.what, found.why, found.do]) {
        // Quoted words and names aside, a sentence begins with a capital.
        expect(text).toMatch(/^(?:[A-Z"{0-9]|trailc\b|(?:spl|athena|sigma)\b).*[.?!]$/s);
        expect(text).not.toMatch(/undefined|\[object|NaN| {2}|\.\.$/);
      }
    },
  );

  it('reads well', async () => {
    const text = all
      .map((found) => renderDiagnostics([found], { color: false }).split('\n\n')[0])
      .join('\n\n');
    await expect(`${text}\n`).toMatchFileSnapshot('golden/diagnostics.txt');
  });

  it('cuts a quoted text that nobody would read, and keeps both of its ends', () => {
    const long = `begin${'x'.repeat(3_000_000)}end`;
    const { what, do: remedy } = diagnose('yaml/unknown-key', RULE, {
      key: long,
      suggestion: '',
      allowed: [long],
    });
    for (const text of [what, remedy]) {
      expect(text.length).toBeLessThan(1_200);
      expect(text).toContain('beginx');
      expect(text).toContain('xend');
    }
  });
});
