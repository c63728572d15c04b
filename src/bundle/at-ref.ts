/**
 * A content repository as it was at a commit, in a folder of its own for a while.
 *
 * Owns: git (its only caller), which is asked for files and told to change nothing. Must not: read what the files say.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { diagnose } from '../base/catalogue.ts';
import { fail, type Result, succeed } from '../base/result.ts';
import { pathFault } from './paths.ts';

export interface StateAtRef {
  /** Absolute; holds the files that lay below the root of the repository then. */
  readonly folder: string;
  readonly commit: string;
  /** Removes the folder. */
  readonly dispose: () => void;
}

/** What a content repository is made of; everything else stays in git. */
const WANTED = /\.(?:ya?ml|json|hbs|png)$/i;
/** Bytes of all files together. */
const MOST_BYTES = 256 * 1024 * 1024;

/** `root` is the folder of the configuration (absolute); `ref` whatever git takes for a commit. */
export function stateAtRef(root: string, ref: string): Result<StateAtRef> {
  const git = (args: readonly string[], input?: string) =>
    spawnSync('git', args, { cwd: root, maxBuffer: MOST_BYTES, ...(input === undefined ? {} : { input }) });
  const noGit = (reason: string) => fail([diagnose('diff/no-git', root, { reason })]);

  const inside = git(['rev-parse', '--is-inside-work-tree']);
  if (inside.error !== undefined) return noGit('there is no program "git" on the path');
  if (inside.status !== 0) return noGit('this folder is in no repository');
  const resolved = git(['rev-parse', '--verify', '--quiet', '--end-of-options', `${ref}^{commit}`]);
  const commit = resolved.stdout.toString('utf8').trim();
  if (resolved.status !== 0 || !/^[0-9a-f]{40,64}$/.test(commit)) {
    return fail([diagnose('diff/unknown-ref', root, { ref })]);
  }
  // Paths come relative to the working folder, and only those below it.
  const listed = git(['ls-tree', '-r', '-z', commit]);
  if (listed.status !== 0) return noGit(firstLine(listed.stderr));
  const files = listed.stdout.toString('utf8').split('\0').flatMap(parseEntry);
  const fetched = git(['cat-file', '--batch'], files.map(({ id }) => `${id}\n`).join(''));
  if (fetched.error !== undefined || fetched.status !== 0) {
    return noGit(
      fetched.error === undefined ? firstLine(fetched.stderr) : 'its files are larger than 256 MB',
    );
  }
  const folder = mkdtempSync(join(tmpdir(), 'trailc-diff-'));
  const dispose = () => rmSync(folder, { recursive: true, force: true });
  try {
    let at = 0;
    for (const { path } of files) {
      // `<id> blob <size>`, a line feed, the content, a line feed.
      const lineEnd = fetched.stdout.indexOf(10, at);
      const size = Number(/ blob ([0-9]+)$/.exec(fetched.stdout.toString('utf8', at, lineEnd))?.[1]);
      if (lineEnd === -1 || !Number.isInteger(size)) throw new Error('unreadable answer of git cat-file');
      const target = join(folder, path);
      mkdirSync(dirname(target), { recursive: true });
      writeFileSync(target, fetched.stdout.subarray(lineEnd + 1, lineEnd + 1 + size));
      at = lineEnd + 1 + size + 1;
    }
  } catch (error) {
    dispose();
    return noGit(error instanceof Error ? error.message : String(error));
  }
  return succeed({ folder, commit, dispose });
}

/** `<mode> blob <id>\t<path>`: regular files that are wanted, with paths that stay where they belong. */
function parseEntry(line: string): readonly { readonly id: string; readonly path: string }[] {
  const [, id, path] = /^100[0-7]{3} blob ([0-9a-f]+)\t(.+)$/s.exec(line) ?? [];
  if (id === undefined || path === undefined || !WANTED.test(path)) return [];
  return pathFault(path) === undefined || path === 'manifest.json' ? [{ id, path }] : [];
}

const firstLine = (output: Buffer) => (output.toString('utf8').split('\n')[0] ?? '').trim() || 'git failed';
