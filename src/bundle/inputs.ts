/**
 * A fingerprint of everything that a build reads, so that one that would write the same again need not compile.
 *
 * Owns: which files those are (more than are read, never fewer), and when no fingerprint can be trusted. Must not: know
 * what is in a file. No path of the machine enters it: two copies of one repository have the same.
 */
import { lstatSync, readdirSync, readFileSync, realpathSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { ConfigDocument } from '../content/document.ts';
import { canonicalJson, sha256 } from '../ir/hash.ts';

export interface InputsOptions {
  /** Absolute. */
  readonly configPath: string;
  readonly config: Pick<ConfigDocument, 'root' | 'rules' | 'lists' | 'fixtures' | 'templates'>;
  /** Folders and files of trailc itself that decide what it writes. Absolute. */
  readonly code: readonly string[];
  /** What was said on the command line. */
  readonly words: Readonly<Record<string, string>>;
}

/** Beside the configuration; whether or not it is there. */
const LOCK_FILE = 'trailc.lock.json';

/** More than this is no repository of rules, and reading it would take as long as compiling. In bytes. */
const LARGEST_INPUT = 256 * 1024 * 1024;

/**
 * SHA-256 of the names and bytes of all inputs. Undefined where something cannot be read, or where a link or special
 * file leads who knows where: then it is compiled.
 */
export function inputsHash({ configPath, config, code, words }: InputsOptions): string | undefined {
  const { root, rules, lists, fixtures, templates } = config;
  const left = { bytes: LARGEST_INPUT };
  try {
    const real = realpathSync(root);
    const entries = (paths: readonly { readonly value: string }[], skipHidden: boolean) =>
      paths.map(({ value }) => {
        const path = resolve(real, value);
        return [value, hashesBelow(path, { left, skipHidden })];
      });
    return sha256(
      canonicalJson({
        words,
        code: code.map((path) => hashesBelow(path, { left, skipHidden: false })),
        config: hashOf(realpathSync(configPath), left),
        lock: hashesBelow(join(real, LOCK_FILE), { left, skipHidden: false }),
        rules: entries(rules, true),
        lists: entries(lists, true),
        fixtures: entries(fixtures, true),
        templates: entries(templates === undefined ? [] : [templates], false),
      }),
    );
  } catch {
    return undefined;
  }
}

interface Reading {
  /** Bytes that may still be read. */
  readonly left: { bytes: number };
  /** Whether names are passed over that `content/find-files.ts` passes over. */
  readonly skipHidden: boolean;
}

/** Names and hashes below a path, in code-unit order: null where nothing is. Throws at anything but files and folders. */
function hashesBelow(path: string, reading: Reading): unknown {
  const stats = lstatSync(path, { throwIfNoEntry: false });
  if (stats === undefined) return null;
  // A link on the way would lead elsewhere tomorrow.
  if (realpathSync(path) !== path) throw new Error('a link');
  return hashesAt(path, stats.isDirectory(), stats.isFile(), reading);
}

function hashesAt(path: string, isFolder: boolean, isFile: boolean, reading: Reading): unknown {
  if (isFile) return hashOf(path, reading.left);
  if (!isFolder) throw new Error('neither a file nor a folder');
  const entries = readdirSync(path, { withFileTypes: true })
    .filter(({ name }) => !reading.skipHidden || (name !== 'node_modules' && !name.startsWith('.')))
    .map((entry) => {
      const below = hashesAt(join(path, entry.name), entry.isDirectory(), entry.isFile(), reading);
      return [entry.name, below] as const;
    });
  // Neither the order of a folder nor a name such as `__proto__` may say anything.
  return entries.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
}

function hashOf(path: string, left: { bytes: number }): string {
  const bytes = readFileSync(path);
  left.bytes -= bytes.length;
  if (left.bytes < 0) throw new Error('too large');
  return sha256(bytes);
}
