/**
 * Lists as whoever looks after them wants to see them: who uses one, who answers for it, what is due.
 *
 * Owns: what is due, and which entries lack a note that others have. Must not: print, or ask what day it is.
 */
import type { Content, EnvironmentDocument, ListDocument, ListEntry } from './document.ts';
import { effectiveLists } from './list-overlay.ts';
import { rulesByList } from './uses.ts';

export interface ListsView {
  /** The environment whose lists these are; undefined: as their files have them. */
  readonly environment?: string;
  /** `YYYY-MM-DD`. */
  readonly asOf: string;
  readonly dueDays: number;
  readonly lists: readonly ListView[];
}

export interface ListView {
  readonly list: ListDocument;
  readonly rules: readonly string[];
  /** Each once, in the order of the entries. */
  readonly owners: readonly string[];
  /** Expired first, then by day. */
  readonly due: readonly DueEntry[];
  /** Where other entries of the list have an owner, a ticket. */
  readonly withoutOwner: readonly ListEntry[];
  readonly withoutTicket: readonly ListEntry[];
  readonly changes: readonly EnvironmentChanges[];
}

export interface DueEntry {
  readonly entry: ListEntry;
  readonly expires: string;
  readonly expired: boolean;
  /** Until its last day; below zero, since it. */
  readonly days: number;
  /** The environments that hold it, where it does not stand in the list's file. */
  readonly environments: readonly string[];
}

export interface EnvironmentChanges {
  /** The environment that says it. */
  readonly environment: string;
  readonly added: number;
  readonly removed: number;
}

export interface ListsOptions {
  readonly environment: EnvironmentDocument | undefined;
  readonly asOf: string;
  readonly dueDays: number;
}

const DAY = 86_400_000;

/** All lists by name, as their files have them or, given an environment, as they hold there. */
export function listsView(content: Content, options: ListsOptions): ListsView {
  const { environment, asOf, dueDays } = options;
  const rules = rulesByList(content);
  const shown = environment === undefined ? content.lists : effectiveLists(content.lists, environment);
  const lists = [...shown.values()]
    .sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0))
    .map((list): ListView => {
      const { entries } = list;
      return {
        list,
        rules: (rules.get(list.name) ?? []).map(({ stem }) => stem),
        owners: [...new Set(entries.flatMap(({ owner }) => owner ?? []))],
        due: dueEntries(content, list, options),
        withoutOwner: lacking(entries, ({ owner }) => owner),
        withoutTicket: lacking(entries, ({ ticket }) => ticket),
        changes: changesOf(content, list.name, environment),
      };
    });
  return { ...(environment === undefined ? {} : { environment: environment.name }), asOf, dueDays, lists };
}

function lacking(
  entries: readonly ListEntry[],
  noteOf: (entry: ListEntry) => string | undefined,
): readonly ListEntry[] {
  const without = entries.filter((entry) => noteOf(entry) === undefined);
  return without.length === entries.length ? [] : without;
}

/** Without an environment, also entries that only environments have: nobody else would be reminded of them. */
function dueEntries(content: Content, list: ListDocument, options: ListsOptions): readonly DueEntry[] {
  const found = new Map<ListEntry['span'], { entry: ListEntry; environments: string[] }>();
  for (const entry of list.entries) found.set(entry.span, { entry, environments: [] });
  if (options.environment === undefined) {
    for (const environment of content.config.environments) {
      for (const entry of effectiveLists(content.lists, environment).get(list.name)?.entries ?? []) {
        const known = found.get(entry.span);
        if (known === undefined) found.set(entry.span, { entry, environments: [environment.name] });
        else if (known.environments.length > 0) known.environments.push(environment.name);
      }
    }
  }
  return [...found.values()]
    .flatMap(({ entry, environments }): readonly DueEntry[] => {
      const expires = entry.expires?.value;
      if (expires === undefined) return [];
      const days = Math.round((Date.parse(expires) - Date.parse(options.asOf)) / DAY);
      if (days > options.dueDays) return [];
      return [{ entry, expires, expired: days < 0, days, environments }];
    })
    .sort((a, b) => a.days - b.days);
}

/** Of the environment and its ancestors, or of every environment. */
function changesOf(
  content: Content,
  list: string,
  environment: EnvironmentDocument | undefined,
): readonly EnvironmentChanges[] {
  const { environments, bases = [] } = content.config;
  const all = environment === undefined ? [...environments, ...bases] : [environment];
  const overlays = new Set(all.flatMap(({ lists }) => lists.get(list) ?? []));
  return [...overlays].map(({ environment: by, add, remove }) => ({
    environment: by,
    added: add.length,
    removed: remove.length,
  }));
}
