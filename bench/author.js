// npm run bench, third part: `trailc check` and `trailc test` of 1,000 generated rules with 5,000 tests, as whole
// processes above `node -e 0`; the median of three.
import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { repository } from './repository.js';

const RULES = 1_000;
const TESTS = 5_000;
/** Seconds (docs/performance.md). */
const BAR = 4;
const bin = fileURLToPath(new URL('../bin/trailc.js', import.meta.url));
const root = repository(RULES, { tests: TESTS / RULES });

function wall(args) {
  const started = process.hrtime.bigint();
  const { status, stdout, stderr } = spawnSync(process.execPath, args, {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  const seconds = Number(process.hrtime.bigint() - started) / 1e9;
  if (status !== 0)
    throw new Error(`node ${args.join(' ')} ended with ${status}: ${stdout.slice(0, 2000)}${stderr}`);
  return { seconds, stdout };
}

const times = { check: [], test: [] };
for (let round = 0; round < 3; round += 1) {
  const floor = wall(['-e', '0']).seconds;
  for (const command of ['check', 'test']) {
    const { seconds, stdout } = wall([bin, command]);
    if (command === 'test' && !stdout.includes(`${TESTS} passed`)) throw new Error(stdout);
    times[command].push(seconds - floor);
  }
}
rmSync(root, { recursive: true, force: true });
for (const [command, seconds] of Object.entries(times)) {
  const median = seconds.sort((a, b) => a - b)[1];
  const met = median <= BAR;
  if (!met) process.exitCode = 1;
  console.log(
    `${command} of ${RULES} rules, ${TESTS} tests: ${median.toFixed(2)} s, bar ${BAR} s ${met ? 'met' : 'MISSED'}`,
  );
}
