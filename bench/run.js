// npm run bench: wall time of the author's loop on the shipped rules, above the floor of starting Node (`node -e 0`).
// Each round runs the floor and every command in turn, so that a machine whose speed drifts slows them alike.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 9);
const out = mkdtempSync(join(tmpdir(), 'trailc-bench-'));
const trailc = (...args) => ['bin/trailc.js', ...args];

/** Name, arguments for node, and the bar in seconds above the floor (docs/performance.md). */
const commands = [
  ['start-up (--version)', trailc('--version'), 0.12],
  ['check', trailc('check'), 0.4],
  ['test', trailc('test'), 0.5],
  ['compile --target all', trailc('compile', 'detections', '--target', 'all'), 0.25],
  ['build', trailc('build', '--out', join(out, 'bundle')), undefined],
];

function wall(args) {
  const started = process.hrtime.bigint();
  const { status, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  const seconds = Number(process.hrtime.bigint() - started) / 1e9;
  if (status !== 0) throw new Error(`node ${args.join(' ')} ended with ${status}: ${stderr}`);
  return seconds;
}

const floor = [];
const times = commands.map(() => []);
for (let round = -1; round < ROUNDS; round += 1) {
  const base = wall(['-e', '0']);
  const row = commands.map(([, args]) => wall(args));
  if (round < 0) continue; // a warm-up round fills the file cache
  floor.push(base);
  for (const [at, seconds] of row.entries()) times[at].push(seconds - base);
}
rmSync(out, { recursive: true, force: true });

const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
const shown = (seconds) => `${seconds.toFixed(3)} s`.padStart(9);
console.log(`median of ${ROUNDS} rounds; node -e 0: ${shown(median(floor))}`);
console.log('above node -e 0           min       median    max       bar');
let missed = 0;
for (const [at, [name, , bar]] of commands.entries()) {
  const values = times[at];
  const over = bar !== undefined && median(values) > bar;
  if (over) missed += 1;
  const [min, mid, max] = [Math.min(...values), median(values), Math.max(...values)].map(shown);
  console.log(
    `${name.padEnd(22)} ${min} ${mid} ${max} ${bar === undefined ? '' : `${shown(bar)} ${over ? 'MISSED' : 'met'}`}`,
  );
}
process.exitCode = missed === 0 ? 0 : 1;
