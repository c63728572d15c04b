/**
 * A statement on Trino: sent, its pages followed to the last, stopped where nobody waits for it.
 *
 * Owns: the order of the protocol (Trino, "Trino client REST API"), and what its errors mean. Must not: fetch itself, or
 * know what is asked.
 */
import type { Ask, End } from '../engine.ts';
import { hintFor, isTooMuch, sentence } from '../failures.ts';
import { cancel, exchange, type TrinoServer } from './exchange.ts';
import type { Page } from './page.ts';

/** Somebody stopped it. */
const CANCELLED: ReadonlySet<string> = new Set([
  'USER_CANCELED',
  'ADMINISTRATIVELY_KILLED',
  'ADMINISTRATIVELY_PREEMPTED',
  'ABANDONED_QUERY',
]);

export function trinoAsk(server: TrinoServer): Ask {
  return async function* ask(statement, signal) {
    let next = `${server.url}/v1/statement`;
    let body: string | undefined = statement;
    let bytes: number | null = null;
    let isStarted = false;
    for (;;) {
      const exchanged = await exchange(server, next, body, signal);
      if (exchanged.kind !== 'page') {
        // An address of a page is of this query; where there is none yet, there is nothing to stop.
        if (body === undefined) await cancel(server, next);
        yield endOf(exchanged, bytes, isStarted);
        return;
      }
      const { page } = exchanged;
      if (!isStarted) yield { kind: 'started', queryId: page.id };
      isStarted = true;
      bytes = page.bytes ?? bytes;
      yield { kind: 'reading', bytes };
      if (page.rows.length > 0) yield { kind: 'rows', rows: page.rows };
      if (page.error !== undefined) {
        yield errorEnd(page.error, bytes);
        return;
      }
      if (page.nextUri === undefined) {
        yield { kind: 'end', state: 'done', reason: null, bytes };
        return;
      }
      if (!URL.canParse(page.nextUri)) {
        yield failed('The server names a next page that is no address.', bytes);
        return;
      }
      next = page.nextUri;
      body = undefined;
    }
  };
}

function endOf(
  exchanged: Exclude<Awaited<ReturnType<typeof exchange>>, { kind: 'page' }>,
  bytes: number | null,
  isStarted: boolean,
): End {
  if (exchanged.kind === 'aborted') {
    return { kind: 'end', state: 'cancelled', reason: 'You stopped it.', bytes };
  }
  const after = isStarted ? ' The query had been started; what it gave until then is counted.' : '';
  return { ...failed(`${exchanged.reason}${after}`, bytes), hopeless: exchanged.refused };
}

const failed = (reason: string, bytes: number | null): End => ({
  kind: 'end',
  state: 'failed',
  reason,
  bytes,
});

function errorEnd({ name, message }: NonNullable<Page['error']>, bytes: number | null): End {
  const said = sentence(`${name}: ${message}`);
  if (CANCELLED.has(name)) {
    const reason = `Somebody stopped the query on the server. Trino says ${said}`;
    return { kind: 'end', state: 'cancelled', reason, bytes };
  }
  const hint = hintFor(name);
  const reason = `Trino says ${said}${hint === undefined ? '' : ` ${hint}`}`;
  return { ...failed(reason, bytes), tooMuch: isTooMuch(name), hopeless: hint !== undefined };
}
