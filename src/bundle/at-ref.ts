/**
 * A content repository as it was at a commit, in a folder of its own for a while; and which of its files changed since.
 *
 * Owns: git (its only caller), which is asked for files and told to change nothing. Must not: read what the files say.
 */
import { spawnSync } from 'node:child_process';
import { lstatSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { diagnose } from '../base/catalogue.ts';
import { fail, type Result, succeed } from '../base/result.ts';
import { throughLinks } from './changed-links.ts';
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

/** No shell, and no program that the repository's own settings name for watching files. */
const gitIn = (root: string) => (args: readonly string[], input?: string) =>
  spawnSync('git', ['-c', 'core.fsmonitor=false', ...args], {
    cwd: root,
    env: surroundings(),
    maxBuffer: MOST_BYTES,
    ...(input === undefined ? {} : { input }),
  });

/** A hook in a linked working tree is told where the repository is, and git would take any folder for its top. */
function surroundings(): NodeJS.ProcessEnv {
  const { GIT_DIR, ...rest } = process.env;
  return GIT_DIR === undefined || rest.GIT_WORK_TREE !== undefined ? process.env : rest;
}

/** `root` is the folder of the configuration (absolute); `ref` whatever git takes for a commit. */
export function stateAtRef(root: string, ref: string): Result<StateAtRef> {
  const git = gitIn(root);
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

export interface ChangedSince {
  /** Where the branches of HEAD and of the ref parted: the state that was compared with. */
  readonly commit: string;
  /** From the root, with `/`: files that differ, are new or are gone. A link or submodule stands for all below it. */
  readonly files: ReadonlySet<string>;
  /** The text that a file below the root had; undefined where there was none. */
  readonly textThen: (path: string) => string | undefined;
}

/**
 * What the working tree of `root` (the folder of the configuration, absolute) has otherwise than the commit that `ref`
 * and HEAD have in common: committed, staged, unstaged and untracked. Ignored files are not looked at. Of a renamed file
 * both paths are in it; so are those that a file has through symbolic links.
 */
export function changedSince(root: string, ref: string): Result<ChangedSince> {
  const git = gitIn(root);
  const noGit = (reason: string) => fail([diagnose('since/no-git', root, { reason })]);
  const inside = git(['rev-parse', '--is-inside-work-tree']);
  if (inside.error !== undefined) return noGit('there is no program "git" on the path');
  if (inside.status !== 0) {
    const said = firstLine(inside.stderr);
    return noGit(said.includes('not a git repository') ? 'this folder is in no repository' : said);
  }
  if (inside.stdout.toString('utf8').trim() !== 'true') return noGit('this folder is no working tree');
  const shallow = git(['rev-parse', '--is-shallow-repository']).stdout.toString('utf8').trim() === 'true';
  const commitOf = (name: string) => {
    const { status, stdout } = git([
      'rev-parse',
      '--verify',
      '--quiet',
      '--end-of-options',
      `${name}^{commit}`,
    ]);
    const commit = stdout.toString('utf8').trim();
    return status === 0 && /^[0-9a-f]{40,64}$/.test(commit) ? commit : undefined;
  };
  const [there, head] = [commitOf(ref), commitOf('HEAD')];
  if (there === undefined) {
    // A checkout made for a service has the branches of its origin, and none of its own.
    const remote = commitOf(`origin/${ref}`) === undefined ? '' : `origin/${ref}`;
    return fail([diagnose('since/unknown-ref', root, { ref, remote, shallow })]);
  }
  if (head === undefined) return noGit('nothing is committed yet');
  const base = git(['merge-base', there, head]).stdout.toString('utf8').trim();
  if (base === '') return fail([diagnose('since/no-merge-base', root, { ref, shallow })]);
  const differing = git([
    'diff',
    ...['--name-only', '-z', '--relative', '--no-renames', '--no-ext-diff', '--ignore-submodules=none'],
    base,
    '--',
  ]);
  const untracked = git(['ls-files', '--others', '--exclude-standard', '-z']);
  const tracked = git(['ls-files', '--stage', '-z']);
  for (const { error, status, stderr } of [differing, untracked, tracked]) {
    if (error !== undefined) return noGit('it has more to say than 256 MB');
    if (status !== 0) return noGit(firstLine(stderr));
  }
  const names = (output: Buffer) => output.toString('utf8').split('\0').filter(Boolean);
  // A repository in a folder that is not tracked is listed as that folder, with a slash.
  const changed = [...names(differing.stdout), ...names(untracked.stdout)].map((path) =>
    path.replace(/\/$/, ''),
  );
  const links = names(tracked.stdout).flatMap((line) => /^120000 [^\t]*\t(.+)$/s.exec(line)?.[1] ?? []);
  return succeed({
    commit: base,
    files: throughLinks(
      root,
      [...new Set([...links, ...changed.filter((path) => isLink(join(root, path)))])],
      new Set(changed),
    ),
    textThen: (path) => {
      const { status, stdout } = git(['cat-file', 'blob', '--end-of-options', `${base}:./${path}`]);
      return status === 0 ? stdout.toString('utf8') : undefined;
    },
  });
}

const isLink = (path: string) => lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() === true;
