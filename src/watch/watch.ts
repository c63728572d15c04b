/**
 * Watching some places of a repository: runs something at the start, and again when a file there is another.
 *
 * Owns: how hints, snapshots and runs go together. Must not: know what is run, or what the files mean.
 */
import { type OpenWatcher, watchFolders } from './folders.ts';
import { makeLoop, type Occasion } from './loop.ts';
import { REAL_TIME, type Timing } from './settle.ts';
import { differences, type Places, type Snapshot, takeSnapshot } from './snapshot.ts';

export interface WatchParts {
  /** Asked at each look: the configuration that names them may have changed. */
  readonly places: () => Places;
  readonly run: (occasion: Occasion) => Promise<void>;
  /** Ends the watching with a fault of trailc. */
  readonly fail: (error: unknown) => void;
  readonly timing?: Timing;
  /** For tests: in the place of fs.watch. */
  readonly open?: OpenWatcher;
}

export interface Watching {
  /** The first run, and from then on others. */
  readonly start: () => void;
  /** Runs now, whatever changed. */
  readonly ask: () => void;
  /** Closes every watcher and timer. */
  readonly stop: () => void;
  /** Folders that the operating system does not let us watch, and its code for why; looked at every second instead. */
  readonly blind: () => ReadonlyMap<string, string>;
}

/** Longer than an editor takes between the steps of one save, shorter than somebody waits for. */
const TIMING: Timing = { quiet: 60, atMost: 500 };

/** Folders that appear below each other while they are looked at. */
const ROUNDS = 16;

export function watchPlaces({ places, run, fail, timing = TIMING, open }: WatchParts): Watching {
  let last: Snapshot['files'] = new Map();
  const folders = watchFolders(() => loop.hint(), REAL_TIME, open);
  const look = () => {
    let now = takeSnapshot(places());
    // A folder may have been filled before it was watched.
    for (let round = 0; folders.arm(now.folders); round += 1) {
      if (round === ROUNDS) {
        loop.hint();
        break;
      }
      now = takeSnapshot(places());
    }
    const changed = differences(last, now.files);
    last = now.files;
    return changed;
  };
  const stop = () => {
    loop.stop();
    folders.close();
  };
  const loop = makeLoop({
    timing,
    scheduler: REAL_TIME,
    look,
    run,
    fail: (error) => {
      stop();
      fail(error);
    },
  });
  return { start: loop.start, ask: loop.ask, stop, blind: folders.blind };
}
