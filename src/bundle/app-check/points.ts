/**
 * Every point that `trailc check --bundle` looks at, in the order of its page, docs/appinspect.md.
 *
 * Owns: the list. Must not: look for anything itself.
 */
import { APP_CONF_POINTS } from './app-conf-points.ts';
import { CONF_POINTS } from './conf-points.ts';
import { PACKAGE_POINTS } from './package-points.ts';
import type { Point } from './point.ts';
import { REFERENCE_POINTS } from './reference-points.ts';
import { SEARCH_POINTS } from './search-points.ts';

export const POINTS: readonly Point[] = [
  ...PACKAGE_POINTS,
  ...CONF_POINTS,
  ...APP_CONF_POINTS,
  ...SEARCH_POINTS,
  ...REFERENCE_POINTS,
];
