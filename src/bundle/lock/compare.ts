/**
 * A rule against its entry in the lock: what class of change it is, in which words, and which version it must have.
 *
 * Owns: that judgement. Must not: report it (lock/guard.ts does) or write (lock/bump.ts does).
 */
import { differences } from '../../ir/meaning/difference.ts';
import { keyChanges } from '../../ir/meaning/keys.ts';
import { type LockedRule, lockedMeaning, type RuleState } from './lock.ts';
import { type ChangeClass, compareVersions, leastVersion, nextVersion } from './versions.ts';

export interface RuleChange {
  readonly entry: LockedRule;
  readonly now: RuleState;
  readonly class: ChangeClass;
  /** Each change in a sentence; empty for text and none. */
  readonly words: readonly string[];
  /** The least version that a build takes. */
  readonly least: string;
  /** The version that a bump gives it: its own where that is high enough. */
  readonly next: string;
}

export function changeOf(entry: LockedRule, now: RuleState): RuleChange {
  const logic = differences(lockedMeaning(entry), lockedMeaning(now)).map(({ words }) => words);
  const tuning = keyChanges(entry.tuning, now.tuning);
  const metadata = keyChanges(entry.metadata, now.metadata);
  const kind = classOf(entry, now, { logic, tuning, metadata });
  const next = nextVersion(entry.version, kind);
  return {
    entry,
    now,
    class: kind,
    words: [...logic, ...tuning, ...metadata],
    least: leastVersion(entry.version, kind),
    next: compareVersions(now.version, next) > 0 ? now.version : next,
  };
}

function classOf(
  entry: LockedRule,
  now: RuleState,
  { logic, tuning, metadata }: Record<'logic' | 'tuning' | 'metadata', readonly string[]>,
): ChangeClass {
  if (logic.length > 0) return 'logic';
  if (tuning.length > 0) return 'tuning';
  if (metadata.length > 0) return 'metadata';
  return entry.text === now.text ? 'none' : 'text';
}
