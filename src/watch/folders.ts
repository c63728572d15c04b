/**
 * Hints from the operating system that something happened in a folder.
 *
 * Owns: fs.watch (its only caller). One watcher a folder, never `recursive`: on Linux Node 20 makes that itself, misses
 * what happens while it walks (nodejs/node#48437), and throws where nobody can catch it when a file goes meanwhile
 * (nodejs/node#52018, #53350). What is said about a file is not believed either: a hint means "look". Must not: look.
 */
import { type FSWatcher, watch } from 'node:fs';
import { basename } from 'node:path';
import type { Scheduler } from './settle.ts';

export interface FolderWatch {
  /**
   * Watches these folders (path, identity) and no others; true: one is watched that was not before, so something may
   * have happened in it unseen.
   */
  readonly arm: (folders: ReadonlyMap<string, string>) => boolean;
  /** Folders that cannot be watched, and why: the code of the operating system. Those are looked at every second. */
  readonly blind: () => ReadonlyMap<string, string>;
  readonly close: () => void;
}

export type OpenWatcher = (folder: string) => FSWatcher;

interface Watcher {
  readonly identity: string;
  readonly handle: FSWatcher;
  dead: boolean;
}

/** Milliseconds. */
const POLL = 1000;

export function watchFolders(
  hint: () => void,
  { after }: Pick<Scheduler, 'after'>,
  open: OpenWatcher = (folder) => watch(folder),
): FolderWatch {
  const watchers = new Map<string, Watcher>();
  const blind = new Map<string, string>();
  let stopPolling: (() => void) | undefined;

  const poll = () => {
    stopPolling?.();
    stopPolling =
      blind.size === 0
        ? undefined
        : after(POLL, () => {
            poll();
            hint();
          });
  };
  const start = (folder: string, identity: string): boolean => {
    try {
      const handle = open(folder);
      const watcher: Watcher = { identity, handle, dead: false };
      handle.on('change', (event, name) => {
        // A folder that is removed or moved says so under its own name, and nothing after that.
        if (event === 'rename' && name === basename(folder)) watcher.dead = true;
        hint();
      });
      handle.on('error', () => {
        watcher.dead = true;
        hint();
      });
      watchers.set(folder, watcher);
      return true;
    } catch (error) {
      const code = codeOf(error);
      if (code === 'ENOENT' || code === 'ENOTDIR') hint();
      else blind.set(folder, code);
      return false;
    }
  };

  return {
    arm: (folders) => {
      for (const [folder, { identity, handle, dead }] of watchers) {
        if (!dead && folders.get(folder) === identity) continue;
        handle.close();
        watchers.delete(folder);
      }
      const before = blind.size;
      blind.clear();
      let opened = false;
      for (const [folder, identity] of folders) {
        if (!watchers.has(folder)) opened = start(folder, identity) || opened;
      }
      if (blind.size > 0 !== before > 0) poll();
      return opened;
    },
    blind: () => blind,
    close: () => {
      for (const { handle } of watchers.values()) handle.close();
      watchers.clear();
      blind.clear();
      stopPolling?.();
    },
  };
}

function codeOf(error: unknown): string {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
  return typeof code === 'string' ? code : 'UNKNOWN';
}
