/** No matching event is lost by what stands before the condition: first searches, and our own index of rules. */
import { sep } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { CloudTrailEvent } from '../../src/cloudtrail/event.ts';
import { normaliseEvent } from '../../src/cloudtrail/record.ts';
import { loadRepository } from '../../src/content/repository.ts';
import { compileCondition } from '../../src/evaluate/condition.ts';
import { indexByFacts } from '../../src/evaluate/select.ts';
import { type Expression, predicatesOf } from '../../src/ir/expression.ts';
import { normalForm } from '../../src/ir/normal.ts';
import type { RuleIr } from '../../src/ir/rule.ts';
import { lowerForEnvironment } from '../../src/lower.ts';
import { athenaTarget } from '../../src/targets/athena/index.ts';
import { splTarget } from '../../src/targets/spl/index.ts';
import { folder, trailc } from '../cli/support.ts';
import type { LaneRule } from '../lane/executor.ts';
import { boundaryEvents } from './boundary.ts';
import { seeded } from './random.ts';
import { ASSUMED, BREAKING, type Serialiser } from './serialise.ts';
import { generatedSuite } from './suite.ts';
import { READINGS, readBaseSearch, selects, unspokenFor } from './superset.ts';

/** Terms that this many pairs hold make a proof worth its name. */
const ENOUGH = 2_000;

interface Asked {
  readonly rule: LaneRule;
  /** Events on which the rule holds. */
  readonly matches: readonly CloudTrailEvent[];
}

function matching({ condition }: RuleIr, events: readonly CloudTrailEvent[]) {
  const holds = compileCondition(condition);
  return events.filter((event) => holds(event));
}

/** The shipped rules in the example environment, on their tests and on boundaries. */
function shipped(): readonly Asked[] {
  const { value: content } = loadRepository('trailc.config.yml');
  const environment = content?.config.environments[0];
  if (content === undefined || environment === undefined) throw new Error('no environment');
  return content.rules.map((document, at) => {
    const { value: rule } = lowerForEnvironment(document, content, environment);
    if (rule === undefined) throw new Error(document.stem);
    const own = document.tests.map(({ event }) => event);
    const events = [...own, ...boundaryEvents(rule.condition, seeded(7, at), 40)];
    return { rule: { name: document.stem, rule, environment, content }, matches: matching(rule, events) };
  });
}

function generated(): readonly Asked[] {
  const { rules, asked, events } = generatedSuite({ seed: 20_261_122, pairs: 2_000, eventsPerRule: 5 });
  return rules.map((rule, which) => ({
    rule,
    matches: matching(
      rule.rule,
      (asked[which] ?? []).flatMap((at) => events.slice(at, at + 1)),
    ),
  }));
}

/** The printed search and what the answer assumes; undefined where the target does not say the rule. */
function searchOf({ rule, environment }: LaneRule, profile: string) {
  const normal = { ...rule, condition: normalForm(rule.condition) };
  const { value } = splTarget.compile(normal, environment, profile);
  const query = value?.artefacts[0]?.view.query;
  if (value === undefined || typeof query !== 'string') return undefined;
  const { answer } = value;
  const assumed = 'assumptions' in answer ? answer.assumptions.map(({ name }) => name) : [];
  return { base: readBaseSearch(query), assumed };
}

/** Pairs that a serialiser makes the first search lose, and how many were looked at. */
function lost(asked: readonly Asked[], serialisers: readonly Serialiser[]) {
  const found: string[] = [];
  let looked = 0;
  for (const { rule, matches } of asked) {
    const holds = compileCondition(rule.rule.condition);
    for (const profile of ['raw', 'extracted']) {
      const search = searchOf(rule, profile);
      if (search === undefined || search.base.groups.length === 0) continue;
      for (const { name, write } of serialisers) {
        for (const event of matches) {
          const raw = write(event);
          if (!holds(readBack(raw))) expect.fail(`our own reader loses ${raw}`);
          for (const reading of READINGS) {
            looked += 1;
            if (!selects(search.base, raw, reading)) {
              found.push(
                `${rule.name} (${profile}, ${name}, ${reading}): ${JSON.stringify(search.base.groups)} in ${raw}`,
              );
            }
          }
        }
      }
    }
  }
  return { found, looked };
}

