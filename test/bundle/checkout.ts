/** Copies of this repository with its compiled command, for tests that run real builds apart from everything else. */
import { spawn } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, statSync, symlinkSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

/** What a clone has that a build reads. Needs `npm run build`. */
const PARTS = [
  'package.json',
  'trailc.config.yml',
  'trailc.lock.json',
  'bin',
  'dist/command',
  'dist/schema',
  'templates',
  'detections',
  'lists',
  'fixtures',
  'src/cloudtrail/known-calls.txt',
];

interface CheckoutOptions {
  /** Makes every file in the opposite order. */
  readonly reversed?: boolean;
  /** So many of the rules, for builds that take less time; without the lock, which knows all. */
  readonly rules?: number;
}

/** Copies it to `to`, which is new. */
export function checkout(to: string, { reversed = false, rules }: CheckoutOptions = {}): string {
  const files = PARTS.filter((part) => existsSync(part)).flatMap(filesOf);
  if (rules !== undefined) {
    const left = files.filter((file) => file.startsWith('detections')).slice(rules);
    for (const file of [...left, 'trailc.lock.json']) {
      if (files.includes(file)) files.splice(files.indexOf(file), 1);
    }
  }
  for (const file of reversed ? files.reverse() : files) {
    mkdirSync(dirname(join(to, file)), { recursive: true });
    cpSync(file, join(to, file));
  }
  symlinkSync(resolve('node_modules'), join(to, 'node_modules'));
  return to;
}

function filesOf(path: string): string[] {
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path)
    .sort()
    .flatMap((name) => filesOf(join(path, name)));
}

export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly out: string;
  readonly err: string;
}

export interface Running {
  readonly kill: () => void;
  readonly ended: Promise<Ended>;
}

/** Starts the command of a checkout and goes on. */
export function start(checkedOut: string, args: readonly string[]): Running {
  const child = spawn(process.execPath, [join(checkedOut, 'bin', 'trailc.js'), ...args], { cwd: checkedOut });
  const texts = { out: '', err: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    texts.out += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    texts.err += text;
  });
  return {
    kill: () => void child.kill('SIGKILL'),
    ended: new Promise((end) => {
      child.on('close', (code, signal) => end({ code, signal, ...texts }));
    }),
  };
}
