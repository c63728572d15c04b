/**
 * Which files a list of inputs names: files, folders, patterns, standard input.
 *
 * Owns: walking folders in one order on every machine, without going in circles; leaving out by path. Must not: open
 * files.
 */
import { accessSync, constants, type Dirent } from 'node:fs';
import { lstat, readdir, realpath, stat } from 'node:fs/promises';
import { dirname, join, sep } from 'node:path';
import { diagnose } from '../base/catalogue.ts';
import type { Diagnostic } from '../base/diagnostic.ts';
import { SKIP_REASONS } from '../cloudtrail/envelopes.ts';
import { expandPattern, isPattern } from './glob.ts';
import { skippedByPath } from './layout.ts';

/** Path of standard input, on the command line and in origins. */
export const STDIN = '-';

export type Input =
  /** `bytes` as it lies on the disk; absent for pipes and standard input. */
  | { readonly kind: 'file'; readonly path: string; readonly bytes?: number }
  | { readonly kind: 'unreadable'; readonly path: string; readonly reason: string };

export interface ListOptions {
  /** Whether a file, or all that is below a folder, is left out by its path (`pruneByPath` of layout.ts). */
  readonly prune?: (path: string, isFolder: boolean) => boolean;
  /** Told how many files were left out so; those of a folder at once. */
  readonly onPruned?: (files: number) => void;
  /**
   * With it, files of folders that hold no events (CloudTrail-Digest, CloudTrail-Insight) are told here, one by one and in
   * order, and are not listed. A file that is named itself is listed.
   */
  readonly onSkipped?: (path: string, reason: string) => void;
}

/** One diagnostic for each input that names nothing or may not be read; to be asked before reading for long. */
export function checkInputs(inputs: readonly string[]): readonly Diagnostic[] {
  return inputs.flatMap((input) => {
    if (input === STDIN) return [];
    try {
      accessSync(input, constants.R_OK);
      return [];
    } catch (error) {
      const reason = reasonOf(error);
      if (reason !== MISSING) return [diagnose('log/unreadable-input', input, { input, reason })];
      if (!isPattern(input)) return [diagnose('log/missing-input', input, { input })];
      const { done } = expandPattern(input).next();
      return done === true ? [diagnose('log/empty-pattern', input, { input })] : [];
    }
  });
}

/**
 * The files, in the order given; those of a folder by name, folder after folder. Links are followed, and a folder that
 * was reached before is not entered again. An input that does not exist and has `*` or `?` in it is a pattern.
 */
export async function* listFiles(
  inputs: readonly string[],
  options: ListOptions = {},
): AsyncGenerator<Input> {
  const walk: Walk = { options, entered: new Set() };
  for (const input of inputs) {
    if (input === STDIN) yield { kind: 'file', path: STDIN };
    else if (isPattern(input) && !(await exists(input))) yield* listPattern(input, walk);
    else yield* listPlace({ path: input, isNamed: true }, walk);
  }
}

/**
 * How much there is to read, without keeping what: for a year of logs the paths alone would be large. Undefined where an
 * input has no size (a pipe), and when the signal stops it.
 */
export async function measureFiles(
  inputs: readonly string[],
  { prune }: Pick<ListOptions, 'prune'>,
  signal: AbortSignal,
): Promise<{ readonly files: number; readonly bytes: number } | undefined> {
  const sum = { files: 0, bytes: 0 };
  if (inputs.includes(STDIN)) return undefined;
  for await (const input of listFiles(inputs, { ...(prune && { prune }), onSkipped: () => {} })) {
    if (signal.aborted) return undefined;
    if (input.kind !== 'file') continue;
    if (input.bytes === undefined) return undefined;
    sum.files += 1;
    sum.bytes += input.bytes;
  }
  return sum;
}

interface Walk {
  readonly options: ListOptions;
  /** Real paths of folders. */
  readonly entered: Set<string>;
}

interface Place {
  readonly path: string;
  /** The user wrote it, rather than a folder or a pattern that it is in. */
  readonly isNamed: boolean;
  /** Absent for what the user named and for links. */
  readonly entry?: Dirent;
}

async function* listPattern(pattern: string, walk: Walk): AsyncGenerator<Input> {
  let named = 0;
  for (const one of expandPattern(pattern)) {
    named += 1;
    const { path } = one;
    if (one.kind === 'unreadable') yield { kind: 'unreadable', path, reason: reasonOf(one.error) };
    else if (!(await leadsUp(path))) yield* listPlace({ path, isNamed: false }, walk);
  }
  if (named === 0) yield { kind: 'unreadable', path: pattern, reason: 'nothing matches this pattern' };
}

