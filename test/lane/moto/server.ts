/**
 * moto's server: AWS's API in memory, by people who had no hand in trailc. It runs no SQL; results are put into a queue.
 *
 * Owns: installing it, its process, and its own addresses for results and states. Must not: know trailc.
 */
import { spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { EngineMissing } from '../executor.ts';
import { prepared } from '../sigma/program.ts';

export const MOTO = 'moto 5.2.5';
const NEED =
  'Install Python 3.11 or later with its venv module (Debian: python3-venv) and see that pip can download.';
const REQUIREMENTS = resolve('test/lane/moto/requirements.txt');

export interface Moto {
  readonly url: string;
  /** The results of the query that is started next, its header among the rows. */
  queueResults(columns: readonly string[], rows: readonly (readonly (string | null)[])[]): Promise<void>;
  /** After so many looks a query is in its next state: QUEUED, RUNNING, SUCCEEDED. */
  looksForEachState(times: number): Promise<void>;
  close(): void;
}

/** Throws EngineMissing where Python cannot be had, or the server does not come up. */
export async function startMoto(report: (what: string) => void): Promise<Moto> {
  const folder = await prepared(
    'moto',
    {
      doing: 'installing moto with pip (some ten seconds)',
      manifests: ['../moto/requirements.txt'],
      steps: (at) => [
        { program: 'python3', args: ['-m', 'venv', join(at, 'venv')], need: NEED },
        {
          program: join(at, 'venv', 'bin', 'python'),
          args: ['-m', 'pip', 'install', '--disable-pip-version-check', '--no-deps', '-r', REQUIREMENTS],
          need: NEED,
        },
      ],
    },
    report,
  );
  const port = await freePort();
  const program = join(folder, 'venv', 'bin', 'moto_server');
  const child = spawn(program, ['-H', '127.0.0.1', '-p', String(port)], { stdio: 'ignore' });
  const stop = () => child.kill('SIGKILL');
  process.once('exit', stop);
  const url = `http://127.0.0.1:${port}`;
  const close = () => {
    process.removeListener('exit', stop);
    stop();
  };
  for (let tries = 0; ; tries += 1) {
    const up = await fetch(`${url}/moto-api/`).then(
      ({ ok }) => ok,
      () => false,
    );
    if (up) break;
    if (tries === TRIES || child.exitCode !== null) {
      close();
      throw new EngineMissing(`moto's server did not start. ${NEED}`);
    }
    await sleep(200);
  }
  return {
    url,
    close,
    queueResults: (columns, rows) =>
      post(`${url}/moto-api/static/athena/query-results`, {
        region: 'eu-west-1',
        results: [
          {
            rows: [columns, ...rows].map((row) => ({
              Data: row.map((value) => (value === null ? {} : { VarCharValue: value })),
            })),
            column_info: columns.map((Name) => ({ Name, Label: Name, Type: 'varchar' })),
          },
        ],
      }),
    looksForEachState: (times) =>
      post(`${url}/moto-api/state-manager/set-transition`, {
        model_name: 'athena::execution',
        transition: { progression: 'manual', times },
      }),
  };
}

const TRIES = 150;

async function post(url: string, body: unknown): Promise<void> {
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
  if (!response.ok) throw new Error(`moto answered ${response.status}: ${await response.text()}`);
}

/** A port that nobody listens on, which the system picks. */
function freePort(): Promise<number> {
  return new Promise((settle, fail) => {
    const probe = createServer();
    probe.on('error', fail);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      const port = typeof address === 'object' && address !== null ? address.port : 0;
      probe.close(() => settle(port));
    });
  });
}
