/**
 * How commands with `--since REF` begin.
 *
 * Owns: that all say the same of it before anything else. Must not: load what only a given REF needs (since-ref.ts).
 */
import type { Diagnostic } from '../base/diagnostic.ts';
import type { Content } from '../content/document.ts';
import type { Io } from './io.ts';
import { type Since, saySince } from './report/since.ts';
import { openRepository, type RepositoryOptions } from './repository.ts';

export interface SinceOptions {
  readonly since?: string;
  readonly format: string;
}

/** Says what the command is narrowed to; undefined where it is not, or without a configuration. */
export async function openSince(
  { since: ref, format }: SinceOptions,
  content: Content | undefined,
  io: Io,
  options?: { readonly templates: boolean },
): Promise<Since | undefined> {
  if (ref === undefined) return undefined;
  const since = (await import('./since-ref.ts')).sinceOf(ref, content, options);
  saySince(since, format, io);
  return since;
}

export interface NarrowedRepository {
  readonly since?: Since | undefined;
  /** With the touched rules alone; absent when the configuration cannot be read. */
  readonly content?: Content | undefined;
  /** Of the touched rules and of what changed. */
  readonly diagnostics: readonly Diagnostic[];
}

/** The repository, of which only what a change touches is looked at. */
export async function openTouched(
  options: RepositoryOptions & SinceOptions,
  io: Io,
  rules: readonly string[],
): Promise<NarrowedRepository> {
  const { content, diagnostics } = openRepository(options, io, rules);
  const since = await openSince(options, content, io);
  return since === undefined
    ? { content, diagnostics }
    : { since, content: since.content, diagnostics: diagnostics.filter(since.shows) };
}