async function* listPlace(first: Place, walk: Walk): AsyncGenerator<Input> {
  // The innermost folder is last; each knows which of its entries is next.
  const open: { readonly path: string; readonly entries: readonly Dirent[]; next: number }[] = [];
  for (let place: Place | undefined = first; place !== undefined; ) {
    const found = await look(place, walk);
    if (found?.kind === 'folder') open.push({ path: place.path, entries: found.entries, next: 0 });
    else if (found !== undefined) yield found;
    place = undefined;
    for (let folder = open.at(-1); folder !== undefined; folder = open.at(-1)) {
      const entry = folder.entries[folder.next];
      folder.next += 1;
      if (entry !== undefined) {
        const path = join(folder.path, entry.name);
        place = entry.isSymbolicLink() ? { path, isNamed: false } : { path, isNamed: false, entry };
        break;
      }
      open.pop();
    }
  }
}

/** What is at a place: a folder with its entries in order, an input, or nothing that is to be read. */
async function look(
  { path, isNamed, entry }: Place,
  { options, entered }: Walk,
): Promise<Input | { readonly kind: 'folder'; readonly entries: readonly Dirent[] } | undefined> {
  try {
    // What is left out by its path is not even looked at, where the folder's entry says what it is.
    let found = entry === undefined ? await stat(path) : undefined;
    const isFolder = (found ?? entry)?.isDirectory() === true;
    if (await isLeftOut(path, isFolder, isNamed, options)) return undefined;
    if (isFolder) {
      const real = await realpath(path);
      if (entered.has(real)) return undefined;
      entered.add(real);
      return { kind: 'folder', entries: await entriesOf(path) };
    }
    found ??= await stat(path);
    if (found.isFile()) return { kind: 'file', path, bytes: found.size };
    // A pipe is read when it is named (`<(zcat …)`); one that lies in a folder would block for ever.
    return isNamed ? { kind: 'file', path } : { kind: 'unreadable', path, reason: 'it is not a file' };
  } catch (error) {
    const reason = reasonOf(error);
    // Node puts U+FFFD where a name is not text, and what is then asked for is another name.
    const isText = reason !== MISSING || !path.includes('\uFFFD');
    return { kind: 'unreadable', path, reason: isText ? reason : 'its name is not UTF-8: rename it' };
  }
}

async function isLeftOut(
  path: string,
  isFolder: boolean,
  isNamed: boolean,
  { prune, onPruned, onSkipped }: ListOptions,
): Promise<boolean> {
  const skipped = onSkipped === undefined || (isNamed && !isFolder) ? undefined : skippedByPath(path);
  if (skipped !== undefined) {
    for await (const file of isFolder ? filesBelow(path) : [path]) onSkipped?.(file, SKIP_REASONS[skipped]);
    return true;
  }
  if (prune?.(path, isFolder) !== true) return false;
  let files = 0;
  if (onPruned !== undefined) for await (const _ of isFolder ? filesBelow(path) : [path]) files += 1;
  if (files > 0) onPruned?.(files);
  return true;
}

/** Names alone, for counting. Links are not followed, and what cannot be listed need not be: nothing of it is read. */
async function* filesBelow(folder: string): AsyncGenerator<string> {
  const waiting = [folder];
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    const entries = await entriesOf(path).catch(() => []);
    for (const { name } of entries.filter((entry) => !entry.isDirectory())) yield join(path, name);
    for (const entry of entries.toReversed()) if (entry.isDirectory()) waiting.push(join(path, entry.name));
  }
}

async function entriesOf(folder: string): Promise<Dirent[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  return entries.sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** Whether a path is a link to a folder that it is in. A pattern would name everything there once more. */
async function leadsUp(path: string): Promise<boolean> {
  try {
    if (!(await lstat(path)).isSymbolicLink()) return false;
    const [folder, target] = await Promise.all([realpath(dirname(path)), realpath(path)]);
    return `${folder}${sep}`.startsWith(target.endsWith(sep) ? target : `${target}${sep}`);
  } catch {
    return false;
  }
}

async function exists(path: string): Promise<boolean> {
  return lstat(path).then(
    () => true,
    () => false,
  );
}

const MISSING = 'there is no such file or folder';

/** What went wrong with a file, in words. */
export function reasonOf(error: unknown): string {
  const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
  switch (code) {
    case 'ENOENT':
    case 'ENOTDIR':
      return MISSING;
    case 'EACCES':
    case 'EPERM':
      return 'permission denied';
    case 'ELOOP':
      return 'its links lead in a circle';
    case 'ENAMETOOLONG':
      return 'its path is longer than the system allows';
    default:
      return `the system says ${code === '' ? 'no' : code}`;
  }
}