const readBack = (raw: string) => normaliseEvent(JSON.parse(raw) as CloudTrailEvent);

/** Whole values that a condition asks for: the only texts that stand between quotes in a record. */
function wholeValues(condition: Expression): ReadonlySet<string> {
  const found = new Set<string>();
  JSON.stringify(condition, (key, value: unknown) => {
    if (key === 'span') return undefined;
    if (key === 'equals' && typeof value === 'string') found.add(value);
    return value;
  });
  for (const predicate of predicatesOf(condition)) {
    if ('rows' in predicate)
      for (const { values } of predicate.rows) for (const cell of values) found.add(cell);
    if (predicate.operator !== 'equals' && predicate.operator !== 'oneOf') continue;
    for (const operand of predicate.operands) if (operand.kind === 'literal') found.add(operand.text);
  }
  return found;
}

const sets = { shipped: shipped(), generated: generated() };

describe('the first search', () => {
  it.each(Object.entries(sets))('loses no matching event of the %s rules', (_, asked) => {
    const { found, looked } = lost(asked, ASSUMED);
    expect(found.slice(0, 3)).toEqual([]);
    expect(looked).toBeGreaterThan(ENOUGH);
  });

  it.each(Object.entries(sets))('has terms of whole values only, each spoken for (%s)', (_, asked) => {
    const terms = asked.flatMap(({ rule }) => {
      const groups = searchOf(rule, 'raw')?.base.groups ?? [];
      const whole = wholeValues(rule.rule.condition);
      return groups.flat().map((term) => ({ rule: rule.name, term, whole: whole.has(term) }));
    });
    expect(terms.length).toBeGreaterThan(25);
    expect(terms.filter(({ whole }) => !whole)).toEqual([]);
    const unspoken = terms.filter(({ term }) => unspokenFor(term) !== undefined);
    expect(unspoken).toEqual([]);
  });

  it('names what it assumes, and needs it: a record written otherwise is lost', () => {
    const asked = [...sets.shipped, ...sets.generated];
    for (const { rule } of asked) {
      for (const profile of ['raw', 'extracted']) {
        const search = searchOf(rule, profile);
        if (search === undefined) continue;
        expect(search.assumed.includes('ascii-unescaped'), rule.name).toBe(search.base.groups.length > 0);
      }
    }
    const few = asked.map(({ rule, matches }) => ({ rule, matches: matches.slice(0, 5) }));
    const { found, looked } = lost(few, BREAKING);
    expect(found.length).toBeGreaterThan(looked / 4);
  });
});

describe('the two readings of a term', () => {
  const finds = (term: string, raw: string) =>
    READINGS.map((reading) => selects({ settings: [], groups: [[term]] }, raw, reading));

  it('tell whole tokens from parts', () => {
    expect(finds('AssumeRole', '{"a":"assumerole"}')).toEqual([true, true]);
    expect(finds('AssumeRole', '{"a":"{\\"b\\":\\"AssumeRole\\"}"}')).toEqual([true, true]);
    expect(finds('sts.amazonaws.com', '{"a":"sts.amazonaws.com"}')).toEqual([true, true]);
    expect(finds('Assume', '{"a":"AssumeRole"}')).toEqual([true, false]);
    expect(finds('...', '{"a":"..."}')).toEqual([true, false]);
    expect(finds('AssumeRole', '{"a":"\\u0041ssumeRole"}')).toEqual([false, false]);
    expect(finds('3600', '{"a":3600}')).toEqual([true, true]);
  });

  it('are of a search that the reader understands', () => {
    const base = readBaseSearch('index="a|b" sourcetype="c" ("x" OR "y") "z"\n| where "q"');
    expect(base).toEqual({ settings: ['index="a|b"', 'sourcetype="c"'], groups: [['x', 'y'], ['z']] });
    expect(() => readBaseSearch('index="a" eventName="x" NOT "y" | where 1=1')).toThrow('no base search');
    expect(() => readBaseSearch('index="a" x*')).toThrow('no base search');
  });
});

