/**
 * Writes a planned bundle: the old one or the new one, never a mixture.
 *
 * Owns: the order of the phases (repair, survey, stage, swap, clear up) and turning the system's errors into
 * diagnostics. swap.ts says why every moment of it is safe. Must not: touch what trailc did not make.
 */
import { join, relative, resolve, sep } from 'node:path';
import { diagnose } from '../base/catalogue.ts';
import type { Diagnostic } from '../base/diagnostic.ts';
import { fail, hasErrors, type Result, succeed } from '../base/result.ts';
import { errorCode, errorReason, shownPath, shownText } from '../content/files.ts';
import type { BundlePlan } from './bundle.ts';
import { type ExistingBundle, surveyExisting } from './existing.ts';
import { type FileSystem, REAL_FILE_SYSTEM } from './file-system.ts';
import { manifestText } from './manifest.ts';
import { foldersOf, MANIFEST_PATH, occupied, pathFault } from './paths.ts';
import { discard, type Places, placesOf, repair, swap } from './swap.ts';

export interface WriteSummary {
  /** Files of the bundle, without the manifest, and their size in all. */
  readonly files: number;
  readonly bytes: number;
  /** Files of the bundle before that are in the new one no more. */
  readonly removed: readonly string[];
  /** Files of other people in the folder, carried over. */
  readonly kept: readonly string[];
  /** Whether an interrupted run had to be undone first. */
  readonly repaired: boolean;
}

/**
 * Writes the plan to `outDir` (relative to the working folder, or absolute), which is new, empty, or a bundle of
 * trailc. Without a value, the folder is as it was.
 */
export function writeBundle(
  plan: BundlePlan,
  outDir: string,
  fs: FileSystem = REAL_FILE_SYSTEM,
): Result<WriteSummary> {
  const out = resolve(outDir);
  const shown = shownPath(out);
  const places = placesOf(out);
  const unsound = plan.files.flatMap(({ path }) => {
    const reason = pathFault(path);
    return reason === undefined ? [] : [diagnose('bundle/path-refused', shown, { path, reason })];
  });
  if (unsound.length > 0) return fail(unsound);
  if (holds(out, process.cwd())) return fail([diagnose('bundle/out-in-use', shown, { folder: shown })]);
  try {
    const repaired = repair(places, fs);
    if (repaired === 'unclear') return fail([unfinished(places)]);
    const { value: existing, diagnostics } = surveyExisting(out, shown, fs);
    if (existing === undefined) return fail(diagnostics);
    if (plan.manifest.partial !== undefined && existing.whole) {
      return fail([diagnose('since/whole-bundle', shown, { folder: shown })]);
    }
    const inTheWay = obstacles(plan, existing, shown);
    if (hasErrors(inTheWay)) return fail(inTheWay);
    stageAndSwap(plan, existing, places, fs);
    return succeed(summaryOf(plan, existing, repaired === 'restored'), clearUp(places, fs));
  } catch (error) {
    return fail([failure(error, shown)]);
  }
}

/** Undoes what an interrupted build left at `outDir`; every build begins with it. True when something was put back. */
export function repairBundle(outDir: string, fs: FileSystem = REAL_FILE_SYSTEM): Result<boolean> {
  const places = placesOf(resolve(outDir));
  try {
    const repaired = repair(places, fs);
    return repaired === 'unclear' ? fail([unfinished(places)]) : succeed(repaired === 'restored');
  } catch (error) {
    return fail([failure(error, shownPath(places.out))]);
  }
}

function unfinished({ out, old }: Places): Diagnostic {
  const folder = shownPath(out);
  return diagnose('bundle/out-unfinished', folder, { folder, old: shownPath(old) });
}

