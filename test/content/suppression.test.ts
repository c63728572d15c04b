/** `suppress` of rules and of the configuration, as its reader takes it. */
import { describe, expect, it } from 'vitest';
import { CATALOGUE, type DiagnosticCode } from '../../src/base/catalogue.ts';
import { hasErrors } from '../../src/base/result.ts';
import { readConfig } from '../../src/content/config.ts';
import { isGivenByCheck, SUPPRESSIBLE } from '../../src/language/suppressible.ts';
import { placed, readText, ruleText } from './rule-support.ts';
import { codes, sourceOf, textOf } from './support.ts';

const BECAUSE = 'because: it is so';
const entry = (parts: string) => readText(ruleText({ suppress: `suppress:\n  - { ${parts} }` }));
const FIRST = 16;

describe('in a rule', () => {
  it('is a code, a reason and the last day', () => {
    const { value, diagnostics } = entry(`code: check/unused-param, ${BECAUSE}, expires: 2027-01-31`);
    expect(diagnostics).toEqual([]);
    expect(value?.suppress).toMatchObject([
      { code: { value: 'check/unused-param' }, because: 'it is so', expires: { value: '2027-01-31' } },
    ]);
    expect(value?.suppress?.[0]).not.toHaveProperty('paths');
    expect(entry(`code: check/unused-param, ${BECAUSE}`).value?.suppress?.[0]).not.toHaveProperty('expires');
  });

  it('is not there where nothing is written', () => {
    expect(readText(ruleText()).value).not.toHaveProperty('suppress');
  });

  it.each([
    // `^` stands before the place of the fault.
    ['a code that is none', `code: ^check/unusedparam, ${BECAUSE}`, 'suppress/unknown-code'],
    ['an area', `code: ^check, ${BECAUSE}`, 'suppress/unknown-code'],
    ['a name that objects have', `code: ^constructor, ${BECAUSE}`, 'suppress/unknown-code'],
    ['an error', `code: ^rule/title, ${BECAUSE}`, 'suppress/error'],
    ['a warning about suppressions', `code: ^suppress/unused, ${BECAUSE}`, 'suppress/out-of-reach'],
    ['a fault of suppressions', `code: ^suppress/date, ${BECAUSE}`, 'suppress/out-of-reach'],
    ['a warning about a bundle', `code: ^app-check/email, ${BECAUSE}`, 'suppress/out-of-reach'],
    ['no day', `code: check/unused-param, ${BECAUSE}, expires: ^2027-02-29`, 'suppress/date'],
    ['no date', `code: check/unused-param, ${BECAUSE}, expires: ^soon`, 'yaml/wrong-shape'],
    ['a time', `code: check/unused-param, ${BECAUSE}, expires: ^2027-01-31T00:00`, 'yaml/wrong-shape'],
    ['no reason', '^code: check/unused-param', 'yaml/missing-key'],
    ['an empty reason', "code: check/unused-param, because: ^' '", 'yaml/empty-text'],
    ['no code', `^${BECAUSE}`, 'yaml/missing-key'],
    ['no text', `code: ^5, ${BECAUSE}`, 'yaml/number-not-text'],
    ['a key of the configuration', `code: check/unused-param, ${BECAUSE}, ^paths: [a]`, 'yaml/unknown-key'],
  ])('%s is one fault, and no suppression', (_, marked, code) => {
    const { value, diagnostics } = entry(marked.replace('^', ''));
    // A key that is missing is missing from the whole mapping.
    const column = `  - { ${marked}`.replace('{ ^', '^{ ').indexOf('^') + 1;
    expect(placed(diagnostics)).toEqual([`${FIRST + 1}:${column} ${code}`]);
    expect(hasErrors(diagnostics)).toBe(true);
    // An unknown key takes nothing from what is known.
    expect(value?.suppress ?? []).toHaveLength(code === 'yaml/unknown-key' ? 1 : 0);
  });

  it('has at least one entry', () => {
    const { diagnostics } = readText(ruleText({ suppress: 'suppress: []' }));
    expect(placed(diagnostics)).toEqual([`${FIRST}:11 yaml/too-few`]);
  });

  it('that is of another type is one fault', () => {
    for (const written of ['suppress: check/unused-param', 'suppress: { code: check/unused-param }']) {
      const { value, diagnostics } = readText(ruleText({ suppress: written }));
      expect(placed(diagnostics)).toEqual([expect.stringMatching(/ yaml\/wrong-type$/)]);
      expect(value?.suppress).toEqual([]);
    }
  });

  it('suggests the code that was meant, and no error', () => {
    const text = textOf(
      entry(`code: check/absense-decides, ${BECAUSE}`).diagnostics,
      'suppress/unknown-code',
    );
    expect(text).toContain('Did you mean "check/absence-decides"?');
    // rule/title is near, and an error.
    expect(textOf(entry(`code: rule/titel, ${BECAUSE}`).diagnostics, 'suppress/unknown-code')).not.toContain(
      'rule/title"?',
    );
  });
});

describe('in the configuration', () => {
  const read = (paths: string) =>
    readConfig(
      sourceOf(
        `trailc: 1\nenvironments: { production: {} }\nsuppress:\n  - { code: check/unused-param, ${BECAUSE}, paths: ${paths} }\n`,
        'trailc.config.yml',
      ),
    );

  it('names files and folders from the root', () => {
    const { value, diagnostics } = read("[lists/a.yml, detections/aws/, ./x//y, '.']");
    expect(diagnostics).toEqual([]);
    expect(value?.suppress?.[0]?.paths?.map(({ value: path }) => path)).toEqual([
      'lists/a.yml',
      'detections/aws',
      'x/y',
      '.',
    ]);
  });

  it.each([
    ["['/etc']"],
    ["['C:/x']"],
    ["['../x']"],
    ["['a/../../x']"],
    ["['lists/*.yml']"],
    ["['a\\b']"],
    ["[' a']"],
    ['["a\\u0007"]'],
  ])('takes no %s', (paths) => {
    const { value, diagnostics } = read(paths);
    expect(codes(diagnostics)).toEqual([expect.stringMatching(/^suppress\/path 4:60$/)]);
    expect(value?.suppress).toEqual([]);
  });

  it('takes no empty list of paths, which would mean everything or nothing', () => {
    const { value, diagnostics } = read('[]');
    expect(codes(diagnostics)).toEqual(['yaml/too-few 4:59']);
    expect(value?.suppress).toEqual([]);
  });

  it('drops an entry of which one path is wrong', () => {
    expect(read("[lists, '../x']").value?.suppress).toEqual([]);
  });
});

describe('the codes', () => {
  it('that may be suppressed are warnings', () => {
    expect(SUPPRESSIBLE.length).toBeGreaterThan(20);
    for (const code of SUPPRESSIBLE) expect([code, CATALOGUE[code].severity]).toEqual([code, 'warning']);
  });

  it('that check does not give are known: bundles, commands, and engines say them', () => {
    const warnings = (Object.keys(CATALOGUE) as DiagnosticCode[]).filter(
      (code) => CATALOGUE[code].severity === 'warning',
    );
    const areas = new Set(
      warnings.filter((code) => !isGivenByCheck(code)).map((code) => code.replace(/\/.*/, '')),
    );
    areas.delete('mutate');
    expect([...areas].sort()).toEqual([
      'app-check',
      'athena-stack',
      'bundle',
      'diff',
      'expect',
      'fix',
      'splunk-app',
      'suppress',
      'target',
      'verify',
    ]);
  });
});
