/**
 * The ends of `watch`: signals, and keys where somebody sits at a terminal.
 *
 * Owns: raw mode, and that it is gone on every way out. Must not: decide what a key or signal does to the runs.
 */
import type { Readable } from 'node:stream';

export interface Controls {
  /** Run everything. */
  readonly again: () => void;
  readonly quit: () => void;
}

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

const ENTER = ['\r', '\n'];
/** In raw mode the terminal makes no signals of these: Ctrl-C, Ctrl-D. */
const QUIT = ['q', 'Q', '\u0003', '\u0004'];
const SUSPEND = '\u001a';

/** A terminal whose keys can be read one by one. */
type Keys = Readable & NodeJS.ReadStream;

export const hasKeys = (stdin: Readable): stdin is Keys =>
  'isTTY' in stdin && stdin.isTTY === true && 'setRawMode' in stdin;

/** Listens until the result is called, which leaves process and terminal as they were. `keys`: undefined for none. */
export function listen(keys: Keys | undefined, { again, quit }: Controls): () => void {
  for (const signal of SIGNALS) process.on(signal, quit);
  const restoreKeys = keys === undefined ? () => undefined : readKeys(keys, { again, quit });
  // A fault that nobody catches ends the process, and would leave the terminal without echo.
  process.on('exit', restoreKeys);
  return () => {
    restoreKeys();
    process.off('exit', restoreKeys);
    for (const signal of SIGNALS) process.off(signal, quit);
  };
}

function readKeys(stdin: Keys, { again, quit }: Controls): () => void {
  const onKeys = (typed: Buffer | string) => {
    for (const key of typed.toString()) {
      if (QUIT.includes(key)) return quit();
      if (key === SUSPEND) return suspend();
      if (ENTER.includes(key)) return again();
    }
  };
  const toRaw = () => void stdin.setRawMode(true);
  const suspend = () => {
    stdin.setRawMode(false);
    process.once('SIGCONT', toRaw);
    process.kill(process.pid, 'SIGTSTP');
  };
  toRaw();
  stdin.on('data', onKeys);
  stdin.resume();
  return () => {
    stdin.off('data', onKeys);
    process.off('SIGCONT', toRaw);
    stdin.setRawMode(false);
    // Nothing is left that keeps the process alive.
    stdin.pause();
  };
}
