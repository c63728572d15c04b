/** Which rules share a statement, what it selects, and what is not asked. */
import { describe, expect, it } from 'vitest';
import { planOf } from '../../src/engines/plan.ts';
import { readerOf } from '../../src/engines/row.ts';
import { type Said, sayRules } from '../../src/engines/say.ts';
import { type Source, statementOf, statementsFor } from '../../src/engines/select.ts';
import { daysOf, windowOf } from '../../src/engines/window.ts';
import type { AskedRule } from '../../src/logs/backtest/question.ts';
import { DOCUMENTED, EXTENDED } from '../../src/targets/athena/profiles.ts';
import { rule } from './support.ts';

const SOURCE: Source = { table: ['db', 'we"ird'], profile: EXTENDED, range: {}, layout: EXTENDED.layout };
const said = (rules: readonly AskedRule[], source = SOURCE): readonly Said[] =>
  sayRules(rules, source.profile).filter((one) => one.kind === 'said');
const at = (text: string) => Date.parse(text);

describe('the window', () => {
  it('is nothing without bounds', () => {
    expect(windowOf({}, 'region')).toEqual([]);
  });

  it('has one day of delivery more on each side, and the last second before the end', () => {
    const range = { from: at('2026-12-31T10:00:00Z'), to: at('2027-01-02T00:00:00Z') };
    expect(windowOf(range, 'region')).toEqual([
      "year BETWEEN '2026' AND '2027'",
      "month IN ('01', '12')",
      "year || '-' || month || '-' || day BETWEEN '2026-12-30' AND '2027-01-02'",
      "eventtime >= '2026-12-31T10:00:00Z'",
      "eventtime <= '2027-01-01T23:59:59Z'",
    ]);
    expect(daysOf(range)).toEqual({ first: '2026-12-30', last: '2027-01-02' });
  });

  it('may be open on a side', () => {
    expect(windowOf({ from: at('2026-11-10T00:00:00Z') }, 'organization')).toEqual([
      "year >= '2026'",
      "year || '-' || month || '-' || day >= '2026-11-09'",
      "eventtime >= '2026-11-10T00:00:00Z'",
    ]);
    expect(windowOf({ to: at('2026-11-10T00:00:00Z') }, 'projection')).toEqual([
      '"timestamp" <= \'2026/11/10\'',
      "eventtime <= '2026-11-09T23:59:59Z'",
    ]);
  });

  it('takes no event before a bound that is no whole second', () => {
    // Whole seconds at or after 00:00:00.500, and before 00:00:02.500.
    expect(
      windowOf({ from: at('2026-11-10T00:00:00.500Z'), to: at('2026-11-10T00:00:02.500Z') }, undefined),
    ).toEqual(["eventtime >= '2026-11-10T00:00:01Z'", "eventtime <= '2026-11-10T00:00:02Z'"]);
  });

  it('holds nothing where no whole second lies between the bounds', () => {
    const range = { from: at('2026-11-10T00:00:00.100Z'), to: at('2026-11-10T00:00:00.900Z') };
    expect(windowOf(range, 'region')).toEqual(['false']);
  });
});

describe('a statement', () => {
  it('names its table and reads each field of titles and groups once', () => {
    const alert = {
      title: '{userIdentity.arn} and {userIdentity.arn}',
      groupBy: ['userIdentity.arn'],
    };
    const [one] = said([rule('one', { eventName: 'A' }, { alert })]);
    if (one === undefined) throw new Error('the rule is not said');
    const statement = statementOf([one, one], SOURCE);
    expect(statement.text).toContain('FROM "db"."we""ird"');
    expect(statement.values).toHaveLength(1);
    const row = ['id', null, null, null, null, null, 'arn:s', '1', 'arn:alice'];
    expect(readerOf(statement)(row)).toEqual({
      eventID: 'id',
      eventTime: null,
      actor: null,
      action: null,
      account: null,
      region: null,
      session: 'arn:s',
      origin: null,
      hits: [{ rule: 0, alertTitle: 'arn:alice and arn:alice', group: ['arn:alice'], is: true, was: false }],
    });
    expect(readerOf(statement)([...row.slice(0, -1), null])).toMatchObject({
      hits: [{ alertTitle: '(absent) and (absent)', group: [null] }],
    });
  });

  it('is closed before it is longer than Athena takes, and no sooner than needed', () => {
    const long = (name: string, bytes: number) => rule(name, { eventName: 'x'.repeat(bytes) });
    const { statements, tooLong } = statementsFor(
      said([long('a', 120_000), long('b', 120_000), long('c', 120_000), long('d', 300_000), long('e', 1)]),
      SOURCE,
    );
    expect(statements.map(({ rules }) => rules.map((one) => one.rule.rule))).toEqual([
      ['a', 'b'],
      ['c', 'e'],
    ]);
    for (const { text } of statements) expect(Buffer.byteLength(text)).toBeLessThanOrEqual(262_144);
    expect(tooLong.map(({ rule: one }) => one.rule)).toEqual(['d']);
    expect(tooLong[0]?.reason).toContain('262144');
  });

  it('has a hundred rules at most', () => {
    const many = Array.from({ length: 201 }, (_, index) => rule(`r${index}`, { eventName: `Name${index}` }));
    expect(statementsFor(said(many), SOURCE).statements.map(({ rules }) => rules.length)).toEqual([
      100, 100, 1,
    ]);
  });
});

describe('what is not asked', () => {
  const source = { ...SOURCE, profile: DOCUMENTED };
  const plan = (one: AskedRule) => planOf([one], { engine: 'athena', table: 'db.t', source });

  it('is a rule that reads a column which the table lacks', () => {
    const planned = plan(rule('one', { 'userIdentity.sessionContext.sourceIdentity': 'alice' }));
    expect(planned.queries).toEqual([]);
    expect(planned.rules[0]).toMatchObject({ query: null, reason: expect.stringContaining('no column for') });
  });

  it('is a rule whose alerts could not be counted', () => {
    const alert = { title: 'A', groupBy: ['userIdentity.sessionContext.sourceIdentity'] };
    expect(plan(rule('one', { eventName: 'A' }, { alert })).rules[0]?.reason).toContain(
      'could not be counted',
    );
  });

  it('is a rule whose former state cannot be said', () => {
    const former = rule('one', { 'userIdentity.sessionContext.sourceIdentity': 'alice' });
    const one = { ...rule('one', { eventName: 'A' }), former: { condition: former.condition } };
    expect(plan(one).rules[0]?.reason).toContain('in the state compared with');
  });

  it('is not a rule whose title alone cannot be read', () => {
    const alert = { title: '{userIdentity.sessionContext.sourceIdentity}' };
    expect(plan(rule('one', { eventName: 'A' }, { alert })).rules[0]).toMatchObject({
      query: 0,
      columns: ['eventname'],
    });
  });
});
