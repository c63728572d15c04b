/** The version of this trailc, from its package.json. */
import { readOwnFile } from './own-file.ts';

export function trailcVersion(): string {
  return (JSON.parse(readOwnFile('package.json')) as { version: string }).version;
}
