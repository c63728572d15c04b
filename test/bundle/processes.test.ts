/**
 * Real builds of shipped rules as processes: killed at any moment, and several at once. Every file of a bundle states
 * the commit, which verifyBundle holds against the manifest, so a mixture of two builds is seen. Needs `npm run build`.
 */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { verifyBundle } from '../../src/bundle/verify/verify.ts';
import { checkout, start } from './checkout.ts';
import { temporaryFolder } from './support.ts';

const COMMITS = ['1111111', '2222222', '3333333', '4444444'] as const;

function accepted(out: string): string {
  const { value, diagnostics } = verifyBundle(out);
  expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
  return value?.manifest?.sourceCommit ?? 'none';
}

it('killed twenty times, a build leaves a bundle that verify-bundle accepts', async () => {
  const place = temporaryFolder();
  const source = checkout(join(place, 'source'), { rules: 3 });
  const out = join(place, 'bundles', 'out');
  const build = (commit: string) => start(source, ['build', '--out', out, '--source-commit', commit]);
  const first = await build('0000000').ended;
  expect(first).toMatchObject({ code: 0 });
  const staging = () => readdirSync(join(place, 'bundles')).some((name) => name.includes('.trailc-new-'));
  let killed = 0;
  for (let turn = 0; turn < 20; turn += 1) {
    const before = new Set(readdirSync(join(place, 'bundles')));
    const running = build(COMMITS[turn % 4] ?? '');
    let over = false;
    void running.ended.then(() => {
      over = true;
    });
    // Most kills fall into the moments in which it writes; a few anywhere before.
    if (turn % 5 === 0) await wait(40 * turn);
    else {
      while (!over && !(staging() && !sameNames(before, place))) await wait(1);
      await wait(Math.random() * 60);
    }
    running.kill();
    if ((await running.ended).signal === 'SIGKILL') killed += 1;
    expect(['0000000', ...COMMITS]).toContain(accepted(out));
  }
  expect(killed).toBeGreaterThan(5);
  expect(await build('5555555').ended).toMatchObject({ code: 0, err: '' });
  expect(accepted(out)).toBe('5555555');
  expect(readdirSync(join(place, 'bundles'))).toEqual(['out']);
}, 180_000);

const sameNames = (before: ReadonlySet<string>, place: string) =>
  readdirSync(join(place, 'bundles')).every((name) => before.has(name));

it('four builds at once into one folder: each ends well or says why not, and nothing is mixed', async () => {
  const place = temporaryFolder();
  const source = checkout(join(place, 'source'), { rules: 3 });
  const out = join(place, 'bundles', 'out');
  for (let round = 0; round < 2; round += 1) {
    const all = COMMITS.map((commit) => start(source, ['build', '--out', out, '--source-commit', commit]));
    const ended = await Promise.all(all.map((one) => one.ended));
    for (const { code, err } of ended) {
      if (code === 0) expect(err).not.toContain('error');
      else {
        expect(code).toBe(1);
        expect(err).toMatch(/error\[bundle\/(?:write-failed|out-unfinished|out-not-ours|out-manifest)\]/);
      }
      expect(err).not.toMatch(/internal error|^ +at .*\.js:[0-9]/m);
    }
    expect(ended.some(({ code }) => code === 0)).toBe(true);
    expect(COMMITS).toContain(accepted(out));
  }
  expect(await start(source, ['build', '--out', out]).ended).toMatchObject({ code: 0 });
  expect(readdirSync(join(place, 'bundles'))).toEqual(['out']);
}, 180_000);
