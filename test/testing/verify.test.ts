/**
 * The comparison of verdicts with engines that are wrong on purpose: every difference is found, counted and explained
 * at the clause that causes it.
 */
import { describe, expect, it } from 'vitest';
import { paintFor } from '../../src/cli/report/terminal.ts';
import { renderVerification } from '../../src/cli/report/verify.ts';
import { verificationAsJson } from '../../src/cli/report/verify-json.ts';
import { clauseTree } from '../../src/cli/report/verify-tree.ts';
import type { CloudTrailEvent } from '../../src/cloudtrail/event.ts';
import { conditionValues } from '../../src/duckdb/conditions.ts';
import { loadDuckDb } from '../../src/duckdb/load.ts';
import { brokenAssumptions } from '../../src/duckdb/outside.ts';
import { openAthenaTable } from '../../src/duckdb/table.ts';
import { compileCondition } from '../../src/evaluate/condition.ts';
import type { Expression } from '../../src/ir/expression.ts';
import { conditionOf } from '../../src/targets/athena/condition.ts';
import { EXTENDED } from '../../src/targets/athena/profiles.ts';
import type { SqlEngine, SqlSaid } from '../../src/testing/sql-engine.ts';
import { type AskedEvent, type Subject, verifyRules } from '../../src/testing/verify.ts';
import { type ClauseComparison, compareClauses } from '../../src/testing/verify-clauses.ts';
import { all, any, element, exists, not, rule, some, span, test } from '../evaluate/build.ts';

/** An engine whose conditions mean what `wrong` makes of them; what it prints are numbers. */
function engineOf(wrong: (condition: Expression) => Expression): SqlEngine {
  const printed: Expression[] = [];
  return {
    print: (condition) => `condition ${printed.push(condition) - 1}`,
    run: async (conditions, events) =>
      conditions.map((text) => {
        const condition = printed[Number(text.replace('condition ', ''))];
        return events.map((event) => condition !== undefined && compileCondition(wrong(condition))(event));
      }),
  };
}

/** Rewrites the predicates of a condition, wherever they stand. */
function eachPredicate(condition: Expression, change: (predicate: Expression) => Expression): Expression {
  switch (condition.kind) {
    case 'predicate':
      return change(condition);
    case 'not':
    case 'some':
      return { ...condition, of: eachPredicate(condition.of, change) };
    case 'all':
    case 'any':
      return { ...condition, of: condition.of.map((part) => eachPredicate(part, change)) };
  }
}

/** An engine that takes no notice of `ignoreCase`. */
const caseBlind = () =>
  engineOf((condition) =>
    eachPredicate(condition, (one) => ('ignoreCase' in one ? { ...one, ignoreCase: false } : one)),
  );

/** Athena's own printer on DuckDB, with the SQL spoilt on the way. */
async function onDuckDb(spoil: (sql: string) => string): Promise<SqlEngine & { close(): void }> {
  const loaded = await loadDuckDb();
  if (loaded.kind !== 'loaded') throw new Error(loaded.kind);
  const table = await openAthenaTable(loaded.library, EXTENDED);
  return {
    print: (condition) => spoil(conditionOf(condition, EXTENDED)),
    run: async (conditions, events) => {
      await table.fill(events);
      return conditionValues(table, conditions, events.length);
    },
    close: () => table.close(),
  };
}

const subjectOf = (condition: Expression, engine: SqlEngine, stem = 'wrong'): Subject => ({
  rule: rule(condition, { stem }),
  sql: engine.print(condition),
  broken: (event) => brokenAssumptions(condition, event, EXTENDED),
});

const fromLog = (event: CloudTrailEvent, at: number): AskedEvent => ({
  event,
  origin: { kind: 'log', path: 'logs/a.json', record: at + 1, line: at + 1 },
});
const fromTest = (name: string, event: CloudTrailEvent): AskedEvent => ({
  event,
  origin: { kind: 'test', name, span },
});

/** Texts of the clauses that differ while nothing below them does. */
function culprits(clause: ClauseComparison): readonly string[] {
  const below = clause.of.flatMap(culprits);
  if (below.length > 0 || !clause.differs) return below;
  return [clause.node.kind === 'predicate' ? clause.node.text : clause.node.kind];
}

const NAME = test('equals', 'eventName', 'ASSUMEROLE', true);
const RULE = all(test('equals', 'eventSource', 'sts.amazonaws.com'), any(NAME, exists('errorCode')));
const CALL = { eventSource: 'sts.amazonaws.com', eventName: 'AssumeRole' };

