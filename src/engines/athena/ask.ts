/**
 * A statement on Athena: started, looked at until it ends, its results fetched page by page.
 *
 * Owns: the order of the calls (Athena API Reference), stopping the query where nobody waits for it, and the header, which
 * is the first row of the first page. Must not: know the SDK, or what is asked.
 */
import { randomUUID } from 'node:crypto';
import { pause, waitOf } from '../backoff.ts';
import type { Ask, End, Told } from '../engine.ts';
import { hintFor, isTooMuch, sentence } from '../failures.ts';
import { faultOf } from './faults.ts';
import type { AthenaApi, Looked } from './sdk.ts';

/** Between two looks; a query takes seconds at the least. */
const WAITS = { first: 250, most: 5_000 };

export function athenaAsk(api: AthenaApi, waits = WAITS): Ask {
  return async function* ask(statement, signal) {
    let bytes: number | null = null;
    let queryId: string | undefined;
    try {
      if (signal.aborted) {
        yield STOPPED;
        return;
      }
      // Never called off half-way: whether it had started would not be known, and it costs money.
      queryId = await api.start(statement, randomUUID());
      yield { kind: 'started', queryId };
      const ended = yield* waitForEnd(api, queryId, signal, waits);
      if (ended === undefined) {
        yield { ...STOPPED, bytes: await stop(api, queryId) };
        return;
      }
      bytes = ended.bytes;
      if (ended.state !== 'SUCCEEDED') {
        yield endOf(ended);
        return;
      }
      yield* results(api, queryId, bytes, signal);
    } catch (error) {
      if (queryId !== undefined && bytes === null) bytes = await stop(api, queryId);
      yield { kind: 'end', state: 'failed', reason: faultOf(error), bytes, hopeless: true };
    }
  };
}

const STOPPED: End = { kind: 'end', state: 'cancelled', reason: 'You stopped it.', bytes: null };

/** Tells how far it is until it ends. Undefined where the signal came first. */
async function* waitForEnd(
  api: AthenaApi,
  queryId: string,
  signal: AbortSignal,
  waits: typeof WAITS,
): AsyncGenerator<Told, Looked | undefined> {
  for (let tries = 1; !signal.aborted; tries += 1) {
    const looked = await api.look(queryId);
    if (looked.state !== 'QUEUED' && looked.state !== 'RUNNING') return looked;
    yield { kind: 'reading', bytes: looked.bytes };
    await pause(waitOf(tries, waits), signal);
  }
  return undefined;
}

/** Stops the query; what it had read by then, which is paid for, or null where nobody says. Never rejects. */
async function stop(api: AthenaApi, queryId: string): Promise<number | null> {
  try {
    await api.stop(queryId);
    return (await api.look(queryId)).bytes;
  } catch {
    return null;
  }
}

function endOf({ state, reason, bytes }: Looked): End {
  const said = sentence(reason === '' ? 'without a reason' : reason);
  if (state === 'CANCELLED') {
    const by = `The query was cancelled, by somebody or by a limit of the workgroup. Athena says: ${said}`;
    return { kind: 'end', state: 'cancelled', reason: by, bytes };
  }
  const name = /^[A-Z_]{4,}(?=:)/.exec(reason)?.[0] ?? '';
  const hint = hintFor(name);
  return {
    kind: 'end',
    state: 'failed',
    reason: `Athena says ${said}${hint === undefined ? '' : ` ${hint}`}`,
    bytes,
    tooMuch: isTooMuch(name),
    hopeless: hint !== undefined,
  };
}

async function* results(
  api: AthenaApi,
  queryId: string,
  bytes: number | null,
  signal: AbortSignal,
): AsyncGenerator<Told> {
  let next: string | undefined;
  let isFirst = true;
  do {
    const page = await api.page(queryId, next);
    let { rows } = page;
    if (isFirst) {
      const [header] = rows;
      const isHeader = header !== undefined && header.join() === page.columns.join();
      if (!isHeader) {
        const reason = 'Athena gave results without the names of columns first, which trailc cannot read.';
        yield { kind: 'end', state: 'failed', reason, bytes };
        return;
      }
      rows = rows.slice(1);
    }
    isFirst = false;
    next = page.next;
    if (signal.aborted) {
      yield { ...STOPPED, bytes };
      return;
    }
    if (rows.length > 0) yield { kind: 'rows', rows };
  } while (next !== undefined);
  yield { kind: 'end', state: 'done', reason: null, bytes };
}
