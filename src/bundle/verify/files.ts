/**
 * The files that a manifest names, as they stand on the disk.
 *
 * Owns: that each is there with its size and hash, whole by the grammar of its kind, and says of its rule what the
 * manifest does. Must not: follow a link, read a path that the manifest does not name, or change anything.
 */
import { join } from 'node:path';
import { diagnose } from '../../base/catalogue.ts';
import type { Diagnostic } from '../../base/diagnostic.ts';
import { append } from '../../base/result.ts';
import { errorReason, shownText } from '../../content/files.ts';
import { sha256 } from '../../ir/hash.ts';
import { LARGEST_CONTENT } from '../archive.ts';
import { type FileSystem, kindInWords } from '../file-system.ts';
import type { Manifest, ManifestFile, ManifestRule } from '../manifest.ts';
import { foldersOf } from '../paths.ts';
import { contentFault, kindOfFile, textOf } from '../read-back/kinds.ts';
import { verifyPackedFiles } from './archive.ts';
import { disagreements } from './header.ts';

export interface VerifiedFiles {
  readonly files: number;
  readonly archives: number;
  /** Files inside the archives. */
  readonly members: number;
  readonly diagnostics: readonly Diagnostic[];
}

/** `folder` is absolute, `shown` to people. Every fault of every file comes in one pass. */
export function verifyFiles(
  manifest: Manifest,
  folder: string,
  shown: string,
  fs: FileSystem,
): VerifiedFiles {
  const owners = ownersOf(manifest);
  const diagnostics: Diagnostic[] = [];
  let archives = 0;
  let members = 0;
  const reachable = reachableIn(folder, fs);
  for (const file of manifest.files) {
    const at = `${shown}/${shownText(file.path)}`;
    const read = readNamed(file, join(folder, file.path), at, fs, reachable(file.path));
    if (read.bytes === undefined) {
      append(diagnostics, read.diagnostics);
      continue;
    }
    const { bytes } = read;
    const kind = kindOfFile(file.path, bytes);
    if (kind?.kind === 'archive') {
      const archive = { shown: at, format: kind.format, bytes };
      const verified = verifyPackedFiles(archive, file.path, manifest.files);
      archives += 1;
      members += verified.members;
      append(diagnostics, verified.diagnostics);
      continue;
    }
    const reason = kind === undefined ? 'trailc writes no file of this kind' : contentFault(kind, bytes);
    if (reason !== undefined) {
      diagnostics.push(diagnose('verify/content', at, { path: at, reason: shownText(reason) }));
      continue;
    }
    const text = textOf(bytes);
    for (const rule of text === undefined ? [] : (owners.get(file.path) ?? [])) {
      for (const disagreement of disagreements(text ?? '', rule, manifest))
        diagnostics.push(diagnose('verify/header', at, { path: at, ...disagreement }));
    }
  }
  return { files: manifest.files.length, archives, members, diagnostics };
}

/** Whether every file that the manifest names is there, byte for byte. */
export function holdsFiles({ files }: Manifest, folder: string, fs: FileSystem): boolean {
  const reachable = reachableIn(folder, fs);
  return files.every(
    (file) => readNamed(file, join(folder, file.path), '', fs, reachable(file.path)).bytes !== undefined,
  );
}

/** Whether only real folders lead to a path below `folder`. */
function reachableIn(folder: string, fs: FileSystem): (path: string) => boolean {
  const folders = new Map<string, boolean>();
  return (path) =>
    foldersOf(path).every((above) => {
      const known = folders.get(above) ?? fs.kindOf(join(folder, above)) === 'folder';
      folders.set(above, known);
      return known;
    });
}

interface Read {
  readonly bytes?: Uint8Array;
  readonly diagnostics: readonly Diagnostic[];
}

/** The bytes of a file that is as its manifest says. */
function readNamed(file: ManifestFile, path: string, at: string, fs: FileSystem, reachable: boolean): Read {
  const refuse = (diagnostic: Diagnostic): Read => ({ diagnostics: [diagnostic] });
  try {
    const kind = reachable ? fs.kindOf(path) : 'nothing';
    if (kind === 'nothing') return refuse(diagnose('verify/missing', at, { path: at }));
    if (kind !== 'file')
      return refuse(diagnose('verify/not-a-file', at, { path: at, found: kindInWords(kind) }));
    // No more is read than the manifest says, so that nothing hostile is read at length.
    const { size, bytes } = fs.readBytes(path, Math.min(file.bytes, LARGEST_CONTENT));
    if (size !== file.bytes || bytes === undefined)
      return refuse(diagnose('verify/size', at, { path: at, wanted: file.bytes, found: size }));
    if (sha256(bytes) !== file.sha256) return refuse(diagnose('verify/hash', at, { path: at }));
    return { bytes, diagnostics: [] };
  } catch (error) {
    return refuse(diagnose('verify/unreadable', at, { path: at, reason: errorReason(error) }));
  }
}

/** The rule that a file is made from. One that several rules share states none of them. */
function ownersOf({ rules }: Manifest): ReadonlyMap<string, readonly ManifestRule[]> {
  const owners = new Map<string, ManifestRule[]>();
  for (const rule of rules) {
    for (const path of Object.values(rule.answers).flatMap(({ files }) => files))
      owners.set(path, [...(owners.get(path) ?? []), rule]);
  }
  return new Map([...owners].filter(([, held]) => held.length === 1));
}
