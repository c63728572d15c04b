/** `trailc watch [paths]`: checks and tests what a change touches, until it is ended. */
import { watchPlaces } from '../../watch/watch.ts';
import { EXIT, type Format, type Io } from '../io.ts';
import { renderRun, runAsJson } from '../report/watch.ts';
import { configPath, type RepositoryOptions } from '../repository.ts';
import { placesOf } from '../watch/places.ts';
import { makeRunner } from '../watch/run.ts';
import { hasKeys, listen } from '../watch/terminal.ts';

interface WatchOptions extends RepositoryOptions {
  readonly format: Format;
}

export async function watch(paths: readonly string[], options: WatchOptions, io: Io): Promise<number> {
  const config = configPath(options, io);
  // Found once: a nearer or farther one does not take its place while this one is gone.
  const run = makeRunner(paths, { ...options, config }, io);
  const isTerminal = io.width !== undefined && options.format === 'pretty';
  // In a pipe the keys may be for somebody else, such as a pager.
  const keys = isTerminal && hasKeys(io.stdin) ? io.stdin : undefined;
  const screen = {
    color: io.color.out,
    width: io.width,
    clears: isTerminal && process.env.TERM !== 'dumb',
    keys: keys !== undefined,
  };
  return await new Promise<number>((resolve, reject) => {
    let ended = false;
    const end = (settle: () => void) => {
      ended = true;
      watching.stop();
      release();
      settle();
    };
    const watching = watchPlaces({
      places: placesOf(config, paths, io.cwd),
      fail: (error) => end(() => reject(error)),
      run: async (occasion) => {
        const done = await run(occasion);
        if (ended) return;
        io.out(
          options.format === 'json'
            ? runAsJson(done)
            : renderRun(done, { ...screen, blind: watching.blind() }),
        );
      },
    });
    const release = listen(keys, { again: watching.ask, quit: () => end(() => resolve(EXIT.ok)) });
    watching.start();
  });
}
