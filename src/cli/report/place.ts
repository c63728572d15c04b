/**
 * Where a fault is, as a service reads it that holds the same repository elsewhere.
 *
 * Owns: paths relative to the root of the repository, and none of this machine. Must not: read a file.
 */
import { dirname, isAbsolute, relative, resolve, sep } from 'node:path';
import { type Diagnostic, placeOf } from '../../base/diagnostic.ts';
import { findUpwards } from '../../content/files.ts';

export interface Places {
  /** Absolute: the nearest folder with `.git` at or above the configuration, else the folder of the configuration. */
  readonly root: string;
  /** The configuration, relative to the root: where a fault is shown that has no place of its own. */
  readonly config: string;
  /** A path as people are shown it, relative to the root with `/`; the configuration's for one outside or none. */
  readonly pathOf: (shown: string | undefined) => string;
}

/** `config` is the configuration's path, absolute or relative to `cwd`. */
export function placesFrom(config: string, cwd: string): Places {
  const folder = dirname(resolve(cwd, config));
  const git = findUpwards('.git', folder);
  const root = git === undefined ? folder : dirname(git);
  const inside = (path: string) => relative(root, path).split(sep).join('/');
  const configInside = inside(resolve(cwd, config));
  return {
    root,
    config: configInside,
    pathOf: (shown) => {
      if (shown === undefined || shown === '') return configInside;
      const path = inside(resolve(cwd, shown));
      // On Windows the way to another drive is an absolute path.
      const outside = path === '' || path === '..' || path.startsWith('../') || isAbsolute(path);
      return outside ? configInside : path;
    },
  };
}

/** `path:line:column` of a diagnostic from the root of the repository, or the path alone. */
export function placeFromRoot(fault: Pick<Diagnostic, 'span' | 'path'>, { pathOf }: Places): string {
  const path = fault.span?.source.path ?? fault.path;
  if (path === undefined) return pathOf(path);
  const shown = placeOf({ code: '', severity: 'error', what: '', why: '', do: '', ...fault });
  return `${pathOf(path)}${shown.slice(path.length)}`;
}
