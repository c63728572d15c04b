/**
 * Trino's HTTP protocol, as far as the lane speaks it: a statement goes out, pages of rows come back.
 *
 * Owns: paging, retries and the time limit (Trino, "Developer guide: client REST API"). Must not: know what is asked, or
 * take a failed query for a fault of its own: why it failed is an answer.
 */

/** A page of the protocol. */
interface Page {
  readonly id?: string;
  readonly nextUri?: string;
  readonly columns?: readonly { readonly name: string }[];
  readonly data?: readonly (readonly unknown[])[];
  readonly stats?: { readonly processedRows?: number };
  readonly error?: { readonly message: string; readonly errorName: string };
}

export type Outcome =
  | {
      readonly kind: 'rows';
      readonly columns: readonly string[];
      readonly rows: readonly (readonly unknown[])[];
      /** Rows that the scans of the query read, whatever became of them. */
      readonly read: number;
    }
  /** `name` is Trino's name of the error, such as HIVE_BAD_DATA. */
  | { readonly kind: 'failed'; readonly name: string; readonly message: string };

export interface Client {
  /** Runs a statement to its end. Throws where the server cannot be reached or takes longer than the limit. */
  ask(statement: string): Promise<Outcome>;
  /** The same, where a failed query is a failure of the lane. */
  rows(statement: string): Promise<readonly (readonly unknown[])[]>;
}

export interface ClientOptions {
  /** `http://127.0.0.1:8080` */
  readonly address: string;
  /** For one statement, all its pages together. */
  readonly limitMs?: number;
  /** Between a refusal and the next try; "client REST API" says 50 to 100. */
  readonly pauseMs?: number;
  /** Beside those that every request has. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** What every request says of itself. */
export const HEADERS = {
  'X-Trino-User': 'lane',
  'X-Trino-Catalog': 'hive',
  'X-Trino-Schema': 'default',
  'X-Trino-Time-Zone': 'UTC',
};
/** "Try again", says the documentation. */
const RETRIED: ReadonlySet<number> = new Set([502, 503, 504]);

export function trinoClient({
  address,
  limitMs = 300_000,
  pauseMs = 100,
  headers: more = {},
}: ClientOptions): Client {
  const headers = { ...HEADERS, ...more };
  const page = async (url: string, init: RequestInit, until: number): Promise<Page> => {
    for (;;) {
      const left = Math.max(until - Date.now(), 1);
      const signal = AbortSignal.timeout(left);
      const response = await fetch(url, { ...init, headers, signal }).catch((error: Error) => {
        if (signal.aborted) throw new Error(`Trino took longer than ${limitMs} ms over one statement`);
        throw new Error(`Trino does not answer any more: ${String(error.cause ?? error.message)}`);
      });
      if (response.ok) return (await response.json()) as Page;
      const text = await response.text();
      if (!RETRIED.has(response.status))
        throw new Error(`Trino answered ${response.status}: ${text.slice(0, 500)}`);
      await new Promise((resolve) => setTimeout(resolve, pauseMs));
    }
  };

  const ask = async (statement: string): Promise<Outcome> => {
    const until = Date.now() + limitMs;
    const rows: (readonly unknown[])[] = [];
    let columns: readonly string[] = [];
    let last = await page(`${address}/v1/statement`, { method: 'POST', body: statement }, until);
    for (;;) {
      if (last.columns !== undefined) columns = last.columns.map(({ name }) => name);
      for (const row of last.data ?? []) rows.push(row);
      if (last.error !== undefined) {
        return { kind: 'failed', name: last.error.errorName, message: last.error.message };
      }
      const { nextUri } = last;
      if (nextUri === undefined) return { kind: 'rows', columns, rows, read: last.stats?.processedRows ?? 0 };
      try {
        last = await page(nextUri, { method: 'GET' }, until);
      } catch (error) {
        // A query that nobody waits for goes on reading.
        await fetch(nextUri, { method: 'DELETE', headers }).catch(() => undefined);
        throw error;
      }
    }
  };

  return {
    ask,
    rows: async (statement) => {
      const outcome = await ask(statement);
      if (outcome.kind === 'rows') return outcome.rows;
      throw new Error(`${outcome.name}: ${outcome.message}\n${statement.slice(0, 2_000)}`);
    },
  };
}
