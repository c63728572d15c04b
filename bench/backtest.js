// npm run bench, last part: `trailc backtest` against its bars (docs/performance.md), whole processes in turn on the same
// files: a bare gunzip + JSON.parse, DuckDB's reader, rsigma-eval; then the stages of it, and raw path against plain path.
// What each rule has to find is known from what was generated, and asserted of every run. Exits 1 when a bar is missed.
//
// BENCH_ROUNDS (3), BENCH_EVENTS (1,000,000: of the comparison of paths), BENCH_LARGE=1 (also 5,000,000 events), BENCH_CACHE
// (where corpora stay), BENCH_ONLY (names of parts, with commas).
import { deepStrictEqual } from 'node:assert';
import { statfsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { inTurn, median, node } from './backtest/process.js';
import { askRsigma, rsigmaProgram, sigmaFiles } from './backtest/rsigma.js';
import { CACHE, corpus } from './corpus.js';
import { broadAmong, rule, writeRules } from './rules.js';

const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 3);
const SAME_EVENTS = Number(process.env.BENCH_EVENTS ?? 1_000_000);
const EVENTS = 200_000;
const SIZES = [500_000, 1_500_000, 5_000_000];
const BAR_MB = 300;
/** The time for an event of the largest size, in times that of the smallest. */
const BAR_LINEAR = 1.2;

const bin = fileURLToPath(new URL('../bin/trailc.js', import.meta.url));
const child = (name) => fileURLToPath(new URL(`./backtest/${name}.js`, import.meta.url));
const logs = ({ root }) => join(root, 'AWSLogs');
const lines = ({ root }) => join(root, 'events.ndjson');
const configOf = (rules) => join(rules, 'trailc.config.yml');

function repository(name, count, only) {
  const root = join(CACHE, `rules-${name}`);
  writeRules(root, count, only);
  return root;
}

/** Every rule found what it has to, and every record was looked at. */
function assertFound({ source, rules }, { events, matched, twice }) {
  deepStrictEqual([source.events.read, source.events.malformed, source.events.skipped], [events, 0, 0]);
  const found = rules.map(({ rule, matches, duplicates }) => [rule, matches, duplicates]);
  const wanted = rules.map(({ rule }) => {
    const n = Number(rule.slice(-4));
    return [rule, matched[n] ?? 0, twice[n] ?? 0];
  });
  deepStrictEqual(found, wanted);
}

function backtest(rules, input, made) {
  const took = node(bin, 'backtest', input, '--format', 'json', '--config', configOf(rules));
  assertFound(JSON.parse(took.stdout), made);
  return took;
}

function bare(made) {
  const took = node(child('bare'), logs(made));
  deepStrictEqual(Number(took.stdout), made.events);
  return took;
}

const shown = (took) => {
  const seconds = took.map((one) => one.seconds);
  const cpu = median(took.map((one) => one.cpu));
  const mb = Math.max(...took.map((one) => one.mb));
  const rest = Number.isNaN(mb) ? '' : `, processor ${cpu.toFixed(2)} s, ${mb.toFixed(0)} MB`;
  return `min ${Math.min(...seconds).toFixed(2)} s, median ${median(seconds).toFixed(2)} s${rest}`;
};

function judged(what, value, bar, met, unit = '') {
  if (!met) process.exitCode = 1;
  console.log(`  ${what}: ${value.toFixed(2)}${unit}, bar ${bar}${unit} ${met ? 'met' : 'MISSED'}`);
}

/** Ratios are taken round by round, then their median. */
const ratio = (over, under) => median(over.map(({ seconds }, at) => seconds / under[at].seconds));
const ratioAtMost = (what, over, under, bar) => {
  const value = ratio(over, under);
  judged(what, value, bar, value <= bar, ' times');
};
const memoryAtMost = (what, took) => {
  const mb = Math.max(...took.map((one) => one.mb));
  judged(`${what}, peak memory`, mb, BAR_MB, mb <= BAR_MB, ' MB');
};

function print(took) {
  for (const [name, runs] of Object.entries(took)) console.log(`  ${name.padEnd(28)} ${shown(runs)}`);
}

async function gunzipAndParse() {
  const few = await corpus({ events: EVENTS, share: 0.01, lines: true });
  const many = await corpus({ events: EVENTS, share: 0.3 });
  const hundred = repository('100', 100);
  const thousand = repository('1000', 1_000);
  const size = ({ share, rawBytes, gzipBytes, files }) =>
    `${share * 100} % match: ${(rawBytes / 1e6).toFixed(0)} MB, ${(gzipBytes / 1e6).toFixed(0)} MB in ${files} files`;
  console.log(`${EVENTS} events; ${size(few)}; ${size(many)}`);
  console.log(`rules that ask for no eventName: ${broadAmong(100)} of 100, ${broadAmong(1_000)} of 1000`);
  const took = inTurn(ROUNDS, {
    'bare, 1 %': () => bare(few),
    'backtest, 100 rules, 1 %': () => backtest(hundred, logs(few), few),
    'backtest, 1000 rules, 1 %': () => backtest(thousand, logs(few), few),
    'bare, 30 %': () => bare(many),
    'backtest, 100 rules, 30 %': () => backtest(hundred, logs(many), many),
  });
  print(took);
  ratioAtMost('100 rules, 1 %', took['backtest, 100 rules, 1 %'], took['bare, 1 %'], 0.5);
  ratioAtMost('100 rules, 30 %', took['backtest, 100 rules, 30 %'], took['bare, 30 %'], 0.5);
  ratioAtMost('1000 rules, 1 %', took['backtest, 1000 rules, 1 %'], took['bare, 1 %'], 1);
  for (const name of Object.keys(took)) if (name.startsWith('backtest')) memoryAtMost(name, took[name]);
}

