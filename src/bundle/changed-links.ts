/**
 * Symbolic links that lead to changed files: what is read through one has changed with them.
 *
 * Owns: adding the paths that a file has through links. Must not: ask git, or read what is in a file.
 */
import { readlinkSync, realpathSync } from 'node:fs';
import { isAbsolute, posix, relative, sep } from 'node:path';

/** Links to links beyond this nobody follows who reads them. */
const MOST_STEPS = 4;

/**
 * `files` with what they are called through `links`; both are paths from `root` (absolute), with `/`. A link that is
 * none, or that leads out of the root, adds nothing: the loader refuses to follow it.
 */
export function throughLinks(
  root: string,
  links: readonly string[],
  files: ReadonlySet<string>,
): ReadonlySet<string> {
  const targets = links.flatMap((link) => {
    const target = targetOf(root, link);
    return target === undefined ? [] : [{ link, target }];
  });
  const found = new Set(files);
  let latest: readonly string[] = [...found];
  for (let step = 0; step < MOST_STEPS && latest.length > 0 && targets.length > 0; step += 1) {
    const next: string[] = [];
    for (const path of latest) {
      for (const { link, target } of targets) {
        const name = nameThrough(path, link, target);
        if (name === undefined || found.has(name)) continue;
        found.add(name);
        next.push(name);
      }
    }
    latest = next;
  }
  return found;
}

function nameThrough(path: string, link: string, target: string): string | undefined {
  if (path === link || path.startsWith(`${link}/`)) return undefined;
  // What changed may be a link or submodule itself, above the target.
  if (path === target || target.startsWith(`${path}/`)) return link;
  if (target === '') return `${link}/${path}`;
  return path.startsWith(`${target}/`) ? link + path.slice(target.length) : undefined;
}

/** One step only: each further link is followed by its own entry. */
function targetOf(root: string, link: string): string | undefined {
  try {
    const written = readlinkSync(posix.join(root, link)).split(sep).join('/');
    const path = isAbsolute(written)
      ? relative(realpathSync(root), written).split(sep).join('/')
      : posix.join(posix.dirname(link), written);
    const target = path.replace(/\/$/, '');
    if (target === '..' || target.startsWith('../')) return undefined;
    return target === '.' ? '' : target;
  } catch {
    // It is gone, or a file stands in its place.
    return undefined;
  }
}
