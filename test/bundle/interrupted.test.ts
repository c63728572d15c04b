/** A build that dies at each step it takes on the disk, and the run after it. */
import { cpSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { BundlePlan } from '../../src/bundle/bundle.ts';
import { type FileSystem, REAL_FILE_SYSTEM } from '../../src/bundle/file-system.ts';
import { manifestText } from '../../src/bundle/manifest.ts';
import { verifyBundle } from '../../src/bundle/verify/verify.ts';
import { repairBundle, writeBundle } from '../../src/bundle/write.ts';
import { exists, planOf, shippedPlan, temporaryFolder, treeOf } from './support.ts';

/**
 * The real disk until step `at` (from 1), then nothing: like a killed process, not one later step is taken, reading
 * included. A write that is cut off leaves half a file.
 */
function dyingAt(at: number): {
  readonly fs: FileSystem;
  readonly steps: () => number;
  /** Their names, in order. */
  readonly taken: () => readonly string[];
} {
  const taken: string[] = [];
  let steps = 0;
  let dead = false;
  const die = () => {
    dead = true;
    throw Object.assign(new Error('killed'), { code: 'EKILLED' });
  };
  const changing = <A extends readonly (string | Uint8Array)[]>(
    name: keyof FileSystem,
    run: (...args: A) => void,
    half?: (...args: A) => void,
  ) => {
    return (...args: A): void => {
      if (dead) die();
      steps += 1;
      taken.push(name);
      if (steps === at) {
        half?.(...args);
        die();
      }
      run(...args);
    };
  };
  const reading = <R>(run: (path: string) => R) => {
    return (path: string): R => (dead ? (die() as never) : run(path));
  };
  const real = REAL_FILE_SYSTEM;
  const fs: FileSystem = {
    kindOf: reading(real.kindOf),
    list: reading(real.list),
    readText: reading(real.readText),
    readBytes: (path, limit) => reading((at) => real.readBytes(at, limit))(path),
    makeFolder: changing('makeFolder', real.makeFolder),
    addFolder: changing('addFolder', real.addFolder),
    writeFile: changing('writeFile', real.writeFile, (path, content) =>
      real.writeFile(path, content.slice(0, content.length / 2)),
    ),
    carryFile: changing('carryFile', real.carryFile, (_, to) => real.writeFile(to, '')),
    rename: changing('rename', real.rename),
    removeFile: changing('removeFile', real.removeFile),
    removeFolder: changing('removeFolder', real.removeFolder),
  };
  return { fs, steps: () => steps, taken: () => taken };
}

const contentOf = (plan: BundlePlan) => ({
  ...Object.fromEntries(plan.files.map(({ path, content }) => [path, content])),
  'manifest.json': manifestText(plan.manifest),
});

/** What verifyBundle has against the bundle at a place, wherever an interrupted build left it. */
const errorsAt = (out: string) =>
  verifyBundle(out).diagnostics.flatMap(({ code, severity }) => (severity === 'error' ? [code] : []));

const FOREIGN = { 'splunk/notes.md': 'mine', 'README.md': 'mine too' };

/** Steps of the longest run below; a test fails if a run takes as many. */
const MANY = 60;

describe.each([
  ['over an older bundle with files of someone else', true],
  ['where nothing was', false],
])('a build %s', (_, overOld) => {
  async function prepare() {
    const [oldPlan, newPlan] = await Promise.all([
      planOf({ 'x.spl': 'old', 'gone.spl': 'old' }),
      planOf({ 'x.spl': 'new', 'sub/y.spl': 'new' }),
    ]);
    const folder = temporaryFolder();
    const pristine = join(folder, 'pristine');
    mkdirSync(pristine);
    if (overOld) {
      writeBundle(oldPlan, join(pristine, 'out'));
      for (const [path, text] of Object.entries(FOREIGN)) writeFileSync(join(pristine, 'out', path), text);
    }
    const before = overOld ? { ...contentOf(oldPlan), ...FOREIGN } : undefined;
    const after = overOld ? { ...contentOf(newPlan), ...FOREIGN } : contentOf(newPlan);
    return { folder, pristine, newPlan, before, after };
  }

  /** What stands at `out`: undefined for nothing. */
  const standing = (out: string) => (exists(out) ? treeOf(out) : undefined);

  it('leaves the old or the new one, whole, after any step', async () => {
    const { folder, pristine, newPlan, before, after } = await prepare();
    const seen = new Set<string>();
    for (let at = 1; ; at += 1) {
      expect(at).toBeLessThan(MANY);
      const place = join(folder, `run-${at}`);
      cpSync(pristine, place, { recursive: true });
      const out = join(place, 'out');
      const { fs, steps } = dyingAt(at);
      writeBundle(newPlan, out, fs);
      if (steps() < at) break;
      // At the moment of death: in place, or put aside under the name that the next run looks for.
      const now = standing(out) ?? standing(join(place, '.out.trailc-old'));
      expect([before, after]).toContainEqual(now);
      expect(errorsAt(out)).toEqual(now === undefined ? ['verify/nothing-there'] : []);
      expect(repairBundle(out).diagnostics).toEqual([]);
      const repaired = standing(out);
      expect([before, after]).toContainEqual(repaired);
      seen.add(JSON.stringify(repaired) ?? 'nothing');
      expect(readdirSync(place).filter((name) => name.startsWith('.'))).toEqual([]);
      expect(writeBundle(newPlan, out).diagnostics).toEqual([]);
      expect(standing(out)).toEqual(after);
    }
    // Both ways were seen, so the counter did reach the swap.
    expect(seen.size).toBe(overOld ? 2 : 1);
  });

  it('leaves them whole when the run after it dies as well', async () => {
    const { folder, pristine, newPlan, before, after } = await prepare();
    for (let at = 1; ; at += 1) {
      expect(at).toBeLessThan(MANY);
      const place = join(folder, `first-${at}`);
      cpSync(pristine, place, { recursive: true });
      const first = dyingAt(at);
      writeBundle(newPlan, join(place, 'out'), first.fs);
      if (first.steps() < at) break;
      // Every third step of the second run, to keep the test short; the offset moves, so each is reached.
      for (let again = 1 + (at % 3); ; again += 3) {
        const place2 = join(folder, `second-${at}-${again}`);
        cpSync(place, place2, { recursive: true });
        const out = join(place2, 'out');
        const second = dyingAt(again);
        writeBundle(newPlan, out, second.fs);
        if (second.steps() < again) break;
        expect([before, after]).toContainEqual(standing(out) ?? standing(join(place2, '.out.trailc-old')));
        expect(repairBundle(out).diagnostics).toEqual([]);
        expect([before, after]).toContainEqual(standing(out));
        expect(readdirSync(place2).filter((name) => name.startsWith('.'))).toEqual([]);
      }
    }
  });
});

describe('a build of the shipped rules over their older bundle', () => {
  it('leaves a bundle that verify-bundle accepts, old or new, after any step', () => {
    const newPlan = shippedPlan();
    // One file less, one file changed, another commit.
    const files = newPlan.files.slice(1);
    const manifest = {
      ...newPlan.manifest,
      rules: [],
      sourceCommit: '7654321',
      files: newPlan.manifest.files.slice(1),
    };
    const oldPlan: BundlePlan = { files, manifest };
    const folder = temporaryFolder();
    const pristine = join(folder, 'pristine', 'out');
    writeBundle(oldPlan, pristine);
    expect(errorsAt(pristine)).toEqual([]);
    const counting = dyingAt(Number.POSITIVE_INFINITY);
    cpSync(join(folder, 'pristine'), join(folder, 'whole'), { recursive: true });
    writeBundle(newPlan, join(folder, 'whole', 'out'), counting.fs);
    const total = counting.steps();
    expect(total).toBeGreaterThan(2 * newPlan.files.length);
    // Each rename and the steps beside it, and a sample of those that write and remove the many files.
    const renames = counting.taken().flatMap((step, at) => (step === 'rename' ? [at, at + 1, at + 2] : []));
    expect(renames.length).toBeGreaterThanOrEqual(3 * 3);
    const sampled = Array.from({ length: total }, (_, at) => at + 1).filter(
      (at) => at <= 3 || at >= total - 2 || at % 17 === 0,
    );
    const seen = new Set<string | null>();
    for (const at of new Set([...sampled, ...renames])) {
      const out = join(folder, `run-${at}`, 'out');
      cpSync(join(folder, 'pristine'), join(folder, `run-${at}`), { recursive: true });
      writeBundle(newPlan, out, dyingAt(at).fs);
      const { value } = verifyBundle(out);
      expect(errorsAt(out), `step ${at} of ${total}`).toEqual([]);
      seen.add(value?.manifest?.sourceCommit ?? null);
      expect(repairBundle(out).diagnostics).toEqual([]);
      expect(errorsAt(out), `repaired after step ${at} of ${total}`).toEqual([]);
      expect(verifyBundle(out).value?.place).toBe(out);
      rmSync(join(folder, `run-${at}`), { recursive: true });
    }
    expect([...seen].sort()).toEqual(['0123abc', '7654321']);
  });
});
