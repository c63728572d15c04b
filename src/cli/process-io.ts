/**
 * The streams of this process.
 *
 * Owns: a reader that closes the pipe early (`| head`) ends the process quietly. Must not: decide colour by itself
 * (report/terminal.ts does).
 */
import { once } from 'node:events';
import type { Io } from './io.ts';
import { useColor } from './report/terminal.ts';

export function processIo(): Io {
  const { stdout, stderr, stdin } = process;
  stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(0);
    throw error;
  });
  return {
    out: (text) => void stdout.write(text),
    drained: () => (stdout.writableNeedDrain ? once(stdout, 'drain') : undefined),
    err: (text) => void stderr.write(text),
    stdin,
    cwd: process.cwd(),
    color: { out: useColor(stdout), err: useColor(stderr) },
    interactive: stderr.isTTY === true,
    width: stdout.isTTY === true ? stdout.columns : undefined,
  };
}
