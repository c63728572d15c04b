/**
 * One exchange with a Trino server: a request goes out, a page comes back.
 *
 * Owns: headers, who gets them, and which answers are tried again (Trino, "Trino client REST API"). A page that did not
 * arrive whole is asked for again under the same address, which gives the same rows. Must not: know statements.
 */
import { pause, waitOf } from '../backoff.ts';
import { type Page, readPage } from './page.ts';

export interface TrinoServer {
  /** Origin, and a path where one stands before /v1: `https://trino.example.com:8443`. No user, no query. */
  readonly url: string;
  /** Printable ASCII. */
  readonly user: string;
  /** The value of the Authorization header. Never printed, and sent to this server alone. */
  readonly authorization?: string;
  /** In tests. */
  readonly waits?: { readonly first: number; readonly most: number; readonly tries: number };
}

export type Exchanged =
  | { readonly kind: 'page'; readonly page: Page }
  /** `refused`: the server lets nobody in, or is no Trino; another statement would fare no better. */
  | { readonly kind: 'failed'; readonly reason: string; readonly refused: boolean }
  | { readonly kind: 'aborted' };

/** About a minute and a half together. */
const WAITS = { first: 100, most: 10_000, tries: 15 };
/** The server holds a request for about a second where it has nothing new. */
const LONGEST_MS = 120_000;
/** "Try again in 50-100 milliseconds", say 502 to 504; 429 says when itself, and comes of proxies. */
const TRIED_AGAIN: ReadonlySet<number> = new Set([429, 502, 503, 504]);
const LONGEST_TOLD_WAIT_S = 60;

/** Sends a request until it is answered. `body` is a statement, and absent for a page of its results. */
export async function exchange(
  server: TrinoServer,
  url: string,
  body: string | undefined,
  signal: AbortSignal,
): Promise<Exchanged> {
  const waits = server.waits ?? WAITS;
  if (new URL(url).origin !== new URL(server.url).origin) {
    const reason = `${hostOf(server)} says that its results lie on ${new URL(url).origin}, where trailc does not follow: behind a proxy, Trino needs http-server.process-forwarded=true.`;
    return { kind: 'failed', reason, refused: true };
  }
  for (let tries = 1; ; tries += 1) {
    const answer = await send(server, url, body, signal);
    if (answer.kind !== 'again') return answer;
    if (tries >= waits.tries) return { kind: 'failed', reason: answer.reason, refused: true };
    await pause(Math.max(answer.afterMs ?? 0, waitOf(tries, waits)), signal);
    if (signal.aborted) return { kind: 'aborted' };
  }
}

type Sent = Exchanged | { readonly kind: 'again'; readonly reason: string; readonly afterMs?: number };

async function send(
  server: TrinoServer,
  url: string,
  body: string | undefined,
  signal: AbortSignal,
): Promise<Sent> {
  let status: number;
  let headers: Headers;
  let text: string;
  try {
    const response = await fetch(url, {
      method: body === undefined ? 'GET' : 'POST',
      headers: headersOf(server),
      redirect: 'manual',
      signal: AbortSignal.any([signal, AbortSignal.timeout(LONGEST_MS)]),
      ...(body === undefined ? {} : { body }),
    });
    ({ status, headers } = response);
    text = await response.text();
  } catch (error) {
    if (signal.aborted) return { kind: 'aborted' };
    const reason = `${hostOf(server)} cannot be reached: ${causeOf(error)}.`;
    // A statement that was perhaps received is not sent twice, unless nobody was there to receive it.
    return body === undefined || neverSent(error)
      ? { kind: 'again', reason }
      : { kind: 'failed', reason, refused: true };
  }
  if (TRIED_AGAIN.has(status)) {
    const afterMs = toldWait(headers.get('retry-after'));
    const reason = `${hostOf(server)} stays busy: it answers ${status}.`;
    return { kind: 'again', reason, ...(afterMs === undefined ? {} : { afterMs }) };
  }
  if (status !== 200) return { kind: 'failed', reason: refusal(server, status, headers), refused: true };
  const page = readPage(text);
  if (typeof page === 'string') {
    const reason = `${hostOf(server)} is no Trino server, or a proxy stands before it: ${page}.`;
    return { kind: 'failed', reason, refused: true };
  }
  return { kind: 'page', page };
}

/** Tells the server that nobody waits for a query any more, at its own address whatever it says of itself. Never rejects. */
export async function cancel(server: TrinoServer, named: string): Promise<void> {
  const url = new URL(new URL(named).pathname, server.url).href;
  const signal = AbortSignal.timeout(5_000);
  await fetch(url, { method: 'DELETE', headers: headersOf(server), redirect: 'manual', signal }).catch(
    () => undefined,
  );
}

function headersOf({ user, authorization }: TrinoServer): Record<string, string> {
  return {
    'X-Trino-User': user,
    'X-Trino-Source': 'trailc',
    'X-Trino-Time-Zone': 'UTC',
    'Content-Type': 'text/plain; charset=utf-8',
    ...(authorization === undefined ? {} : { Authorization: authorization }),
  };
}

function refusal(server: TrinoServer, status: number, headers: Headers): string {
  const host = hostOf(server);
  if (status === 401) {
    return `${host} lets nobody in without credentials, or not with these: set TRAILC_TRINO_PASSWORD, or TRAILC_TRINO_TOKEN.`;
  }
  if (status === 403) return `${host} does not let "${server.user}" in (403).`;
  const to = headers.get('location');
  if (status >= 300 && status < 400 && to !== null && URL.canParse(to, server.url)) {
    return `${host} sends elsewhere, to ${new URL(to, server.url).origin}: give that address with --server.`;
  }
  return `${host} answers ${status}, which no Trino server does for a statement it takes.`;
}

const hostOf = ({ url }: TrinoServer) => `The server ${new URL(url).host}`;

/** Seconds, or a date, which is not used: clocks differ. */
function toldWait(value: string | null): number | undefined {
  if (value === null || !/^\d{1,6}$/.test(value)) return undefined;
  return Math.min(Number(value), LONGEST_TOLD_WAIT_S) * 1000;
}

const codeOf = (error: unknown): string => {
  const cause = error instanceof Error ? error.cause : undefined;
  const code = typeof cause === 'object' && cause !== null && 'code' in cause ? cause.code : undefined;
  return typeof code === 'string' ? code : '';
};

const neverSent = (error: unknown) => codeOf(error) === 'ECONNREFUSED';

/** In words where it is one of the usual ones. */
const CAUSES: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nobody listens there',
  ENOTFOUND: 'there is no such host',
  EAI_AGAIN: 'its name cannot be looked up now',
  ECONNRESET: 'the connection broke',
  UND_ERR_SOCKET: 'the connection broke',
  ETIMEDOUT: 'it does not answer',
  UND_ERR_CONNECT_TIMEOUT: 'it does not answer',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'its certificate is its own; name it with NODE_EXTRA_CA_CERTS',
  SELF_SIGNED_CERT_IN_CHAIN:
    'its certificate is of an authority that is not known here; name that with NODE_EXTRA_CA_CERTS',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE:
    'its certificate is of an authority that is not known here; name that with NODE_EXTRA_CA_CERTS',
  CERT_HAS_EXPIRED: 'its certificate has expired',
};

function causeOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error.name === 'TimeoutError') return 'it does not answer';
  const code = codeOf(error);
  const { cause } = error;
  return CAUSES[code] ?? (code !== '' ? code : cause instanceof Error ? cause.message : error.message);
}
