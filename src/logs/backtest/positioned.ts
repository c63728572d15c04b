/**
 * Reading a plain file at places of it, by a handle that several threads share.
 *
 * Owns: which files are worth being read so, and their bytes. Must not: know what stands in them.
 */
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { isJsonObject, type Json } from '../../cloudtrail/event.ts';
import { READ_BYTES } from '../plain.ts';
import type { ReadAt } from '../raw/lines.ts';
import type { OpenFile } from './work.ts';

export interface LargeFile extends OpenFile {
  /** When it was opened; it may grow or shrink. */
  readonly size: number;
}

/** The first line of a file that is read so is no longer than this. */
const HEAD_BYTES = 64 * 1024;

/** Opens a file that begins with an object on a line of its own. Undefined for all others, and where it cannot be read. */
export function openLarge(path: string): LargeFile | undefined {
  let handle: number;
  try {
    handle = openSync(path, 'r');
  } catch {
    return undefined;
  }
  try {
    const found = fstatSync(handle);
    if (found.isFile() && beginsWithObject(handle)) return { path, handle, size: found.size };
  } catch {
    // Whoever reads it otherwise says why it cannot be read.
  }
  closeSync(handle);
  return undefined;
}

export function closeLarge({ handle }: OpenFile): void {
  closeSync(handle);
}

export function readAt(handle: number): ReadAt {
  return (into, at) => {
    try {
      return readSync(handle, into, 0, into.length, at);
    } catch {
      return -1;
    }
  };
}

/** The bytes from an offset on, cut where they would be if they were read from the beginning. Throws as `readSync` does. */
export async function* bytesFrom(handle: number, from: number): AsyncGenerator<Buffer> {
  for (let at = from; ; ) {
    const bytes = Buffer.allocUnsafe(READ_BYTES - (at % READ_BYTES));
    const count = readSync(handle, bytes, 0, bytes.length, at);
    if (count === 0) return;
    yield bytes.subarray(0, count);
    at += count;
  }
}

function beginsWithObject(handle: number): boolean {
  const head = Buffer.allocUnsafe(HEAD_BYTES);
  const newline = head.subarray(0, readSync(handle, head, 0, HEAD_BYTES, 0)).indexOf('\n');
  try {
    return newline !== -1 && isJsonObject(JSON.parse(head.toString('utf8', 0, newline)) as Json);
  } catch {
    return false;
  }
}
