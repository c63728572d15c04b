/**
 * Replaces the lock, or a rule whose version is raised.
 *
 * Owns: what is said where that fails. Must not: write by itself (content/replace-file.ts does), or follow a link (the
 * caller has resolved it and found it inside the repository).
 */
import { diagnose } from '../../base/catalogue.ts';
import type { Diagnostic } from '../../base/diagnostic.ts';
import {
  type Replacement as FileReplacement,
  replaceFile as replaceText,
} from '../../content/replace-file.ts';

export interface Replacement extends FileReplacement {
  /** As people are shown it. */
  readonly shownAs: string;
}

/** What kept it from being written; undefined: it is. */
export function replaceFile({ shownAs, ...file }: Replacement): Diagnostic | undefined {
  const fault = replaceText(file);
  if (fault === undefined) return undefined;
  if (fault.kind === 'changed') return diagnose('lock/file-changed', shownAs, { path: shownAs });
  return diagnose('lock/write-failed', shownAs, { path: shownAs, reason: fault.reason });
}
