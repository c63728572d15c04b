/** Diagnostics of the lock file, versions of rules. See ../catalogue.ts. */
import { entry } from '../diagnostic.ts';

export interface LockedRuleName {
  readonly rule: string;
}
export interface LockedFile {
  readonly path: string;
}

const BUMP = 'Run "trailc bump"';
const READ_WHY =
  'Without the lock, a rule whose meaning changed under an old version would be built without a word.';
const RESTORE = 'Take the file from version control (git checkout -- trailc.lock.json), or merge it anew.';
const WHOLE = 'Every file that was written before is whole; the others are as they were.';

/** The first few, and how many more. */
function sentences(changes: readonly string[], most = 8): string {
  const first = changes.slice(0, most).join(' ');
  return changes.length <= most ? first : `${first} And ${changes.length - most} more.`;
}

export const LOCK_DIAGNOSTICS = {
  'lock/conflict': entry<object>({
    severity: 'error',
    example: {},
    what: () => 'The lock file holds a merge conflict.',
    why: () => READ_WHY,
    do: () =>
      'Keep both blocks where they are of two rules. Of one rule, keep the block with the higher version, and run "trailc bump".',
  }),
  'lock/syntax': entry<object>({
    severity: 'error',
    example: {},
    what: () => 'The lock file is not JSON from here on.',
    why: () => READ_WHY,
    do: () => RESTORE,
  }),
  'lock/shape': entry<{ readonly place: string; readonly wanted: string }>({
    severity: 'error',
    example: {
      place: '"version" of rule 3 (ad6b3a47-9f39-4829-8047-31135f8f5da1)',
      wanted: 'a version `major.minor.patch`',
    },
    what: ({ place, wanted }) => `In the lock file, ${place} is not ${wanted}.`,
    why: () => READ_WHY,
    do: () => `${RESTORE} "trailc schema lock" prints its shape.`,
  }),
  'lock/newer': entry<{ readonly version: string }>({
    severity: 'error',
    example: { version: '2' },
    what: ({ version }) =>
      `The lock file has the schema version ${version}, which this trailc does not know.`,
    why: () => 'It was written by a later trailc; what it says could be misread.',
    do: () => 'Use the trailc that wrote it, or a later one.',
  }),
  'lock/same-id': entry<{ readonly id: string }>({
    severity: 'error',
    example: { id: 'ad6b3a47-9f39-4829-8047-31135f8f5da1' },
    what: ({ id }) => `The lock file has two entries with the id ${id}.`,
    why: () =>
      'It could not be told which of them a rule is compared with. A merge by hand leaves such pairs.',
    do: () => 'Keep the one with the higher version, and run "trailc bump".',
  }),
  'lock/missing': entry<LockedFile>({
    severity: 'error',
    example: { path: 'trailc.lock.json' },
    what: ({ path }) => `There is no ${path}, and the build was told --locked.`,
    why: () => 'With --locked, every rule must be as the lock file has it.',
    do: () => `${BUMP} and commit the file that it writes.`,
  }),
  'lock/version-not-raised': entry<
    LockedRuleName & {
      readonly version: string;
      readonly locked: string;
      readonly change: string;
      readonly changes: readonly string[];
      readonly least: string;
    }
  >({
    severity: 'error',
    example: {
      rule: 'session-name-bypass',
      version: '1.2.0',
      locked: '1.2.0',
      change: 'the logic',
      changes: ["Exclusion widened: userAgent contains takes 'terraform' too."],
      least: '1.3.0',
    },
    what: ({ rule, version, locked, change, changes }) =>
      `${version === locked ? `Since version ${locked}` : `From version ${locked} to ${version}`}, ${change} of the rule "${rule}" changed. ${sentences(changes)}`,
    why: ({ change }) =>
      change === 'the logic'
        ? 'Whoever compares two bundles by version would take them for the same detection; a change of logic is a new minor version at least.'
        : 'Whoever compares two bundles by version would take them for the same; such a change is a new patch version at least.',
    do: ({ least }) => `Write version: ${least}, or run "trailc bump", which does it for every rule.`,
  }),
  'lock/version-lowered': entry<LockedRuleName & { readonly version: string; readonly locked: string }>({
    severity: 'error',
    example: { rule: 'session-name-bypass', version: '1.1.0', locked: '1.2.0' },
    what: ({ rule, version, locked }) =>
      `The rule "${rule}" has version ${version}, and the lock file has ${locked}.`,
    why: () => 'Versions only rise, else two different rules would have had the same one.',
    do: ({ locked }) => `Write version: ${locked} or a higher one, or run "trailc bump".`,
  }),
  'lock/id-changed': entry<
    LockedRuleName & { readonly id: string; readonly locked: string; readonly same: string }
  >({
    severity: 'error',
    example: {
      rule: 'session-name-bypass',
      id: '3e0f6a2e-52c5-4a0e-9a0c-0d1a5c1f7b11',
      locked: 'ad6b3a47-9f39-4829-8047-31135f8f5da1',
      same: 'file name',
    },
    what: ({ rule, id, locked, same }) =>
      `The rule "${rule}" has the id ${id}; the rule of this ${same} had the id ${locked}.`,
    why: () =>
      'The id is what a rule is known by in alerts, in installed apps and in the lock; it never changes.',
    do: ({ locked }) =>
      `Write id: ${locked}. If it is another rule, take the old one out and run "trailc bump" before you add it.`,
  }),
  'lock/id-reused': entry<
    LockedRuleName & { readonly id: string; readonly title: string; readonly version: string }
  >({
    severity: 'error',
    example: {
      rule: 'session-name-bypass',
      id: '3e0f6a2e-52c5-4a0e-9a0c-0d1a5c1f7b11',
      title: 'A console sign-in without MFA',
      version: '2.1.0',
    },
    what: ({ rule, id, title, version }) =>
      `The rule "${rule}" has the id ${id}, which belonged to the rule "${title}", removed at version ${version}.`,
    why: () => 'Alerts and installed apps that know the id would take one rule for the other.',
    do: () =>
      'Give it an id of its own (uuidgen). To bring the old rule back, give it its file name or title again.',
  }),
  'lock/no-successor': entry<LockedRuleName & { readonly id: string; readonly title: string }>({
    severity: 'error',
    example: { rule: 'session-name-bypass', id: '3e0f6a2e-52c5-4a0e-9a0c-0d1a5c1f7b11', title: '' },
    what: ({ rule, id, title }) =>
      title === ''
        ? `The deprecated rule "${rule}" names ${id} in "replacedBy", which is the id of no rule.`
        : `The deprecated rule "${rule}" names ${id} in "replacedBy", which is the id of the removed rule "${title}".`,
    why: () => 'Who still uses the rule is to find the one that took over.',
    do: () => 'Write the id of a rule of this repository, or remove the deprecated rule.',
  }),
  'lock/stale': entry<LockedRuleName & { readonly reason: string }>({
    severity: 'error',
    example: { rule: 'session-name-bypass', reason: 'the metadata changed' },
    what: ({ rule, reason }) => `The lock file does not have the rule "${rule}" as it is: ${reason}.`,
    why: () => 'With --locked, every rule must be as the lock file has it.',
    do: () => `${BUMP} and commit what it writes.`,
  }),
  'lock/rule-gone': entry<LockedRuleName & { readonly title: string }>({
    severity: 'error',
    example: { rule: 'session-name-bypass', title: 'Employee session changed its name through AssumeRole' },
    what: ({ rule, title }) => `The lock file has the rule "${rule}" (${title}), which is not there.`,
    why: () => 'With --locked, a rule that was removed must be recorded as removed.',
    do: () => `${BUMP} and commit the lock file, or bring the rule back.`,
  }),
  'lock/version-not-editable': entry<{ readonly key: string; readonly value: string }>({
    severity: 'error',
    example: { key: 'version', value: '1.3.0' },
    what: ({ key, value }) =>
      `"${key}" cannot be changed in its place: it is not written as ${value} in one line.`,
    why: () => 'Everything else in the file is kept as it is, so only a plain or quoted value is replaced.',
    do: ({ key, value }) => `Write ${key}: ${value}, then run "trailc bump" again.`,
  }),
  'lock/file-changed': entry<LockedFile>({
    severity: 'error',
    example: { path: 'detections/session-name-bypass.yml' },
    what: ({ path }) => `"${path}" was changed by another program while it was read.`,
    why: () => `What that program wrote would be lost. ${WHOLE}`,
    do: () => 'Save your work there, then run "trailc bump" again.',
  }),
  'lock/write-failed': entry<LockedFile & { readonly reason: string }>({
    severity: 'error',
    example: { path: 'trailc.lock.json', reason: 'the disk is full' },
    what: ({ path, reason }) => `"${path}" could not be written: ${reason}.`,
    why: () => WHOLE,
    do: () => 'Remove the cause and run "trailc bump" again; it goes on where it stopped.',
  }),
} as const;
