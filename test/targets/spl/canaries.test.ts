/** The canaries: one source for page and command, and the searches that `trailc selftest --canaries` prints. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { CloudTrailEvent } from '../../../src/cloudtrail/event.ts';
import type { Expression } from '../../../src/ir/expression.ts';
import type { RuleIr } from '../../../src/ir/rule.ts';
import { assumption } from '../../../src/targets/shared/assumptions.ts';
import { CANARIES, type CanaryName } from '../../../src/targets/spl/canaries.ts';
import { canariesPage } from '../../../src/targets/spl/canaries-page.ts';
import { canarySearches } from '../../../src/targets/spl/canaries-search.ts';
import { splTarget } from '../../../src/targets/spl/index.ts';
import { all, exists, inCidr, inList, row as listRow, rule, test } from '../../evaluate/build.ts';
import { compileRows, type ResultRow } from '../../oracle/spl/oracle.ts';
import { ENVIRONMENT } from '../../support/environment.ts';
import { render } from './render.ts';
import { EVERY_KIND, known, SAME_ELEMENT } from './rules.ts';

const named = (condition: Expression, stem: string): RuleIr => rule(condition, { stem });

const RULES = [
  named(SAME_ELEMENT, 'same-element'),
  named(EVERY_KIND, 'every-kind'),
  named(all(exists('requestParameters.roleName'), inCidr('sourceIPAddress', ['2001:db8::/32'])), 'present'),
];

async function searchesOf(rules: readonly RuleIr[], profile = 'raw') {
  const { value, diagnostics } = canarySearches(rules, ENVIRONMENT, profile);
  expect(diagnostics).toEqual([]);
  return Promise.all((value ?? []).map(render));
}

/** What the compiled rules say that they rest on, as far as this target has canaries for it. */
function restOn(rules: readonly RuleIr[], profile = 'raw'): readonly string[] {
  const answers = rules.map((one) => splTarget.compile(one, ENVIRONMENT, profile).value?.answer);
  const names = answers.flatMap((answer) =>
    answer?.kind === 'exact-given' ? answer.assumptions.map(({ name }) => name) : [],
  );
  return [...new Set(names)];
}

/** Stages without comments. */
const stagesOf = (search: string) =>
  search
    .replace(/\s*```[^`]*```/g, '')
    .trimEnd()
    .split(/\n\| /);

describe('docs/splunk.md', () => {
  it('holds the canaries as the source has them', () => {
    const page = readFileSync('docs/splunk.md', 'utf8');
    expect(page.slice(page.indexOf('### `splunk-canary`'))).toBe(canariesPage());
  });
});

describe('the search that needs no data', () => {
  it.each(['raw', 'extracted'])('answers yes for each, as it is printed (%s)', async (profile) => {
    const [search = ''] = await searchesOf(RULES, profile);
    const stages = stagesOf(search);
    expect(stages[0]).toMatch(/^\| makeresults count=\d+$/);
    expect(stages[1]).toBe('streamstats count AS trailc_row');
    // What is counted is read with json_extract, whatever the profile.
    const rest = [...new Set([...restOn(RULES, profile), 'splunk-canary'])];
    const wanted = rest.filter((name) => CANARIES[name as CanaryName].kind === 'shows').sort();
    // Every row has an answer of its own.
    const answers = [...(stages.at(-3) ?? '').matchAll(/\btrailc_row=\d+, (trailc_\d+)/g)].map(
      ([, one]) => one,
    );
    expect(new Set(answers).size).toBe(wanted.length);
    compileRows(search).readings([], rest, (rows, switches) => {
      expect([switches, rows.map(({ holds }) => holds)]).toEqual([switches, wanted.map(() => 'yes')]);
      expect(rows.map(({ canary }) => canary).sort()).toEqual(wanted);
      expect(rows.map(({ means }) => means)).toEqual(
        rows.map(({ canary }) => assumption(canary as CanaryName).text.replaceAll('`', '')),
      );
      return false;
    });
  });

  it('says which rules rest on each', async () => {
    const [search = ''] = await searchesOf(RULES);
    const rules = new Map(
      compileRows(search)
        .rows()
        .map((row) => [row.canary, row.rules]),
    );
    expect(rules.get('splunk-canary')).toBe('same-element, every-kind, present');
    expect(rules.get('splunk-mvmap')).toContain('same-element');
    expect(rules.get('splunk-mvmap')).not.toContain('present');
  });
});

describe('the search that counts', () => {
  const breaksOf = async (rules: readonly RuleIr[], profile: string, name: string) => {
    const search = (await searchesOf(rules, profile))[1] ?? '';
    expect(stagesOf(search)[0]).toBe('index="cloudtrail" sourcetype="aws:cloudtrail"');
    const compiled = compileRows(search);
    return (event: CloudTrailEvent) => {
      const rows = compiled.rows([JSON.stringify(event)]);
      const { breaking, holds, events }: ResultRow = rows.find(({ canary }) => canary === name) ?? {};
      expect([events, holds]).toEqual([1, breaking === 0 ? 'yes' : 'no']);
      return breaking;
    };
  };

  it('asks about the keys that the rules read', async () => {
    const breaks = await breaksOf([named(exists('requestParameters.roleName'), 'r')], 'raw', 'no-twin-key');
    expect(breaks({ requestParameters: { roleName: null }, more: { roleName: 'null' } })).toBe(1);
    expect(breaks({ requestParameters: { roleName: [] }, more: { roleName: '[x' } })).toBe(1);
    expect(breaks({ requestParameters: { roleName: null }, more: { roleName: 'x' } })).toBe(0);
    expect(breaks({ requestParameters: { roleSessionName: null }, more: { roleSessionName: 'null' } })).toBe(
      0,
    );
  });

  it('asks about objects where a presence is asked for', async () => {
    const breaks = await breaksOf(
      [named(exists(known('userIdentity.userName')), 'r')],
      'extracted',
      'no-object-here',
    );
    expect(breaks({ userIdentity: { userName: { a: 1 } } })).toBe(1);
    expect(breaks({ userIdentity: { userName: 'x', arn: {} } })).toBe(0);
  });

  it('asks about the values that AWS escapes', async () => {
    const breaks = await breaksOf([named(test('equals', 'eventName', 'x-y'), 'r')], 'raw', 'ascii-unescaped');
    expect(breaks({ eventName: 'x' })).toBe(0);
    const search = (await searchesOf([named(test('equals', 'eventName', 'x-y'), 'r')]))[1] ?? '';
    expect(search).toContain('stats count AS events sum(trailc_1) AS trailc_1');
  });

  it('is left out where nothing is to be counted, and so is all of it', async () => {
    const [search = '', ...more] = await searchesOf([]);
    expect({ search, more }).toEqual({ search: '', more: [] });
  });
});

describe('the searches of a lookup', () => {
  it('are printed for each lookup that a rule needs', async () => {
    const rows = Array.from({ length: 1_001 }, (_, at) => listRow(`name-${at}`));
    const searches = await searchesOf([named(inList({ value: 'eventName' }, rows), 'r')]);
    expect(searches.map((search) => stagesOf(search)[0])).toEqual([
      expect.stringMatching(/^\| makeresults count=\d+$/),
      'index="cloudtrail" sourcetype="aws:cloudtrail"',
      '| inputlookup trailc_known',
      '| inputlookup trailc_known',
    ]);
    expect(stagesOf(searches[2] ?? '').slice(1)).toEqual([
      'lookup trailc_known key OUTPUT listed AS again',
      'where isnull(again) OR again!="yes"',
    ]);
  });
});
