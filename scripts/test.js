// npm test: format, lint, types, build, generated files fresh, tests. Prints the counts last.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const bin = (name) => join('node_modules', '.bin', name);
const results = mkdtempSync(join(tmpdir(), 'trailc-test-'));
const report = join(results, 'vitest.json');

const steps = [
  ['format and lint', bin('biome'), ['ci', '--error-on-warnings']],
  ['types', bin('tsc'), ['-p', 'tsconfig.json']],
  ['build', process.execPath, ['scripts/build.js']],
  ['generated files are fresh', process.execPath, ['scripts/generate.js', '--check']],
  // CI=true: a golden that is missing or differs fails and is never written.
  ['tests', bin('vitest'), ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`]],
];

let failedSteps = 0;
let records = 'none read (TRAILC_CORPUS names no folder)';
for (const [name, command, args] of steps) {
  const { status, stdout, stderr } = spawnSync(command, args, {
    encoding: 'utf8',
    maxBuffer: 256 * 1024 * 1024,
    env: { ...process.env, CI: 'true' },
  });
  // What a step has to say is worth reading when it fails; VERBOSE=1 shows it always.
  if (status !== 0 || process.env.VERBOSE !== undefined)
    process.stdout.write(`${stdout ?? ''}${stderr ?? ''}`);
  const read = /read (\d+) public CloudTrail records/.exec(stdout ?? '')?.[1];
  if (read !== undefined) records = `${read} read`;
  console.log(`${status === 0 ? 'ok  ' : 'FAIL'} ${name}`);
  if (status !== 0) failedSteps += 1;
}

let passed = 0;
let failed = 0;
let skipped = 0;
try {
  const counts = JSON.parse(readFileSync(report, 'utf8'));
  passed = counts.numPassedTests;
  skipped = counts.numPendingTests;
  // A file that could not be loaded has no tests to count, and is a failure all the same.
  const broken = counts.testResults.filter(
    (file) => file.status === 'failed' && file.assertionResults.length === 0,
  );
  failed = counts.numFailedTests + broken.length;
} catch {
  failed = 1;
}
rmSync(results, { recursive: true, force: true });
console.log(`public CloudTrail records: ${records}`);
console.log(`${passed} passed, ${failed} failed, ${skipped} skipped`);
process.exitCode = failedSteps === 0 && failed === 0 ? 0 : 1;
