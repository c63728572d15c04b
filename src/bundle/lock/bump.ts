/**
 * What `trailc bump` would write: the next version into each rule that changed, and the lock.
 *
 * Owns: the plan. Must not: touch the disk (lock/write.ts does), or know today's date.
 */
import type { Diagnostic } from '../../base/diagnostic.ts';
import { append, fail, hasErrors, type Result, succeed } from '../../base/result.ts';
import type { Content, RuleDocument } from '../../content/document.ts';
import { sha256 } from '../../ir/hash.ts';
import { changeOf } from './compare.ts';
import { type Identities, identitiesOf } from './identity.ts';
import {
  LOCK_SCHEMA_VERSION,
  type Lock,
  type LockedRule,
  type LockLists,
  lockLists,
  type RuleState,
  stateOf,
} from './lock.ts';
import { withValues } from './places.ts';
import type { ChangeClass } from './versions.ts';

export interface BumpOptions {
  /** Version of this trailc. */
  readonly trailc: string;
  /** `YYYY-MM-DD`, for `modified` of the rules that get a new version. */
  readonly date: string;
  /** Ids of the rules to look at; undefined: all, and rules that are gone are recorded as removed. */
  readonly only?: ReadonlySet<string>;
}

export interface BumpPlan {
  readonly lock: Lock;
  /** Files that get another text. */
  readonly edits: readonly { readonly rule: RuleDocument; readonly text: string }[];
  /** Every rule that is not as the lock had it, by file name. */
  readonly rules: readonly BumpedRule[];
}

export interface BumpedRule {
  readonly id: string;
  readonly stem: string;
  readonly title: string;
  /** Null: it was not locked. */
  readonly from: string | null;
  /** Null: it is removed. */
  readonly to: string | null;
  readonly change: Exclude<ChangeClass, 'none'> | 'new' | 'removed' | 'restored';
  /** Each change in a sentence. */
  readonly words: readonly string[];
}

/** `content` is a whole repository without errors; `lock` is undefined for the first bump. */
export function planBump(
  { rules, lists }: Pick<Content, 'rules' | 'lists'>,
  lock: Lock | undefined,
  options: BumpOptions,
): Result<BumpPlan> {
  const { trailc, only } = options;
  const old = lock ?? { schemaVersion: LOCK_SCHEMA_VERSION, trailc, rules: [] };
  const identities = identitiesOf(rules, old);
  if (identities.faults.length > 0) return fail(identities.faults);
  const entries = new Map(old.rules.map((entry) => [entry.id, entry]));
  const diagnostics: Diagnostic[] = [];
  const edits: BumpPlan['edits'][number][] = [];
  const bumped: BumpedRule[] = [];
  const prepared = lockLists(lists);
  for (const rule of rules) {
    if (only !== undefined && !only.has(rule.id.value)) continue;
    const made = bumpRule(rule, identities, prepared, options);
    append(diagnostics, made.diagnostics);
    if (made.value === undefined) continue;
    const { entry, text, report } = made.value;
    entries.set(entry.id, entry);
    if (text !== rule.span.source.text) edits.push({ rule, text });
    if (report !== undefined) bumped.push(report);
  }
  if (only === undefined) {
    for (const entry of identities.gone) {
      entries.set(entry.id, { ...entry, removed: true });
      bumped.push(reportOf(entry, { from: entry.version, to: null, change: 'removed', words: [] }));
    }
  }
  if (hasErrors(diagnostics)) return fail(diagnostics);
  bumped.sort((a, b) => (a.stem < b.stem ? -1 : a.stem > b.stem ? 1 : 0));
  return succeed(
    { lock: { ...old, trailc, rules: [...entries.values()] }, edits, rules: bumped },
    diagnostics,
  );
}

interface Bumped {
  readonly entry: LockedRule;
  readonly text: string;
  /** Undefined: the rule is as it was. */
  readonly report?: BumpedRule;
}

function bumpRule(
  rule: RuleDocument,
  { entryOf }: Identities,
  lists: LockLists,
  { date }: BumpOptions,
): Result<Bumped> {
  const now = stateOf(rule, lists);
  // That the rule cannot be lowered has been reported by whoever loaded it for its tests, or will be by a build.
  if (now === undefined) return succeedUnchanged(entryOf(rule), rule);
  const { source } = rule.span;
  const entry = entryOf(rule);
  if (entry === undefined) {
    const report = reportOf(now, { from: null, to: now.version, change: 'new', words: [] });
    return succeed({ entry: lockedOf(now, source.text, now.version), text: source.text, report });
  }
  const { class: kind, next, words } = changeOf(entry, now);
  const settled = kind === 'none' && entry.version === now.version;
  // A day before the rule was written would be a fault of its own.
  const modified = rule.date > date ? rule.date : date;
  const dated = kind === 'none' || kind === 'text' ? {} : { modified };
  const edited = withValues(source, { version: next, ...dated });
  if (edited.value === undefined) return fail(edited.diagnostics);
  const text = edited.value;
  const locked = lockedOf(now, text, next);
  if (settled && entry.removed !== true) return succeed({ entry: locked, text });
  const change = entry.removed === true ? 'restored' : kind === 'none' ? 'text' : kind;
  return succeed({
    entry: locked,
    text,
    report: reportOf(now, { from: entry.version, to: next, change, words }),
  });
}

function succeedUnchanged(entry: LockedRule | undefined, rule: RuleDocument): Result<Bumped> {
  return entry === undefined ? { diagnostics: [] } : succeed({ entry, text: rule.span.source.text });
}

/** The entry of a rule whose file has this text and version. */
function lockedOf({ document: _, ...state }: RuleState, text: string, version: string): LockedRule {
  return { ...state, version, text: sha256(text) };
}

const reportOf = (
  { id, stem, title }: LockedRule,
  rest: Pick<BumpedRule, 'from' | 'to' | 'change' | 'words'>,
): BumpedRule => ({ id, stem, title, ...rest });
