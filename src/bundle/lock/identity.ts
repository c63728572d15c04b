/**
 * Which entry of the lock is a rule's, and whether it may be.
 *
 * Owns: the rules about ids: never changed, never given to another rule, still there where a deprecated rule points.
 * Must not: compare what rules say.
 */
import { diagnose } from '../../base/catalogue.ts';
import type { Diagnostic } from '../../base/diagnostic.ts';
import type { RuleDocument } from '../../content/document.ts';
import type { Lock, LockedRule } from './lock.ts';

export interface Identities {
  readonly entryOf: (rule: RuleDocument) => LockedRule | undefined;
  /** Entries whose rule is not there, and which do not say so. */
  readonly gone: readonly LockedRule[];
  readonly faults: readonly Diagnostic[];
  /** Rules that have a fault; what they say is compared with nothing. */
  readonly faulty: ReadonlySet<RuleDocument>;
}

export function identitiesOf(rules: readonly RuleDocument[], lock: Lock): Identities {
  const entries = new Map(lock.rules.map((entry) => [entry.id, entry]));
  const present = new Set(rules.map(({ id }) => id.value));
  const gone = lock.rules.filter(({ id, removed }) => removed !== true && !present.has(id));
  const byStem = new Map(gone.map((entry) => [entry.stem, entry]));
  const byTitle = new Map(gone.map((entry) => [entry.title, entry]));
  const faults: Diagnostic[] = [];
  const faulty = new Set<RuleDocument>();
  for (const rule of rules) {
    const found = [
      ...ofId(rule, entries.get(rule.id.value), byStem, byTitle),
      ...ofSuccessor(rule, present, entries),
    ];
    if (found.length > 0) faulty.add(rule);
    faults.push(...found);
  }
  return { entryOf: ({ id }) => entries.get(id.value), gone, faults, faulty };
}

function ofId(
  { id, stem, title }: RuleDocument,
  entry: LockedRule | undefined,
  byStem: ReadonlyMap<string, LockedRule>,
  byTitle: ReadonlyMap<string, LockedRule>,
): readonly Diagnostic[] {
  if (entry === undefined) {
    const sameStem = byStem.get(stem);
    const other = sameStem ?? byTitle.get(title.value);
    if (other === undefined) return [];
    const same = sameStem === undefined ? 'title' : 'file name';
    return [diagnose('lock/id-changed', id.span, { rule: stem, id: id.value, locked: other.id, same })];
  }
  // Under its file name or its title, it is the old rule that came back.
  if (entry.removed !== true || entry.stem === stem || entry.title === title.value) return [];
  const { version } = entry;
  return [diagnose('lock/id-reused', id.span, { rule: stem, id: id.value, title: entry.title, version })];
}

function ofSuccessor(
  { stem, replacedBy }: RuleDocument,
  present: ReadonlySet<string>,
  entries: ReadonlyMap<string, LockedRule>,
): readonly Diagnostic[] {
  if (replacedBy === undefined || present.has(replacedBy.value)) return [];
  const title = entries.get(replacedBy.value)?.title ?? '';
  return [diagnose('lock/no-successor', replacedBy.span, { rule: stem, id: replacedBy.value, title })];
}
