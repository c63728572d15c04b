/** The command as users run it: a real process over the compiled code. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { onTestFinished } from 'vitest';

const BIN = resolve('bin/trailc.js');

export interface Ran {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** Runs trailc in a folder; colour and terminal are off, as in a pipe. */
export function trailc(
  args: readonly string[],
  options: { cwd?: string; input?: string | Buffer; uid?: number } = {},
): Ran {
  const { status, stdout, stderr } = spawnSync(process.execPath, [BIN, ...args], {
    cwd: options.cwd ?? '.',
    input: options.input ?? '',
    ...(options.uid === undefined ? {} : { uid: options.uid }),
    encoding: 'utf8',
    env: { ...process.env, LC_ALL: 'C.UTF-8', FORCE_COLOR: undefined, NO_COLOR: undefined },
    maxBuffer: 64 * 1024 * 1024,
  });
  return { code: status, out: stdout, err: stderr };
}

/** A folder that goes when the test ends, with the files given. */
export function folder(files: Readonly<Record<string, string | Buffer>> = {}): string {
  const root = mkdtempSync(join(tmpdir(), 'trailc-cli-'));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, name)), { recursive: true });
    writeFileSync(join(root, name), content);
  }
  return root;
}
