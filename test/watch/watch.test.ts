/** Hints, snapshots and runs together, on a real disk. */
import { mkdirSync, watch, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { watchPlaces } from '../../src/watch/watch.ts';
import { folder } from '../cli/support.ts';

it('misses nothing that is written into a new folder before that is watched', async () => {
  const root = folder({ 'rules/a.yml': 'a' });
  const seen = new Set<string>();
  let more = () => {};
  const watching = watchPlaces({
    places: () => ({ root, places: [{ path: 'rules' }] }),
    run: async ({ changed }) => {
      for (const path of changed) seen.add(path);
      more();
    },
    fail: (error) => {
      throw error;
    },
    // What is written here was not there when the folder was found, and gives no hint.
    open: (path) => {
      if (basename(path) === 'new') mkdirSync(join(path, 'deep'));
      if (basename(path) === 'deep') writeFileSync(join(path, 'b.yml'), 'b');
      return watch(path);
    },
  });
  onTestFinished(watching.stop);
  watching.start();
  mkdirSync(join(root, 'rules/new'));
  await new Promise<void>((done) => {
    more = () => seen.has('rules/new/deep/b.yml') && done();
    more();
  });
  expect([...seen].sort()).toEqual(['rules/a.yml', 'rules/new/deep/b.yml']);
});
