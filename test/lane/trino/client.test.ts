/** The client against a server of its own that speaks the documented protocol, badly too. */
import { createServer, type RequestListener, type Server } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { trinoClient } from './client.ts';

let server: Server | undefined;
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

interface Reply {
  readonly status?: number;
  readonly page?: (address: string) => unknown;
  /** Never answered. */
  readonly silent?: boolean;
}

/** Answers in turn, and notes what it was asked. */
async function serve(replies: readonly Reply[]) {
  const asked: string[] = [];
  let address = '';
  const listener: RequestListener = (request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (chunk: string) => {
      body += chunk;
    });
    request.on('end', () => {
      const reply = replies[asked.length];
      asked.push(`${request.method} ${request.url} ${request.headers['x-trino-time-zone']} ${body}`.trim());
      if (reply?.silent === true) return;
      response.statusCode = reply?.status ?? 200;
      response.end(JSON.stringify(reply?.page?.(address) ?? {}));
    });
  };
  server = createServer(listener);
  await new Promise<void>((settle) => server?.listen(0, '127.0.0.1', settle));
  const at = server.address();
  address = `http://127.0.0.1:${typeof at === 'object' ? at?.port : 0}`;
  return { address, asked };
}

const columns = [{ name: 'a' }, { name: 'B' }];

describe('trinoClient', () => {
  it('follows nextUri to the end and joins the pages', async () => {
    const { address, asked } = await serve([
      { page: (at) => ({ nextUri: `${at}/1` }) },
      { page: (at) => ({ nextUri: `${at}/2`, columns, data: [[1, 'x']] }) },
      { page: () => ({ columns, data: [[2, null]], stats: { processedRows: 7 } }) },
    ]);
    const outcome = await trinoClient({ address }).ask("SELECT 'é'");
    expect(outcome).toEqual({
      kind: 'rows',
      columns: ['a', 'B'],
      rows: [
        [1, 'x'],
        [2, null],
      ],
      read: 7,
    });
    expect(asked).toEqual(["POST /v1/statement UTC SELECT 'é'", 'GET /1 UTC', 'GET /2 UTC']);
  });

  it.each([502, 503, 504])('tries again after %i', async (status) => {
    const { address, asked } = await serve([
      { status },
      { page: (at) => ({ nextUri: `${at}/1` }) },
      { status },
      { page: () => ({ data: [[true]] }) },
    ]);
    expect(await trinoClient({ address, pauseMs: 1 }).rows('SELECT true')).toEqual([[true]]);
    expect(asked.length).toBe(4);
  });

  it('hands on why a query failed', async () => {
    const error = { message: 'line 1:8: no', errorName: 'SYNTAX_ERROR' };
    const { address } = await serve([{ page: () => ({ error }) }, { page: () => ({ error }) }]);
    const client = trinoClient({ address });
    expect(await client.ask('x')).toEqual({ kind: 'failed', name: 'SYNTAX_ERROR', message: 'line 1:8: no' });
    await expect(client.rows('x')).rejects.toThrow('SYNTAX_ERROR: line 1:8: no\nx');
  });

  it('gives up on any other status', async () => {
    const { address } = await serve([{ status: 404 }]);
    await expect(trinoClient({ address }).ask('x')).rejects.toThrow('Trino answered 404');
  });

  it('ends a query that takes too long', async () => {
    const { address, asked } = await serve([{ page: (at) => ({ nextUri: `${at}/1` }) }, { silent: true }]);
    await expect(trinoClient({ address, limitMs: 50 }).ask('x')).rejects.toThrow('longer than 50 ms');
    expect(asked.at(-1)).toBe('DELETE /1 UTC');
  });

  it('says that nobody answers', async () => {
    const { address } = await serve([]);
    server?.close();
    await expect(trinoClient({ address }).ask('x')).rejects.toThrow('does not answer');
  });
});
