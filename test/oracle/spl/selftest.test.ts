/** The searches of `trailc selftest`, whole and as printed: what they say where all is well, and where it is not. */
import { describe, expect, it } from 'vitest';
import type { TestDocument } from '../../../src/content/document.ts';
import { loadRepository } from '../../../src/content/repository.ts';
import type { RuleIr } from '../../../src/ir/rule.ts';
import { lowerForTests } from '../../../src/lower.ts';
import { all, exists, inCidr, inList, row as listRow, rule, test } from '../../evaluate/build.ts';
import { ENVIRONMENT } from '../../support/environment.ts';
import { whats } from '../../support/rule.ts';
import { EVERY_KIND, known, SAME_ELEMENT } from '../../targets/spl/rules.ts';
import { assumptionNames, splFiles } from './artefacts.ts';
import { compileRows, type ResultRow } from './oracle.ts';
import { printedCanaries, printedSelftest, rowsUnderAll } from './printed.ts';
import { behaviour, SWITCH_NAMES, type Switches } from './switches.ts';

const { value: content, diagnostics } = loadRepository('trailc.config.yml');
if (content === undefined) throw new Error(whats(diagnostics).join('\n'));
const shipped = content.rules.map((document): { readonly name: string; readonly rule: RuleIr } => {
  const { value } = lowerForTests(document, content);
  if (value === undefined) throw new Error(document.stem);
  return { name: document.stem, rule: value };
});
const PROFILES = ['raw', 'extracted'];

const printed = (one: RuleIr, profile: string) => {
  const found = printedSelftest(one, ENVIRONMENT, profile);
  if (found === undefined) throw new Error(`profile ${profile} does not say ${one.document.stem}`);
  return found;
};
const namesOf = (rows: readonly ResultRow[]) => rows.map((row) => row.test);

describe.each(PROFILES)('selftests of the shipped rules, profile %s', (profile) => {
  it.each(shipped)('$name: every row passes, under every reading left open', ({ rule: one }) => {
    const said = rowsUnderAll(printed(one, profile), { key: 'test', column: 'result', wanted: 'pass' });
    expect([...said.values()].filter(({ row }) => row.result !== 'pass')).toEqual([]);
    const got = [...said.values()].map(({ row }) => [row.rule, row.test, row.expected, row.got]);
    // In the order of the tests: sorted by row where all pass.
    expect(got).toEqual(
      one.document.tests.map(({ name, expect: wanted }) => [one.document.stem, name.value, wanted, wanted]),
    );
  });

  it.each(shipped)('$name: the one test that expects otherwise fails, and stands first', ({ rule: one }) => {
    const { tests } = one.document;
    for (const which of new Set([0, tests.length >> 1, tests.length - 1])) {
      const flipped = tests.map(
        (of, at): TestDocument =>
          at === which ? { ...of, expect: of.expect === 'match' ? 'no-match' : 'match' } : of,
      );
      const wrong = { ...one, document: { ...one.document, tests: flipped } };
      const rows = compileRows(printed(wrong, profile).text).rows();
      const [first, ...rest] = tests.toSpliced(which, 1, ...[]).map(({ name }) => name.value);
      expect(namesOf(rows)).toEqual([tests[which]?.name.value, first, ...rest]);
      expect(rows.map(({ result }) => result)).toEqual(['fail', ...rest.map(() => 'pass'), 'pass']);
    }
  });
});

