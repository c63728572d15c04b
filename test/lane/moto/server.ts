/**
 * moto's server: AWS's API in memory, by people who had no hand in trailc. It runs no SQL; results are put into a queue.
 *
 * Owns: installing it, its process, and its own addresses for results and states. Must not: know trailc.
 */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { EngineMissing } from '../executor.ts';
import { freePort } from '../port.ts';
import { PYTHON_NEED, venvOf } from '../venv.ts';

export const MOTO = 'moto 5.2.5';

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
  const bin = await venvOf('moto', report);
  const port = await freePort();
  const program = join(bin, 'moto_server');
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
      throw new EngineMissing(`moto's server did not start. ${PYTHON_NEED}`);
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
