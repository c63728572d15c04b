/**
 * The values of the options with which a backtest runs elsewhere.
 *
 * Owns: how they are written, and that a password comes from the environment alone. Must not: run.
 */
import { userInfo } from 'node:os';
import { isIdentifier } from '../../targets/athena/literals.ts';
import { UsageError } from '../io.ts';
import type { EngineOptions } from './engine-options.ts';

/** Statements at a time. */
export function parallelOf({ parallel }: EngineOptions): number {
  if (parallel === undefined) return 4;
  if (/^[1-9][0-9]?$/.test(parallel)) return Number(parallel);
  throw new UsageError('--parallel takes a whole number from 1 to 99.');
}

/** US dollars. */
export function usdPerTbOf({ usdPerTb }: EngineOptions, usual: number): number {
  if (usdPerTb === undefined) return usual;
  if (/^\d{1,6}(?:\.\d{1,6})?$/.test(usdPerTb)) return Number(usdPerTb);
  throw new UsageError('--usd-per-tb takes an amount such as 5 or 6.75.');
}

/** The parts of `CATALOG.SCHEMA.TABLE`; a part with a dot stands in double quotes. */
export function tableParts(written: string): readonly string[] {
  const parts = written.match(/"(?:[^"]|"")*"|[^."]+|\.\.?/g) ?? [];
  const names = parts.filter((_, at) => at % 2 === 0).map(unquoted);
  const dots = parts.filter((_, at) => at % 2 === 1);
  const whole = parts.join('') === written && dots.every((dot) => dot === '.') && parts.length % 2 === 1;
  if (whole && names.every(isIdentifier)) return names;
  throw new UsageError(
    `--table "${written}" is no name of a table.`,
    'Write it as CATALOG.SCHEMA.TABLE, a part with a dot in double quotes.',
  );
}

const unquoted = (part: string) => (part.startsWith('"') ? part.slice(1, -1).replaceAll('""', '"') : part);

export interface TrinoAccess {
  readonly url: string;
  readonly user: string;
  readonly authorization?: string;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** Where the server is and how one gets in. `env` has the password or token, which no message repeats. */
export function trinoAccess({ server, user: named }: EngineOptions, env: Environment): TrinoAccess {
  if (server === undefined)
    throw new UsageError(
      '--engine trino needs --server.',
      'For instance --server https://trino.example.com:8443.',
    );
  const url = URL.canParse(server) ? new URL(server) : undefined;
  if (url === undefined || (url.protocol !== 'https:' && url.protocol !== 'http:'))
    throw new UsageError('--server takes an address that begins with https:// or http://.');
  if (url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '')
    throw new UsageError(
      '--server takes an address alone.',
      'Give a user with --user, and a password in TRAILC_TRINO_PASSWORD.',
    );
  const user = named ?? systemUser();
  if (!/^[\x20-\x7e]{1,255}$/.test(user) || user.trim() !== user)
    throw new UsageError('--user takes a name of letters, digits and marks of ASCII.');
  const { TRAILC_TRINO_PASSWORD: password, TRAILC_TRINO_TOKEN: token } = env;
  const authorization = authorizationOf(user, password, token);
  const isLocal = /^(?:localhost|127(?:\.\d+){3}|\[::1\])$/.test(url.hostname);
  if (authorization !== undefined && url.protocol === 'http:' && !isLocal)
    throw new UsageError('a password or token is sent over https:// alone.', 'Give --server with https://.');
  const at = `${url.origin}${url.pathname.replace(/\/+$/, '')}`;
  return { url: at, user, ...(authorization === undefined ? {} : { authorization }) };
}

function authorizationOf(user: string, password: string | undefined, token: string | undefined) {
  if (password !== undefined && token !== undefined)
    throw new UsageError('TRAILC_TRINO_PASSWORD and TRAILC_TRINO_TOKEN are both set.', 'Unset one of them.');
  if (token !== undefined) {
    if (/^[\x21-\x7e]+$/.test(token)) return `Bearer ${token}`;
    throw new UsageError('TRAILC_TRINO_TOKEN is no token: it is empty, or has characters that none has.');
  }
  if (password === undefined) return undefined;
  if (user.includes(':')) throw new UsageError('--user cannot hold a colon where a password is given.');
  return `Basic ${Buffer.from(`${user}:${password}`, 'utf8').toString('base64')}`;
}

/** A system may have no name for its user. */
function systemUser(): string {
  try {
    return userInfo().username;
  } catch {
    return 'trailc';
  }
}
