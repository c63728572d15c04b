/**
 * The targets, by name. To add one: a folder beside this file, a name in `TargetName`, and a line here.
 *
 * Owns: the list. Must not: know what a target does.
 */
import type { TargetName } from '../content/document.ts';
import { athenaTarget } from './athena/index.ts';
import type { Target } from './shared/target.ts';
import { sigmaTarget } from './sigma/index.ts';
import { splTarget } from './spl/index.ts';

export const TARGETS: { readonly [N in TargetName]: Target } = {
  spl: splTarget,
  athena: athenaTarget,
  sigma: sigmaTarget,
};

export const TARGET_NAMES = Object.keys(TARGETS) as readonly TargetName[];
