/**
 * A server that answers as a test says, over real HTTP, in the words of "Trino client REST API".
 *
 * Owns: pages, and a note of each request. Must not: know the client.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

/** What is sent for the request of this number; a function does it itself. */
export type Reply =
  | { readonly status?: number; readonly headers?: Readonly<Record<string, string>>; readonly text: string }
  | ((response: ServerResponse) => void);

export interface FakeTrino {
  readonly url: string;
  readonly asked: readonly Asked[];
  close(): Promise<void>;
}

/** `reply` gets the request, its number from 0 (DELETE has none), and the server's address. */
export async function fakeTrino(reply: (asked: Asked, at: number, url: string) => Reply): Promise<FakeTrino> {
  const asked: Asked[] = [];
  let count = 0;
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const { method = '', url: path = '', headers } = request;
      const one = { method, path, headers, body: Buffer.concat(parts).toString() };
      asked.push(one);
      if (method === 'DELETE') {
        response.writeHead(204).end();
        return;
      }
      const said = reply(one, count, url);
      count += 1;
      if (typeof said === 'function') said(response);
      else response.writeHead(said.status ?? 200, said.headers).end(said.text);
    });
  });
  await new Promise<void>((settle) => server.listen(0, '127.0.0.1', settle));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    asked,
    close: () =>
      new Promise((settle) => {
        server.close(() => settle());
        server.closeAllConnections();
      }),
  };
}

interface PageParts {
  readonly next?: string;
  readonly data?: readonly (readonly (string | null)[])[];
  readonly error?: { readonly errorName: string; readonly message: string };
  readonly bytes?: number;
}

/** A page of results. */
export function page({ next, data, error, bytes }: PageParts): Reply {
  const json = {
    id: '20261122_101010_00001_abcde',
    infoUri: 'http://127.0.0.1/ui/query.html?1',
    ...(next === undefined ? {} : { nextUri: next }),
    ...(data === undefined ? {} : { columns: [{ name: 'eventID', type: 'varchar' }], data }),
    ...(error === undefined ? {} : { error: { ...error, errorCode: 1, errorType: 'USER_ERROR' } }),
    stats: { state: 'RUNNING', ...(bytes === undefined ? {} : { physicalInputBytes: bytes }) },
  };
  return { headers: { 'content-type': 'application/json' }, text: JSON.stringify(json) };
}
