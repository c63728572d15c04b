/**
 * A Splunk app as the checks see it.
 *
 * Owns: the shapes. Must not: read the disk (read-folder.ts, read-package.ts) or know what is wrong with an app.
 */
import type { SourceText } from '../../base/source.ts';
import type { Conf } from './conf.ts';

export interface AppEntry {
  /** From the top of the app, with `/`. */
  readonly path: string;
  readonly kind: 'file' | 'folder' | 'link' | 'other';
  /** Permissions, without the kind; undefined where the system has none. */
  readonly mode: number | undefined;
  /** Of a file. */
  readonly bytes: Uint8Array;
}

/** What was read: an app, and what stands beside it in a package. */
export interface AppFiles {
  /** Name of the folder. */
  readonly name: string;
  /** Where it lies, as people are shown it: a folder, or a package and the folder in it. */
  readonly shownAs: string;
  readonly entries: readonly AppEntry[];
  /** Paths in a package that are not the app's. */
  readonly beside: readonly string[];
}

export interface App extends AppFiles {
  readonly byPath: ReadonlyMap<string, AppEntry>;
  /** Files of default/ by name without `.conf`, and metadata/default.meta as `default.meta`. */
  readonly confs: ReadonlyMap<string, Conf>;
  /** A path of the app as people are shown it. */
  readonly shown: (path: string) => string;
  /** The text of a file of the app; undefined where there is none, or it is not UTF-8. */
  readonly text: (path: string) => SourceText | undefined;
}
