/**
 * A backtest for people, and as JSON (schema version 1).
 *
 * Owns: layout and the JSON shape. Must not: read logs.
 */
import type { BacktestReport } from '../../logs/backtest/report.ts';
import { printJson } from './json.ts';
import { renderTable } from './table.ts';
import { escapeForTerminal, paintFor } from './terminal.ts';

/** Matches shown for each rule; the JSON has all of them. */
const SHOWN = 20;

export function renderBacktest(
  report: BacktestReport,
  options: { readonly color: boolean; readonly width: number | undefined },
): string {
  const paint = paintFor(options.color);
  const parts: string[] = [];
  for (const { rule, matches, events: shownEvents } of report.rules) {
    parts.push(`${paint.bold(rule)}: ${counted(matches, 'match', 'matches')}\n`);
    if (matches === 0) continue;
    const rows = shownEvents
      .slice(0, SHOWN)
      .map((match) =>
        [match.eventTime, match.account, match.actor, match.action, match.alertTitle, match.eventID].map(
          shown,
        ),
      );
    const head = ['time', 'account', 'actor', 'action', 'alert', 'eventID'];
    parts.push(renderTable({ head, rows }, options));
    if (matches > rows.length) parts.push(`… ${matches - rows.length} more\n`);
  }
  const { source } = report;
  if (source.kind !== 'files') return parts.join('');
  const { events, malformedItems, skippedByReason } = source;
  parts.push(
    `${counted(events.read, 'event')} read from ${counted(source.files, 'file')}, ${events.skipped} skipped, ${events.malformed} malformed\n`,
  );
  const { count: empty, first: firstEmpty } = source.emptyFiles;
  if (firstEmpty !== null) {
    const where = `${counted(empty, 'file')}${empty === 1 ? ':' : ', first'} ${firstEmpty.path}`;
    parts.push(
      `  ${paint.dim('empty')} ${escapeForTerminal(`${where} (no record in ${empty === 1 ? 'it' : 'them'})`)}\n`,
    );
  }
  for (const { reason, count, files, first } of skippedByReason) {
    const where = `${counted(files, 'file')}, first in ${placeOf(first)}`;
    parts.push(`  ${paint.dim('skipped')} ${count}: ${escapeForTerminal(`${reason} (${where})`)}\n`);
  }
  for (const { reason, origin } of malformedItems.slice(0, SHOWN)) {
    parts.push(`  ${paint.yellow('malformed')} ${escapeForTerminal(`${placeOf(origin)}: ${reason}`)}\n`);
  }
  if (events.malformed > SHOWN) parts.push(`  … ${events.malformed - SHOWN} more malformed\n`);
  return parts.join('');
}

export function backtestAsJson(report: BacktestReport): string {
  return printJson({ schemaVersion: 1, ...report });
}

/** Path and line; a fault of a whole file has no line. */
const placeOf = ({ path, line }: { readonly path: string; readonly line?: number }) =>
  line === undefined ? path : `${path}:${line}`;

const counted = (count: number, one: string, many = `${one}s`) => `${count} ${count === 1 ? one : many}`;
const shown = (value: string | null | undefined) => escapeForTerminal(value ?? '-');
