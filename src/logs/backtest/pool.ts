/**
 * Files, and slices of large ones, shared out to worker threads, their parts handed back in order.
 *
 * Owns: the threads, how many tasks are under way, and the order. Results are the same whatever the number of threads. Must not:
 * know what is in a part.
 */
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { unpack } from './packed.ts';
import type { AskedRule } from './question.ts';
import type { Range } from './range.ts';
import type { SliceReader } from './slices.ts';
import type { Part, SlicePart } from './work.ts';
import type { FromWorker, Task, ToWorker } from './worker.ts';

type PartMessage = Extract<FromWorker, { kind: 'part' }>;

export interface Pool extends SliceReader {
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
/** Slices of a large file that a thread may be ahead. */
const SLICES_AHEAD = 2;
/** The young generation is all that a thread needs: a record is parsed, asked and forgotten. */
const LIMITS = { maxYoungGenerationSizeMb: 12 };

/** Starts threads at once, so that they get ready while rules are read. Undefined where the worker's file is not (in tests of sources). */
export function openPool(threads: number): Pool | undefined {
  const url = new URL('./worker.js', import.meta.url);
  if (threads < 1 || !existsSync(fileURLToPath(url))) return undefined;
  const waiting: Reading[] = [];
  const idle: Thread[] = [];
  const all = Array.from({ length: threads }, () => openThread(url, onIdle));
  function onIdle(thread: Thread): void {
    const next = waiting.shift();
    if (next === undefined) idle.push(thread);
    else thread.start(next);
  }
  const begin = (task: Task): Reading => {
    const reading = openReading(task);
    const thread = idle.shift();
    if (thread === undefined) waiting.push(reading);
    else thread.start(reading);
    return reading;
  };
  return {
    ask(rules, range) {
      for (const thread of all) thread.tell({ kind: 'question', rules, range });
    },
    file: (path) => begin({ kind: 'file', path }).parts(),
    slice(file, slice) {
      const reading = begin({ kind: 'slice', file, slice });
      return {
        async part() {
          // As the worker made it of a slice.
          for await (const part of reading.parts()) return part as SlicePart;
          return undefined;
        },
        drop() {
          const at = waiting.indexOf(reading);
          if (at !== -1) waiting.splice(at, 1);
        },
      };
    },
    rest: (file, place) => begin({ kind: 'rest', file, place }).parts(),
    slicesAhead: threads * SLICES_AHEAD,
    ahead: threads * AHEAD,
    close() {
      for (const thread of all) thread.close();
    },
  };
}

interface Thread {
  tell(message: ToWorker): void;
  start(reading: Reading): void;
  close(): void;
}

function openThread(url: URL, onIdle: (thread: Thread) => void): Thread {
  const worker = new Worker(url, { resourceLimits: LIMITS });
  let reading: Reading | undefined;
  const thread: Thread = {
    tell: (message) => worker.postMessage(message),
    start(next) {
      reading = next;
      worker.postMessage(next.task satisfies ToWorker);
    },
    close() {
      void worker.terminate();
    },
  };
  worker.on('message', (message: FromWorker) => {
    if (message.kind === 'part') {
      reading?.push(message);
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

/** A task, from when it is given until all its parts are taken. */
interface Reading {
  readonly task: Task;
  push(message: PartMessage): void;
  end(): void;
  fail(error: unknown): void;
  parts(): AsyncGenerator<Part>;
}

function openReading(task: Task): Reading {
  const held: PartMessage[] = [];
  let ended = false;
  let failure: { readonly error: unknown } | undefined;
  let wake = (): void => {};
  return {
    task,
    push(message) {
      held.push(message);
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
        const next = held.shift();
        // Unpacked when its turn comes: what waits is smaller so.
        if (next !== undefined) yield { ...next.part, matched: unpack(next.packed) };
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
