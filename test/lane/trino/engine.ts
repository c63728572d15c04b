/**
 * Trino as an executor: the condition of a rule, as compiled for Athena's extended table, on events as JSON lines.
 *
 * Owns: from suite to verdicts. Where Trino gives no verdict on an event that it can read (the condition is NULL, or the
 * query fails), the pair gets the verdict that the rule has not, so that it counts as a disagreement. Must not: start the
 * server itself, or compare.
 */
import { join } from 'node:path';
import { compileCondition } from '../../../src/evaluate/condition.ts';
import { normalForm } from '../../../src/ir/normal.ts';
import { athenaTarget } from '../../../src/targets/athena/index.ts';
import { EXTENDED } from '../../../src/targets/athena/profiles.ts';
import type { Answer } from '../../../src/targets/shared/target.ts';
import type { Engine, Executor, LaneRule, Said, Suite } from '../executor.ts';
import { athenaBreaks } from './assume.ts';
import { installTrino } from './install.ts';
import { loadSuite } from './parts.ts';
import { type Server, startServer } from './server.ts';
import { verdictsOf } from './suite-verdicts.ts';

/** The executor, and the server behind it for other proofs on Trino. */
export interface TrinoExecutor extends Executor {
  readonly server: Server;
}

const NAME = 'Trino';

export const trino: Engine = {
  name: NAME,
  start: async (report): Promise<TrinoExecutor> => {
    const installed = await installTrino(report);
    report('starting Trino');
    return trinoExecutor(await startServer(installed));
  },
};

/** Whether an executor is this one. */
export function isTrino(executor: Executor): executor is TrinoExecutor {
  return executor.name === NAME;
}

/** An executor on a server that is running. `alter` may change a condition on its way, to see that faults are found. */
export function trinoExecutor(
  server: Server,
  alter: (condition: string) => string = (sql) => sql,
): TrinoExecutor {
  return {
    name: NAME,
    version: `Trino ${server.release}, hive connector, events as lines of OPENX_JSON`,
    breaks: athenaBreaks,
    server,
    run: (suite) => runSuite(server, suite, alter),
    close: () => server.close(),
  };
}

type Compiled = { readonly answer: Answer; readonly condition: string };

async function runSuite(
  { client, folder, newName }: Server,
  suite: Suite,
  alter: (condition: string) => string,
): Promise<readonly Said[]> {
  const compiled = suite.rules.map(compileAthena);
  const conditions = compiled.map((one) => ('condition' in one ? alter(one.condition) : undefined));
  const store = { client, columns: EXTENDED.columns, folder: join(folder, 'events') };
  const loaded = await loadSuite(store, newName(), suite);
  const verdicts = await verdictsOf(client, loaded, conditions);
  return suite.rules.map((rule, which): Said => {
    const one = compiled[which];
    const found = verdicts.get(which);
    if (one === undefined || !('condition' in one)) return { kind: 'not-said', why: one?.why ?? '' };
    const means = compileCondition(rule.rule.condition);
    const asked = suite.asked[which] ?? [];
    const without = asked.filter((row) => found?.verdicts.get(row) === 'none');
    const query = [
      ...(without.length > 0 ? [`-- no verdict on ${without.length} events: ${found?.why}`] : []),
      found?.query,
    ];
    return {
      kind: 'verdicts',
      answer: one.answer,
      verdicts: asked.map((row) => {
        const verdict = found?.verdicts.get(row) ?? 'none';
        if (verdict === 'unreadable') return undefined;
        return verdict === 'none' ? !means(suite.events[row] ?? {}) : verdict;
      }),
      query: query.join('\n'),
    };
  });
}

function compileAthena({ rule, environment }: LaneRule): Compiled | { readonly why: string } {
  const normal = { ...rule, condition: normalForm(rule.condition) };
  const { value, diagnostics } = athenaTarget.compile(normal, environment, EXTENDED.name);
  if (value === undefined) throw new Error(diagnostics.map(({ what }) => what).join('\n'));
  const { answer, condition } = value;
  if (answer.kind === 'unsupported') return { why: answer.reasons.map(({ why }) => why).join(' ') };
  if (condition === undefined) throw new Error(`${rule.document.stem}: an answer without a condition`);
  return { answer, condition };
}
