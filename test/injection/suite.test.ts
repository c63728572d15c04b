/** The verdict on hostile literals and keys: evaluator, compiled SQL on DuckDB, compiled SPL on the oracle, under every reading that is left open. */
import { describe, expect, it } from 'vitest';
import { compileCondition } from '../../src/evaluate/condition.ts';
import { normalForm } from '../../src/ir/normal.ts';
import { athenaTarget } from '../../src/targets/athena/index.ts';
import { splBreaks } from '../lane/assume-spl.ts';
import { assumptionNames, onlySearch, splFiles } from '../oracle/spl/artefacts.ts';
import { openAthenaTable } from '../support/duckdb.ts';
import { injectionSuite } from './suite.ts';

const { rules, events, asked, expected = [] } = injectionSuite();
const cases = rules.map((one, at) => ({
  ...one,
  rule: { ...one.rule, condition: normalForm(one.rule.condition) },
  of: (asked[at] ?? []).map((event) => events[event] ?? {}),
  wanted: expected[at] ?? [],
}));

describe('hostile literals and keys', () => {
  it('have their verdict in the evaluator', () => {
    const wrong = cases.filter(({ rule, of, wanted }) => {
      const holds = compileCondition(rule.condition);
      return JSON.stringify(of.map((event) => holds(event))) !== JSON.stringify(wanted);
    });
    expect(wrong.map(({ name }) => name)).toEqual([]);
    expect(cases.length).toBeGreaterThan(1_000);
  });

  it('have it in compiled SQL on DuckDB', async () => {
    const table = await openAthenaTable(events);
    try {
      const wrong: string[] = [];
      // Each condition is asked about its own events alone.
      for (let from = 0; from < cases.length; from += 200) {
        const part = cases.slice(from, from + 200);
        const rows = part.map(({ rule, environment, name }, at) => {
          const { value } = athenaTarget.compile(rule, environment, 'extended');
          if (value?.condition === undefined) throw new Error(`${name}: ${JSON.stringify(value?.answer)}`);
          const own = (asked[from + at] ?? []).join(', ');
          return `SELECT ${at}, _row, ${value.condition} FROM "security"."cloudtrail" WHERE _row IN (${own})`;
        });
        const got = await table.query(rows.join('\nUNION ALL '));
        for (const [at, { name, wanted }] of part.entries()) {
          const own = asked[from + at] ?? [];
          const verdicts = own.map(
            (row) => got.find(([of, id]) => Number(of) === at && Number(id) === row)?.[2],
          );
          if (JSON.stringify(verdicts) !== JSON.stringify(wanted))
            wrong.push(`${name}: ${JSON.stringify(verdicts)}`);
        }
      }
      expect(wrong).toEqual([]);
    } finally {
      table.close();
    }
  });

  it('have it in the search, where SPL says the text at all', () => {
    const wrong: string[] = [];
    let said = 0;
    for (const { name, rule, environment, of, wanted } of cases) {
      const { answer, files } = splFiles(rule, environment, 'raw');
      // docs/splunk.md: a control character in a value; in a key also $, backtick and the line ends of Unicode.
      if (answer.kind === 'unsupported') {
        if (!/\\u00|\\[bfnrtv]|[$`\u007f-\u009f]|^key.*[\u2028\u2029]/.test(name))
          wrong.push(`${name}: not said`);
        continue;
      }
      said += 1;
      const search = onlySearch(files);
      const assumed = assumptionNames(answer);
      for (const [at, event] of of.entries()) {
        const readings = search.verdicts(JSON.stringify(event), assumed);
        const broken = assumed.filter((one) => splBreaks(one, rule, event));
        if (readings.length !== 1 || readings[0]?.verdict !== wanted[at] || broken.length > 0)
          wrong.push(`${name}: ${JSON.stringify([event, readings, broken])}`);
      }
    }
    expect(wrong).toEqual([]);
    expect(said).toBeGreaterThan(900);
  });
});
