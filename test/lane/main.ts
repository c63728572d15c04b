/**
 * The conformance lane: every executor on every suite, held against the evaluator.
 *
 *   npm run conformance                     engines that cannot be had are skipped and counted
 *   npm run conformance -- --require-all    they are failures (also where CI=true)
 *   npm run conformance -- --only duckdb,spl --suite generated --pairs 2000 --seed 7
 *   npm run conformance -- --check          fails where docs/fidelity.md would change, instead of writing it
 *
 * Owns: the order of the run, and the exit code. Must not: hold what is asked (suites.ts), how an engine is asked (its own
 * folder), or what counts as agreement (judge.ts).
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { CORPUS } from '../support/corpus.ts';
import { checksOf } from './checks.ts';
import { ENGINES } from './engines.ts';
import { EngineMissing, type Executor, type Suite } from './executor.ts';
import { fidelityPage } from './fidelity.ts';
import { expectedVerdicts } from './in-process.ts';
import { judge, type Tally } from './judge.ts';
import {
  checksText,
  countsOf,
  disagreementsText,
  type LaneReport,
  type Missing,
  reportJson,
  setAsideText,
  tableText,
} from './report.ts';
import { smallestDisagreement } from './smallest.ts';
import { suitesOf } from './suites.ts';

const PAGE = 'docs/fidelity.md';
const JSON_FILE = 'dist/fidelity.json';

const { values: options } = parseArgs({
  options: {
    'require-all': { type: 'boolean', default: process.env.CI === 'true' },
    check: { type: 'boolean', default: false },
    only: { type: 'string', default: '' },
    suite: { type: 'string', default: '' },
    seed: { type: 'string', default: '20261121' },
    pairs: { type: 'string', default: '12000' },
  },
});

const say = (text: string) => process.stderr.write(`${text}\n`);
const since = (start: number) => `${((Date.now() - start) / 1000).toFixed(1)} s`;

async function start(): Promise<{ executors: Executor[]; missing: Missing[] }> {
  const wanted = options.only === '' ? undefined : new Set(options.only.toLowerCase().split(','));
  const executors: Executor[] = [];
  const missing: Missing[] = [];
  for (const { key, engine } of ENGINES) {
    if (wanted !== undefined && !wanted.has(key)) continue;
    const from = Date.now();
    try {
      const executor = await engine.start((what) => say(`${engine.name}: ${what}`));
      executors.push(executor);
      say(`${executor.name} is ready: ${executor.version}, ${since(from)}`);
    } catch (error) {
      if (!(error instanceof EngineMissing)) throw error;
      missing.push({ engine: engine.name, why: error.message });
      say(`${engine.name} is missing: ${error.message}`);
    }
  }
  return { executors, missing };
}

async function tallyOf(executor: Executor, suite: Suite): Promise<Tally> {
  const from = Date.now();
  const said = await executor.run(suite);
  const tally = judge({ executor: executor.name, suite, said, breaks: executor.breaks });
  say(`${executor.name}, ${suite.name}: ${tally.disagreements.length} disagreements, ${since(from)}`);
  const smallest = await smallestDisagreement(executor, suite, tally);
  if (smallest !== undefined)
    process.stdout.write(`The first of them, as small as it stays one\n${smallest}\n`);
  return tally;
}

async function main(): Promise<number> {
  const { executors, missing } = await start();
  try {
    const { suites, records, content } = suitesOf({
      corpus: CORPUS,
      seed: Number(options.seed),
      pairs: Number(options.pairs),
    });
    const chosen = suites.filter(({ name }) => name.includes(options.suite));
    const tallies: Tally[] = [];
    for (const suite of chosen)
      for (const executor of executors) {
        if (suite.notFor?.includes(executor.name) === true) continue;
        try {
          tallies.push(await tallyOf(executor, suite));
        } catch (error) {
          const why = `${suite.name}: ${error instanceof Error ? error.message : String(error)}`;
          missing.push({ engine: executor.name, why, failed: true });
          say(`${executor.name} gave up on ${why}`);
        }
      }
    const written = chosen.flatMap((suite) => {
      const verdicts = expectedVerdicts(suite);
      return verdicts === undefined
        ? []
        : [{ suite: suite.name, pairs: verdicts.pairs, wrong: verdicts.wrong.map(({ name }) => name) }];
    });
    const whole = options.only === '' && missing.length === 0;
    const checks = options.suite === '' ? await checksOf({ executors, suites, content, whole }, say) : [];
    const named = executors.map(({ name, version }) => ({ name, version }));
    return finish({ executors: named, tallies, written, checks, missing, records });
  } finally {
    for (const executor of executors) await executor.close();
  }
}

function finish(report: LaneReport): number {
  mkdirSync('dist', { recursive: true });
  writeFileSync(JSON_FILE, reportJson(report));
  const stale =
    options.only === '' &&
    options.suite === '' &&
    report.missing.length === 0 &&
    report.records > 0 &&
    !writePage(report);
  const { passed, failed } = countsOf(report);
  const absent = report.missing.filter(({ failed }) => failed || options['require-all']);
  const out = [
    setAsideText(report.tallies),
    disagreementsText(report.tallies),
    tableText(report),
    checksText(report.checks),
    ...report.missing.map(
      (one) => `${absent.includes(one) ? 'FAIL' : 'skipped'} ${one.engine}: ${one.why}\n`,
    ),
    ...(stale ? [`FAIL ${PAGE} is stale: run npm run conformance and commit it\n`] : []),
    `public CloudTrail records: ${report.records}\n`,
  ];
  process.stdout.write(out.filter((text) => text !== '').join('\n'));
  const bad = failed + absent.length + (stale ? 1 : 0);
  process.stdout.write(`${passed} passed, ${bad} failed, ${report.missing.length - absent.length} skipped\n`);
  return bad === 0 ? 0 : 1;
}

/** Whether the page is fresh; without --check it is made so. Only a whole run knows what belongs on it. */
function writePage(report: LaneReport): boolean {
  const page = fidelityPage(report);
  if (!options.check) {
    writeFileSync(PAGE, page);
    return true;
  }
  try {
    return readFileSync(PAGE, 'utf8') === page;
  } catch {
    return false;
  }
}

const known = ENGINES.map(({ key }) => key);
const unknown = options.only.split(',').filter((key) => key !== '' && !known.includes(key.toLowerCase()));
if (unknown.length > 0) {
  say(`--only takes ${known.join(', ')}; ${unknown.join(', ')} is no engine of the lane.`);
  process.exitCode = 2;
} else {
  process.exitCode = await main();
}
