/** Lists of an app that are too long for a search. */
import { describe, expect, it } from 'vitest';
import type { Expression } from '../../../src/ir/expression.ts';
import { csvCell, reasonCell } from '../../../src/targets/spl/lookup-file.ts';
import { all, inList, not, row } from '../../evaluate/build.ts';
import { readConf } from '../../oracle/spl/conf.ts';
import { readCsv } from '../../oracle/spl/lookup.ts';
import { compileSavedSearch } from '../../oracle/spl/oracle.ts';
import { documentOf, ruleOf } from '../../support/rule.ts';
import { builtApp } from './app-build.ts';

const RULE = ruleOf(documentOf({ eventName: 'x' }));
const named = (stem: string, title: string, condition: Expression) => ({
  ...RULE,
  condition,
  document: { ...RULE.document, stem, title: { ...RULE.document.title, value: title } },
});
const many = (count: number) => Array.from({ length: count }, (_, at) => row(`v${at}`));

describe('lookups', () => {
  const long = inList({ value: 'a' }, many(1001));
  const { app } = builtApp([
    named('one', 'One', long),
    named('two', 'Two', not(long)),
    named('three', 'Three', inList({ value: 'a' }, many(3))),
  ]);
  const files = [...app.files.keys()];

  it('are those that a condition needs, each once, defined in transforms.conf', () => {
    expect(files.filter((path) => path.startsWith('lookups/'))).toEqual(['lookups/trailc_known.csv']);
    const transforms = readConf(app.files.get('default/transforms.conf') ?? '');
    expect([...transforms].map(([name, stanza]) => [name, Object.fromEntries(stanza)])).toEqual([
      ['trailc_known', { filename: 'trailc_known.csv', case_sensitive_match: 'true', max_matches: '1' }],
    ]);
    const [head, ...rows] = readCsv(app.files.get('lookups/trailc_known.csv') ?? '');
    expect(head).toEqual(['key', 'listed', 'reason']);
    expect(rows).toHaveLength(1001);
  });

  it('decide the searches of the app', () => {
    const verdict = (title: string, a: string) =>
      compileSavedSearch(app.files, title).run(JSON.stringify({ a })).verdict;
    expect(['v1000', 'v1001', ''].map((a) => verdict('One', a))).toEqual([true, false, false]);
    expect(['v1000', 'v1001', ''].map((a) => verdict('Two', a))).toEqual([false, true, true]);
    expect(['v2', 'v3'].map((a) => verdict('Three', a))).toEqual([true, false]);
  });

  it('stand nowhere where no rule needs one', () => {
    const paths = [...builtApp([named('one', 'One', inList({ value: 'a' }, many(3)))]).app.files.keys()];
    expect(paths.filter((path) => /lookups|transforms/.test(path))).toEqual([]);
  });
});

describe('a cell that people read', () => {
  const cell = (written: string) => readCsv(`${written}\n`)[0]?.[0] ?? '';

  it.each([
    '=1+1',
    '=HYPERLINK("http://example.com","x")',
    '+1',
    '-1',
    '@SUM(A1)',
    '\t=1',
    '\r=1',
    '\n=1',
    ' =1',
    '\u00a0=1',
    '\u200b=1',
    '\uff1d1',
    '\uff0b1',
    '\uff0d1',
    '\uff20x',
    '\u0000=1',
  ])('is no formula: %j', (text) => {
    expect(cell(reasonCell(text))).toMatch(/^'/);
    expect(cell(reasonCell(text)).slice(1)).toBe(text.replace(/\p{Cc}/gu, ' '));
  });

  it.each(['Approved in CHG-1', "'quoted'", 'a=1', 'é', '1-2', '"=1"', ''])('stays %j', (text) => {
    expect(cell(reasonCell(text))).toBe(text);
  });

  it('changes no key: what is looked up is what the list says', () => {
    const odd = ['=1+1', '+1', '-1', '@x', "'x"];
    const rows = [...odd.map((value) => row(value)), ...many(1001)];
    const condition = all(inList({ value: 'a' }, rows));
    const { app } = builtApp([named('one', 'One', condition)]);
    const keys = readCsv(app.files.get('lookups/trailc_known.csv') ?? '').map(([key]) => key);
    expect(keys.slice(1, 1 + odd.length)).toEqual(odd.map((value) => `<${value}>`));
    const search = compileSavedSearch(app.files, 'One');
    for (const a of odd) expect(search.run(JSON.stringify({ a })).verdict).toBe(true);
    expect(cell(csvCell('=1'))).toBe('=1');
  });
});
