/**
 * `trailc.lock.json`: what every rule was when its version was last settled.
 *
 * Owns: its types (schema version 1) and what is said of a rule. lock/read.ts and lock/text.ts turn it to and from text,
 * lock/compare.ts compares a rule with its entry, lock/schema.ts publishes the shape. Must not: hold a clock or a path.
 */
import type { ListDocument, RuleDocument } from '../../content/document.ts';
import { sha256 } from '../../ir/hash.ts';
import { type KeyDigests, ruleKeys } from '../../ir/meaning/keys.ts';
import type { Meaning, RuleMeaning } from '../../ir/meaning/meaning.ts';
import { openLists, ruleMeaning } from '../../ir/meaning/rule.ts';

/** Stands beside trailc.config.yml. */
export const LOCK_FILE = 'trailc.lock.json';
export const LOCK_SCHEMA_VERSION = 1;

export interface Lock {
  readonly schemaVersion: typeof LOCK_SCHEMA_VERSION;
  /** Version of trailc that wrote it: another one may read another meaning into the same text. */
  readonly trailc: string;
  /** By id. */
  readonly rules: readonly LockedRule[];
}

export interface LockedRule {
  readonly id: string;
  /** File name without its ending. */
  readonly stem: string;
  readonly title: string;
  readonly version: string;
  /** The rule is in the repository no more; its id is never given to another. */
  readonly removed?: true;
  /** SHA-256 of the condition apart from any environment: `ruleMeaning` of ir/meaning/rule.ts. */
  readonly meaning: string;
  /** SHA-256 of the file's text as UTF-8. */
  readonly text: string;
  /** Digests of what changes the alert, by key. */
  readonly tuning: KeyDigests;
  /** Digests of what changes what people read, by key. */
  readonly metadata: KeyDigests;
  /** Types of the params that the condition reads. */
  readonly params: Readonly<Record<string, string>>;
  /** The clauses of the condition, all of which hold: what a later change is put into words against. */
  readonly logic: readonly Meaning[];
}

/** A rule as it would be locked today. */
export interface RuleState extends LockedRule {
  readonly document: RuleDocument;
}

/** Lists prepared once for all rules. */
export interface LockLists {
  readonly written: ReadonlyMap<string, ListDocument>;
  readonly open: ReadonlyMap<string, ListDocument>;
}

export const lockLists = (written: ReadonlyMap<string, ListDocument>): LockLists => ({
  written,
  open: openLists(written),
});

/** Undefined where the rule cannot be lowered, which compiling it reports. */
export function stateOf(document: RuleDocument, lists: LockLists): RuleState | undefined {
  const meaning = ruleMeaning(document, lists.open);
  if (meaning === undefined) return undefined;
  return {
    id: document.id.value,
    stem: document.stem,
    title: document.title.value,
    version: document.version,
    meaning: meaning.sha256,
    text: sha256(document.span.source.text),
    ...ruleKeys(document, lists.written),
    params: meaning.params,
    logic: meaning.condition.kind === 'all' ? meaning.condition.of : [meaning.condition],
    document,
  };
}

/** The meaning that an entry holds. */
export function lockedMeaning({ meaning, params, logic }: LockedRule): RuleMeaning {
  const [only] = logic;
  const condition: Meaning = logic.length === 1 && only !== undefined ? only : { kind: 'all', of: logic };
  return { condition, params, sha256: meaning };
}

/** Rules that are in the repository no more, by title. */
export function removedRules(lock: Lock): readonly Pick<LockedRule, 'title' | 'stem' | 'id' | 'version'>[] {
  return lock.rules
    .filter(({ removed }) => removed === true)
    .map(({ title, stem, id, version }) => ({ title, stem, id, version }))
    .sort((a, b) => (a.title < b.title ? -1 : a.title > b.title ? 1 : a.id < b.id ? -1 : 1));
}
