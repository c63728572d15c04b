// Whole processes, measured: wall time, processor time, peak memory. Must not: know what they do.
import { spawnSync } from 'node:child_process';
import { availableParallelism } from 'node:os';

const PEAK = `data:text/javascript,${encodeURIComponent(`
  import { isMainThread } from 'node:worker_threads';
  if (isMainThread) process.on('exit', () => {
    const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
    process._rawDebug('peak ' + maxRSS + ' ' + (userCPUTime + systemCPUTime));
  });`)}`;
/** The bars are for two cores; on a machine with more, every process gets two. */
const TWO =
  availableParallelism() > 2 && spawnSync('taskset', ['-c', '0,1', 'true']).status === 0
    ? ['taskset', '-c', '0,1']
    : [];

/** A program and its arguments to `{ seconds, cpu, mb, stdout }`; cpu and mb are of Node's processes alone. */
export function run(program, args) {
  const [first, ...rest] = [...TWO, program, ...args];
  const started = process.hrtime.bigint();
  const { status, error, stdout, stderr } = spawnSync(first, rest, { encoding: 'utf8', maxBuffer: 1 << 30 });
  const seconds = Number(process.hrtime.bigint() - started) / 1e9;
  if (status !== 0) {
    const said = error?.message ?? stderr.slice(-2_000);
    throw new Error(`${program} ${args.slice(-6).join(' ')} ended with ${status}: ${said}`);
  }
  const [, peak, cpu] = /^peak (\d+) (\d+)$/m.exec(stderr) ?? [];
  return { seconds, cpu: Number(cpu) / 1e6, mb: Number(peak) / 1024, stdout };
}

export const node = (...args) => run(process.execPath, ['--import', PEAK, ...args]);
export const median = (values) => [...values].sort((a, b) => a - b)[Math.floor((values.length - 1) / 2)];

/** Every command once a round, in turn, so that a machine whose speed drifts slows them alike. */
export function inTurn(rounds, commands) {
  const took = Object.fromEntries(Object.keys(commands).map((name) => [name, []]));
  for (let round = 0; round < rounds; round += 1)
    for (const [name, command] of Object.entries(commands)) took[name].push(command());
  return took;
}
