/**
 * Files shared out to worker threads, their parts handed back in the order of the files.
 *
 * Owns: the threads, how many files are under way, and the order. Results are the same whatever the number of threads. Must not:
 * know what is in a part.
 */
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { AskedRule } from './question.ts';
import type { Range } from './range.ts';
import type { Part } from './work.ts';
import type { FromWorker, ToWorker } from './worker.ts';

export interface Pool {
  /** Compiles the question in every thread. Before the first file. */
  ask(rules: readonly AskedRule[], range: Range): void;
  /** The parts of a file; files are to be waited for in the order in which they were given. */
  file(path: string): AsyncGenerator<Part>;
  /** How many files are to be given ahead of the one that is waited for. */
  readonly ahead: number;
  /** Ends the threads, whatever they do. */
  close(): void;
}

/** Files that a thread may be ahead, so that a large file does not make the others wait. */
const AHEAD = 8;
/** The young generation is all that a thread needs: a record is parsed, asked and forgotten. */
const LIMITS = { maxYoungGenerationSizeMb: 16 };

/** Starts threads at once, so that they get ready while rules are read. Undefined where the worker's file is not (in tests of sources). */
export function openPool(threads: number): Pool | undefined {
  const url = new URL('./worker.js', import.meta.url);
  if (threads < 1 || !existsSync(fileURLToPath(url))) return undefined;
  const waiting: File[] = [];
  const idle: Thread[] = [];
  const all = Array.from({ length: threads }, () => openThread(url, onIdle));
  function onIdle(thread: Thread): void {
    const next = waiting.shift();
    if (next === undefined) idle.push(thread);
    else thread.start(next);
  }
  return {
    ask(rules, range) {
      for (const thread of all) thread.tell({ kind: 'question', rules, range });
    },
    file(path) {
      const file = openFile(path);
      const thread = idle.shift();
      if (thread === undefined) waiting.push(file);
      else thread.start(file);
      return file.parts();
    },
    ahead: threads * AHEAD,
    close() {
      for (const thread of all) thread.close();
    },
  };
}

interface Thread {
  tell(message: ToWorker): void;
  start(file: File): void;
  close(): void;
}

function openThread(url: URL, onIdle: (thread: Thread) => void): Thread {
  const worker = new Worker(url, { resourceLimits: LIMITS });
  let reading: File | undefined;
  const thread: Thread = {
    tell: (message) => worker.postMessage(message),
    start(file) {
      reading = file;
      worker.postMessage({ kind: 'file', path: file.path } satisfies ToWorker);
    },
    close() {
      void worker.terminate();
    },
  };
  worker.on('message', (message: FromWorker) => {
    if (message.kind === 'part') {
      reading?.push(message.part);
      return;
    }
    const done = reading;
    reading = undefined;
    onIdle(thread);
    done?.end();
  });
  worker.on('error', (error) => reading?.fail(error));
  onIdle(thread);
  return thread;
}

interface File {
  readonly path: string;
  push(part: Part): void;
  end(): void;
  fail(error: unknown): void;
  parts(): AsyncGenerator<Part>;
}

function openFile(path: string): File {
  const held: Part[] = [];
  let ended = false;
  let failure: { readonly error: unknown } | undefined;
  let wake = (): void => {};
  return {
    path,
    push(part) {
      held.push(part);
      wake();
    },
    end() {
      ended = true;
      wake();
    },
    fail(error) {
      failure = { error };
      wake();
    },
    async *parts() {
      for (;;) {
        const part = held.shift();
        if (part !== undefined) yield part;
        else if (failure !== undefined) throw failure.error;
        else if (ended) return;
        else
          await new Promise<void>((resolve) => {
            wake = resolve;
          });
      }
    },
  };
}
