/**
 * The Athena stack as files that create it.
 *
 * Owns: which files it has. Must not: print SQL, render or write.
 */
import { type Result, succeed } from '../../base/result.ts';
import type { Artefact } from '../shared/target.ts';
import type { StackInput } from './stack-input.ts';

export function stackArtefacts(_input: StackInput): Result<readonly Artefact[]> {
  return succeed([]);
}
