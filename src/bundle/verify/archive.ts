/**
 * An archive of a bundle, read back.
 *
 * Owns: its members' names and contents, and that they are the files beside it. Must not: read the disk.
 */
import { diagnose } from '../../base/catalogue.ts';
import type { Diagnostic } from '../../base/diagnostic.ts';
import { shownText } from '../../content/files.ts';
import { sha256 } from '../../ir/hash.ts';
import { type ArchiveMember, readArchive } from '../archive.ts';
import type { ManifestFile } from '../manifest.ts';
import { occupied, pathFault } from '../paths.ts';
import { contentFault, kindOfFile } from '../read-back/kinds.ts';

export interface VerifiedArchive {
  readonly members: number;
  readonly diagnostics: readonly Diagnostic[];
}

export interface ArchiveFile {
  /** As people are shown it. */
  readonly shown: string;
  readonly format: 'tar.gz' | 'zip';
  readonly bytes: Uint8Array;
}

/** An archive by itself: every name sound, every member whole. */
export function verifyArchive({ shown, format, bytes }: ArchiveFile): VerifiedArchive {
  const read = readArchive(bytes, format);
  if (read.kind === 'fault') return unreadable(shown, read.reason);
  if (read.members.length === 0) return unreadable(shown, 'it is empty');
  const faults = [...nameFaults(read.members), ...read.members.flatMap(contentFaults)];
  return { members: read.members.length, diagnostics: faults.map((fault) => memberFault(shown, fault)) };
}

/**
 * An archive in a bundle: its members are files of the bundle, byte for byte. Where they stand under the same names
 * beside it, and all in one folder, it holds all of that folder.
 */
export function verifyPackedFiles(
  { shown, format, bytes }: ArchiveFile,
  path: string,
  files: readonly ManifestFile[],
): VerifiedArchive {
  const read = readArchive(bytes, format);
  if (read.kind === 'fault') return unreadable(shown, read.reason);
  if (read.members.length === 0) return unreadable(shown, 'it is empty');
  const folder = path.slice(0, path.lastIndexOf('/') + 1);
  const beside = new Map(files.map((file) => [file.path, file.sha256]));
  const known = new Set(files.map((file) => `${nameOf(file.path)} ${file.sha256}`));
  const faults = [...nameFaults(read.members)];
  for (const { name, bytes: content } of read.members) {
    const hash = sha256(content);
    const there = beside.get(`${folder}${name}`);
    if (there !== undefined && there !== hash)
      faults.push({ name, reason: 'the file of that name beside the archive has other bytes' });
    else if (there === undefined && !known.has(`${nameOf(name)} ${hash}`))
      faults.push({ name, reason: 'no file of the bundle has that name and these bytes' });
  }
  const top = topOf(read.members);
  const held = new Set(read.members.map(({ name }) => `${folder}${name}`));
  const whole = top === undefined ? [] : files.filter((file) => file.path.startsWith(`${folder}${top}/`));
  for (const file of whole) {
    if (!held.has(file.path))
      faults.push({
        name: file.path.slice(folder.length),
        reason: 'the folder beside the archive has it, the archive not',
      });
  }
  return { members: read.members.length, diagnostics: faults.map((fault) => memberFault(shown, fault)) };
}

interface MemberFault {
  readonly name: string;
  readonly reason: string;
}

function nameFaults(members: readonly ArchiveMember[]): readonly MemberFault[] {
  const taken = occupied();
  const seen = new Set<string>();
  return members.flatMap(({ name }) => {
    const other = taken.obstacleOf(name);
    const reason =
      pathFault(name) ??
      (seen.has(name) ? 'it stands there twice' : undefined) ??
      (other === undefined ? undefined : `"${shownText(other)}" stands in its way`);
    seen.add(name);
    taken.add(name);
    return reason === undefined ? [] : [{ name, reason }];
  });
}

function contentFaults({ name, bytes }: ArchiveMember): readonly MemberFault[] {
  const kind = kindOfFile(name, bytes);
  const reason = kind === undefined ? 'trailc writes no file of this kind' : contentFault(kind, bytes);
  return reason === undefined ? [] : [{ name, reason }];
}

/** The one folder that all members are in. */
function topOf(members: readonly ArchiveMember[]): string | undefined {
  const tops = new Set(
    members.map(({ name }) => (name.includes('/') ? name.slice(0, name.indexOf('/')) : '')),
  );
  const [only] = tops;
  return tops.size === 1 && only !== '' ? only : undefined;
}

const nameOf = (path: string) => path.slice(path.lastIndexOf('/') + 1);

function unreadable(shown: string, reason: string): VerifiedArchive {
  return {
    members: 0,
    diagnostics: [diagnose('verify/archive', shown, { path: shown, reason: shownText(reason) })],
  };
}

function memberFault(shown: string, { name, reason }: MemberFault): Diagnostic {
  return diagnose('verify/archive-member', shown, { path: shown, member: shownText(name), reason });
}
