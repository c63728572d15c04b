/**
 * Running a program of the Sigma witnesses, and preparing one in the cache.
 *
 * Owns: processes, the cache's folders, and what is said when a program cannot be had. Must not: know what it is asked.
 */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { appendFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { EngineMissing } from '../executor.ts';

/** The lane runs in the project's folder. */
export const SOURCES = resolve('test/lane/sigma');
const CACHE = resolve('node_modules/.cache/trailc');

export interface Ran {
  /** Exit code; `missing` where there is no such program, `killed` where a signal ended it. */
  readonly code: number | 'missing' | 'killed';
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  readonly input?: Iterable<string>;
  readonly env?: Readonly<Record<string, string>>;
  /** Where it runs; the lane's own folder if left out. */
  readonly cwd?: string;
}

/** Runs a program to its end. Never throws: what went wrong is in the result. */
export async function run(
  program: string,
  args: readonly string[],
  { input = [], env = {}, cwd }: RunOptions = {},
): Promise<Ran> {
  return await new Promise((done) => {
    const child = spawn(program, [...args], { env: { ...process.env, ...env }, cwd });
    const stdout: Buffer[] = [];
    const stderr: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => stdout.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => stderr.push(chunk));
    const end = (code: Ran['code']) =>
      done({ code, stdout: Buffer.concat(stdout).toString(), stderr: Buffer.concat(stderr).toString() });
    child.on('error', () => end('missing'));
    child.on('close', (code) => end(code ?? 'killed'));
    // A program that ends before it has read everything says why on stderr.
    child.stdin.on('error', () => {});
    for (const line of input) child.stdin.write(`${line}\n`);
    child.stdin.end();
  });
}

export interface Preparation {
  /** Shown while it is made: `building rsigma-eval (about a minute)`. */
  readonly doing: string;
  /** Files that decide what is made, below `SOURCES`. */
  readonly manifests: readonly string[];
  /** Programs to run one after another; `{}` in an argument is the folder. `need` says how to get a missing program. */
  readonly steps: (folder: string) => readonly {
    readonly program: string;
    readonly args: readonly string[];
    readonly need: string;
  }[];
}

const TAIL = 15;

/**
 * The folder in the cache that holds what the steps make: of an earlier run where the manifests are the same. Throws
 * EngineMissing, with the end of the log, when a step fails.
 */
export async function prepared(
  engine: string,
  { doing, manifests, steps }: Preparation,
  report: (what: string) => void,
): Promise<string> {
  const hash = createHash('sha256');
  for (const file of manifests) hash.update(readFileSync(join(SOURCES, file)));
  const folder = join(CACHE, engine, hash.digest('hex').slice(0, 16));
  const ready = join(folder, 'ready');
  if (existsSync(ready)) return folder;
  report(doing);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const log = join(folder, 'install.log');
  for (const { program, args, need } of steps(folder)) {
    const { code, stdout, stderr } = await run(program, args);
    appendFileSync(log, `$ ${[program, ...args].join(' ')}\n${stdout}${stderr}\n`);
    if (code === 'missing') throw new EngineMissing(`${program} is not there. ${need}`);
    if (code !== 0) {
      const tail = readFileSync(log, 'utf8').trimEnd().split('\n').slice(-TAIL).join('\n');
      throw new EngineMissing(`${program} ended with ${code}. ${need} The end of ${log}:\n${tail}`);
    }
  }
  writeFileSync(ready, '');
  return folder;
}
