/** The issues that are answered for: the documentation says the same, and no other case is let through. */
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { FILTER_SCHEMA } from './filter-schema.ts';
import { EXPLAINED, isExplained } from './package-explained.ts';
import { schemaFaults } from './schema.ts';

it('docs/sigma.md has the table of explained issues, row by row', () => {
  const rows = readFileSync('docs/sigma.md', 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('| `Sigmahq'));
  expect(rows).toEqual(Object.entries(EXPLAINED).map(([issue, { why }]) => `| \`${issue}\` | ${why} |`));
});

it.each([
  ['SigmahqUnknownFieldIssue: MEDIUM', { title: 'x', trailc: {} }, true],
  ['SigmahqUnknownFieldIssue: MEDIUM', { title: 'x', trailc: {}, falsepositve: [] }, false],
  ['SigmahqStatusToHighIssue: MEDIUM', { status: 'test' }, true],
  ['SigmahqStatusToHighIssue: MEDIUM', { status: 'deprecated' }, false],
  ['SigmahqFieldDuplicateValueIssue: HIGH', { detection: { a: { b: ['false', false] } } }, true],
  ['SigmahqFieldDuplicateValueIssue: HIGH', { detection: { a: { b: ['x', 'x'] } } }, false],
  ['SigmahqTitleCaseIssue: MEDIUM', { title: 'x' }, false],
  ['constructor', {}, false],
])('%s of %j: %s', (issue, file, explained) => {
  expect(isExplained(issue, JSON.stringify(file))).toBe(explained);
});

const filter = (more: object) =>
  JSON.stringify({
    title: 'x',
    logsource: { product: 'aws', service: 'cloudtrail' },
    filter: { rules: ['x'], selection: { a: 'b' }, condition: 'not selection', ...more },
  });

it('the schema of filters takes maps and lists of maps, and minds what is missing', () => {
  const faultsOf = schemaFaults(FILTER_SCHEMA);
  expect(faultsOf(filter({}))).toEqual([]);
  expect(faultsOf(filter({ selection: [{ a: 'b' }, { a: 'c' }] }))).toEqual([]);
  for (const more of [{ rules: [] }, { rules: ['x', 'x'] }, { selection: 'x' }, { condition: ['x'] }])
    expect(faultsOf(filter(more)).length).toBeGreaterThan(0);
});
