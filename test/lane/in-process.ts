/**
 * The executors that need no installation: the evaluator against what people wrote down, and DuckDB.
 *
 * Owns: how the two are asked. Must not: compare.
 */

import { conditionValues, type SqlValue } from '../../src/duckdb/conditions.ts';
import { compileCondition } from '../../src/evaluate/condition.ts';
import { normalForm } from '../../src/ir/normal.ts';
import { athenaTarget } from '../../src/targets/athena/index.ts';
import { openAthenaTable } from '../support/duckdb.ts';
import type { Breaks, Engine, LaneRule, Said, Suite } from './executor.ts';

/** Rules in one table of DuckDB: every condition meets every event of the table, so the tables are kept small. */
const CHUNK = 50;

/** Compiled SQL on DuckDB, on the extended table. */
export function duckDb(breaks: Breaks): Engine {
  return {
    name: 'DuckDB',
    start: async () => {
      const table = await openAthenaTable([]);
      const [row] = await table.query('SELECT version()');
      table.close();
      const version = `DuckDB ${String(row?.[0]).replace(/^v/, '')}, with functions of ours in the place of Trino's`;
      return { name: 'DuckDB', version, breaks, run: runDuckDb, close: async () => {} };
    },
  };
}

async function runDuckDb(suite: Suite): Promise<readonly Said[]> {
  const said: Said[] = [];
  for (let from = 0; from < suite.rules.length; from += CHUNK) {
    const to = Math.min(from + CHUNK, suite.rules.length);
    const used = [...new Set(suite.asked.slice(from, to).flat())].sort((a, b) => a - b);
    const rowOf = new Map(used.map((index, row) => [index, row]));
    const events = used.flatMap((index) => suite.events.slice(index, index + 1));
    const compiled = suite.rules.slice(from, to).map(compileAthena);
    const conditions = compiled.flatMap((one) => (one.kind === 'sql' ? [one.condition] : []));
    const values = await valuesOf(conditions, events);
    let at = 0;
    for (const [offset, one] of compiled.entries()) {
      if (one.kind === 'not-said') {
        said.push(one);
        continue;
      }
      const row = values[at];
      at += 1;
      const asked = suite.asked[from + offset] ?? [];
      const means = meansOf(suite.rules[from + offset]);
      // What is neither true nor false is wrong, whatever the rule means.
      const wrong = new Set<string>();
      const own = asked.map((index) => {
        const value = row?.[rowOf.get(index) ?? -1];
        if (typeof value === 'boolean') return value;
        wrong.add(value === null ? 'NULL' : JSON.stringify(value));
        return !means(suite.events[index] ?? {});
      });
      const query = [one.condition, ...[...wrong].map((value) => `-- gave ${value}`)].join('\n');
      said.push({ kind: 'verdicts', answer: one.answer, verdicts: own, query });
    }
  }
  return said;
}

function meansOf(rule: LaneRule | undefined) {
  if (rule === undefined) throw new Error('more answers than rules');
  return compileCondition(rule.rule.condition);
}

async function valuesOf(
  conditions: readonly string[],
  events: Suite['events'],
): Promise<readonly (readonly SqlValue[])[]> {
  const table = await openAthenaTable(events);
  try {
    return await conditionValues(table, conditions, events.length);
  } finally {
    table.close();
  }
}

function compileAthena({ rule, environment }: LaneRule) {
  const normal = { ...rule, condition: normalForm(rule.condition) };
  const { value, diagnostics } = athenaTarget.compile(normal, environment, 'extended');
  if (value === undefined) throw new Error(diagnostics.map(({ what }) => what).join('\n'));
  const { answer, condition } = value;
  if (answer.kind === 'unsupported')
    return { kind: 'not-said', why: answer.reasons.map(({ why }) => why).join(' ') } as const;
  if (condition === undefined) throw new Error(`no condition for ${rule.document.stem}`);
  return { kind: 'sql', answer, condition } as const;
}

/** The evaluator's verdicts against those that people wrote down; undefined for a suite without any. */
export function expectedVerdicts(suite: Suite) {
  const { expected } = suite;
  if (expected === undefined) return undefined;
  const wrong = suite.rules.flatMap(({ name, rule }, which) => {
    const means = compileCondition(rule.condition);
    return (suite.asked[which] ?? []).flatMap((index, at) => {
      const event = suite.events[index];
      const wanted = expected[which]?.[at];
      return event !== undefined && means(event) !== wanted ? [{ name, event, wanted }] : [];
    });
  });
  return { pairs: suite.asked.flat().length, wrong };
}
