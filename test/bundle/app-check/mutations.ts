/**
 * One change for each thing that can be wrong with an app, and what finds it.
 *
 * Owns: the table. The tests hold `trailc check --bundle` against it, the lane AppInspect itself, so that the two are known
 * to look at the same points, and where they differ. Must not: check anything.
 */
import { CONF_MUTATIONS } from './conf-mutations.ts';
import type { Mutation } from './edits.ts';
import { PACKAGE_MUTATIONS } from './package-mutations.ts';
import { SEARCH_MUTATIONS } from './search-mutations.ts';

export type { Mutation };

export const MUTATIONS: readonly Mutation[] = [...PACKAGE_MUTATIONS, ...CONF_MUTATIONS, ...SEARCH_MUTATIONS];