describe('what else stands before a condition', () => {
  it('SQL: partitions and time, the same for every rule', () => {
    const heads = new Set<string>();
    for (const { rule } of sets.generated) {
      const normal = { ...rule.rule, condition: normalForm(rule.rule.condition) };
      const { value } = athenaTarget.compile(normal, rule.environment, 'extended');
      const query = value?.artefacts[0]?.view.query;
      if (value?.condition === undefined || typeof query !== 'string') continue;
      const where = query.slice(query.indexOf('\nWHERE'));
      expect(where.endsWith(`\n  AND ${value.condition}`), where).toBe(true);
      heads.add(where.slice(0, -value.condition.length));
    }
    expect([...heads].length).toBe(1);
    const columns = [...heads].join().match(/\b(?:year|month|day|eventtime|region|account)\b/g) ?? [];
    expect([...new Set(columns)].sort()).toEqual(['day', 'eventtime', 'month', 'year']);
  });

  it('backtest: the index of rules visits every rule that an event meets', () => {
    const asked = [...sets.shipped, ...sets.generated];
    const lanes = asked.map(({ rule }, at) => ({ at, condition: rule.rule.condition }));
    const visit = indexByFacts(lanes);
    let pairs = 0;
    for (const [at, { matches }] of asked.entries()) {
      for (const event of matches) {
        const seen = new Set<number>();
        visit(event, (lane) => seen.add(lane.at));
        expect(seen.has(at), JSON.stringify(event)).toBe(true);
        pairs += 1;
      }
    }
    expect(pairs).toBeGreaterThan(500);
  });

  it('backtest: the command finds records however their JSON is escaped', () => {
    const asked = sets.shipped;
    const events = asked.flatMap(({ matches }) => matches.slice(0, 10));
    const ways = [...ASSUMED, ...BREAKING];
    // Each record has an eventID of its own, since further records with the same one are no further matches.
    const written = ways.map((_, way) => events.map((event, at) => ({ ...event, eventID: `${way}-${at}` })));
    const root = folder(
      Object.fromEntries(
        ways.map(({ write }, way) => [
          `${way}.json`,
          `{"Records":[${(written[way] ?? []).map(write).join(',\n')}]}`,
        ]),
      ),
    );
    const { out, err } = trailc(['backtest', root, '--format', 'ndjson']);
    expect(err).toBe('');
    const lines = out
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Line);
    const summary = lines.at(-1);
    expect(summary?.source?.events).toEqual({
      read: events.length * ways.length,
      outside: 0,
      skipped: 0,
      malformed: 0,
    });
    expect(summary?.rules?.length).toBe(asked.length);
    for (const [way, { name }] of ways.entries()) {
      const there = lines.filter(({ origin }) => origin?.path.endsWith(`${sep}${way}.json`) === true);
      const found = asked.map(({ rule }) => [
        rule.name,
        there.filter((line) => line.rule === rule.name).map(({ eventID }) => eventID),
      ]);
      const wanted = asked.map(({ rule }) => [
        rule.name,
        matching(rule.rule, written[way] ?? []).map(({ eventID }) => eventID),
      ]);
      expect(found, name).toEqual(wanted);
    }
    expect(summary?.rules?.every(({ matches }) => matches > 0)).toBe(true);
  });
});

/** A match, or the summary at the end. */
interface Line {
  readonly rule?: string;
  readonly eventID?: string;
  readonly origin?: { readonly path: string };
  readonly source?: { readonly events: Readonly<Record<string, number>> };
  readonly rules?: readonly { readonly matches: number }[];
}
