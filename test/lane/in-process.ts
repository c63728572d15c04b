/**
 * The executors that need no installation: the evaluator against what people wrote down, and DuckDB.
 *
 * Owns: how the two are asked. Must not: compare.
 */
import { compileCondition } from '../../src/evaluate/condition.ts';
import { normalForm } from '../../src/ir/normal.ts';
import { athenaTarget } from '../../src/targets/athena/index.ts';
import { athenaVerdicts, openAthenaTable } from '../support/duckdb.ts';
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
    const verdicts = await athenaVerdicts(conditions, events);
    let at = 0;
    for (const [offset, one] of compiled.entries()) {
      if (one.kind === 'not-said') {
        said.push(one);
        continue;
      }
      const row = verdicts[at];
      at += 1;
      const asked = suite.asked[from + offset] ?? [];
      const own = asked.map((index) => row?.[rowOf.get(index) ?? -1]);
      said.push({ kind: 'verdicts', answer: one.answer, verdicts: own, query: one.condition });
    }
  }
  return said;
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
