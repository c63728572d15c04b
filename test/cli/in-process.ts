/** trailc in this process, over the sources: for what needs neither files nor streams. */
import { Readable } from 'node:stream';
import type { Io } from '../../src/cli/io.ts';
import { run } from '../../src/cli/main.ts';

export interface Said {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs the words after `trailc`; `width` is that of a terminal, and without it there is none. */
export async function inProcess(args: readonly string[], width?: number): Promise<Said> {
  const out: string[] = [];
  const err: string[] = [];
  const io: Io = {
    out: (text) => void out.push(text),
    err: (text) => void err.push(text),
    stdin: Readable.from([]),
    cwd: '.',
    drained: () => undefined,
    color: { out: false, err: false },
    interactive: false,
    width,
  };
  return { code: await run(args, io), out: out.join(''), err: err.join('') };
}
