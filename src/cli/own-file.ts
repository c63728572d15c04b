/**
 * The files that trailc brings along: its package.json, its schemas.
 *
 * Owns: where they are, seen from here. The build bundles this code into `dist/command/`, as deep as `src/cli/`, so
 * that files of `src/cli/commands/` must ask here. Must not: know what is in a file.
 */
import { readFileSync } from 'node:fs';

/** The text of a file by its path from the top of the package. */
export function readOwnFile(path: string): string {
  return readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
}
