/**
 * Archives whose bytes depend on nothing but the names and bytes of their files.
 *
 * Owns: fflate and nanotar (their only importer): JavaScript alone, since zlib compresses differently from one machine to
 * the next; and reading an archive with limits, since one may come from anywhere. Must not: touch the disk.
 */
import { gunzipSync, gzipSync, unzipSync, zipSync } from 'fflate';
import { createTar, parseTar } from 'nanotar';

export interface ArchiveMember {
  /** With `/`, never above the archive. */
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** Bytes of UTF-8 that the name field of a tar header has (POSIX.1-1988, ustar). */
export const LONGEST_TAR_NAME = 100;

/** What one archive may hold when it is unpacked, in bytes. */
export const LARGEST_CONTENT = 512 * 1024 * 1024;

/** Files only: whoever unpacks makes the folders. Names longer than LONGEST_TAR_NAME are refused with a RangeError. */
export function tarGz(members: readonly ArchiveMember[]): Uint8Array {
  const long = members.find(({ name }) => Buffer.byteLength(name) > LONGEST_TAR_NAME);
  if (long !== undefined) throw new RangeError(`a name too long for a tar header: ${long.name}`);
  const attrs = { mode: '644', uid: 0, gid: 0, mtime: 0, user: '', group: '' };
  const tar = createTar(
    members.map(({ name, bytes }) => ({ name, data: bytes })),
    { attrs },
  );
  // Two empty blocks end an archive; the library writes them only where its padding leaves room.
  const ended = new Uint8Array(tar.length + 1024);
  ended.set(tar);
  return gzipSync(ended, { level: 6, mtime: 0 });
}

export function zip(members: readonly ArchiveMember[]): Uint8Array {
  // The earliest time that the format has; it is written as local time, so it is the same in every zone.
  const mtime = new Date(1980, 0, 1);
  // Unix, a regular file that all may read.
  const options = { mtime, os: 3, attrs: 0o100644 << 16, level: 6 } as const;
  return zipSync(Object.fromEntries(members.map(({ name, bytes }) => [name, [bytes, options]])));
}

export type ReadArchive =
  | { readonly kind: 'members'; readonly members: readonly ArchiveMember[] }
  | { readonly kind: 'fault'; readonly reason: string };

/** The files of an archive; a reason, to follow "it cannot be read:", where it is damaged, too large or holds more than files. */
export function readArchive(bytes: Uint8Array, format: 'tar.gz' | 'zip'): ReadArchive {
  try {
    return format === 'zip' ? readZip(bytes) : readTarGz(bytes);
  } catch (error) {
    return { kind: 'fault', reason: error instanceof Error ? error.message : String(error) };
  }
}

function readTarGz(bytes: Uint8Array): ReadArchive {
  // RFC 1952: the last four bytes are the length of the content, modulo 2^32.
  const length = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getUint32(
    bytes.length - 4,
    true,
  );
  if (length > LARGEST_CONTENT) return tooLarge();
  const tar = gunzipSync(bytes, { out: new Uint8Array(length) });
  // The library reads the whole buffer that an array stands in.
  const entries = parseTar(tar.slice().buffer);
  const odd = entries.find(({ type }) => type !== 'file' && type !== 'directory');
  if (odd !== undefined) return { kind: 'fault', reason: `"${odd.name}" is no file` };
  return {
    kind: 'members',
    members: entries
      .filter(({ type }) => type === 'file')
      .map(({ name, data }) => ({ name, bytes: data ?? new Uint8Array() })),
  };
}

function readZip(bytes: Uint8Array): ReadArchive {
  let total = 0;
  const files = unzipSync(bytes, {
    filter: ({ originalSize }) => {
      total += originalSize;
      return total <= LARGEST_CONTENT;
    },
  });
  if (total > LARGEST_CONTENT) return tooLarge();
  return {
    kind: 'members',
    members: Object.entries(files).map(([name, content]) => ({ name, bytes: content })),
  };
}

function tooLarge(): ReadArchive {
  return { kind: 'fault', reason: `it would unpack to more than ${LARGEST_CONTENT} bytes` };
}
