/**
 * Which files a list of inputs names.
 *
 * Owns: walking folders in one order on every machine, without going in circles. Must not: open files.
 */
import { accessSync, constants } from 'node:fs';
import { readdir, realpath, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { diagnose } from '../base/catalogue.ts';
import type { Diagnostic } from '../base/diagnostic.ts';

/** Path of standard input, on the command line and in origins. */
export const STDIN = '-';

export type Input =
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'unreadable'; readonly path: string; readonly reason: string };

/** One diagnostic for each input that does not exist or may not be read; to be asked before reading for long. */
export function checkInputs(inputs: readonly string[]): readonly Diagnostic[] {
  return inputs.flatMap((input) => {
    if (input === STDIN) return [];
    try {
      accessSync(input, constants.R_OK);
      return [];
    } catch (error) {
      const reason = reasonOf(error);
      return reason === MISSING
        ? [diagnose('log/missing-input', input, { input })]
        : [diagnose('log/unreadable-input', input, { input, reason })];
    }
  });
}

/**
 * The files, in the order given; those of a folder by name, folder after folder. Links are followed, and a folder that
 * was reached before is not entered again.
 */
export async function* listFiles(inputs: readonly string[]): AsyncGenerator<Input> {
  const entered = new Set<string>();
  for (const input of inputs) {
    if (input === STDIN) yield { kind: 'file', path: STDIN };
    else yield* walk(input, entered);
  }
}

async function* walk(input: string, entered: Set<string>): AsyncGenerator<Input> {
  // The last is next, so that a folder's files come in order.
  const waiting = [input];
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    try {
      const found = await stat(path);
      if (found.isDirectory()) {
        const real = await realpath(path);
        if (entered.has(real)) continue;
        entered.add(real);
        const names = (await readdir(path)).sort();
        for (const name of names.reverse()) waiting.push(join(path, name));
      } else if (found.isFile() || path === input) {
        // A pipe is read when it is named (`<(zcat …)`); one that lies in a folder would block for ever.
        yield { kind: 'file', path };
      } else {
        yield { kind: 'unreadable', path, reason: 'it is not a file' };
      }
    } catch (error) {
      yield { kind: 'unreadable', path, reason: reasonOf(error) };
    }
  }
}

const MISSING = 'there is no such file or folder';

/** What went wrong with a file, in words. */
export function reasonOf(error: unknown): string {
  const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
  switch (code) {
    case 'ENOENT':
      return MISSING;
    case 'EACCES':
    case 'EPERM':
      return 'permission denied';
    case 'ELOOP':
      return 'its links lead in a circle';
    default:
      return `the system says ${code === '' ? 'no' : code}`;
  }
}