describe('verifyRules', () => {
  it('finds nothing where engine and evaluator agree, and counts matches', async () => {
    const engine = engineOf((condition) => condition);
    const asked = [CALL, { ...CALL, eventName: 'x' }, {}].map(fromLog);
    const [report] = await verifyRules([subjectOf(RULE, engine)], [asked], engine);
    expect(report).toEqual({
      rule: 'wrong',
      id: 'id-of-wrong',
      path: 'detections/wrong.yml',
      environment: '',
      compared: 3,
      matches: 1,
      differing: 0,
      outside: 0,
      differences: [],
    });
  });

  it('finds the event and the clause', async () => {
    const engine = caseBlind();
    const asked = [fromTest('folded', CALL), fromTest('other', {})];
    const [report] = await verifyRules([subjectOf(RULE, engine)], [asked], engine);
    expect(report).toMatchObject({ compared: 2, matches: 1, differing: 1, outside: 0 });
    const [difference] = report?.differences ?? [];
    expect(difference).toMatchObject({
      event: CALL,
      evaluator: true,
      sql: false,
      origin: { kind: 'test', name: 'folded' },
    });
    expect(difference?.clauses && culprits(difference.clauses)).toEqual([
      "eventName equals 'ASSUMEROLE' (ignoreCase)",
    ]);
  });

  it('keeps rules apart and goes on over batches, keeping the first differences and counting all', async () => {
    const engine = caseBlind();
    const subjects = [subjectOf(RULE, engine, 'one'), subjectOf(exists('eventName'), engine, 'two')];
    const batches = Array.from({ length: 10 }, (_, batch) =>
      Array.from({ length: 5 }, (__, at) => fromLog({ ...CALL, eventID: `${batch}.${at}` }, batch * 5 + at)),
    );
    const [one, two] = await verifyRules(subjects, batches, engine);
    expect(one).toMatchObject({ rule: 'one', compared: 50, matches: 50, differing: 50 });
    expect(one?.differences.map(({ event }) => event.eventID)).toEqual(
      batches
        .flat()
        .slice(0, 20)
        .map(({ event }) => event.eventID),
    );
    expect(one?.differences.filter(({ clauses }) => clauses !== undefined)).toHaveLength(3);
    expect(two).toMatchObject({ rule: 'two', compared: 50, differing: 0 });
  });

  it('sets apart what breaks an assumption, and drowns no difference in it', async () => {
    const engine = engineOf((condition) => not(condition));
    const outside = Array.from({ length: 30 }, (_, at) => fromLog({ eventName: {} }, at));
    const asked = [...outside, fromLog({ eventName: 'x' }, 30)];
    const [report] = await verifyRules([subjectOf(exists('eventName'), engine)], [asked], engine);
    expect(report).toMatchObject({ compared: 31, differing: 1, outside: 30 });
    expect(report?.differences).toHaveLength(21);
    expect(report?.differences[0]?.broken).toEqual(['no-object-here']);
    expect(report?.differences.at(-1)).toMatchObject({ broken: [], evaluator: true, sql: false });
  });

  it.each<[string, SqlSaid | undefined]>([
    ['NULL', null],
    ['a fault', { fault: 'Conversion Error' }],
    ['no answer at all', undefined],
  ])('takes %s for a difference, also where the rule does not match', async (_, said) => {
    const engine: SqlEngine = {
      print: () => 'sql',
      run: async (conditions, events) =>
        conditions.map(() => events.flatMap(() => (said === undefined ? [] : [said]))),
    };
    const [report] = await verifyRules([subjectOf(RULE, engine)], [[fromLog({}, 0)]], engine);
    expect(report).toMatchObject({ differing: 1 });
    expect(report?.differences[0]?.sql).toEqual(
      said === undefined ? { fault: 'the engine gave no answer' } : said,
    );
  });
});

describe('compareClauses', () => {
  const PORT = all(test('equals', element('port'), '22'), test('equals', element('who'), 'ANY', true));
  const PORTS = some('requestParameters.items', PORT);
  const EVENT = {
    requestParameters: {
      items: [{ port: 80, who: 'any' }, { port: 22, who: 'any' }, 'x'],
      list: { port: 22, who: 'Any', in: [{ who: 'b' }, { who: 'any' }] },
    },
  };
  const whole = (condition: Expression, said: SqlSaid) => ({ condition, sql: 'whole', said });

  it('asks within an array about each element alone', async () => {
    const clauses = await compareClauses(whole(PORTS, false), EVENT, caseBlind());
    // As the trace has them: the element that meets the condition, then the others.
    const seen = clauses.of.map(({ of: [port, who] }) => [port?.sql?.said, who?.sql?.said]);
    expect(seen).toEqual([
      [true, false],
      [false, false],
      [false, false],
    ]);
    expect(clauses.of.map(({ of: [port, who] }) => [port?.differs, who?.differs])).toEqual([
      [false, true],
      [false, true],
      [false, false],
    ]);
  });

  it('asks within an array of an element, and where an object stands for a list of one', async () => {
    const inner = some('in', test('equals', element('who'), 'ANY', true), true);
    const nested = some('requestParameters.list', all(inner, test('equals', element('port'), '22')));
    const clauses = await compareClauses(whole(nested, false), EVENT, caseBlind());
    expect(culprits(clauses)).toEqual(["who equals 'ANY' (ignoreCase)"]);
    const [found] = clauses.of;
    expect(found?.of[1]?.sql?.said).toBe(true);
    // The first element of the inner array differs in nothing.
    expect(found?.of[0]?.of.map(({ differs }) => differs)).toEqual([true, false]);
  });

  it('does not ask what would mean something else with one element alone', async () => {
    const both = some(
      'requestParameters.items',
      all(some('requestParameters.items', PORT), exists(element('port'))),
    );
    const clauses = await compareClauses(
      whole(both, true),
      EVENT,
      engineOf((condition) => condition),
    );
    const [first] = clauses.of;
    expect(first?.node.verdict).toBe(true);
    expect(first?.of[0]?.sql).toBeUndefined();
    expect(first?.of[1]?.sql?.said).toBe(true);
    expect(renderTreeText(clauses)).toContain('true  -     some of requestParameters.items[]');
  });

  it('counts the answer to the whole as it was built', async () => {
    const clauses = await compareClauses(
      whole(RULE, null),
      CALL,
      engineOf((condition) => condition),
    );
    expect(clauses).toMatchObject({ sql: { text: 'whole', said: null }, differs: true });
    expect(culprits(clauses)).toEqual(['all']);
  });

  const renderTreeText = (clauses: ClauseComparison): string => {
    const lines = (tree: ReturnType<typeof clauseTree>): readonly string[] => [
      ...tree.lines,
      ...tree.children.flatMap(lines),
    ];
    return lines(clauseTree(clauses, paintFor(false))).join('\n');
  };
});

