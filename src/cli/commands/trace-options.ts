/**
 * The options of `trailc trace` that belong to --query, apart from it, so that a search in logs loads nothing of it.
 *
 * Owns: what is refused without --query. Must not: load a repository or a target.
 */
import { UsageError } from '../io.ts';
import type { RepositoryOptions } from '../repository.ts';

export interface TraceQueryCommandOptions extends RepositoryOptions {
  readonly query?: boolean;
  readonly target?: 'spl' | 'athena';
  readonly at?: string;
  readonly profile?: string;
  readonly window?: string;
  readonly forward?: boolean;
  readonly format?: string;
}

/** Faults of a search in logs that asks for what only a query has. Throws UsageError. */
export function refuseQueryOptions(
  events: readonly string[],
  { target, at, env, profile, config }: TraceQueryCommandOptions,
): void {
  const [stray] =
    Object.entries({ target, at, env, profile, config }).find(([, value]) => value !== undefined) ?? [];
  if (stray !== undefined) {
    throw new UsageError(
      `--${stray} belongs to --query.`,
      'Add --query for a search of your own Splunk or Athena, or leave it out to search logs here.',
    );
  }
  if (events.length === 0) {
    throw new UsageError(
      'name the logs to search: files, folders, or "-".',
      'Or print a search for your own Splunk or Athena: --query --target spl, or --query --target athena.',
    );
  }
}