describe('a selftest', () => {
  const event = { eventName: 'PutRolePolicy' };
  const testOf = (name: string, of: object, wanted: 'match' | 'no-match'): TestDocument =>
    ({
      ...shipped[0]?.rule.document.tests[0],
      name: { value: name },
      event: of,
      expect: wanted,
    }) as TestDocument;

  it('fails where the first terms leave out what the condition matches, but for the reading that asks none', () => {
    const one = rule(test('equals', 'eventName', 'PutRolePolicy'), { tests: [testOf('a', event, 'match')] });
    const { text } = printed(one, 'raw');
    // As if AWS wrote its letters as escapes, which JSON takes for the same.
    const escaped = text.replace('\\"eventName\\":\\"Put', '\\"eventName\\":\\"\\\\u0050ut');
    expect(escaped).not.toBe(text);
    const result = (of: string, switches: Switches = {}) =>
      compileRows(of)
        .rows([], switches)
        .map(({ got, prefilter, result: said }) => [got, prefilter, said]);
    expect(result(text)).toEqual([['match', 'kept', 'pass']]);
    expect(result(escaped)).toEqual([['match', 'left out', 'fail']]);
    expect(result(escaped, { 'search-term': 'anything' })).toEqual([['match', 'kept', 'pass']]);
  });

  it('reads a long list of its lookup', () => {
    const rows = Array.from({ length: 1_001 }, (_, at) => listRow(`name-${at}`));
    const tests = [
      testOf('on the list', { eventName: 'name-7' }, 'match'),
      testOf('not on it', { eventName: 'name-' }, 'no-match'),
    ];
    const one = rule(inList({ value: 'eventName' }, rows), { tests });
    const said = rowsUnderAll(printed(one, 'raw'), { key: 'test', column: 'result', wanted: 'pass' });
    expect([...said.values()].map(({ row }) => [row.test, row.got, row.result])).toEqual([
      ['on the list', 'match', 'pass'],
      ['not on it', 'no-match', 'pass'],
    ]);
  });
});

const LONG = Array.from({ length: 1_001 }, (_, at) => listRow(`name-${at}`));
/** Rules that rest on everything there is. */
const RULES = [
  rule(SAME_ELEMENT, { stem: 'same-element' }),
  rule(EVERY_KIND, { stem: 'every-kind' }),
  rule(all(exists(known('errorCode')), test('equals', known('requestParameters.a'), 'PutRolePolicy')), {
    stem: 'present',
  }),
  rule(inCidr('sourceIPAddress', ['2001:db8::/32']), { stem: 'cidr' }),
];
const SUBJECTS = [
  { name: 'the shipped rules', rules: shipped.map(({ rule: one }) => one) },
  { name: 'rules that rest on more', rules: RULES },
];
const assumedBy = (rules: readonly RuleIr[], profile: string) =>
  [...new Set(rules.flatMap((one) => assumptionNames(splFiles(one, ENVIRONMENT, profile).answer)))].sort();

/** What is counted is asked of json_extract, whatever the profile: the canary of that goes with them. */
const canariesOf = (assumptions: readonly string[]) => [...new Set([...assumptions, 'splunk-canary'])].sort();

describe.each(SUBJECTS)('canaries of $name', ({ rules }) => {
  describe.each(PROFILES)('profile %s', (profile) => {
    const [dataless = '', counting = '', ...more] = printedCanaries(rules, ENVIRONMENT, profile);
    const assumptions = canariesOf(assumedBy(rules, profile));
    const records = shipped.flatMap(({ rule: one }) =>
      one.document.tests.map(({ event }) => JSON.stringify(event)),
    );
    const counted = (of: readonly string[]) => {
      const wrong: unknown[] = [];
      compileRows(counting).readings(of, assumptions, (rows, switches) => {
        for (const { canary, holds } of rows) if (holds !== 'yes') wrong.push({ canary, holds, switches });
        return false;
      });
      return {
        names: compileRows(counting)
          .rows()
          .map(({ canary }) => canary),
        wrong,
      };
    };

    it('hold under every reading left open, each assumption once', () => {
      const of = { text: dataless, assumptions, files: new Map() };
      const said = rowsUnderAll(of, { key: 'canary', column: 'holds', wanted: 'yes' });
      expect([...said.values()].filter(({ row }) => row.holds !== 'yes')).toEqual([]);
      const { names, wrong } = counted(records);
      expect(wrong).toEqual([]);
      expect([...said.keys(), ...names].sort()).toEqual(assumptions);
      expect(more).toEqual([]);
    });

    it('do not hold where Splunk does otherwise', () => {
      const search = compileRows(dataless);
      const canaries = new Set(search.rows().map(({ canary }) => canary));
      const told = SWITCH_NAMES.filter((name) => {
        const { canary, proposed, settledBy } = behaviour(name);
        return canaries.has(canary) && proposed === undefined && settledBy.length > 0;
      });
      expect(told.length).toBeGreaterThanOrEqual(profile === 'raw' ? 5 : 2);
      for (const name of told)
        for (const value of behaviour(name).values.slice(1)) {
          const rows = search.rows([], { [name]: value } as Switches);
          const row = rows.find(({ canary }) => canary === behaviour(name).canary);
          // NULL is not yes either: if() may be what deviates.
          expect([name, value, row?.holds === 'yes']).toEqual([name, value, false]);
          expect(row).toBeDefined();
        }
    });

    it('count no events where there are none', () => {
      const rows = compileRows(counting).rows([]);
      expect(rows.length).toBeGreaterThan(1);
      for (const row of rows) expect(row).toMatchObject({ holds: 'no events', events: 0 });
    });
  });
});

