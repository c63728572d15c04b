/** The printed selftest, run on DuckDB: what it says of each test, and that it is Athena's own condition that says it. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CloudTrailEvent } from '../../../src/cloudtrail/event.ts';
import type { Content, TestDocument } from '../../../src/content/document.ts';
import { loadRepository } from '../../../src/content/repository.ts';
import { compileCondition } from '../../../src/evaluate/condition.ts';
import type { Expression } from '../../../src/ir/expression.ts';
import { normalForm } from '../../../src/ir/normal.ts';
import type { RuleIr } from '../../../src/ir/rule.ts';
import { lowerForTests } from '../../../src/lower.ts';
import { conditionOf } from '../../../src/targets/athena/condition.ts';
import { DOCUMENTED, EXTENDED } from '../../../src/targets/athena/profiles.ts';
import {
  all,
  element,
  exists,
  inList,
  row as listRow,
  not,
  rule,
  some,
  span,
  test,
} from '../../evaluate/build.ts';
import { athenaVerdicts } from '../../support/duckdb.ts';
import { HOSTILE } from './hostile.ts';
import { anyPool, conditionOver, eventOver } from './random.ts';
import { isSaid, rowsOf, statementsOf } from './selftest-duckdb.ts';

const { value: content } = loadRepository('trailc.config.yml');

/** Every shipped rule as its tests want it. */
function shipped(): readonly RuleIr[] {
  const repository = content as Content;
  return repository.rules.map((document) => {
    const { value } = lowerForTests(document, repository);
    if (value === undefined) throw new Error(document.stem);
    return { ...value, condition: normalForm(value.condition) };
  });
}

const testOf = (name: string, event: CloudTrailEvent, matches: boolean): TestDocument => ({
  name: { value: name, span },
  event,
  expect: matches ? 'match' : 'no-match',
  envs: [],
  span,
});

/** A rule around a condition, with a test for each event that expects what the evaluator says. */
function tested(condition: Expression, events: readonly CloudTrailEvent[], stem = 'rule'): RuleIr {
  const verdict = compileCondition(condition);
  return rule(condition, {
    stem,
    tests: events.map((event, at) => testOf(`${stem} ${at}`, event, verdict(event))),
  });
}

describe('the selftest of the shipped rules', () => {
  it.each([DOCUMENTED, EXTENDED])('passes in one statement, a row for each test ($name)', async (profile) => {
    const rules = shipped();
    const { texts, selftest } = await statementsOf(rules, profile);
    const said = rules.filter((one) => isSaid(one, profile));
    expect(selftest.notSaid.map(({ rule: { document } }) => document.stem)).toEqual(
      rules.filter((one) => !isSaid(one, profile)).map(({ document }) => document.stem),
    );
    expect(texts).toHaveLength(1);
    expect(Buffer.byteLength(texts[0] ?? '')).toBeLessThan(262_144);
    const rows = await rowsOf(texts, profile);
    expect(rows.filter(({ result }) => result !== 'pass')).toEqual([]);
    expect(
      rows.map(({ rule: stem, ruleId, test: name, expected, got }) => [stem, ruleId, name, expected, got]),
    ).toEqual(
      said.flatMap(({ document: { stem, id, tests } }) =>
        tests.map(({ name, expect: expected }) => [stem, id.value, name.value, expected, expected]),
      ),
    );
    expect(rows.length).toBeGreaterThan(100);
  });

  it('holds the very condition of the compiled query', async () => {
    for (const one of shipped()) {
      const { texts } = await statementsOf([one], EXTENDED);
      expect(texts.join('')).toContain(`CASE (${conditionOf(one.condition, EXTENDED)}) WHEN true`);
    }
  });

  it('fails in the row whose expectation is wrong, which comes first', async () => {
    for (const one of shipped()) {
      const at = one.document.tests.length - 1;
      const tests = one.document.tests.map(
        (item, index): TestDocument =>
          index === at ? { ...item, expect: item.expect === 'match' ? 'no-match' : 'match' } : item,
      );
      const { texts } = await statementsOf([{ ...one, document: { ...one.document, tests } }], EXTENDED);
      const rows = await rowsOf(texts, EXTENDED);
      expect(rows.map(({ result }) => result)).toEqual(['fail', ...tests.slice(1).map(() => 'pass')]);
      expect(rows[0]).toMatchObject({ test: tests[at]?.name.value, expected: tests[at]?.expect });
    }
  });

  it('is printed as it stands in the golden file', async () => {
    const events = [
      { eventName: 'PutRolePolicy', readOnly: false, requestParameters: { roleName: "o'brien" } },
      { eventName: 'ListRoles', readOnly: true, requestParameters: null },
    ];
    const { texts } = await statementsOf(
      [
        tested(
          all(test('equals', 'readOnly', 'false'), exists('requestParameters.roleName')),
          events,
          'golden',
        ),
      ],
      EXTENDED,
    );
    await expect(texts.join('\n')).toMatchFileSnapshot('golden/selftest.sql');
  });
});

