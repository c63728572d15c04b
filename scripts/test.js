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
for (const [name, command, args] of steps) {
  const started = Date.now();
  const { status } = spawnSync(command, args, { stdio: 'inherit', env: { ...process.env, CI: 'true' } });
  const took = ((Date.now() - started) / 1000).toFixed(1);
  console.log(`${status === 0 ? 'ok  ' : 'FAIL'} ${name} (${took} s)`);
  if (status !== 0) failedSteps += 1;
}

let passed = 0;
let failed = 0;
try {
  const counts = JSON.parse(readFileSync(report, 'utf8'));
  passed = counts.numPassedTests;
  failed = counts.numFailedTests + (counts.numFailedTestSuites > 0 && counts.numFailedTests === 0 ? 1 : 0);
} catch {
  failed = 1;
}
rmSync(results, { recursive: true, force: true });
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failedSteps === 0 && failed === 0 ? 0 : 1;
