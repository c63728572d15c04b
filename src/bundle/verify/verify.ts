/**
 * A bundle on the disk, held against its manifest and read back: the folder, or one archive out of it.
 *
 * Owns: what is verified, and where a bundle stands after an interrupted build. Must not: change anything (`repairBundle`
 * does), or trust a byte of what it reads.
 */
import { dirname, join, relative, resolve, sep } from 'node:path';
import { diagnose } from '../../base/catalogue.ts';
import { type Diagnostic, listed } from '../../base/diagnostic.ts';
import { fail, type Result, succeed } from '../../base/result.ts';
import { errorReason, shownPath, shownText } from '../../content/files.ts';
import { sha256 } from '../../ir/hash.ts';
import { LARGEST_CONTENT } from '../archive.ts';
import { type FileSystem, REAL_FILE_SYSTEM } from '../file-system.ts';
import type { Manifest } from '../manifest.ts';
import { MANIFEST_PATH } from '../paths.ts';
import { kindOfFile } from '../read-back/kinds.ts';
import { placesOf } from '../swap.ts';
import { walkFolder } from '../walk.ts';
import { verifyArchive } from './archive.ts';
import { verifyFiles } from './files.ts';
import { readManifest } from './manifest.ts';

/** What was looked at; whether it is as it should be, the diagnostics beside it say. */
export interface Verified {
  /** Absolute; beside the place asked for where a build was interrupted. */
  readonly place: string;
  /** Absent for an archive that no manifest names. */
  readonly manifest?: Manifest;
  readonly files: number;
  readonly archives: number;
  /** Files inside the archives. */
  readonly members: number;
}

/** Verifies the folder or the archive at `path`. Without a value there is nothing of a bundle to look at. */
export function verifyBundle(path: string, fs: FileSystem = REAL_FILE_SYSTEM): Result<Verified> {
  const place = resolve(path);
  const shown = shownPath(place);
  try {
    const kind = fs.kindOf(place);
    return kind === 'file' ? verifyOneArchive(place, shown, fs) : verifyFolder(place, shown, fs);
  } catch (error) {
    const reason = errorReason(error);
    return fail([diagnose('verify/unreadable', shown, { path: shown, reason })]);
  }
}

function verifyFolder(asked: string, shownAs: string, fs: FileSystem): Result<Verified> {
  const { at, shown, diagnostics: before } = whereIs(asked, shownAs, fs);
  const kind = fs.kindOf(at);
  if (kind === 'nothing') return fail([diagnose('verify/nothing-there', shown, { path: shown })]);
  // A link that the user names is followed: this is how releases are switched. Links inside are not.
  if (kind === 'other') {
    return fail([
      diagnose('verify/no-bundle', shown, { path: shown, reason: 'it is neither a folder nor a file' }),
    ]);
  }
  if (fs.kindOf(join(at, MANIFEST_PATH)) !== 'file') {
    return fail([
      diagnose('verify/no-bundle', shown, { path: shown, reason: `it holds no file ${MANIFEST_PATH}` }),
    ]);
  }
  const { value: manifest, diagnostics } = readManifest(
    join(at, MANIFEST_PATH),
    `${shown}/${MANIFEST_PATH}`,
    fs,
  );
  if (manifest === undefined) return fail([...before, ...diagnostics]);
  const { diagnostics: found, ...counts } = verifyFiles(manifest, at, shown, fs);
  const notes = [...before, ...partly(manifest, shown), ...foreign(manifest, at, shown, fs)];
  return succeed({ place: at, manifest, ...counts }, [...notes, ...found]);
}