describe('hostile texts in a selftest', () => {
  it('as names of tests and as values come back as they were', async () => {
    const rules = HOSTILE.map((text, at) => {
      const condition = all(
        test('equals', 'userIdentity.userName', text),
        test('equals', 'requestParameters.name', text),
      );
      const named = tested(
        condition,
        [
          {
            userIdentity: { userName: text },
            requestParameters: { name: text, more: [text, { [text]: text }] },
          },
          { userIdentity: { userName: `${text}.` }, requestParameters: { name: text } },
        ],
        `hostile-${at}`,
      );
      const tests = named.document.tests.map((one) => ({ ...one, name: { value: text, span } }));
      return { ...named, document: { ...named.document, tests } };
    });
    const { texts } = await statementsOf(rules, EXTENDED);
    const rows = await rowsOf(texts, EXTENDED);
    expect(rows.map(({ test: name, got, result }) => [name, got, result])).toEqual(
      HOSTILE.flatMap((text) => [
        [text, 'match', 'pass'],
        [text, 'no-match', 'pass'],
      ]),
    );
    // Nothing in it may end or disguise a line.
    for (const text of texts) expect(text).not.toMatch(/[^\P{Cc}\n]|[\p{Cf}\p{Zl}\p{Zp}]/u);
    const [, lines = ''] = /ARRAY\[\n([\s\S]*?)\n {2}\]\) WITH/.exec(texts.join('\n')) ?? [];
    // One literal, one line, for each test.
    expect(lines.split('\n').filter((line) => !/^ {2}'(?:[^']|'')*',?$/.test(line))).toEqual([]);
    expect(lines.split('\n')).toHaveLength(2 * HOSTILE.length);
  });

  it('half of a surrogate pair becomes the replacement character', async () => {
    const one = tested(not(test('equals', 'eventName', 'x')), [
      { eventName: 'a\ud800b', requestParameters: { a: '\udc00' } },
    ]);
    const tests = one.document.tests.map((item) => ({ ...item, name: { value: 'n\ud800', span } }));
    const { texts } = await statementsOf([{ ...one, document: { ...one.document, tests } }], EXTENDED);
    expect(await rowsOf(texts, EXTENDED)).toMatchObject([{ test: 'n\ufffd', result: 'pass' }]);
  });
});

/** Events on which a column that was filled otherwise than by the SerDe would give another verdict. */
const SHAPES: readonly CloudTrailEvent[] = [
  {},
  { eventName: null, readOnly: 'true', userIdentity: null },
  { readOnly: true, userIdentity: { userName: 7, sessionContext: {} } },
  {
    eventName: 'null',
    errorCode: '',
    userIdentity: { userName: '', sessionContext: { sourceIdentity: 'x' } },
  },
  { eventName: { a: 1 }, userIdentity: { arn: [1, 'two'] } },
  { EVENTNAME: 'x', userIdentity: { USERNAME: 'x' } },
  { userIdentity: 'text', resources: { ARN: 'x', accountId: '1' } },
  { resources: [{ ARN: 'x', type: null }, null, {}] },
  { resources: [] },
  { requestParameters: { a: { b: [1, 'x', null, { c: 'x' }] }, 'd e': 'x', 1: true } },
  { requestParameters: '{"a":{"b":"x"}}' },
  { requestParameters: 'no JSON' },
  { requestParameters: {}, responseElements: [], additionalEventData: false },
];

