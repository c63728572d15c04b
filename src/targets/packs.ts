/**
 * What each target adds to a bundle. Apart from the table of targets, so that what compiles a rule or two loads no stack.
 *
 * Owns: the list. Must not: know what a target does.
 */
import type { TargetName } from '../content/document.ts';
import { pack as packAthena } from './athena/pack.ts';
import type { Pack } from './shared/package.ts';
import { pack as packSigma } from './sigma/pack.ts';
import { pack as packSpl } from './spl/pack.ts';

export const PACKS: { readonly [N in TargetName]: Pack } = {
  spl: packSpl,
  athena: packAthena,
  sigma: packSigma,
};
