/**
 * Athena's API as far as a query needs it, over real HTTP, in the JSON protocol of AWS (x-amz-target, __type of errors).
 *
 * Owns: queries by token, pages, and a note of each call. It says what a test says of a query. Must not: know the client.
 */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Call {
  readonly action: string;
  readonly input: Readonly<Record<string, unknown>>;
}

/** What a query does. */
export interface Query {
  /** Answers to looks; the last stays. `StateChangeReason` behind a colon: `FAILED: COMPILER_ERROR: …`. */
  readonly states?: readonly string[];
  /** Rows without the header, by page. */
  readonly pages?: readonly (readonly (readonly (string | null)[])[])[];
  readonly columns?: readonly string[];
  /** False: the first page does not begin with their names, as Athena's answers to DDL do not. */
  readonly header?: boolean;
  readonly bytes?: number;
}

/** An error instead of an answer, or undefined; `at` counts calls of this action from 0. */
export type Fault = (
  call: Call,
  at: number,
) => { readonly status: number; readonly type: string; readonly message?: string } | 'break' | undefined;

export interface FakeAthena {
  readonly url: string;
  readonly calls: readonly Call[];
  /** Statements of the queries that were started. */
  readonly started: readonly string[];
  close(): Promise<void>;
}

export async function fakeAthena(
  queryOf: (statement: string) => Query,
  fault: Fault = () => undefined,
): Promise<FakeAthena> {
  const calls: Call[] = [];
  const byToken = new Map<string, string>();
  const queries = new Map<string, { readonly query: Query; looks: number; stopped: boolean }>();
  const started: string[] = [];
  const answer = ({ action, input }: Call): unknown => {
    if (action === 'StartQueryExecution') {
      const token = String(input.ClientRequestToken);
      const known = byToken.get(token);
      if (known !== undefined) return { QueryExecutionId: known };
      const id = `query-${queries.size + 1}`;
      byToken.set(token, id);
      started.push(String(input.QueryString));
      queries.set(id, { query: queryOf(String(input.QueryString)), looks: 0, stopped: false });
      return { QueryExecutionId: id };
    }
    const one = queries.get(String(input.QueryExecutionId));
    if (one === undefined) throw new Error('no such query');
    const {
      states = ['SUCCEEDED'],
      pages = [[]],
      columns = ['a', 'b'],
      header = true,
      bytes = 0,
    } = one.query;
    switch (action) {
      case 'GetQueryExecution': {
        const text = one.stopped ? 'CANCELLED' : (states[Math.min(one.looks, states.length - 1)] ?? '');
        one.looks += 1;
        const [State = '', ...reason] = text.split(': ');
        const Status = { State, ...(reason.length === 0 ? {} : { StateChangeReason: reason.join(': ') }) };
        return { QueryExecution: { Status, Statistics: { DataScannedInBytes: bytes } } };
      }
      case 'GetQueryResults': {
        const at = Number(input.NextToken ?? '0');
        const rows = [...(at === 0 && header ? [columns] : []), ...(pages[at] ?? [])];
        return {
          ResultSet: {
            Rows: rows.map((row) => ({
              Data: row.map((value) => (value === null ? {} : { VarCharValue: value })),
            })),
            ResultSetMetadata: { ColumnInfo: columns.map((Name) => ({ Name, Type: 'varchar' })) },
          },
          ...(at + 1 < pages.length ? { NextToken: String(at + 1) } : {}),
        };
      }
      case 'StopQueryExecution':
        one.stopped = true;
        return {};
      default:
        throw new Error(`no action ${action}`);
    }
  };
  const counts = new Map<string, number>();
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const action = String(request.headers['x-amz-target']).replace('AmazonAthena.', '');
      const call = { action, input: JSON.parse(Buffer.concat(parts).toString()) as Call['input'] };
      calls.push(call);
      const at = counts.get(action) ?? 0;
      counts.set(action, at + 1);
      const wrong = fault(call, at);
      if (wrong === 'break') {
        // As when the answer is lost on its way: what was asked for has happened.
        answer(call);
        response.destroy();
        return;
      }
      response.setHeader('content-type', 'application/x-amz-json-1.1');
      if (wrong === undefined) response.end(JSON.stringify(answer(call)));
      else {
        response.statusCode = wrong.status;
        response.end(JSON.stringify({ __type: wrong.type, message: wrong.message ?? '' }));
      }
    });
  });
  await new Promise<void>((settle) => server.listen(0, '127.0.0.1', settle));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls,
    started,
    close: () =>
      new Promise((settle) => {
        server.close(() => settle());
        server.closeAllConnections();
      }),
  };
}
