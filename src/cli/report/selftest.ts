/**
 * The queries of a selftest, as text to paste and as JSON.
 *
 * Owns: what stands between two queries. Must not: make or render one.
 */
import { printJson } from './json.ts';

export interface SelftestQuery {
  /** Name of a file for it. */
  readonly path: string;
  /** Stems of the rules that it is about. */
  readonly rules: readonly string[];
  readonly text: string;
}

/** One after the other, with a blank line between them; each says in a comment what it is. */
export function selftestAsText(queries: readonly SelftestQuery[]): string {
  return queries.map(({ text }) => text).join('\n');
}

export function selftestAsJson(
  target: string,
  environment: string,
  queries: readonly SelftestQuery[],
): string {
  return printJson({
    schemaVersion: 1,
    target,
    environment,
    queries: queries.map(({ path, rules, text }) => ({ name: path, rules, query: text })),
  });
}
