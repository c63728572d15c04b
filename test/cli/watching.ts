/** `trailc watch` as a process of its own, its runs as they come. */
import { type ChildProcess, spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { onTestFinished } from 'vitest';

/** As docs/cli.md has it; only what the tests ask about. */
export interface Run {
  readonly schemaVersion: number;
  readonly run: number;
  readonly occasion: string;
  readonly changed: readonly string[];
  readonly ok: boolean;
  readonly rules: {
    readonly run: readonly string[];
    readonly total: number;
    readonly left: readonly string[];
  } | null;
  readonly diagnostics: readonly { readonly code: string; readonly path: string | null }[];
  readonly tests: { readonly passed: number; readonly failed: number };
}

export interface Process {
  readonly child: ChildProcess;
  readonly out: () => string;
  readonly err: () => string;
  /** Waits until the output fits; fails with what there is when it does not come. */
  readonly until: <T>(what: string, find: (out: string) => T | undefined) => Promise<T>;
  readonly ended: Promise<{ readonly code: number | null; readonly signal: string | null }>;
}

const PATIENCE = 20_000;

/** Starts it; it is gone when the test ends, whatever happens. */
export function start(args: readonly string[], cwd: string): Process {
  const child = spawn(process.execPath, [resolve('bin/trailc.js'), 'watch', ...args], {
    cwd,
    env: { ...process.env, LC_ALL: 'C.UTF-8', FORCE_COLOR: undefined, NO_COLOR: undefined },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [out, err] = ['', ''];
  const waiting = new Set<() => void>();
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    out += text;
    for (const look of [...waiting]) look();
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    err += text;
  });
  const ended = new Promise<{ code: number | null; signal: string | null }>((done) => {
    child.on('close', (code, signal) => done({ code, signal }));
  });
  onTestFinished(async () => {
    child.kill('SIGKILL');
    await ended;
  });
  const until = <T>(what: string, find: (out: string) => T | undefined): Promise<T> =>
    new Promise((found, fail) => {
      const stop = () => {
        clearTimeout(timer);
        waiting.delete(look);
      };
      const timer = setTimeout(() => {
        stop();
        fail(new Error(`${what} did not come. Output:\n${out}\nErrors:\n${err}`));
      }, PATIENCE);
      const look = () => {
        const value = find(out);
        if (value === undefined) return;
        stop();
        found(value);
      };
      waiting.add(look);
      look();
    });
  return { child, out: () => out, err: () => err, until, ended };
}

export interface Watched extends Process {
  /** The next run that fits; one change may come as two runs, so others are passed over. */
  readonly run: (what: string, fits: (run: Run) => boolean) => Promise<Run>;
  /** Every run so far. */
  readonly runs: () => readonly Run[];
}

/** Watches with JSON, and waits for the first run. */
export async function watching(cwd: string, args: readonly string[] = []): Promise<Watched> {
  const process = start([...args, '--format', 'json'], cwd);
  const runs = () =>
    process
      .out()
      .split('\n')
      .slice(0, -1)
      .map((line) => JSON.parse(line) as Run);
  let seen = 0;
  const run = (what: string, fits: (run: Run) => boolean) =>
    process.until(what, () => {
      const at = runs().findIndex((one, index) => index >= seen && fits(one));
      if (at !== -1) seen = at + 1;
      return runs()[at];
    });
  const watched = { ...process, run, runs };
  await run('the first run', ({ run: number }) => number === 1);
  return watched;
}
