/**
 * The shipped rules built on "another machine": another path, order of files, working folder, time zone, language, mask,
 * user and clock. Every byte of the bundle is the same. Needs `npm run build`.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { checkout } from '../bundle/checkout.ts';

/** Loaded before the command: a clock that stands still far away, and a generator of chance that always says the same. */
const CLOCK = `const Real = Date;
const then = Real.UTC(2031, 1, 28, 23, 59, 59);
globalThis.Date = class extends Real {
  constructor(...args) { super(...(args.length === 0 ? [then] : args)); }
  static now() { return then; }
};
Math.random = () => 0.5;
`;

let place = '';
beforeAll(() => {
  place = mkdtempSync(join(tmpdir(), 'trailc-same-'));
});
afterAll(() => rmSync(place, { recursive: true, force: true }));

interface Machine {
  readonly source: string;
  /** Absolute. */
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  readonly umask: string;
  readonly node: readonly string[];
  readonly uid?: number;
}

function bundleOn({ source, cwd, env, umask, node, uid }: Machine): Readonly<Record<string, string>> {
  const out = `${source}-bundle`;
  mkdirSync(out);
  if (uid !== undefined) spawnSync('chown', ['-R', String(uid), source, out]);
  const args = [
    ...node,
    join(source, 'bin/trailc.js'),
    'build',
    '--config',
    join(source, 'trailc.config.yml'),
  ];
  const command = [...args, '--out', join(out, 'b'), '--source-commit', '0123456789abcdef'];
  const ran = spawnSync('sh', ['-c', `umask ${umask}; exec "$0" "$@"`, process.execPath, ...command], {
    cwd,
    encoding: 'utf8',
    env: { PATH: process.env.PATH ?? '', ...env },
    ...(uid === undefined ? {} : { uid }),
  });
  expect(ran.stderr).toBe('');
  expect(ran.status).toBe(0);
  return hashesOf(join(out, 'b'));
}

function hashesOf(folder: string): Readonly<Record<string, string>> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  const hashes = files.map((entry) => {
    const path = join(entry.parentPath, entry.name);
    return [relative(folder, path), createHash('sha256').update(readFileSync(path)).digest('hex')] as const;
  });
  return Object.fromEntries(hashes.sort(([a], [b]) => (a < b ? -1 : 1)));
}

it('is the same to the byte', () => {
  chmodSync(place, 0o755);
  writeFileSync(join(place, 'clock.mjs'), CLOCK);
  const here = checkout(join(place, 'here'));
  const there = checkout(join(place, 'a much longer path', 'with ünïcode', 'there'), { reversed: true });
  const first = bundleOn({
    source: here,
    cwd: here,
    env: { TZ: 'UTC', LANG: 'C', LC_ALL: 'C', HOME: '/' },
    umask: '022',
    node: [],
  });
  const second = bundleOn({
    source: there,
    cwd: join(there, 'detections'),
    env: { TZ: 'Pacific/Kiritimati', LANG: 'tr_TR.UTF-8', LC_ALL: 'tr_TR.UTF-8', HOME: place, COLUMNS: '20' },
    umask: '077',
    node: ['--import', join(place, 'clock.mjs')],
    // Only root may become somebody else.
    ...(process.getuid?.() === 0 ? { uid: 65_534 } : {}),
  });
  expect(Object.keys(first).length).toBeGreaterThan(50);
  expect(Object.keys(first).filter((path) => /\.(?:spl|zip|gz)$/.test(path)).length).toBeGreaterThan(13);
  expect(second).toEqual(first);
});
