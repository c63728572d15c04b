/**
 * A Trino server of the lane's own.
 *
 * Owns: its process, its port and its folder, which are gone when it is closed, or when this process ends in any way.
 * Must not: know tables.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, mkdirSync, mkdtempSync, openSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EngineMissing } from '../executor.ts';
import { freePort } from '../port.ts';
import { type Client, trinoClient } from './client.ts';
import { type Installed, tailOf } from './install.ts';

export interface Server {
  readonly client: Client;
  /** `http://127.0.0.1:8080` */
  readonly address: string;
  /** Trino's release: `411`. */
  readonly release: string;
  /** Below it, files for tables may be written; an absolute path. */
  readonly folder: string;
  /** A name for tables that has not been given before. */
  newName(): string;
  close(): Promise<void>;
}

/** Of Trino's 375 to 450 MB; the rest is for large statements. */
const MEMORY = '-Xmx3G';
/** Longer lives than the lane's are not worth more than the first compiler, nor several threads that collect. */
const QUICK = ['-XX:TieredStopAtLevel=1', '-XX:+UseSerialGC', '-Djdk.attach.allowAttachSelf=true'];
const START_MS = 180_000;
const STOP_MS = 15_000;
const TRIES = 3;

/** Starts Trino and waits until it can be asked. Throws EngineMissing where it does not come up. */
export async function startServer(installed: Installed): Promise<Server> {
  for (let attempt = 1; ; attempt += 1) {
    const port = await freePort();
    const started = await tryPort(installed, port);
    if (typeof started !== 'string') return started;
    // Between asking for a port and using it, somebody else may have taken it.
    const taken = /Failed to bind|Address already in use|BindException/.test(started);
    if (!taken || attempt === TRIES) {
      throw new EngineMissing(
        `Trino did not start; it needs a JDK 17 and 1.5 GB of memory. The end of its log:\n${started}`,
      );
    }
  }
}

/** The server, or the end of its log. */
async function tryPort({ java, release, classPath }: Installed, port: number): Promise<Server | string> {
  const folder = mkdtempSync(join(tmpdir(), 'trailc-trino-'));
  mkdirSync(join(folder, 'tmp'));
  // Beside the folder, which the program removes at its own end.
  const log = `${folder}.log`;
  const output = openSync(log, 'a');
  const temporary = `-Djava.io.tmpdir=${join(folder, 'tmp')}`;
  const args = [MEMORY, ...QUICK, temporary, '-cp', classPath, 'lane.Main', String(port), folder];
  // Its input stays open as long as this process lives, whatever ends it.
  const child = spawn(java, args, { stdio: ['pipe', 'pipe', output] });
  closeSync(output);
  const ready = await waitForReady(child);
  if (!ready) {
    child.kill('SIGKILL');
    const tail = tailOf(log);
    remove(folder);
    return tail;
  }
  const address = `http://127.0.0.1:${port}`;
  const client = trinoClient({ address });
  await client.rows('CREATE SCHEMA IF NOT EXISTS "default"');
  let names = 0;
  const newName = () => {
    names += 1;
    return `lane${names}`;
  };
  return { client, address, folder, release, newName, close: () => close(child, folder) };
}

/** False where the process ends, or takes too long, before it says READY. */
function waitForReady(child: ChildProcess): Promise<boolean> {
  return new Promise((settle) => {
    const timer = setTimeout(() => settle(false), START_MS);
    const end = (ready: boolean) => {
      clearTimeout(timer);
      settle(ready);
    };
    let text = '';
    child.stdout?.setEncoding('utf8').on('data', (chunk: string) => {
      text = (text + chunk).slice(-10_000);
      if (/\bREADY http/.test(text)) end(true);
    });
    child.on('error', () => end(false));
    child.on('exit', () => end(false));
  });
}

async function close(child: ChildProcess, folder: string): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) {
    const ended = new Promise<void>((settle) => child.once('exit', () => settle()));
    child.stdin?.end();
    const timer = setTimeout(() => child.kill('SIGKILL'), STOP_MS);
    await ended;
    clearTimeout(timer);
  }
  remove(folder);
}

/** The folder, and the log beside it. */
function remove(folder: string): void {
  rmSync(folder, { recursive: true, force: true });
  rmSync(`${folder}.log`, { force: true });
}
