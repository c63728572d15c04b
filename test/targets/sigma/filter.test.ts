/**
 * Lists as Sigma filters, after the filters specification 2.1.0: which lists, for which rules, and what a filter says.
 * Expected files are written from the specification and from the reading of it that pySigma and rsigma share: a rule's
 * condition and the filter's condition must both hold.
 */
import { expect, it } from 'vitest';
import { exclusionsOf } from '../../../src/targets/sigma/filter.ts';
import { all, any, inList, not, row } from '../../evaluate/build.ts';
import { packOf, yamlOf } from './package-support.ts';

const ROLES = {
  name: 'renameAllowed',
  description: 'Roles that may be renamed.',
  entries: [
    {
      value: 'arn:aws:iam::1:role/a*',
      reason: 'A tool.',
      owner: 'SOC',
      ticket: 'T-1',
      expires: '2027-01-31',
    },
    { value: 'arn:aws:iam::1:role/b', reason: 'Another.' },
  ],
};
const CALLS = {
  name: 'calls',
  columns: ['source', 'call'],
  entries: [
    { value: { source: 'a.amazonaws.com', call: 'X' }, reason: 'First.' },
    { value: { source: 'a.amazonaws.com', call: 'Y' }, reason: 'Second.' },
    { value: { source: 'b.amazonaws.com', call: 'X' }, reason: 'Third.' },
  ],
};
const ROLE = 'requestParameters.roleArn';
const byRole = { eventName: 'AssumeRole', not: { [ROLE]: { inList: 'renameAllowed' } } };
const columns = { source: 'eventSource', call: 'eventName' };
const byCall = {
  readOnly: false,
  not: { any: [{ inList: { list: 'calls', columns } }, { eventName: 'Z' }] },
};

it('writes one filter for all rules that exclude the same, with each entry under its reason', async () => {
  const rules = [
    { stem: 'one', match: byRole },
    { stem: 'two', match: { eventName: 'AssumeRoot', not: { [ROLE]: { inList: 'renameAllowed' } } } },
  ];
  const { files } = await packOf(rules, [ROLES]);
  const path = 'filters/mf_aws_cloudtrail_rename_allowed.yml';
  expect(yamlOf(files, path)).toMatchObject({
    title: 'Exclusions of the List renameAllowed',
    author: 'Ann',
    logsource: { product: 'aws', service: 'cloudtrail' },
    filter: {
      rules: ['00000000-0000-4000-8000-000000000000', '00000000-0000-4000-8000-000000000001'],
      // A literal * is escaped, and the field is one whose case counts.
      selection: { [`${ROLE}|cased`]: ['arn:aws:iam::1:role/a\\*', 'arn:aws:iam::1:role/b'] },
      condition: 'not selection',
    },
    trailc: { list: 'renameAllowed' },
  });
  expect(files.get(path)).toContain(`            # A tool. (owner SOC; ticket T-1; expires 2027-01-31)
            - 'arn:aws:iam::1:role/a\\*'
            # Another.
            - 'arn:aws:iam::1:role/b'`);
});

it('says rows as maps of one selection, which no reader has to rename in a pattern', async () => {
  const { files } = await packOf([{ stem: 'one', match: byCall }], [CALLS]);
  const path = 'filters/mf_aws_cloudtrail_calls.yml';
  expect(yamlOf(files, path)).toMatchObject({
    filter: {
      selection: [
        { eventSource: 'a.amazonaws.com', eventName: ['X', 'Y'] },
        { eventSource: 'b.amazonaws.com', eventName: 'X' },
      ],
    },
  });
  expect(files.get(path)).toContain(`        - eventSource: 'b.amazonaws.com'
          # Third.
          eventName: 'X'`);
});

it('gives each use of a list a filter, a file name and an id of its own', async () => {
  const other = { eventName: 'x', not: { 'userIdentity.arn': { inList: 'renameAllowed' } } };
  const folded = { eventName: 'x', not: { [ROLE]: { inList: 'renameAllowed', ignoreCase: true } } };
  const rules = [byRole, other, folded].map((match, at) => ({ stem: `rule-${at}`, match }));
  const { files } = await packOf(rules, [ROLES]);
  const filters = [...files.keys()].filter((path) => path.startsWith('filters/'));
  expect(filters).toHaveLength(3);
  for (const path of filters)
    expect(path).toMatch(/^filters\/mf_aws_cloudtrail_rename_allowed_[0-9a-f]{8}\.yml$/);
  const documents = filters.map((path) => yamlOf(files, path));
  expect(new Set(documents.map(({ id }) => id)).size).toBe(3);
  expect(new Set(documents.map(({ title }) => title)).size).toBe(2);
  expect(documents.map(({ filter }) => Object.keys((filter as { selection: object }).selection)[0])).toEqual(
    expect.arrayContaining([ROLE, `${ROLE}|cased`, 'userIdentity.arn|cased']),
  );
});

it('writes none where the list is empty, sought, or excluded in a part only, and says so', async () => {
  const rules = [
    { stem: 'empty', match: { eventName: 'x', not: { [ROLE]: { inList: 'nobody' } } } },
    { stem: 'sought', match: { [ROLE]: { inList: 'renameAllowed' } } },
    { stem: 'part', match: { any: [byRole, { eventName: 'AssumeRoot' }] } },
    { stem: 'both', match: { not: { all: [{ [ROLE]: { inList: 'renameAllowed' } }, { eventName: 'x' }] } } },
  ];
  const { files } = await packOf(rules, [ROLES, { name: 'nobody', entries: [] }]);
  expect([...files.keys()].filter((path) => path.startsWith('filters/'))).toEqual([]);
  const page = files.get('CONVERSION.md') ?? '';
  expect(page).toContain('| nobody | Rule empty | The list is empty in this environment,');
  for (const stem of ['sought', 'part', 'both'])
    expect(page).toContain(
      `| renameAllowed | Rule ${stem} | The rule does not exclude what the list holds as a whole`,
    );
});

it('keeps the notes of entries that no value stands for', async () => {
  const list = { name: 'actions', entries: [{ value: 's3:GetObject', reason: 'A read.' }] };
  const { files } = await packOf(
    [{ stem: 'one', match: { readOnly: false, not: { action: { inList: 'actions' } } } }],
    [list],
  );
  const text = files.get('filters/mf_aws_cloudtrail_actions.yml') ?? '';
  expect(text).toContain('A read.');
});

const listed = (name: string) => inList({ value: name }, [row('1')]);

it('finds what a condition denies whatever else holds', () => {
  const [a, b, c] = [listed('a'), listed('b'), listed('c')] as const;
  expect(exclusionsOf(not(a))).toEqual([a]);
  expect(exclusionsOf(all(not(any(a, b)), not(not(not(c)))))).toEqual([a, b, c]);
  expect(exclusionsOf(not(all(a, b)))).toEqual([]);
  expect(exclusionsOf(any(not(a), b))).toEqual([]);
  expect(exclusionsOf(a)).toEqual([]);
  expect(exclusionsOf(not(any(all(a, b), c)))).toEqual([c]);
});
