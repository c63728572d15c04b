/**
 * A build held against the lock.
 *
 * Owns: which changes stop a build, which are only noted, and what --locked asks for beyond that. A rule whose text and
 * lists are those of its entry is not looked into, as long as the lock is of this trailc. Must not: write.
 */
import { diagnose } from '../../base/catalogue.ts';
import type { Diagnostic } from '../../base/diagnostic.ts';
import type { Content, RuleDocument } from '../../content/document.ts';
import { sha256 } from '../../ir/hash.ts';
import { listKeys } from '../../ir/meaning/keys.ts';
import { ruleMeaning } from '../../ir/meaning/rule.ts';
import { changeOf, type RuleChange } from './compare.ts';
import { identitiesOf } from './identity.ts';
import { type LockedRule, type LockLists, lockLists, removedRules, stateOf } from './lock.ts';
import { placeOfKey } from './places.ts';
import { type FoundLock, readLock } from './read.ts';
import { type ChangeClass, compareVersions } from './versions.ts';

export interface GuardOptions {
  /** Every rule must be as the lock has it. */
  readonly locked: boolean;
  /** Version of this trailc. */
  readonly trailc: string;
}

export interface Guarded {
  readonly diagnostics: readonly Diagnostic[];
  /** What a person should know and no build stops for; each a sentence. */
  readonly notes: readonly string[];
}

/** The lock beside the configuration, and the rules it has as removed. `content` is a whole repository without errors. */
export function guardBuild(
  content: Pick<Content, 'config' | 'rules' | 'lists'>,
  options: GuardOptions,
): Guarded & { readonly removed: ReturnType<typeof removedRules> } {
  const { value: found, diagnostics } = readLock(content.config.root);
  if (found === undefined) return { diagnostics, notes: [], removed: [] };
  const removed = found.lock === undefined ? [] : removedRules(found.lock);
  // A rule that came back is in the bundle, whatever the lock says yet.
  const present = new Set(content.rules.map(({ id }) => id.value));
  return { ...guardLock(content, found, options), removed: removed.filter(({ id }) => !present.has(id)) };
}

/** The same with a lock at hand. */
export function guardLock(
  { rules, lists }: Pick<Content, 'rules' | 'lists'>,
  { lock, shownAs }: Pick<FoundLock, 'lock' | 'shownAs'>,
  { locked, trailc }: GuardOptions,
): Guarded {
  if (lock === undefined) {
    if (locked) return { diagnostics: [diagnose('lock/missing', shownAs, { path: shownAs })], notes: [] };
    const words = `There is no ${shownAs}, so a rule whose meaning changes under an old version goes unseen. "trailc bump" starts one.`;
    return { diagnostics: [], notes: [words] };
  }
  const { entryOf, gone, faults, faulty } = identitiesOf(rules, lock);
  const diagnostics: Diagnostic[] = [...faults];
  const seen: Seen = { added: [], changed: [] };
  const prepared = lockLists(lists);
  for (const rule of rules) {
    if (faulty.has(rule)) continue;
    const entry = entryOf(rule);
    if (entry === undefined) {
      seen.added.push(rule.stem);
      if (locked) diagnostics.push(stale(rule, 'it is not in there'));
    } else if (!isAsLocked(rule, entry, prepared, lock.trailc === trailc)) {
      const found = faultOf(rule, entry, prepared, seen, locked);
      if (found !== undefined) diagnostics.push(found);
    }
  }
  if (locked) {
    const lost = gone.map(({ stem, title }) => diagnose('lock/rule-gone', shownAs, { rule: stem, title }));
    return { diagnostics: [...diagnostics, ...lost], notes: [] };
  }
  return { diagnostics, notes: notesOf(seen, gone, shownAs) };
}

interface Seen {
  readonly added: string[];
  readonly changed: string[];
}

const stale = (rule: RuleDocument, reason: string) =>
  diagnose('lock/stale', rule.id.span, { rule: rule.stem, reason });

/** Nothing that the entry was made from is another; another trailc may still read another meaning into it. */
function isAsLocked(
  rule: RuleDocument,
  entry: LockedRule,
  { written, open }: LockLists,
  sameTrailc: boolean,
): boolean {
  return (
    entry.removed !== true &&
    entry.stem === rule.stem &&
    entry.version === rule.version &&
    entry.text === sha256(rule.span.source.text) &&
    listKeys(rule, written).every(([key, digest]) => entry.tuning[key] === digest) &&
    (sameTrailc || ruleMeaning(rule, open)?.sha256 === entry.meaning)
  );
}

function faultOf(
  rule: RuleDocument,
  entry: LockedRule,
  lists: LockLists,
  seen: Seen,
  locked: boolean,
): Diagnostic | undefined {
  const now = stateOf(rule, lists);
  if (now === undefined) return undefined;
  const change = changeOf(entry, now);
  const { stem, version } = rule;
  if (compareVersions(version, entry.version) < 0) {
    const args = { rule: stem, version, locked: entry.version };
    return diagnose('lock/version-lowered', placeOfKey(rule, 'version'), args);
  }
  if (compareVersions(version, change.least) < 0) {
    const { class: kind, words: changes, least } = change;
    const args = { rule: stem, version, locked: entry.version, change: CLASSES[kind], changes, least };
    return diagnose('lock/version-not-raised', placeOfKey(rule, 'version'), args);
  }
  const reason = staleness(change);
  if (reason === undefined) return undefined;
  seen.changed.push(stem);
  return locked ? stale(rule, reason) : undefined;
}

/** To follow "Since version 1.0.0, " and to stand before "of the rule". */
const CLASSES: Readonly<Record<ChangeClass, string>> = {
  logic: 'the logic',
  tuning: 'the tuning',
  metadata: 'the metadata',
  text: 'the text',
  none: 'nothing',
};

function staleness({ entry, now, class: kind }: RuleChange): string | undefined {
  if (entry.removed === true) return 'it is recorded as removed';
  if (entry.version !== now.version) return `it is there with version ${entry.version}`;
  return kind === 'none' ? undefined : `${CLASSES[kind]} changed`;
}

function notesOf({ added, changed }: Seen, gone: readonly LockedRule[], shownAs: string): readonly string[] {
  const note = (stems: readonly string[], one: string, several: string) => {
    if (stems.length === 0) return [];
    const shown = stems.slice(0, 5).join(', ') + (stems.length > 5 ? ', …' : '');
    const who = stems.length === 1 ? `1 rule ${one}` : `${stems.length} rules ${several}`;
    return [`${who} ${shownAs}: ${shown}. "trailc bump" brings it up to date.`];
  };
  return [
    ...note(added, 'is not yet in', 'are not yet in'),
    ...note(changed, 'is not as in', 'are not as in'),
    ...note(
      gone.map(({ stem }) => stem),
      'is gone and not recorded as removed in',
      'are gone and not recorded as removed in',
    ),
  ];
}
