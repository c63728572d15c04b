/**
 * What of trailc itself decides what a build writes.
 *
 * Owns: where that is, seen from the bundled command. Must not: read it.
 */
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * The files and folders, absolute: the code, the templates, and package.json, which pins every library. Undefined where
 * this does not run from `dist/command`, so that nobody knows which code does run.
 */
export function ownCode(): readonly string[] | undefined {
  const here = dirname(fileURLToPath(import.meta.url));
  if (basename(here) !== 'command') return undefined;
  const top = join(here, '..', '..');
  return [
    here,
    join(top, 'templates'),
    join(top, 'src', 'cloudtrail', 'known-calls.txt'),
    join(top, 'package.json'),
  ];
}
