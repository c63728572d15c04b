/** The package as a whole: zips by status and level, names, and the same bytes whatever the order of rules' ids. */
import { expect, it } from 'vitest';
import { filterFileNameOf, genericFileNameOf } from '../../../src/targets/sigma/file-name.ts';
import { titleCase } from '../../../src/targets/sigma/title.ts';
import { packOf } from './package-support.ts';

const PATH = 'rules/cloud/aws/cloudtrail/aws_cloudtrail_';

it('puts each rule into the zip of its status and level, under the name that it has in the folder', async () => {
  const rules = [
    { stem: 'a', match: { eventName: 'x' }, more: { status: 'test', level: 'high' } },
    { stem: 'b', match: { eventName: 'x' }, more: { status: 'stable', level: 'low' } },
    { stem: 'c', match: { eventName: 'x' }, more: { status: 'test', level: 'high' } },
    // Sigma cannot say it, so it is in no zip.
    { stem: 'd', match: { 'requestParameters.a': { differsFrom: { field: 'requestParameters.b' } } } },
  ];
  const { archives } = await packOf(rules);
  expect(archives).toEqual([
    { path: 'zip/stable-low.zip', names: [`${PATH}b.yml`] },
    { path: 'zip/test-high.zip', names: [`${PATH}a.yml`, `${PATH}c.yml`] },
  ]);
});

it('is a page alone where there is no rule', async () => {
  const { files, archives } = await packOf([]);
  expect([...files.keys()]).toEqual(['CONVERSION.md']);
  expect(archives).toEqual([]);
});

it('names files by the specification, each list and rule differently', () => {
  const lists = ['renameAllowed', 'rename', 'aB', 'ab', 'aBC', 'aBc', 'x'.repeat(64), `${'x'.repeat(63)}y`];
  const names = [
    ...lists.map((list) => filterFileNameOf(list)),
    ...lists.map((list) => filterFileNameOf(list, 'use')),
    ...['a-b', 'a_b', 'x'.repeat(80)].map(genericFileNameOf),
  ];
  expect(new Set(names).size).toBe(names.length);
  for (const name of names) expect(name).toMatch(/^[a-z0-9_]{6,66}\.yml$/);
  expect(filterFileNameOf('renameAllowed')).toBe('mf_aws_cloudtrail_rename_allowed.yml');
});

it.each([
  // The words that SigmaHQ's validator of titles lets stand in lower case, and no other.
  ['Role assumed under a name', 'Role Assumed Under a Name'],
  ['an IAM user acts for the one from sts:AssumeRole', 'an IAM User Acts for the One from sts:AssumeRole'],
  ['session.name is a e-mail, or not', 'session.name Is a E-mail, or Not'],
  ['path/x a_b 7zip MFA', 'path/x a_b 7zip MFA'],
  ["{{x}} 'quoted' <b>", "{{x}} 'quoted' <b>"],
])('writes the title %j as %j', (title, written) => {
  expect(titleCase(title)).toBe(written);
});
