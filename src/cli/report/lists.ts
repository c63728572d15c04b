/**
 * Lists and what is due in them, for people and as JSON (schema version 1; docs/formats.md has the shape).
 *
 * Owns: their layout. Must not: judge a date (content/list-view.ts does).
 */
import type { ListEntry } from '../../content/document.ts';
import type { DueEntry, ListsView, ListView } from '../../content/list-view.ts';
import { shownPlace } from '../../content/shown-place.ts';
import type { Io } from '../io.ts';
import { place } from './env.ts';
import { printJson } from './json.ts';
import { type Cell, renderTable } from './table.ts';
import { escapeForTerminal, type Paint, paintFor } from './terminal.ts';

/** `whole` shows the entries too. */
export function renderLists(view: ListsView, whole: boolean, io: Io): string {
  const paint = paintFor(io.color.out);
  const table = (head: readonly string[], rows: readonly (readonly Cell[])[]) =>
    renderTable({ head, rows }, { width: io.width, color: io.color.out });
  if (view.lists.length === 0) return 'no lists\n';
  const sizes = view.lists.map(({ list, rules, owners, changes }) => [
    list.name,
    String(list.entries.length),
    rules.join(', ') || 'no rule',
    owners.join(', '),
    changes.map(({ environment, added, removed }) => `${environment} +${added} -${removed}`).join(', '),
  ]);
  const due = view.lists.flatMap((one) => one.due.map((entry) => dueRow(one, entry, paint)));
  const lacking = view.lists.flatMap(lackingRows);
  const entries = whole ? view.lists.flatMap(({ list }) => list.entries.map(entryRow)) : [];
  const where = view.environment === undefined ? '' : ` in ${view.environment}`;
  return [
    table(['list', 'entries', 'used by', 'owners', 'changed by'], sizes),
    whole && entries.length > 0
      ? `\n${table(['entry', 'expires', 'owner', 'ticket', 'reason', 'place'], entries)}`
      : '',
    due.length === 0
      ? `\nnothing expires within ${days(view.dueDays)} of ${view.asOf}${escapeForTerminal(where)}\n`
      : `\n${table(['list', 'entry', 'expires', 'owner', 'ticket', 'reason', 'place'], due)}`,
    lacking.length === 0 ? '' : `\n${table(['list', 'entries without', 'first at'], lacking)}`,
  ].join('');
}

function dueRow({ list }: ListView, due: DueEntry, paint: Paint): readonly Cell[] {
  const { entry, expires, expired } = due;
  const style = expired ? paint.red : paint.yellow;
  const when = expired ? `${expires} (expired ${days(-due.days)} ago)` : `${expires} (in ${days(due.days)})`;
  const where = due.environments.length === 0 ? '' : ` (${due.environments.join(', ')})`;
  return [
    list.name,
    `${entry.values.join(', ')}${where}`,
    { text: when, paint: style },
    entry.owner ?? '',
    entry.ticket ?? '',
    entry.reason,
    shownPlace(entry.span),
  ];
}

const entryRow = (entry: ListEntry): readonly Cell[] => [
  entry.values.join(', '),
  entry.expires?.value ?? '',
  entry.owner ?? '',
  entry.ticket ?? '',
  entry.reason,
  shownPlace(entry.span),
];

function lackingRows({ list, withoutOwner, withoutTicket }: ListView): readonly (readonly string[])[] {
  const row = (note: string, [first, ...others]: readonly ListEntry[]) =>
    first === undefined
      ? []
      : [[list.name, `${note}: ${others.length + 1} of ${list.entries.length}`, shownPlace(first.span)]];
  return [...row('owner', withoutOwner), ...row('ticket', withoutTicket)];
}

const days = (count: number) => `${count} day${count === 1 ? '' : 's'}`;

export function listsAsJson(view: ListsView): string {
  const { environment, asOf, dueDays } = view;
  return printJson({
    schemaVersion: 1,
    environment: environment ?? null,
    asOf,
    dueDays,
    lists: view.lists.map(({ list, rules, owners, due, withoutOwner, withoutTicket, changes }) => ({
      name: list.name,
      path: list.path,
      description: list.description,
      columns: list.columns,
      entries: list.entries.length,
      rules,
      owners,
      due: due.map(({ entry, expired, days: left, environments }) => ({
        ...entryAsJson(entry),
        expired,
        days: left,
        environments,
      })),
      withoutOwner: withoutOwner.map(entryAsJson),
      withoutTicket: withoutTicket.map(entryAsJson),
      changes,
    })),
  });
}

/** Lines and columns start at 1. */
export function entryAsJson({ values, reason, owner, ticket, expires, span }: ListEntry) {
  return {
    values,
    reason,
    owner: owner ?? null,
    ticket: ticket ?? null,
    expires: expires?.value ?? null,
    ...place(span),
  };
}
