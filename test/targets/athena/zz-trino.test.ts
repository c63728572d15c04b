import { mkdirSync, writeFileSync, rmSync } from 'node:fs';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { compileCondition } from '../../../src/evaluate/condition.ts';
import { conditionOf } from '../../../src/targets/athena/condition.ts';
import { EXTENDED } from '../../../src/targets/athena/profiles.ts';
import { athenaTarget } from '../../../src/targets/athena/index.ts';
import { inList, row, rule, exists } from '../../evaluate/build.ts';
import { environment } from './environment.ts';
import { anyPool, conditionOver, eventOver } from './random.ts';
// @ts-ignore
import { run } from '/tmp/trino-lane/q.mjs';
const SEED = Number(process.env.SEED ?? 1), RUNS = Number(process.env.RUNS ?? 3);
const typeOf = (t: any): string => t.kind === 'struct' ? `row(${[...t.members].map(([n, m]: any) => `${n.toLowerCase()} ${typeOf(m)}`).join(', ')})` : t.kind === 'array' ? `array(row(${[...t.members].map(([n, m]: any) => `${n.toLowerCase()} ${typeOf(m)}`).join(', ')}))` : 'varchar';
async function ok(sql: string) { const r = await run(sql); if (r.error) throw new Error(r.error.slice(0, 800)); return r.rows as any[][]; }
async function table(name: string, events: any[]) {
  const dir = `/tmp/trino-lane/data/${name}`; rmSync(dir, { recursive: true, force: true }); mkdirSync(dir, { recursive: true });
  writeFileSync(`${dir}/e.json`, events.map((e, i) => JSON.stringify({ ...e, rownumber: String(i) })).join('\n') + '\n');
  await ok(`DROP TABLE IF EXISTS ${name}`);
  await ok(`CREATE TABLE ${name} (rownumber varchar, ${[...EXTENDED.columns].map(([n, t]) => `${n.toLowerCase()} ${typeOf(t)}`).join(', ')}) WITH (format='OPENX_JSON', external_location='file://${dir}')`);
}
it('struct columns on Trino', async () => {
  let n = 0, m = 0; const bad: any[] = [];
  for (let s = 0; s < RUNS; s++) {
    const [pool] = fc.sample(anyPool, { numRuns: 1, seed: SEED + s }) as any;
    const conds = fc.sample(conditionOver(pool), { numRuns: 40, seed: SEED + s }); const events = fc.sample(eventOver(pool), { numRuns: 60, seed: SEED + s });
    await table(`r${s}`, events);
    const printed = conds.map((c) => conditionOf(c, EXTENDED) as string);
    for (let a = 0; a < conds.length; a += 20) {
      const rows = await ok(`SELECT CAST(rownumber AS integer), ${printed.slice(a, a + 20).map((c, k) => `(${c}) c${k}`).join(', ')} FROM r${s} ORDER BY 1`);
      conds.slice(a, a + 20).forEach((c, k) => { const f = compileCondition(c); events.forEach((e, i) => { n++; const w = f(e); if (w) m++; if (rows[i]?.[k + 1] !== w) bad.push({ cond: printed[a + k], e: JSON.stringify(e), w, g: rows[i]?.[k + 1] }); }); });
    }
  }
  console.log('struct pairs', n, 'true', m, 'bad', bad.length);
  expect(bad.slice(0, 4)).toEqual([]);
}, 600_000);
it('long lists on Trino', async () => {
  const time = async (condition: any, want: any[]) => {
    await table('longlist', [{ eventSource: 's1', eventName: 'n4200', requestParameters: { a: '000000009999' } }, { eventSource: 's', eventName: null }]);
    const t0 = Date.now(); const rows = await ok(`SELECT rownumber FROM longlist WHERE ${conditionOf(condition, EXTENDED)}`);
    console.log('list', conditionOf(condition, EXTENDED).length, 'bytes', Date.now() - t0, 'ms', JSON.stringify(rows)); expect(rows).toEqual(want);
  };
  await time(inList({ value: 'requestParameters.a' }, Array.from({ length: 10_000 }, (_, i) => row(String(i).padStart(12, '0')))), [['0']]);
  await time(inList({ a: 'eventSource', b: 'eventName' }, Array.from({ length: 10_000 }, (_, i) => row('s1', `n${i}`))), [['0']]);
}, 600_000);
it('the whole statement', async () => {
  for (const profile of ['extended', 'extended-projection', 'extended-organization']) {
    const { value } = athenaTarget.compile(rule(exists('errorCode')), environment({ profile }));
    const q = String(value?.artefacts[0]?.view.query).replace('"security"."cloudtrail"', '(SELECT *, \'2026\' AS year, \'11\' AS month, \'21\' AS day, \'2026/11/21\' AS "timestamp" FROM longlist)');
    const r = await run(q); console.log(profile, JSON.stringify(r.rows ?? r.error)); expect(r.error).toBeUndefined();
  }
}, 60_000);
