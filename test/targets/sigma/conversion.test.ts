/** CONVERSION.md says of each rule what its answer says, and of the package what is in it. */
import { expect, it } from 'vitest';
import { packOf } from './package-support.ts';

const FIELDS = {
  'requestParameters.a': { differsFrom: { field: 'requestParameters.b' }, ignoreCase: false },
};
const consent = { targets: { sigma: { accept: 'under-matches', because: 'Case is of no matter.' } } };
const section = (page: string, title: string) => page.split(`### ${title}\n`)[1]?.split(/\n##/)[0] ?? '';

it('says what is exact given what, what is approximate and what is not said', async () => {
  const { files } = await packOf([
    { stem: 'exact', match: { eventName: 'x', errorCode: { exists: false } } },
    { stem: 'near', match: FIELDS, more: consent },
    {
      stem: 'unsaid',
      match: { actor: { startsWith: 'x', ignoreCase: true } },
      more: { targets: { sigma: { accept: 'unsupported', because: 'There is no such field.' } } },
    },
  ]);
  const page = files.get('CONVERSION.md') ?? '';
  expect(page).toContain('| Rule exact | test | low | exact, given its assumptions |');
  expect(page).toContain('| Rule near | test | low | approximate: under-matches |');
  expect(page).toContain('| Rule unsaid | test | low | not said |');
  expect(section(page, 'Rule exact')).toMatch(/Exact, given: .*`no-empty-object`/);
  expect(section(page, 'Rule near')).toContain('It under-matches');
  expect(section(page, 'Rule near')).toContain('Case is of no matter.');
  expect(section(page, 'Rule near')).toContain(
    "`requestParameters.a differsFrom { field: requestParameters.b }`: Sigma's fieldref ignores case.",
  );
  const unsaid = section(page, 'Rule unsaid');
  expect(unsaid).toContain('there is no file');
  expect(unsaid).toContain('There is no such field.');
  expect(unsaid).not.toContain('.yml');
  // Every assumption that a rule names is explained, and no other.
  const named = new Set(
    [...page.matchAll(/^- (?:Exact, given|Given): (.*)\.$/gm)].flatMap(([, all = '']) => all.split(', ')),
  );
  const explained = [...page.matchAll(/^\| (`[a-z-]+`) \| [A-Z]/gm)].map(([, name = '']) => name);
  expect(explained.sort()).toEqual([...named].sort());
});

it('names only folders that are there', async () => {
  const alone = (await packOf([{ stem: 'one', match: { eventName: 'x' } }])).files.get('CONVERSION.md') ?? '';
  expect(alone).toContain('`rules/`');
  for (const folder of ['`filters/`', '`generic/`', 'sigma convert']) expect(alone).not.toContain(folder);
});
