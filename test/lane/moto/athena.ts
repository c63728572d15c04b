/**
 * A backtest on Athena as moto speaks its API: start, look, fetch, stop, refuse. Its SQL is proved on Trino.
 *
 * Owns: the checks. Must not: know the protocol, or start the server.
 */

import { athenaAsk } from '../../../src/engines/athena/ask.ts';
import { loadAthena, openAthena } from '../../../src/engines/athena/sdk.ts';
import type { Told } from '../../../src/engines/engine.ts';
import { type RunOptions, runQueries } from '../../../src/engines/run.ts';
import { COMMON } from '../../../src/engines/select.ts';
import { askedRule } from '../../../src/logs/backtest/question.ts';
import { EXTENDED } from '../../../src/targets/athena/profiles.ts';
import { documentOf, ruleOf } from '../../support/rule.ts';
import type { Check, Finding } from '../check.ts';
import { MOTO, type Moto, startMoto } from './server.ts';

const ENVIRONMENT = {
  AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE',
  AWS_SECRET_ACCESS_KEY: 'example',
  AWS_EC2_METADATA_DISABLED: 'true',
};

export async function athenaClientCheck(report: (what: string) => void): Promise<Check> {
  const moto = await startMoto(report);
  const before = { ...process.env };
  Object.assign(process.env, ENVIRONMENT, { AWS_ENDPOINT_URL_ATHENA: moto.url });
  try {
    return {
      name: 'the client of Athena starts, follows, fetches, stops and reports as AWS’s API has it',
      by: MOTO,
      findings: [await fetched(moto), await stopped(moto), await refused()],
      notes: ['moto runs no SQL, has one page for all results and does not throttle.'],
    };
  } finally {
    for (const name of [...Object.keys(ENVIRONMENT), 'AWS_ENDPOINT_URL_ATHENA']) {
      if (before[name] === undefined) delete process.env[name];
      else process.env[name] = before[name];
    }
    moto.close();
  }
}

const RULES = ['one', 'two'].map((name) => ({
  ...askedRule(ruleOf(documentOf({ eventName: name }))),
  rule: name,
}));

async function opened(workgroup: string) {
  const loaded = await loadAthena();
  if (loaded.kind !== 'loaded') throw new Error('the SDK is a development dependency');
  return openAthena(loaded.library, {
    workgroup,
    database: 'security',
    catalog: 'AwsDataCatalog',
    outputLocation: 's3://results/backtest/',
    region: 'eu-west-1',
  });
}

const optionsOf = (signal = new AbortController().signal): RunOptions => ({
  engine: 'athena',
  shownTable: 'security.cloudtrail_logs',
  source: { table: ['security', 'cloudtrail_logs'], profile: EXTENDED, range: {}, layout: EXTENDED.layout },
  parallel: 2,
  signal,
});

const COLUMNS = [...COMMON.map(({ column }) => column.toLowerCase()), 'session', 'rules'];
const row = (id: string, rules: string) => [
  id,
  '2026-11-01T00:00:00Z',
  'alice',
  'sts:AssumeRole',
  '1',
  null,
  null,
  rules,
];

async function fetched(moto: Moto): Promise<Finding> {
  await moto.looksForEachState(2);
  await moto.queueResults(COLUMNS, [row('a', '0'), row('b', '0,1'), row('b', '1')]);
  const api = await opened('primary');
  const states: string[] = [];
  const watched = {
    ...api,
    look: async (id: string) => {
      const looked = await api.look(id);
      states.push(looked.state);
      return looked;
    },
  };
  const {
    complete,
    stopped: why,
    rules,
  } = await runQueries(RULES, athenaAsk(watched, { first: 1, most: 5 }), optionsOf());
  api.close();
  const counts = rules.map(({ matches, duplicates }) => `${matches}+${duplicates}`).join();
  const seen = [...new Set(states)].join();
  const ok = complete && counts === '2+0,1+1' && seen === 'QUEUED,RUNNING,SUCCEEDED';
  return { name: 'rows of a query', ok, detail: `${counts}, ${seen}${why === null ? '' : `, ${why}`}` };
}

async function stopped(moto: Moto): Promise<Finding> {
  await moto.looksForEachState(1_000);
  const stop = new AbortController();
  const api = await opened('primary');
  const ask = athenaAsk(api, { first: 1, most: 5 });
  let id = '';
  const report = await runQueries(
    RULES,
    async function* (statement, signal): AsyncGenerator<Told> {
      for await (const told of ask(statement, signal)) {
        if (told.kind === 'started') {
          id = told.queryId;
          setTimeout(() => stop.abort(), 50);
        }
        yield told;
      }
    },
    optionsOf(stop.signal),
  );
  const { state } = await api.look(id);
  api.close();
  const said = report.source.kind === 'queries' ? report.source.queries[0]?.state : undefined;
  const ok = !report.complete && state === 'CANCELLED' && said === 'cancelled';
  return { name: 'a query that is stopped', ok, detail: `${state} there, ${said} here` };
}

async function refused(): Promise<Finding> {
  const api = await opened('nobody');
  const { complete, stopped: why } = await runQueries(RULES, athenaAsk(api), optionsOf());
  api.close();
  const ok = !complete && (why ?? '').includes('WorkGroup does not exist');
  return { name: 'a workgroup that is not there', ok, detail: why ?? 'nothing is said' };
}
