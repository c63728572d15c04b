/** Rules and events from a seed: what they cover, and every side's verdict on them. */
import { Ajv, type ValidateFunction } from 'ajv';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileCondition } from '../../src/evaluate/condition.ts';
import { allFields } from '../../src/language/fields.ts';
import { OPERATOR_NAMES } from '../../src/language/operators.ts';
import { editorSchemas } from '../../src/language/schema.ts';
import type { Executor, LaneRule } from '../lane/executor.ts';
import { duckDb } from '../lane/in-process.ts';
import { judge } from '../lane/judge.ts';
import { smallestDisagreement } from '../lane/smallest.ts';
import { splEngines } from '../lane/spl.ts';
import { athenaBreaks } from '../lane/trino/assume.ts';
import { census, NESTINGS } from './census.ts';
import { referenceVerdict } from './reference.ts';
import { reportPair } from './report.ts';
import { drawnRule, readDrawn } from './rule.ts';
import { type Pair, shrinkFailure } from './shrink.ts';
import { type GeneratedSuite, generatedSuite } from './suite.ts';
import { writeRule } from './written.ts';

const SEED = Number(process.env.FC_SEED ?? 20_261_121) || Math.floor(Math.random() * 2 ** 31);

/** For what costs little; the engines are asked about the first of its rules. */
const large = generatedSuite({ seed: SEED, pairs: 4_000, eventsPerRule: 8 });
const suite = firstOf(large, 500);

/** The first rules, of at least so many pairs. */
function firstOf(whole: GeneratedSuite, pairs: number): GeneratedSuite {
  const count = whole.asked.findIndex((own) => (own.at(-1) ?? 0) + 1 >= pairs) + 1;
  const asked = whole.asked.slice(0, count);
  const events = whole.events.slice(0, asked.flat().length);
  return { ...whole, rules: whole.rules.slice(0, count), drawn: whole.drawn.slice(0, count), asked, events };
}

/** Compares; the first disagreement comes shrunk. */
async function compare(executor: Executor, asked: GeneratedSuite) {
  const said = await executor.run(asked);
  const tally = judge({ executor: executor.name, suite: asked, said, breaks: executor.breaks });
  const smallest = await smallestDisagreement(executor, asked, tally);
  return smallest === undefined ? tally : expect.fail(smallest);
}

describe('generated rules', () => {
  const schemas = editorSchemas(allFields());
  const drawn = fc.sample(drawnRule, { seed: SEED, numRuns: 100 });

  it('are accepted by the reader and by the schema', () => {
    const ajv = new Ajv({ strict: false, allowUnionTypes: true, schemas: { ...schemas } });
    const accepts = ajv.getSchema('rule') as ValidateFunction;
    for (const one of drawn) {
      const { rule, diagnostics } = readDrawn(one);
      expect(
        diagnostics.map(({ what }) => what),
        JSON.stringify(one.match),
      ).toEqual([]);
      expect(rule).toBeDefined();
      expect(accepts(writeRule(one).rule), JSON.stringify([one.match, accepts.errors])).toBe(true);
    }
  });

  it('hold params of every type, lists with an overlay, and a list above 1,000 rows', () => {
    const text = large.drawn.map((one) => JSON.stringify(writeRule(one))).join('\n');
    for (const type of ['text', 'integer', 'boolean', 'duration', 'list<text>']) {
      expect(text).toContain(`"type":"${type}"`);
    }
    expect(text).toMatch(/"lists":\{"list0":\{"add"/);
    expect(text).toMatch(/"remove":\[/);
    expect(text).toContain('filler 1001');
  });

  it('in 10,000 pairs have every operator in every nesting, and a fair share of matches', () => {
    const seen = new Set<string>();
    // As many rules as have so many pairs, at the usual 20 a rule.
    for (const { rule } of large.rules.slice(0, 500)) {
      census(rule.document.match, (operator, nesting) => seen.add(`${operator} in ${nesting}`));
    }
    const wanted = OPERATOR_NAMES.flatMap((name) => NESTINGS.map((nesting) => `${name} in ${nesting}`));
    expect(wanted.filter((key) => !seen.has(key))).toEqual([]);
    const share = large.matches / large.pairs;
    expect(share).toBeGreaterThan(0.15);
    expect(share).toBeLessThan(0.85);
  });

  it('follow from the seed', () => {
    const again = generatedSuite({ seed: SEED, pairs: 60, eventsPerRule: 8 });
    expect(large.events.slice(0, 60)).toEqual(again.events.slice(0, 60));
  });
});

describe('at least 300 pairs, judged by', () => {
  it('the evaluator and the reference', () => {
    let pairs = 0;
    for (const [which, { rule }] of large.rules.entries()) {
      const means = compileCondition(rule.condition);
      for (const at of large.asked[which] ?? []) {
        const event = large.events[at] ?? {};
        if (means(event) !== referenceVerdict(rule.condition, event))
          expect.fail(`${means(event)} for ${JSON.stringify([large.drawn[which]?.match, event])}`);
        pairs += 1;
      }
    }
    expect(pairs).toBeGreaterThanOrEqual(4_000);
  });

  it('DuckDB', async () => {
    const executor = await duckDb(athenaBreaks).start(() => {});
    const tally = await compare(executor, suite);
    expect(tally.same).toBeGreaterThanOrEqual(300);
    expect(tally.matches).toBeGreaterThan(40);
  });

  it('the SPL oracle', async () => {
    const executor = await splEngines.raw.start(() => {});
    const tally = await compare(executor, suite);
    // Arrays within arrays are not said.
    expect(tally.same).toBeGreaterThanOrEqual(250);
    expect(tally.matches).toBeGreaterThan(40);
  });
});

describe('a failing pair', () => {
  it('shrinks to the clause and the value that fail, and is shown whole', async () => {
    const pair: Pair = {
      drawn: {
        match: {
          eventSource: 'sts.amazonaws.com',
          any: [
            {
              not: {
                userAgent: {
                  contains: ['aws-cli', { $param: { type: 'text', value: 'Boto' } }],
                  ignoreCase: true,
                },
              },
            },
            { 'resources[]': { some: { ARN: { startsWith: 'arn:' }, accountId: '111122223333' } } },
          ],
        },
        shown: ['eventName'],
        durations: true,
        block: false,
      },
      event: { eventName: 'AssumeRole', userAgent: 'x', resources: [{ ARN: 'arn:aws' }] },
    };
    // A fault made up: any rule with this operator is wrong wherever the event has a name.
    const fails = ({ rule }: LaneRule, event: Pair['event']) =>
      JSON.stringify(rule.document.match).includes('"operator":"contains"') && event.eventName !== undefined;
    const small = await shrinkFailure(pair, fails, 4_000);
    expect(small.event).toEqual({ eventName: '' });
    expect(small.drawn).toEqual({
      match: { userAgent: { contains: [] } },
      shown: [],
      durations: false,
      block: true,
    });
    const report = reportPair(small, { evaluator: true, 'SPL oracle': false });
    for (const part of [
      'rule\nmatch:\n',
      'event\n{"eventName":""}\n',
      '\nspl\n',
      '\nathena\n',
      '\nsigma\n',
      'evaluator: true\nSPL oracle: false\n',
    ]) {
      expect(report).toContain(part);
    }
  });
});