describe('the columns of a selftest', () => {
  const conditions: readonly Expression[] = [
    ...['eventName', 'readOnly', 'errorCode', 'userIdentity.userName', 'userIdentity.arn'].flatMap((name) => [
      exists(name),
      test('equals', name, 'x'),
      inList(
        { value: name },
        ['true', 'null', '', '{"a":1}', '[1,"two"]', '7'].map((text) => listRow(text)),
      ),
    ]),
    exists('userIdentity.sessionContext.sourceIdentity'),
    some('resources', test('equals', element('ARN'), 'x')),
    some('resources', not(exists(element('type')))),
    not(some('resources', exists(element('accountId')))),
    exists('requestParameters.a'),
    test('equals', 'requestParameters.a.b', 'x'),
    some('requestParameters.a.b', test('equals', element('c'), 'x')),
    inList({ value: 'eventName' }, [listRow('x'), listRow('null')]),
    all(),
  ];

  it('hold what the table of the tests holds, filled from the same records', async () => {
    const wanted = await athenaVerdicts(
      conditions.map((condition) => conditionOf(condition, EXTENDED)),
      SHAPES,
    );
    const rules = conditions.map((condition, at) => tested(condition, SHAPES, `shape-${at}`));
    const { texts, selftest } = await statementsOf(rules, EXTENDED);
    expect(selftest.notSaid.map(({ reasons }) => reasons)).toEqual([]);
    const rows = await rowsOf(texts, EXTENDED);
    const got = new Map(rows.map((one) => [one.test, one.got]));
    const said = rules.map(({ document }) => document.tests.map(({ name }) => got.get(name.value)));
    expect(said).toEqual(wanted.map((verdicts) => verdicts.map((one) => (one ? 'match' : 'no-match'))));
    expect(wanted.flat().filter(Boolean).length).toBeGreaterThan(40);
  });

  it('pass for random conditions and events', async () => {
    const [pool] = fc.sample(anyPool, 1);
    const conditions = fc.sample(conditionOver(pool ?? []), 40);
    const events = fc.sample(eventOver(pool ?? []), 12);
    const rules = conditions.map((condition, at) => tested(condition, events, `random-${at}`));
    const said = rules.filter((one) => isSaid(one, EXTENDED));
    const { texts } = await statementsOf(rules, EXTENDED);
    const rows = await rowsOf(texts, EXTENDED);
    expect(rows.filter(({ result }) => result !== 'pass')).toEqual([]);
    expect(rows.length).toBe(said.length * events.length);
    expect(said.length).toBeGreaterThan(20);
    expect(new Set(rows.map(({ got }) => got)).size).toBe(2);
  });
});

describe('a selftest that is too long for one statement', () => {
  const long = (at: number) => ({ eventName: 'x', requestParameters: { a: `${at} ${"'".repeat(1_000)}` } });
  const condition = all(test('equals', 'eventName', 'x'), exists('requestParameters.a'));

  it('is split, each part within the limit and each test once', async () => {
    const rules = ['one', 'two', 'three'].map((stem) =>
      tested(
        condition,
        Array.from({ length: 150 }, (_, at) => long(at)),
        stem,
      ),
    );
    const { texts, selftest } = await statementsOf(rules, EXTENDED);
    expect(texts.length).toBe(4);
    for (const text of texts) expect(Buffer.byteLength(text)).toBeLessThanOrEqual(262_144);
    expect(selftest.statements.map(({ artefact }) => artefact.path)).toEqual([
      'one-1.sql',
      'selftest-2.sql',
      'selftest-3.sql',
      'three-4.sql',
    ]);
    expect(texts[1]).toContain('; statement 2 of 4,');
    const rows = await rowsOf(texts, EXTENDED);
    expect(rows.map(({ test: name, result }) => [name, result])).toEqual(
      rules.flatMap(({ document }) => document.tests.map(({ name }) => [name.value, 'pass'])),
    );
  });

  it('is refused where condition and one test do not fit', async () => {
    const values = Array.from({ length: 2_000 }, (_, at) => `${at}${'x'.repeat(110)}`);
    const { texts, selftest } = await statementsOf(
      [
        tested(
          inList(
            { value: 'eventName' },
            values.map((text) => listRow(text)),
          ),
          [{ eventName: 'x'.repeat(60_000) }],
        ),
      ],
      EXTENDED,
    );
    expect(texts).toEqual([]);
    expect(selftest.notSaid[0]?.reasons[0]?.why).toMatch(/would have \d+ bytes, and Athena takes 262144/);
  });
});
