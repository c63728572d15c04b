// The peer rsigma-eval (bench/rsigma): building it, its rules, what it says. Owns: how it is got. BENCH_RSIGMA names a
// program that is there already; without one and without cargo there is no peer to measure.
import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { CACHE } from '../corpus.js';
import { node, run } from './process.js';

const manifest = fileURLToPath(new URL('../rsigma/Cargo.toml', import.meta.url));

/** The path of the program, or `{ missing }`: why there is none. */
export function rsigmaProgram() {
  if (process.env.BENCH_RSIGMA) return { path: process.env.BENCH_RSIGMA };
  const target = join(CACHE, 'rsigma');
  const args = ['build', '--release', '--locked', '--manifest-path', manifest, '--target-dir', target];
  const { status, error, stderr } = spawnSync('cargo', args, { encoding: 'utf8' });
  if (error !== undefined) return { missing: 'cargo is not installed' };
  if (status !== 0) return { missing: `cargo cannot build it: ${stderr.trim().split('\n').at(-1)}` };
  return { path: join(target, 'release', 'trailc-rsigma-bench') };
}

/** Files of the repository's rules as `trailc compile --target sigma` prints them. */
export function sigmaFiles(bin, rules) {
  const folder = join(rules, 'sigma');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder);
  const config = join(rules, 'trailc.config.yml');
  const { stdout } = node(bin, 'compile', join(rules, 'rules'), '--target', 'sigma', '--config', config);
  const texts = stdout
    .split(/^(?=# Written by trailc from rule )/m)
    .filter((text) => text.includes('detection:'));
  return texts.map((text, at) => {
    const path = join(folder, `${at}.yml`);
    writeFileSync(path, text);
    return path;
  });
}

/** Matching records by the rule's number. */
export function askRsigma(program, events, files) {
  const took = run(program, [events, ...files]);
  const found = {};
  for (const line of took.stdout.trim().split('\n')) {
    const [id, count] = line.split(' ');
    found[Number.parseInt(id.slice(-12), 16)] = Number(count);
  }
  return { ...took, found };
}
