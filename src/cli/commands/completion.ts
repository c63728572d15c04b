/**
 * `trailc completion SHELL`: the script that teaches a shell to complete trailc.
 *
 * Owns: which file of `templates/completion/` is whose. Must not: know what there is to complete (complete.ts does), so
 * that a script is right for every version of trailc.
 */
import { EXIT, type Io } from '../io.ts';
import { readOwnFile } from '../own-file.ts';

export function completion(shell: string, io: Io): number {
  io.out(readOwnFile(`templates/completion/trailc.${shell}`));
  return EXIT.ok;
}