/** The rule that the question to DuckDB is the same as. */
const ONE = 2;

async function duckdb() {
  const made = await corpus({ events: EVENTS, share: 0.01, lines: true });
  const one = repository('one', ONE + 1, ({ n }) => n === ONE);
  const { call } = rule(ONE);
  const columns = `{eventID: 'VARCHAR', eventSource: 'VARCHAR', eventName: 'VARCHAR', errorCode: 'VARCHAR', requestParameters: 'STRUCT("${call.subject}" VARCHAR)'}`;
  const where = `eventSource = '${call.source}' AND eventName = '${call.name}' AND errorCode IS NULL AND lower(requestParameters."${call.subject}") LIKE 'prod-${String(ONE).padStart(4, '0')}-%'`;
  const took = inTurn(ROUNDS, {
    'DuckDB, one question': () => {
      const run = node(child('duckdb'), lines(made), columns, where);
      const matched = made.matched[ONE];
      deepStrictEqual(run.stdout.trim(), `${matched + (made.twice[ONE] ?? 0)} ${matched}`);
      return run;
    },
    'backtest, 1 rule, NDJSON': () => backtest(one, lines(made), made),
  });
  print(took);
  ratioAtMost('1 rule, NDJSON, of DuckDB', took['backtest, 1 rule, NDJSON'], took['DuckDB, one question'], 1);
  memoryAtMost('1 rule, NDJSON', took['backtest, 1 rule, NDJSON']);
}

async function rsigma() {
  const { path, missing } = rsigmaProgram();
  if (missing !== undefined) {
    console.log(`  skipped: rsigma-eval: ${missing}`);
    return;
  }
  const made = await corpus({ events: EVENTS, share: 0.01, lines: true });
  const some = repository('38', 38);
  const files = sigmaFiles(bin, some);
  deepStrictEqual(files.length, 38);
  const wanted = {};
  for (let n = 0; n < 38; n += 1) wanted[n] = (made.matched[n] ?? 0) + (made.twice[n] ?? 0);
  const took = inTurn(ROUNDS, {
    'rsigma-eval, 38 rules': () => {
      const said = askRsigma(path, lines(made), files);
      deepStrictEqual(said.found, wanted);
      return said;
    },
    'backtest, 38 rules, NDJSON': () => backtest(some, lines(made), made),
  });
  print(took);
  const value = ratio(took['rsigma-eval, 38 rules'], took['backtest, 38 rules, NDJSON']);
  judged('faster than rsigma-eval, 38 rules', value, 3, value >= 3, ' times');
  memoryAtMost('38 rules, NDJSON', took['backtest, 38 rules, NDJSON']);
}

async function samePaths() {
  const made = await corpus({ events: SAME_EVENTS, share: 0.1, seed: 2 });
  const hundred = repository('100', 100);
  const { stdout } = node('--max-old-space-size=8192', child('same'), configOf(hundred), logs(made));
  const { events, matches, report } = JSON.parse(stdout);
  assertFound(report, made);
  console.log(`  raw path and plain path: the same report of ${events} events, ${matches} matches`);
}

/** Not held against a bar: it says where the time of the first part goes. */
async function stages() {
  const few = await corpus({ events: EVENTS, share: 0.01, lines: true });
  const many = await corpus({ events: EVENTS, share: 0.3 });
  const runs = {
    '100 rules, 1 %': [repository('100', 100), few],
    '100 rules, 30 %': [repository('100', 100), many],
    '1000 rules, 1 %': [repository('1000', 1_000), few],
  };
  const names = Object.keys(runs);
  const took = inTurn(
    ROUNDS,
    Object.fromEntries(
      Object.entries(runs).map(([name, [rules, made]]) => [
        name,
        () => JSON.parse(node(child('stages'), configOf(rules), logs(made)).stdout),
      ]),
    ),
  );
  console.log(`  ${'seconds on one thread'.padEnd(36)}${names.map((name) => name.padStart(17)).join('')}`);
  for (const stage of Object.keys(took[names[0]][0])) {
    const seconds = names.map((name) => median(took[name].map((one) => one[stage])) / 1000);
    console.log(`  ${stage.padEnd(36)}${seconds.map((value) => value.toFixed(2).padStart(17)).join('')}`);
  }
}

async function large() {
  if (process.env.BENCH_LARGE !== '1') {
    console.log('  skipped: needs minutes and 2 GB; BENCH_LARGE=1 runs it');
    return;
  }
  const { bavail, bsize } = statfsSync(fileURLToPath(new URL('.', import.meta.url)));
  if (bavail * bsize < 5e9) throw new Error('less than 5 GB are free');
  const hundred = repository('100', 100);
  const each = [];
  for (const events of SIZES) {
    const made = await corpus({ events, share: 0.01 });
    const took = inTurn(Math.min(ROUNDS, 2), {
      [`bare, ${events} events`]: () => bare(made),
      [`backtest, ${events} events`]: () => backtest(hundred, logs(made), made),
    });
    print(took);
    const [plain, found] = Object.values(took);
    console.log(`  ${events} events: ${ratio(found, plain).toFixed(2)} times bare`);
    memoryAtMost(`${events} events`, found);
    each.push(Math.min(...found.map(({ seconds }) => seconds)) / events);
  }
  const value = each.at(-1) / each[0];
  judged(
    'an event of the largest size, of one of the smallest',
    value,
    BAR_LINEAR,
    value <= BAR_LINEAR,
    ' times',
  );
}

const PARTS = { gunzipAndParse, stages, duckdb, rsigma, samePaths, large };
const only = process.env.BENCH_ONLY?.split(',') ?? Object.keys(PARTS);
for (const name of only) {
  console.log(name);
  await PARTS[name]();
}
