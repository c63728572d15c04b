/**
 * Versions `major.minor.patch`: their order, and which comes next after a change.
 *
 * Owns: what each class of change asks for (docs/versions.md). Must not: know rules.
 */

/**
 * - logic     the condition means something else
 * - tuning    the condition is the same, and what is installed or alerted is not
 * - metadata  only what people read changed
 * - text      only formatting, comments, tests, `version` or `modified` did
 */
export type ChangeClass = 'logic' | 'tuning' | 'metadata' | 'text' | 'none';

/** A part of a version has six digits at most (language/shapes.ts). */
const MOST = 999_999;

/** Negative: the first is the lower. */
export function compareVersions(one: string, other: string): number {
  const [left, right] = [partsOf(one), partsOf(other)];
  return left[0] - right[0] || left[1] - right[1] || left[2] - right[2];
}

/** The least version that the change may have, after the one that is locked. */
export function leastVersion(locked: string, change: ChangeClass): string {
  return change === 'logic' || change === 'tuning' ? nextVersion(locked, change) : locked;
}

/** The version that `trailc bump` writes. Metadata may keep its version; a bump was asked for, so it gets the next. */
export function nextVersion(locked: string, change: ChangeClass): string {
  const [major, minor, patch] = partsOf(locked);
  switch (change) {
    case 'logic':
      return minor < MOST ? `${major}.${minor + 1}.0` : `${major + 1}.0.0`;
    case 'tuning':
    case 'metadata':
      return patch < MOST ? `${major}.${minor}.${patch + 1}` : nextVersion(locked, 'logic');
    case 'text':
    case 'none':
      return locked;
  }
}

function partsOf(version: string): readonly [number, number, number] {
  const [major = 0, minor = 0, patch = 0] = version.split('.').map(Number);
  return [major, minor, patch];
}
