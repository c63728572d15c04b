/**
 * Prepared statements over Trino's HTTP protocol: the client keeps them, and sends them along (Trino, "Developer guide:
 * client REST API", X-Trino-Added-Prepare and X-Trino-Prepared-Statement).
 *
 * Owns: that exchange. Must not: know what is prepared.
 */
import { type Client, HEADERS, trinoClient } from './client.ts';

interface Page {
  readonly nextUri?: string;
  readonly error?: { readonly message: string };
}

/** Runs a PREPARE, and gives a client that knows its statement. Throws where Trino refuses it. */
export async function prepare(address: string, statement: string): Promise<Client> {
  let added: string | null = null;
  let url: string | undefined = `${address}/v1/statement`;
  let init: RequestInit = { method: 'POST', body: statement, headers: HEADERS };
  while (url !== undefined) {
    const response: Response = await fetch(url, init);
    if (!response.ok) throw new Error(`Trino answered ${response.status} to a PREPARE`);
    added = response.headers.get('x-trino-added-prepare') ?? added;
    const page = (await response.json()) as Page;
    if (page.error !== undefined) throw new Error(`${page.error.message}\n${statement.slice(0, 2_000)}`);
    url = page.nextUri;
    init = { method: 'GET', headers: HEADERS };
  }
  if (added === null) throw new Error('Trino prepared nothing');
  return trinoClient({ address, headers: { 'X-Trino-Prepared-Statement': added } });
}
