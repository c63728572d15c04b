/**
 * Which Splunk apps a path stands for: a package, the folder of an app, or a bundle with several.
 *
 * Owns: finding and reading them. Must not: check them.
 */
import { lstatSync, readdirSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { diagnose } from '../../base/catalogue.ts';
import type { Diagnostic } from '../../base/diagnostic.ts';
import { append, fail, type Result, succeed } from '../../base/result.ts';
import { fileFault, shownText } from '../../content/files.ts';
import type { AppFiles } from './app.ts';
import { inMebibytes, LARGEST_PACKAGE } from './limits.ts';
import { readBytes, readFolder } from './read-folder.ts';
import { readPackage } from './read-package.ts';

const PACKAGE = /\.(?:spl|tgz|tar\.gz)$/i;
/** A bundle keeps its Splunk files here; the table of targets has the name too. */
const SPLUNK = 'splunk';

/** `path` may be a link itself: whoever typed it meant what it leads to. */
export function readApps(path: string, shownAs: string): Result<readonly AppFiles[]> {
  let real: string;
  try {
    real = realpathSync(path);
  } catch (error) {
    return fail([fileFault(error, shownAs, shownAs)]);
  }
  const found = kindOf(real);
  if (found === 'file') {
    const read = readPackageFile(real, shownAs);
    return read.value === undefined ? fail(read.diagnostics) : succeed([read.value], read.diagnostics);
  }
  const places = isApp(real)
    ? [{ path: real, shownAs }]
    : [...inside(real, shownAs), ...inside(join(real, SPLUNK), `${shownAs}/${SPLUNK}`)];
  if (places.length === 0) return fail([diagnose('app-check/no-app', shownAs, { path: shownAs })]);
  const apps: AppFiles[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const place of places) {
    const read = (kindOf(place.path) === 'file' ? readPackageFile : readFolder)(place.path, place.shownAs);
    append(diagnostics, read.diagnostics);
    if (read.value !== undefined) apps.push(read.value);
  }
  return succeed(apps, diagnostics);
}

interface Place {
  readonly path: string;
  readonly shownAs: string;
}

/** Apps and packages in a folder, by name; links are passed over. */
function inside(folder: string, shownAs: string): readonly Place[] {
  let names: readonly string[];
  try {
    if (kindOf(folder) !== 'folder') return [];
    names = readdirSync(folder).sort();
  } catch {
    return [];
  }
  return names
    .map((name) => ({ path: join(folder, name), shownAs: `${shownAs}/${shownText(name)}` }))
    .filter(({ path }) => (kindOf(path) === 'file' ? PACKAGE.test(path) : isApp(path)));
}

function isApp(folder: string): boolean {
  if (kindOf(folder) !== 'folder') return false;
  return kindOf(join(folder, 'default')) === 'folder' || kindOf(join(folder, 'app.manifest')) === 'file';
}

function kindOf(path: string): 'file' | 'folder' | 'other' | undefined {
  try {
    const stats = lstatSync(path);
    return stats.isFile() ? 'file' : stats.isDirectory() ? 'folder' : 'other';
  } catch {
    // Missing, or behind a folder that may not be looked into.
    return undefined;
  }
}

function readPackageFile(path: string, shownAs: string): Result<AppFiles> {
  try {
    const bytes = readBytes(path, LARGEST_PACKAGE);
    if (bytes !== undefined) return readPackage(bytes, shownAs);
    const reason = `it is larger than ${inMebibytes(LARGEST_PACKAGE)}`;
    return fail([diagnose('app-check/unreadable', shownAs, { path: shownAs, reason })]);
  } catch (error) {
    return fail([fileFault(error, shownAs, shownAs)]);
  }
}
