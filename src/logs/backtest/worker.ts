/**
 * A worker thread of a backtest.
 *
 * Owns: the messages of a thread. It gets the question once and then what to read, one task at a time. Must not: do the work (work.ts).
 */
import { parentPort } from 'node:worker_threads';
import type { Place } from '../plain.ts';
import type { Slice } from '../raw/lines.ts';
import { type Packed, pack } from './packed.ts';
import type { AskedRule } from './question.ts';
import type { Range } from './range.ts';
import { type OpenFile, openWork, type Part, type SlicePart, type Work } from './work.ts';

export type ToWorker =
  | { readonly kind: 'question'; readonly rules: readonly AskedRule[]; readonly range: Range }
  | Task;

/** What a thread reads. */
export type Task =
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'slice'; readonly file: OpenFile; readonly slice: Slice }
  | { readonly kind: 'rest'; readonly file: OpenFile; readonly place: Place };

/** `done` once for each task, behind its parts. A slice has one, or none where it is not of the form. */
export type FromWorker =
  | { readonly kind: 'part'; readonly part: Unmatched; readonly packed: Packed }
  | { readonly kind: 'done' };

/** A part without its matches, which are packed beside it. */
export type Unmatched = Omit<Part, 'matched'> | Omit<SlicePart, 'matched'>;

let work: Work | undefined;

parentPort?.on('message', async (message: ToWorker) => {
  if (message.kind === 'question') {
    work = openWork(message.rules, message.range);
    return;
  }
  if (work !== undefined)
    for await (const { matched, ...part } of partsOf(work, message))
      post({ kind: 'part', part, packed: pack(matched) });
  post({ kind: 'done' });
});

function partsOf(reader: Work, task: Task): AsyncIterable<Part> | Iterable<Part> {
  switch (task.kind) {
    case 'file':
      return reader.file(task.path);
    case 'rest':
      return reader.rest(task.file, task.place);
    case 'slice': {
      const part = reader.slice(task.file, task.slice);
      return part === undefined ? [] : [part];
    }
  }
}

function post(message: FromWorker): void {
  parentPort?.postMessage(message);
}
