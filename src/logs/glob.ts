/**
 * Patterns that name files, for those that a shell did not expand: `*` and `?` within a name, `**` for any number of folders.
 *
 * Owns: what a pattern matches, and finding it on the disk. As in shells, no wildcard matches a dot at the start of a
 * name, and `**` does not follow links. Matching goes through a name once for each `*` at most, and a folder is read
 * once whatever the pattern. Must not: look into files.
 */
import { type Dirent, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

export function isPattern(text: string): boolean {
  return /[*?]/.test(text);
}

/** A file or a folder that a pattern names, or a folder on the way that cannot be read. */
export type Named =
  | { readonly kind: 'named'; readonly path: string }
  | { readonly kind: 'unreadable'; readonly path: string; readonly error: unknown };

/** What the pattern names, by name, folder after folder; not what lies in the folders it names. */
export function* expandPattern(pattern: string): Generator<Named> {
  const { folder, wanted, onlyFolders } = readPattern(pattern);
  // `folder/**`: what is wanted has no wildcard left, so nothing below would find that it is not there.
  if (wanted.length === 0 && !isFolder(folder)) return;
  // Positions in the pattern that the path so far has reached; a few at most, one for each `**`.
  const waiting: { readonly path: string; readonly at: readonly number[] }[] = [
    { path: folder, at: reached([0], wanted) },
  ];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { path, at } = next;
    if (at.includes(wanted.length)) {
      yield { kind: 'named', path };
      continue;
    }
    const entries = entriesOf(path);
    if (!Array.isArray(entries)) {
      // A base that is not there names nothing.
      if (!isNothing(entries.error)) yield { kind: 'unreadable', path, error: entries.error };
      continue;
    }
    const below: typeof waiting = [];
    for (const entry of entries) {
      const after = step(at, entry, wanted);
      if (after.length === 0) continue;
      const child = folder === '.' ? join(path, entry.name) : joined(path, entry.name);
      const isMatch = after.includes(wanted.length) && !onlyFolders;
      if (isMatch || isFolder(child, entry)) below.push({ path: child, at: after });
    }
    waiting.push(...below.reverse());
  }
}

interface Pattern {
  /** The part before the first wildcard. */
  readonly folder: string;
  readonly wanted: readonly string[];
  readonly onlyFolders: boolean;
}

function readPattern(pattern: string): Pattern {
  const parts = pattern.split('/');
  const first = parts.findIndex(isPattern);
  const base = parts.slice(0, first).join('/');
  // `/*.json` is in the root, and `*.json` here.
  const folder = first === 0 ? '.' : base === '' ? '/' : base;
  const wanted = parts.slice(first).filter((part) => part !== '' && part !== '.');
  // All that is below a folder is the folder itself.
  const onlyFolders = parts.at(-1) === '' || wanted.at(-1) === '**';
  while (wanted.at(-1) === '**') wanted.pop();
  return { folder, wanted, onlyFolders };
}

/** Where the pattern stands after one more name of the path. */
function step(at: readonly number[], entry: Dirent, wanted: readonly string[]): readonly number[] {
  const after: number[] = [];
  for (const index of at) {
    const part = wanted[index] ?? '';
    if (part !== '**') {
      if (matchesName(part, entry.name)) after.push(index + 1);
    } else if (!entry.name.startsWith('.') && !entry.isSymbolicLink()) {
      after.push(index);
    }
  }
  return reached(after, wanted);
}

/** `**` matches no folder too, so the part behind it is reached with it. */
function reached(at: readonly number[], wanted: readonly string[]): readonly number[] {
  const all = new Set(at);
  for (const index of all) if (wanted[index] === '**') all.add(index + 1);
  return [...all];
}

/** Whether a name matches one part of a pattern. Characters are code points. */
export function matchesName(part: string, name: string): boolean {
  if (name.startsWith('.') && !part.startsWith('.')) return false;
  const [wanted, given] = [[...part], [...name]];
  let [at, from] = [0, 0];
  // After a mismatch the last `*` takes one character more; earlier ones never need to.
  let [star, retry] = [-1, 0];
  while (from < given.length) {
    if (wanted[at] === '*') {
      star = at;
      retry = from;
      at += 1;
    } else if (at < wanted.length && (wanted[at] === '?' || wanted[at] === given[from])) {
      at += 1;
      from += 1;
    } else if (star >= 0) {
      retry += 1;
      from = retry;
      at = star + 1;
    } else {
      return false;
    }
  }
  while (wanted[at] === '*') at += 1;
  return at === wanted.length;
}

function entriesOf(path: string): Dirent[] | { readonly error: unknown } {
  try {
    return readdirSync(path, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch (error) {
    return { error };
  }
}

function isFolder(path: string, entry?: Dirent): boolean {
  if (entry?.isSymbolicLink() === false) return entry.isDirectory();
  try {
    return statSync(path).isDirectory();
  } catch {
    return false;
  }
}

function isNothing(error: unknown): boolean {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : '';
  return code === 'ENOENT' || code === 'ENOTDIR';
}

const joined = (folder: string, name: string) => (folder.endsWith('/') ? folder + name : `${folder}/${name}`);
