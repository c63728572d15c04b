/**
 * The entry of a list that a clause hit or nearly hit: its place, its reason, and whether it is past its date.
 *
 * Owns: finding what the list's file says of it, and the words. Must not: ask what day it is.
 */
import { positionAt } from '../../base/source.ts';
import type { ListDocument, ListEntry } from '../../content/document.ts';
import type { MembershipRow } from '../../language/operands.ts';
import { escapeForTerminal } from './terminal.ts';

/** What the list says of an entry beside its reason. */
export interface EntryNotes {
  readonly owner?: string;
  readonly ticket?: string;
  readonly expires?: string;
  /** Its day is over. It goes on holding until it is removed. */
  readonly expired: boolean;
}

export type TellEntry = (list: string, row: MembershipRow) => EntryNotes | undefined;

/** Looks entries up in the lists that a rule was lowered with; `today` is `YYYY-MM-DD`. */
export function entriesOf(lists: ReadonlyMap<string, ListDocument>, today: string): TellEntry {
  const known = new Map<string, ReadonlyMap<unknown, ListEntry>>();
  return (list, row) => {
    const bySpan =
      known.get(list) ?? new Map((lists.get(list)?.entries ?? []).map((entry) => [entry.span, entry]));
    known.set(list, bySpan);
    const entry = bySpan.get(row.span);
    if (entry === undefined) return undefined;
    const { owner, ticket, expires } = entry;
    return {
      ...(owner === undefined ? {} : { owner }),
      ...(ticket === undefined ? {} : { ticket }),
      ...(expires === undefined ? {} : { expires: expires.value }),
      // Days are written so that their order is that of their texts.
      expired: expires !== undefined && expires.value < today,
    };
  };
}

/** `lists/ignored-actions.yml:26`. */
export function placeOfEntry({ span }: MembershipRow): string {
  const { line } = positionAt(span.source, span.start);
  return `${escapeForTerminal(span.source.path)}:${line}`;
}

/** The entry that was hit. */
export function entryLines(row: MembershipRow, notes: EntryNotes | undefined): readonly string[] {
  const line = `entry ${placeOfEntry(row)}: ${escapeForTerminal(row.reason)}`;
  const expired = expiredText(notes);
  if (expired === undefined) return [line];
  const who = [
    ...(notes?.owner === undefined ? [] : [`owner ${notes.owner}`]),
    ...(notes?.ticket === undefined ? [] : [`ticket ${notes.ticket}`]),
  ];
  return [line, escapeForTerminal(`${expired}${who.length === 0 ? '' : ` (${who.join(', ')})`}`)];
}

export function expiredText(notes: EntryNotes | undefined): string | undefined {
  return notes?.expired === true ? `expired on ${notes.expires}, and holds until it is removed` : undefined;
}

/** The entry as plain data. */
export function entryAsJson(row: MembershipRow, notes: EntryNotes | undefined): object {
  const { line, column } = positionAt(row.span.source, row.span.start);
  return { values: row.values, reason: row.reason, path: row.span.source.path, line, column, ...notes };
}