function stageAndSwap(plan: BundlePlan, existing: ExistingBundle, places: Places, fs: FileSystem): void {
  const staging = places.fresh('new');
  fs.makeFolder(staging);
  try {
    const made = new Set<string>();
    // One by one: a build at the same time takes this folder for a killed one's and clears it away, and making the way to
    // it anew would leave a bundle without what stood in it.
    const make = (folder: string) => {
      if (!made.has(folder)) fs.addFolder(join(staging, folder));
      made.add(folder);
    };
    const makeAbove = (path: string) => {
      for (const folder of foldersOf(path)) make(folder);
    };
    for (const path of existing.foreignFiles) {
      makeAbove(path);
      fs.carryFile(join(places.out, path), join(staging, path));
    }
    for (const folder of existing.emptyFolders) {
      makeAbove(folder);
      make(folder);
    }
    for (const { path, content } of plan.files) {
      makeAbove(path);
      fs.writeFile(join(staging, path), content);
    }
    // Last: a folder that has a manifest has all that the manifest names.
    fs.writeFile(join(staging, MANIFEST_PATH), manifestText(plan.manifest));
    swap(staging, places, fs);
  } catch (error) {
    try {
      discard(staging, places, fs);
    } catch {
      // The next run removes it; the first error is the one to tell.
    }
    throw error;
  }
}

/** The new bundle is in place; the old one goes. A failure here costs disk space and nothing else. */
function clearUp(places: Places, fs: FileSystem): readonly Diagnostic[] {
  try {
    discard(places.old, places, fs);
    return [];
  } catch (error) {
    const path = shownPath(places.old);
    return [diagnose('bundle/leftover', path, { path, reason: errorReason(error) })];
  }
}

/** Files and empty folders of other people where the plan wants to write, also where only their case differs. */
function obstacles(plan: BundlePlan, existing: ExistingBundle, shown: string): readonly Diagnostic[] {
  const planned = new Set([...plan.files.map(({ path }) => path), MANIFEST_PATH]);
  const taken = occupied();
  for (const path of planned) taken.add(path);
  const oursAt = (path: string) => (planned.has(path) ? path : taken.obstacleOf(path));
  const report = (path: string, ours: string) => {
    const at = `${shown}/${shownText(path)}`;
    return diagnose('bundle/out-in-the-way', at, { path: at, ours });
  };
  const files = existing.foreignFiles.flatMap((path) => {
    const ours = oursAt(path);
    return ours === undefined ? [] : [report(path, ours)];
  });
  const folders = existing.emptyFolders.flatMap((path) => {
    const ours = oursAt(path);
    // The bundle may have a folder of that very name.
    return ours === undefined || ours.startsWith(`${path}/`) ? [] : [report(path, ours)];
  });
  return [...files, ...folders];
}

function summaryOf(plan: BundlePlan, existing: ExistingBundle, repaired: boolean): WriteSummary {
  const planned = new Set(plan.files.map(({ path }) => path));
  return {
    files: plan.files.length,
    bytes: plan.manifest.files.reduce((total, { bytes }) => total + bytes, 0),
    removed: existing.owned.filter((path) => !planned.has(path)),
    kept: existing.foreignFiles,
    repaired,
  };
}

const REASONS: Readonly<Partial<Record<string, string>>> = {
  EBUSY: 'it is in use, or a mount point',
  EEXIST: 'another program put a file there',
  ENOENT: 'another program removed it, perhaps a second build of this bundle',
  ENOSPC: 'the disk is full',
  ENOTDIR: 'a part of its path is not a folder',
  ENOTEMPTY: 'a second build wrote this bundle at the same time',
  EROFS: 'the file system is read-only',
  EXDEV: 'it is a mount point',
};

/** A refusal of the system as a diagnostic. Anything else is a fault of trailc, and goes on up. */
function failure(error: unknown, shown: string): Diagnostic {
  const code = errorCode(error);
  if (code === 'UNKNOWN') throw error;
  const held = error as { readonly path?: unknown };
  const path = typeof held.path === 'string' ? shownPath(held.path) : shown;
  return diagnose('bundle/write-failed', shown, { path, reason: REASONS[code] ?? errorReason(error) });
}

/** Whether `folder` is `other` or a folder above it. */
function holds(folder: string, other: string): boolean {
  const path = relative(folder, other);
  return (
    path === '' || (path !== '..' && !path.startsWith(`..${sep}`) && resolve(folder, path) === resolve(other))
  );
}
