/**
 * A repository as it would be with some of its files changed: texts held in memory in the place of those on the disk.
 *
 * Owns: which text is read for a file, and where the files lie that were read. Must not: write.
 */
import { realpathSync } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';
import { succeed } from '../base/result.ts';
import { readSource } from './files.ts';
import { locate } from './find-files.ts';
import type { ReadFound } from './repository.ts';

/** New texts by the paths that people are shown. */
export type Texts = ReadonlyMap<string, string>;

export interface Overlay {
  /** For `loadRepository`. */
  readonly read: ReadFound;
  /** Absolute and without links; undefined for a file that was not read, is not one alone of its shown path, or lies outside. */
  readonly placeOf: (shownAs: string) => string | undefined;
}

/** `configPath` is the repository's configuration. A file that cannot be read from the disk has no other text either. */
export function overlayOf(texts: Texts, configPath: string): Overlay {
  const places = new Map<string, string | undefined>();
  return {
    read: ({ path, shownAs }, limit) => {
      places.set(shownAs, places.has(shownAs) && places.get(shownAs) !== path ? undefined : path);
      const text = texts.get(shownAs);
      const found = readSource(path, shownAs, limit);
      return text === undefined || found.value === undefined ? found : succeed({ path: shownAs, text });
    },
    placeOf: (shownAs) => {
      const path = places.get(shownAs);
      if (path === undefined) return undefined;
      if (resolve(path) === resolve(configPath)) {
        // The configuration alone is not found by walking the root, so nobody has looked where it leads.
        return locate(dirname(resolve(path)), basename(path)).value?.real;
      }
      try {
        return realpathSync(path);
      } catch {
        return undefined;
      }
    },
  };
}