/** Between the two renames of a swap the bundle has another name, and is whole (swap.ts). */
function whereIs(
  asked: string,
  shown: string,
  fs: FileSystem,
): { readonly at: string; readonly shown: string; readonly diagnostics: readonly Diagnostic[] } {
  const places = placesOf(asked);
  if (fs.kindOf(places.parent) !== 'folder') return { at: asked, shown, diagnostics: [] };
  const leftovers = fs.list(places.parent).filter(places.isDebris);
  const diagnostics = leftovers.map((name) => {
    const path = shownPath(join(places.parent, name));
    return diagnose('verify/leftover', path, { path });
  });
  const old = shownPath(places.old);
  if (fs.kindOf(places.old) !== 'folder') return { at: asked, shown, diagnostics };
  const kind = fs.kindOf(asked);
  if (kind === 'nothing' || (kind === 'folder' && fs.list(asked).length === 0)) {
    const interrupted = diagnose('verify/interrupted', shown, { folder: shown, old });
    return { at: places.old, shown: old, diagnostics: [interrupted, ...diagnostics] };
  }
  return { at: asked, shown, diagnostics: [diagnose('verify/leftover', old, { path: old }), ...diagnostics] };
}

function partly({ partial, rules }: Manifest, folder: string): readonly Diagnostic[] {
  if (partial === undefined) return [];
  return [diagnose('since/partial-bundle', folder, { folder, rules: rules.length, of: partial.of })];
}

const SHOWN_NAMES = 5;

function foreign(manifest: Manifest, at: string, shown: string, fs: FileSystem): readonly Diagnostic[] {
  const ours = new Set([MANIFEST_PATH, ...manifest.files.map(({ path }) => path)]);
  const { files, others } = walkFolder(at, fs);
  const names = [...files, ...others.map(({ path }) => path)].filter((path) => !ours.has(path));
  if (names.length === 0) return [];
  const args = { count: names.length, names: listed(names.map(shownText), SHOWN_NAMES) };
  return [diagnose('verify/foreign', shown, args)];
}

function verifyOneArchive(path: string, shown: string, fs: FileSystem): Result<Verified> {
  const refuse = (reason: string) => fail([diagnose('verify/no-bundle', shown, { path: shown, reason })]);
  const { size, bytes } = fs.readBytes(path, LARGEST_CONTENT);
  if (bytes === undefined) return refuse(`it has ${size} bytes, more than trailc reads`);
  const kind = kindOfFile(path, bytes);
  if (kind?.kind !== 'archive')
    return refuse('it is a file, and no archive of a bundle (.spl, .zip, .tar.gz)');
  const { members, diagnostics } = verifyArchive({ shown, format: kind.format, bytes });
  const counts = { place: path, files: 1, archives: 1, members };
  const named = manifestNaming(path, fs);
  if (named === undefined) {
    return succeed(counts, [diagnose('verify/alone', shown, { path: shown }), ...diagnostics]);
  }
  if (named.value === undefined) return fail([...named.diagnostics, ...diagnostics]);
  const { manifest, file } = named.value;
  const fault =
    file.bytes !== bytes.length
      ? [diagnose('verify/size', shown, { path: shown, wanted: file.bytes, found: bytes.length })]
      : sha256(bytes) === file.sha256
        ? []
        : [diagnose('verify/hash', shown, { path: shown })];
  return succeed({ ...counts, manifest }, [...fault, ...diagnostics]);
}

type Named = Result<{ readonly manifest: Manifest; readonly file: Manifest['files'][number] }>;

/** The manifest beside an archive, or in the nearest folder above it, that names it. */
function manifestNaming(path: string, fs: FileSystem): Named | undefined {
  for (let folder = dirname(path); ; folder = dirname(folder)) {
    const at = join(folder, MANIFEST_PATH);
    if (fs.kindOf(at) === 'file') {
      const name = relative(folder, path).split(sep).join('/');
      const { value: manifest, diagnostics } = readManifest(at, shownPath(at), fs);
      const file = manifest?.files.find((one) => one.path === name);
      if (manifest !== undefined && file !== undefined) return succeed({ manifest, file });
      // Beside the archive it is meant for it; further up, any program may have a file of that name.
      if (manifest === undefined && folder === dirname(path)) return fail(diagnostics);
    }
    if (dirname(folder) === folder) return undefined;
  }
}
