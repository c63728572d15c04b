/**
 * The entries of a tar archive that anybody may have made, with their permissions and kinds.
 *
 * Owns: the headers (POSIX.1-1988 ustar, the path of POSIX.1-2001 pax, the long names of GNU). Must not: unpack to a disk.
 * archive.ts reads what trailc wrote, files alone; here links, modes and names are what is asked about.
 */

export interface TarEntry {
  /** As it is written. */
  readonly name: string;
  readonly kind: 'file' | 'folder' | 'link' | 'other';
  readonly mode: number;
  readonly bytes: Uint8Array;
}

export type ReadTar =
  | { readonly kind: 'entries'; readonly entries: readonly TarEntry[] }
  | { readonly kind: 'fault'; readonly reason: string };

const BLOCK = 512;

export function readTar(bytes: Uint8Array, mostEntries: number): ReadTar {
  const entries: TarEntry[] = [];
  let longName: string | undefined;
  let at = 0;
  for (; at + BLOCK <= bytes.length; ) {
    const header = bytes.subarray(at, at + BLOCK);
    if (header.every((byte) => byte === 0)) break;
    if (octal(header, 148, 8) !== checksum(header)) return fault('it is damaged, or no tar archive');
    const size = octal(header, 124, 12);
    const mode = octal(header, 100, 8);
    if (size === undefined || mode === undefined || at + BLOCK + size > bytes.length)
      return fault('it is damaged');
    const content = bytes.subarray(at + BLOCK, at + BLOCK + size);
    at += BLOCK + Math.ceil(size / BLOCK) * BLOCK;
    const type = String.fromCharCode(header[156] ?? 0);
    if (type === 'x') longName = paxPath(content) ?? longName;
    else if (type === 'L') longName = text(content, 0, content.length);
    else if (type !== 'g') {
      if (entries.length === mostEntries) return fault(`it has more than ${mostEntries} entries`);
      const prefix = text(header, 257, 5) === 'ustar' ? text(header, 345, 155) : '';
      const short = text(header, 0, 100);
      const name = longName ?? (prefix === '' ? short : `${prefix}/${short}`);
      longName = undefined;
      entries.push({ name, kind: kindOf(type, name), mode: mode & 0o7777, bytes: content });
    }
  }
  return entries.length === 0 ? fault('it holds nothing') : { kind: 'entries', entries };
}

const fault = (reason: string): ReadTar => ({ kind: 'fault', reason });

function kindOf(type: string, name: string): TarEntry['kind'] {
  if (type === '5' || ((type === '0' || type === '\0') && name.endsWith('/'))) return 'folder';
  if (type === '0' || type === '\0' || type === '7') return 'file';
  return type === '1' || type === '2' ? 'link' : 'other';
}

const decoder = new TextDecoder('utf-8');

function text(bytes: Uint8Array, at: number, length: number): string {
  const field = bytes.subarray(at, at + length);
  const end = field.indexOf(0);
  return decoder.decode(end === -1 ? field : field.subarray(0, end));
}

function octal(header: Uint8Array, at: number, length: number): number | undefined {
  const digits = text(header, at, length).trim();
  return /^[0-7]+$/.test(digits) ? Number.parseInt(digits, 8) : undefined;
}

/** The sum of all bytes, those of the sum itself taken for blanks. */
function checksum(header: Uint8Array): number {
  return header.reduce((sum, byte, index) => sum + (index >= 148 && index < 156 ? 32 : byte), 0);
}

/** Records are `<length> <name>=<value>\n`. */
function paxPath(content: Uint8Array): string | undefined {
  return /(?:^|\n)[0-9]+ path=([^\n]*)\n/.exec(decoder.decode(content))?.[1];
}
