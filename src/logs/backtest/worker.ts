/**
 * A worker thread of a backtest.
 *
 * Owns: the messages of a thread. It gets the question once and then paths, one at a time. Must not: do the work (work.ts).
 */
import { parentPort } from 'node:worker_threads';
import type { AskedRule } from './question.ts';
import type { Range } from './range.ts';
import { openWork, type Part, type Work } from './work.ts';

export type ToWorker =
  | { readonly kind: 'question'; readonly rules: readonly AskedRule[]; readonly range: Range }
  | { readonly kind: 'file'; readonly path: string };

/** `done` once for each file, behind its parts. */
export type FromWorker = { readonly kind: 'part'; readonly part: Part } | { readonly kind: 'done' };

let work: Work | undefined;

parentPort?.on('message', async (message: ToWorker) => {
  if (message.kind === 'question') {
    work = openWork(message.rules, message.range);
    return;
  }
  if (work !== undefined) for await (const part of work.file(message.path)) post({ kind: 'part', part });
  post({ kind: 'done' });
});

function post(message: FromWorker): void {
  parentPort?.postMessage(message);
}