describe('canaries that count', () => {
  const clean = '{"eventSource":"sts.amazonaws.com","eventName":"AssumeRole","recipientAccountId":"1"}';
  const extracted = { profile: 'extracted', switches: {} };
  it.each<{ name: string; record: object | string; profile?: string; switches?: Switches }>([
    { name: 'ascii-unescaped', record: '{"eventName":"\\u0050ut"}' },
    { name: 'no-twin-key', record: { requestParameters: { a: null }, z: { a: 'null' } } },
    { name: 'no-twin-key', record: { requestParameters: { a: {} }, z: { a: '[' } } },
    { ...extracted, name: 'no-null-twin', record: { requestParameters: { a: null }, z: { a: 'null' } } },
    {
      name: 'extracted-whole',
      record: { a: 'x'.repeat(5_000), recipientAccountId: '1' },
      profile: 'extracted',
      switches: { 'extract-cutoff': 'cut' },
    },
    {
      name: 'extracted-once',
      record: { eventID: 'e' },
      profile: 'extracted',
      switches: { 'extract-once': 'twice' },
    },
    {
      name: 'extracted-empty',
      record: { userIdentity: { accessKeyId: '' } },
      profile: 'extracted',
      switches: { 'extract-empty': 'left-out' },
    },
    { ...extracted, name: 'no-outcome-code', record: { errorCode: 'success' } },
    { ...extracted, name: 'parameters-are-objects', record: { requestParameters: '{"a":1}' } },
    { ...extracted, name: 'no-object-here', record: { errorCode: { a: 1 } } },
  ])('$name: says no, and how often', ({ name, record, profile = 'raw', switches = {} }) => {
    const text = printedCanaries(RULES, ENVIRONMENT, profile)[1] ?? '';
    const raw = typeof record === 'string' ? record : JSON.stringify(record);
    const said = (records: readonly string[], of: Switches) =>
      compileRows(text)
        .rows(records, of)
        .find(({ canary }) => canary === name);
    expect(said([clean], {})).toMatchObject({ holds: 'yes', breaking: 0, events: 1 });
    expect(said([raw, clean, raw], switches)).toMatchObject({ holds: 'no', breaking: 2, events: 3 });
  });
});

describe('canaries of a lookup', () => {
  const one = rule(inList({ value: 'eventName' }, LONG), { stem: 'long' });
  const { files } = splFiles(one, ENVIRONMENT, 'raw');
  const searches = printedCanaries([one], ENVIRONMENT, 'raw').slice(2);

  it('find nothing where all is well', () => {
    expect(searches.map((text) => compileRows(text, files).rows())).toEqual([[], []]);
  });

  it('find rows that the lookup does not give back, or gives back in another case', () => {
    const lookup = [...files.keys()].find((path) => path.endsWith('.csv')) ?? '';
    const [table = ''] = searches.map((text) =>
      compileRows(text, files).rows([], { 'lookup-match': 'folded' }),
    );
    expect(table).toEqual([]);
    const folded = compileRows(searches[1] ?? '', files).rows([], { 'lookup-match': 'folded' });
    expect(folded).toHaveLength(LONG.length);
    const unlisted = new Map(files).set(
      lookup,
      (files.get(lookup) ?? '').replace('"<name-7>","yes"', '"<name-7>","no"'),
    );
    expect(compileRows(searches[0] ?? '', unlisted).rows()).toHaveLength(1);
  });
});
