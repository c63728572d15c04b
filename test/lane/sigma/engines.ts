/**
 * The two Sigma evaluators that the exported files are put before.
 *
 * Owns: the list. Must not: know how one is asked.
 */
import { sqlite } from './pysigma.ts';
import { rsigma } from './rsigma.ts';

export const sigmaEngines = { rsigma, sqlite } as const;
