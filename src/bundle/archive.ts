/**
 * Archives whose bytes depend on nothing but the names and bytes of their files.
 *
 * Owns: fflate and nanotar (their only importer): JavaScript alone, since zlib compresses differently from one machine to
 * the next; and reading an archive with limits, since one may come from anywhere. Must not: touch the disk.
 */
import { crc32 } from 'node:zlib';
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
  // The four before them are its CRC-32, which the library does not look at.
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const length = view.getUint32(bytes.length - 4, true);
  if (length > LARGEST_CONTENT) return tooLarge();
  const tar = gunzipSync(bytes, { out: new Uint8Array(length) });
  if (crc32(tar) !== view.getUint32(bytes.length - 8, true))
    return { kind: 'fault', reason: 'its checksum is not that of its content' };
  const scanned = scanTar(tar);
  if (scanned.kind === 'fault') return scanned;
  // The library reads the whole buffer that an array stands in.
  const entries = parseTar(tar.slice().buffer);
  if (entries.length !== scanned.headers.length) return { kind: 'fault', reason: DAMAGED };
  return {
    kind: 'members',
    members: entries.flatMap(({ data }, at) => {
      const { name = '', folder = false } = scanned.headers[at] ?? {};
      return folder ? [] : [{ name, bytes: data ?? new Uint8Array() }];
    }),
  };
}

const BLOCK = 512;
const DAMAGED = 'a header of it is damaged';

type ScannedTar =
  | {
      readonly kind: 'headers';
      readonly headers: readonly { readonly name: string; readonly folder: boolean }[];
    }
  | { readonly kind: 'fault'; readonly reason: string };

/**
 * The headers alone, since the library trusts them: it follows a negative size, passes over checksums, and makes `../x`
 * an `x`. Only files and folders with names in the old field, as `tarGz` writes them.
 */
function scanTar(tar: Uint8Array): ScannedTar {
  const headers: { name: string; folder: boolean }[] = [];
  const textAt = (from: number, length: number) => {
    const field = tar.subarray(from, from + length);
    const end = field.indexOf(0);
    return Buffer.from(end === -1 ? field : field.subarray(0, end)).toString('utf8');
  };
  for (let at = 0; at + BLOCK <= tar.length; ) {
    const header = tar.subarray(at, at + BLOCK);
    if (header.every((byte) => byte === 0)) return { kind: 'headers', headers };
    // POSIX.1-1988: the sum of all bytes, those of the field itself taken as blanks.
    const sum = header.reduce((total, byte, place) => total + (place >= 148 && place < 156 ? 0x20 : byte), 0);
    const size = textAt(at + 124, 12).trim();
    if (Number.parseInt(textAt(at + 148, 8), 8) !== sum || !/^[0-7]+$/.test(size))
      return { kind: 'fault', reason: DAMAGED };
    const name = textAt(at, 100);
    const type = textAt(at + 156, 1);
    if (textAt(at + 345, 155) !== '' || !['', '0', '5'].includes(type))
      return { kind: 'fault', reason: `"${name}" in it is neither a file nor a folder` };
    headers.push({ name, folder: type === '5' });
    at += BLOCK + BLOCK * Math.ceil(Number.parseInt(size, 8) / BLOCK);
  }
  return { kind: 'fault', reason: 'it is cut off' };
}

function readZip(bytes: Uint8Array): ReadArchive {
  let total = 0;
  const names = new Set<string>();
  let twice: string | undefined;
  const files = unzipSync(bytes, {
    filter: ({ name, originalSize }) => {
      if (names.has(name)) twice = name;
      names.add(name);
      total += originalSize;
      // The library puts the files into a plain object.
      return total <= LARGEST_CONTENT && name !== '__proto__';
    },
  });
  if (total > LARGEST_CONTENT) return tooLarge();
  if (twice !== undefined) return { kind: 'fault', reason: `"${twice}" stands in it twice` };
  if (names.has('__proto__')) return { kind: 'fault', reason: 'a name in it is "__proto__"' };
  return {
    kind: 'members',
    members: Object.entries(files).map(([name, content]) => ({ name, bytes: content })),
  };
}

function tooLarge(): ReadArchive {
  return { kind: 'fault', reason: `it would unpack to more than ${LARGEST_CONTENT} bytes` };
}
