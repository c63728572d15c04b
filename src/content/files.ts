/**
 * The disk, as the readers of this room see it. Only this file and find-files.ts touch it.
 *
 * Owns: reading one text with every way that can fail, and finding the configuration. find-files.ts walks folders.
 * Must not: know what any file means, or write.
 */
import { closeSync, existsSync, fstatSync, lstatSync, openSync, readSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { diagnose } from '../base/catalogue.ts';
import type { Diagnostic } from '../base/diagnostic.ts';
import { fail, type Result, succeed } from '../base/result.ts';
import type { SourceText, Span } from '../base/source.ts';

const MEBIBYTE = 1024 * 1024;
/** Rules, fixtures and configuration are written by hand; a list may be exported from somewhere. In bytes. */
export const LARGEST_FILE = 4 * MEBIBYTE;
export const LARGEST_LIST = 16 * MEBIBYTE;

/** A path as people are shown it: relative to the working folder, with `/`. */
export function shownPath(path: string): string {
  return shownText(relative(process.cwd(), resolve(path)).split(sep).join('/') || '.');
}

/**
 * A name from the disk without what a terminal would obey: control characters, those that turn the direction of
 * writing, and line separators are written as `\u001b`.
 */
export function shownText(name: string): string {
  return name.replace(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, (character) => {
    const code = character.codePointAt(0) ?? 0;
    return `\\u${code.toString(16).padStart(4, '0')}`;
  });
}

/**
 * The text of a file. Nothing but an ordinary UTF-8 text file of at most `limit` bytes is read; a byte order mark is
 * kept, so that offsets are those of the file.
 */
export function readSource(
  path: string,
  shownAs: string = shownPath(path),
  limit: number = LARGEST_FILE,
): Result<SourceText> {
  const read = readBytes(path, shownAs, limit);
  if (read.value === undefined) return fail(read.diagnostics);
  const bytes = read.value;
  const zero = bytes.indexOf(0);
  // UTF-16 text is full of zeros; its byte order mark tells it from a binary file.
  if (zero !== -1 && !isUtf16(bytes)) {
    return fail([diagnose('file/binary', shownAs, { path: shownAs, offset: zero })]);
  }
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    return succeed({ path: shownAs, text });
  } catch {
    return fail([notUtf8(bytes, shownAs)]);
  }
}

/** Whether there is a file or a folder at a path that was typed on the command line. */
export const exists = (path: string): boolean => existsSync(resolve(path));

/**
 * The file `name` in the folder `from` or the nearest folder above it. What has that name and is no file is found too,
 * so that reading it says what it is.
 */
export function findUpwards(name: string, from: string): string | undefined {
  let folder = resolve(from);
  while (true) {
    const candidate = join(folder, name);
    if (isThere(candidate)) return candidate;
    const parent = dirname(folder);
    if (parent === folder) return undefined;
    folder = parent;
  }
}

function isThere(path: string): boolean {
  try {
    // Of the link itself: one that leads nowhere was meant to be found.
    lstatSync(path);
    return true;
  } catch {
    // Missing, or in a folder that may not be looked into.
    return false;
  }
}

/** What the operating system says about a file, in words. */
export function errorReason(error: unknown): string {
  const code = errorCode(error);
  return REASONS[code] ?? `the operating system says ${code}`;
}

export function errorCode(error: unknown): string {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
  return typeof code === 'string' ? code : 'UNKNOWN';
}

const REASONS: Readonly<Partial<Record<string, string>>> = {
  EACCES: 'you have no permission',
  EPERM: 'you have no permission',
  EMFILE: 'too many files are open',
  ELOOP: 'its symbolic links lead in a circle',
  ENAMETOOLONG: 'the path is too long',
  EIO: 'the disk reports a fault',
};

/** The diagnostic for a failed call of the file system. */
export function fileFault(error: unknown, shownAs: string, at: Span | string, suggestion = ''): Diagnostic {
  const code = errorCode(error);
  if (code === 'ENOENT' || code === 'ENOTDIR') {
    return diagnose('file/missing', at, { path: shownAs, suggestion });
  }
  return diagnose('file/unreadable', at, { path: shownAs, reason: errorReason(error) });
}

function readBytes(path: string, shownAs: string, limit: number): Result<Buffer> {
  let handle: number | undefined;
  try {
    // Asked before opening: to open a pipe waits for somebody to write into it.
    const kind = statSync(path);
    if (kind.isDirectory()) return fail([diagnose('file/folder', shownAs, { path: shownAs })]);
    if (!kind.isFile()) return fail([diagnose('file/special', shownAs, { path: shownAs })]);
    handle = openSync(path, 'r');
    // One byte more than allowed, so that a file that grows meanwhile is noticed too.
    const bytes = Buffer.allocUnsafe(Math.min(fstatSync(handle).size, limit) + 1);
    let length = 0;
    while (length < bytes.length) {
      const count = readSync(handle, bytes, length, bytes.length - length, null);
      if (count === 0) break;
      length += count;
    }
    if (length > limit) {
      return fail([diagnose('file/too-large', shownAs, { path: shownAs, limit: limit / MEBIBYTE })]);
    }
    return succeed(bytes.subarray(0, length));
  } catch (error) {
    return fail([fileFault(error, shownAs, shownAs)]);
  } finally {
    if (handle !== undefined) closeSync(handle);
  }
}

const isUtf16 = (bytes: Buffer) =>
  (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);

/**
 * Where the text stops being UTF-8. The decoder does not say, but a prefix fails exactly when it reaches past the
 * fault, so halving finds it; what decodes before it is whole characters.
 */
function notUtf8(bytes: Buffer, shownAs: string): Diagnostic {
  const decodes = (length: number): string | undefined => {
    try {
      const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
      return decoder.decode(bytes.subarray(0, length), { stream: true });
    } catch {
      return undefined;
    }
  };
  let good = 0;
  let bad = bytes.length + 1;
  while (bad - good > 1) {
    const middle = (good + bad) >> 1;
    if (decodes(middle) === undefined) bad = middle;
    else good = middle;
  }
  const before = decodes(good) ?? '';
  const hint = isUtf16(bytes)
    ? 'It looks like UTF-16. Save it as UTF-8.'
    : 'Save it as UTF-8; every editor can, under "encoding".';
  return diagnose('file/not-utf8', shownAs, {
    path: shownAs,
    offset: Buffer.byteLength(before),
    line: before.split(/\r\n|\r|\n/).length,
    hint,
  });
}
