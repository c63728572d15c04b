/**
 * Which files of a repository a configured path stands for.
 *
 * Owns: walking folders in a fixed order, and the rule that no path leaves the root, be it by `..`, by an absolute
 * path or by a symbolic link. Must not: read what is in a file.
 */
import { type Dirent, readdirSync, realpathSync, statSync } from 'node:fs';
import { basename, dirname, isAbsolute, join, relative, sep } from 'node:path';
import { diagnose } from '../base/catalogue.ts';
import type { Diagnostic } from '../base/diagnostic.ts';
import { append, fail, type Result, succeed } from '../base/result.ts';
import type { Span } from '../base/source.ts';
import { didYouMean } from '../base/suggest.ts';
import { fileFault, shownPath, shownText } from './files.ts';

export interface FoundFile {
  readonly path: string;
  /** As readSource shows it. */
  readonly shownAs: string;
  /** From the root, with `/`. */
  readonly relative: string;
  /** Links resolved: two names of one file have the same. */
  readonly real: string;
}

/** A folder or file that is known to lie inside the root. */
export interface Located {
  readonly path: string;
  readonly kind: 'file' | 'folder' | 'special';
  readonly real: string;
}

/**
 * Every file below `entry` (a file or folder relative to `root`) that ends in one of `endings`, sorted by code unit
 * of the path from the root. Folders whose name starts with a dot and `node_modules` are passed over. A symbolic
 * link inside the root is followed, and no file is found twice; one that leads out of it is a fault, and so is a
 * folder with the ending of a file.
 */
export function findFiles(
  root: string,
  entry: string,
  endings: readonly string[],
  at?: Span,
): Result<readonly FoundFile[]> {
  const located = locate(root, entry, at);
  if (located.value === undefined) return fail(located.diagnostics);
  const { kind, path, real } = located.value;
  const shownAs = shownPath(path);
  const place = at ?? shownAs;
  if (kind === 'special') return fail([diagnose('file/special', place, { path: shownAs })]);
  if (kind === 'file') {
    if (!hasEnding(path, endings)) return fail([diagnose('file/ending', place, { path: shownAs, endings })]);
    return succeed([{ path, shownAs, relative: fromRoot(root, path), real }]);
  }
  if (hasEnding(path, endings)) return fail([diagnose('file/folder', place, { path: shownAs })]);
  return walk(root, { path, real }, endings);
}

interface Place {
  readonly path: string;
  readonly real: string;
}

function walk(root: string, top: Place, endings: readonly string[]): Result<readonly FoundFile[]> {
  const diagnostics: Diagnostic[] = [];
  // By real path: a link back to a folder above would never end, and a file found twice would be two rules.
  const walked = new Set<string>();
  const found = new Map<string, FoundFile>();
  const folders: Place[] = [top];
  // Links come last, so that a file has its own name wherever that can be reached.
  const links: Place[] = [];

  const visit = (place: Place, kind: Located['kind']): void => {
    if (kind === 'folder' && !hasEnding(place.path, endings)) {
      folders.push(place);
    } else if (hasEnding(place.path, endings)) {
      const shownAs = shownPath(place.path);
      // A folder of that name is what a tool leaves that was to put a file there.
      if (kind === 'folder') diagnostics.push(diagnose('file/folder', shownAs, { path: shownAs }));
      else if (kind === 'special') diagnostics.push(diagnose('file/special', shownAs, { path: shownAs }));
      else if (!found.has(place.real)) {
        found.set(place.real, { ...place, shownAs, relative: fromRoot(root, place.path) });
      }
    }
  };

  while (true) {
    const folder = folders.pop();
    if (folder !== undefined) {
      if (walked.has(folder.real)) continue;
      walked.add(folder.real);
      for (const dirent of listFolder(folder.path, diagnostics)) {
        if (dirent.name === 'node_modules' || dirent.name.startsWith('.')) continue;
        const place = { path: join(folder.path, dirent.name), real: join(folder.real, dirent.name) };
        if (dirent.isSymbolicLink()) links.push(place);
        else visit(place, dirent.isFile() ? 'file' : dirent.isDirectory() ? 'folder' : 'special');
      }
      continue;
    }
    const link = links.shift();
    if (link === undefined) break;
    const { value, diagnostics: faults } = locate(root, fromRoot(root, link.path));
    append(diagnostics, faults);
    if (value !== undefined) visit(value, value.kind);
  }
  return succeed(sortFiles(found.values()), diagnostics);
}

/** Where a path relative to the root leads, or why it may not be followed. */
export function locate(root: string, entry: string, at?: Span): Result<Located> {
  const leaves = leavesLexically(entry);
  const path = join(root, entry);
  // A hostile path is shown as it was written; there is no file to point at.
  const shownAs = leaves === undefined ? shownPath(path) : shownText(entry);
  const place = at ?? shownAs;
  if (leaves !== undefined) return fail([diagnose('file/outside', place, { path: shownAs, reason: leaves })]);
  try {
    const real = realpathSync(path);
    if (!isInside(real, realpathSync(root))) {
      const reason = 'it is, or lies behind, a symbolic link to a place outside';
      return fail([diagnose('file/outside', place, { path: shownAs, reason })]);
    }
    const stat = statSync(real);
    return succeed({ path, real, kind: stat.isFile() ? 'file' : stat.isDirectory() ? 'folder' : 'special' });
  } catch (error) {
    return fail([fileFault(error, shownAs, place, suggestion(root, path))]);
  }
}

/** Why a path leaves the root as it is written, whatever is on the disk. */
function leavesLexically(entry: string): string | undefined {
  if (entry.includes('\0')) return 'it holds a NUL character';
  if (entry.includes('\\')) return 'it holds a backslash, which is a separator on Windows';
  if (isAbsolute(entry) || /^[A-Za-z]:/.test(entry)) return 'it is absolute';
  if (entry.split('/').includes('..')) return 'it holds ".."';
  return undefined;
}

function listFolder(folder: string, diagnostics: Diagnostic[]): readonly Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true }).sort((a, b) => compareText(a.name, b.name));
  } catch (error) {
    const shownAs = shownPath(folder);
    diagnostics.push(fileFault(error, shownAs, shownAs));
    return [];
  }
}

/** Did-you-mean among the neighbours of a missing file; nothing outside the root is looked at. */
function suggestion(root: string, path: string): string {
  try {
    const folder = realpathSync(dirname(path));
    if (!isInside(folder, realpathSync(root))) return '';
    return didYouMean(
      basename(path),
      readdirSync(folder)
        .filter((name) => !name.startsWith('.'))
        .map(shownText),
    );
  } catch {
    return '';
  }
}

const isInside = (real: string, top: string) =>
  real === top || real.startsWith(top.endsWith(sep) ? top : top + sep);
/** By code unit of the path from the root, so that every machine reads them in one order. */
export const sortFiles = (files: Iterable<FoundFile>): readonly FoundFile[] =>
  [...files].sort((a, b) => compareText(a.relative, b.relative));

const compareText = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
const hasEnding = (path: string, endings: readonly string[]) =>
  endings.some((ending) => path.toLowerCase().endsWith(ending));
const fromRoot = (root: string, path: string) => relative(root, path).split(sep).join('/');
