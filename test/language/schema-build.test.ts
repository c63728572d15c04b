/** The build script where TypeScript is not installed. */
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it, onTestFinished } from 'vitest';

it('does nothing on --if-possible, and says what is missing without', () => {
  const folder = mkdtempSync(join(tmpdir(), 'trailc-build-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  mkdirSync(join(folder, 'scripts'));
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
  const script = join(folder, 'scripts', 'build.js');
  copyFileSync(fileURLToPath(new URL('../../scripts/build.js', import.meta.url)), script);
  const run = (...flags: string[]) => spawnSync(process.execPath, [script, ...flags], { encoding: 'utf8' });
  expect(run('--if-possible')).toMatchObject({ status: 0, stdout: '', stderr: '' });
  expect(run()).toMatchObject({ status: 1, stderr: expect.stringContaining('npm ci') });
});
