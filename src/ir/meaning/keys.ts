/**
 * What a rule says beside its condition, key by key, so that a change can be named.
 *
 * Owns: which key is tuning (it changes what is installed, when it runs, what an alert shows) and which is metadata (it
 * changes what people read). `version` and `modified` say that something changed and are no change themselves; tests
 * ship nowhere. Must not: read the condition (meaning/rule.ts does).
 */
import type { ListDocument, ParamUse, RuleDocument, TargetName } from '../../content/document.ts';
import { canonicalJson, sha256 } from '../hash.ts';
import { listsOfRule } from './rule.ts';

/** Key, as a person would name it, to a digest of its value. A key that the rule does not have is left out. */
export type KeyDigests = Readonly<Record<string, string>>;

export interface RuleKeys {
  readonly tuning: KeyDigests;
  readonly metadata: KeyDigests;
}

/** `lists` as they stand in their files, without the changes of an environment. */
export function ruleKeys(document: RuleDocument, lists: ReadonlyMap<string, ListDocument>): RuleKeys {
  const { alert, schedule, params, targets } = document;
  const consents = Object.entries(targets) as [
    TargetName,
    NonNullable<RuleDocument['targets'][TargetName]>,
  ][];
  return {
    tuning: digests([
      // Saved searches, queries and files are named after these two.
      ['file name', document.stem],
      ['title', document.title.value],
      ['level', document.level],
      ['schedule.every', durationOf(schedule.every)],
      ['schedule.lookback', durationOf(schedule.lookback)],
      ['alert.title', alert.title.value],
      ['alert.groupBy', alert.groupBy.map(({ value }) => value)],
      ['alert.suppressFor', alert.suppressFor === undefined ? undefined : durationOf(alert.suppressFor)],
      // What an environment must give, whether or not the condition reads it.
      ...params.map(({ name, type, pattern }) => [`params.${name}`, { type, pattern }] as const),
      ...consents.map(([target, { accept }]) => [`targets.${target}.accept`, accept] as const),
      ...listKeys(document, lists),
    ]),
    metadata: digests([
      ['status', document.status],
      ['replacedBy', document.replacedBy?.value],
      ['author', document.author],
      ['date', document.date],
      ['license', document.license],
      ['description', document.description],
      ['references', document.references],
      ['tags', document.tags],
      ['related', document.related],
      ['falsePositives', document.falsePositives],
      ['triage', document.triage],
      ...params.map(({ name, description }) => [`params.${name}.description`, description] as const),
      ...params.map(({ name, example }) => [`params.${name}.example`, example] as const),
      ...consents.map(([target, { because }]) => [`targets.${target}.because`, because] as const),
    ]),
  };
}

/** `lists.NAME` and the digest of what stands in the list, for each that the rule asks. */
export function listKeys(
  document: RuleDocument,
  lists: ReadonlyMap<string, ListDocument>,
): readonly (readonly [string, string | undefined])[] {
  return listsOfRule(document).map((name) => [`lists.${name}`, contentsOf(lists.get(name))]);
}

const contents = new WeakMap<ListDocument, string>();

/** Columns and values; neither the order of entries nor why they are there. */
function contentsOf(list: ListDocument | undefined): string | undefined {
  if (list === undefined) return undefined;
  const known = contents.get(list) ?? digest([list.columns, [...new Set(list.entries.map(rowOf))].sort()]);
  contents.set(list, known);
  return known;
}

const rowOf = ({ values }: ListDocument['entries'][number]) => JSON.stringify(values);

const durationOf = (duration: number | ParamUse) =>
  typeof duration === 'number' ? duration : `$${duration.name}`;

/** Sixty-four bits, enough to tell a change; nobody is to be kept from making two texts with one digest. */
const digest = (value: unknown) => sha256(canonicalJson(value)).slice(0, 16);

function digests(keys: readonly (readonly [string, unknown])[]): KeyDigests {
  const entries = keys.flatMap(([key, value]) => {
    if (value === undefined) return [];
    // Those of lists are digests already.
    return [[key, key.startsWith('lists.') ? String(value) : digest(value)] as const];
  });
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)));
}

/** A sentence for each key that differs, by key. */
export function keyChanges(before: KeyDigests, after: KeyDigests): readonly string[] {
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
  return keys.flatMap((key) => {
    const [was, is] = [before, after].map((side) => (Object.hasOwn(side, key) ? side[key] : undefined));
    if (was === is) return [];
    const verb = was === undefined ? 'was added' : is === undefined ? 'was removed' : 'changed';
    if (key === 'file name') return ['The file name changed.'];
    if (!key.startsWith('lists.')) return [`The key ${key} ${verb}.`];
    const list = key.slice('lists.'.length);
    if (verb === 'changed') return [`What stands in the list ${list} changed.`];
    return [`The rule ${verb === 'was added' ? 'asks' : 'no longer asks'} the list ${list}.`];
  });
}