describe('a difference as it is shown', () => {
  const CONDITION = all(
    test('oneOf', 'eventName', ['PutBucketAcl', 'PutObjectAcl']),
    not(test('equals', 'errorCode', 'AccessDenied')),
    some(
      'requestParameters.grants',
      all(test('startsWith', element('who'), 'http://'), not(test('equals', element('may'), 'READ'))),
    ),
  );
  const EVENTS = [
    fromTest('one grant of two', {
      eventName: 'PutBucketAcl',
      requestParameters: {
        grants: [
          { who: 'id=1', may: 'READ' },
          { who: 'http://all', may: 'WRITE' },
        ],
      },
    }),
    fromTest('a name that no terminal should obey \u001b[2J', {
      eventName: 'GetObject\u001b]0;x\u0007\u202e',
    }),
  ];

  async function reportOf(spoil: (sql: string) => string) {
    const engine = await onDuckDb(spoil);
    try {
      const subject = { ...subjectOf(CONDITION, engine, 'public-grant') };
      return await verifyRules([subject], [EVENTS], engine);
    } finally {
      engine.close();
    }
  }
  const common = { version: '1.5.5', profile: 'extended', environment: 'example', notSaid: [] };

  it('is nothing where the SQL is right', async () => {
    const [report] = await reportOf((sql) => sql);
    expect(report).toMatchObject({ compared: 2, matches: 1, differing: 0 });
  });

  it('shows event, both columns, and the SQL of the clause', async () => {
    const tests = await reportOf((sql) =>
      sql.replaceAll('starts_with(json_extract_scalar', 'suffix(json_extract_scalar'),
    );
    const text = renderVerification({ ...common, tests }, { color: false });
    await expect(text).toMatchFileSnapshot('golden/verify-difference.txt');
    const json = JSON.parse(verificationAsJson({ ...common, tests }));
    expect(json).toMatchObject({ schemaVersion: 1, compared: 2, differing: 1, outside: 0, logs: null });
    const [difference] = json.tests[0].differences;
    expect(difference).toMatchObject({
      test: { name: 'one grant of two', line: 1, column: 1 },
      log: null,
      event: EVENTS[0]?.event,
      evaluator: true,
      sql: false,
      broken: [],
    });
    const { of } = difference.condition;
    expect(of[0]).toMatchObject({ kind: 'predicate', verdict: true, sql: { said: true }, differs: false });
    expect(of[2].of[0]).toMatchObject({ index: 1, verdict: true, sql: { said: false }, differs: true });
    expect(of[2].of[0].of[0].sql.text).toContain("suffix(json_extract_scalar(e1, '$.who'), 'http://')");
  });

  it('shows NULL, where the rule does not match', async () => {
    const tests = await reportOf((sql) => sql.replaceAll(/coalesce\((errorcode = '\w+'), false\)/g, '($1)'));
    const text = renderVerification({ ...common, tests }, { color: false });
    expect(text).toContain('evaluator: match; SQL on DuckDB: NULL, which a query takes for no match');
    expect(text).toMatch(/true {2}NULL {2}not .*<- differs/);
    expect(text).toMatch(/false NULL {2}errorCode equals 'AccessDenied' .*<- differs/);
    expect(text).toContain("SQL (errorcode = 'AccessDenied')");
  });

  it('shows what DuckDB says of SQL that it refuses', async () => {
    const tests = await reportOf((sql) => sql.replaceAll('eventname', 'event_name'));
    const text = renderVerification({ ...common, tests }, { color: false });
    expect(text).toMatch(/SQL on DuckDB: fails: Binder Error: .*event_name/);
    expect(text).toMatch(/false fails eventName oneOf .*<- differs/);
    expect(text).toMatch(/DuckDB says: Binder Error/);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: no event may send one to a terminal
    expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u202e]/);
  });
});
