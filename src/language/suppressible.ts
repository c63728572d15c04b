/**
 * Which diagnostics `suppress` may name.
 *
 * Owns: that these are the warnings about what stands in a repository. Must not: know who suppresses what (content/
 * reads it), or what any code means.
 */
import { CATALOGUE, type DiagnosticCode } from '../base/catalogue.ts';

/** Areas that speak of something else: a suppression itself, a finished bundle, a run against an engine, an old commit, a fix. */
const ELSEWHERE: ReadonlySet<string> = new Set(['suppress', 'app-check', 'verify', 'diff', 'fix']);

/** Areas that `trailc check` speaks of; of others, such as those of bundles, it cannot tell whether a suppression is of use. */
const OF_CHECK: ReadonlySet<string> = new Set([
  ...['file', 'yaml', 'rule', 'match', 'meaning', 'check', 'compile'],
  ...['list', 'test', 'config', 'environment', 'target'],
]);

/** Of those areas, what another command says: `trailc ddl`. */
const OF_OTHERS: ReadonlySet<string> = new Set<DiagnosticCode>(['target/athena-location']);

const areaOf = (code: string) => code.slice(0, code.indexOf('/'));

export function isCode(text: string): text is DiagnosticCode {
  return Object.hasOwn(CATALOGUE, text);
}

/** Whether it is about a file that `suppress` can stand in or name. */
export const isWithinReach = (code: DiagnosticCode): boolean => !ELSEWHERE.has(areaOf(code));

/** Whether `trailc check` gives it. */
export const isGivenByCheck = (code: DiagnosticCode): boolean =>
  OF_CHECK.has(areaOf(code)) && !OF_OTHERS.has(code);

/** Every code that may be suppressed, sorted. */
export const SUPPRESSIBLE: readonly DiagnosticCode[] = (Object.keys(CATALOGUE) as DiagnosticCode[])
  .filter((code) => CATALOGUE[code].severity === 'warning' && isWithinReach(code))
  .sort();
