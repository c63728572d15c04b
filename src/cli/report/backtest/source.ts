/**
 * Where the events of a backtest came from, and what was not read, in words.
 *
 * Owns: the sentences, as plain text. Must not: escape or lay out; paths and reasons in them are untrusted.
 */
import type { BacktestReport, FilesRead, QueriesRun, RuleReport } from '../../../logs/backtest/report.ts';
import { counted, number, sum } from './words.ts';

/** A line of what was read, with what kind it is of. */
export interface SourceLine {
  readonly kind: 'total' | 'empty' | 'skipped' | 'malformed' | 'query';
  readonly text: string;
}

/** Where the events came from and what was not read; at most `most` malformed items. */
export function sourceInWords({ source, rules }: BacktestReport, most: number): readonly SourceLine[] {
  return source.kind === 'files' ? filesInWords(source, rules, most) : queriesInWords(source, rules, most);
}

function filesInWords(source: FilesRead, rules: readonly RuleReport[], most: number): readonly SourceLine[] {
  const { events, malformedItems, skippedByReason, emptyFiles, prunedFiles } = source;
  const duplicates = sum(rules, (rule) => rule.duplicates);
  const total = [
    `${counted(events.read, 'event')} read from ${counted(source.files, 'file')}`,
    ...(events.outside === 0 ? [] : [`${number(events.outside)} outside of the time asked for`]),
    `${number(events.skipped)} skipped`,
    `${number(events.malformed)} malformed`,
    ...(duplicates === 0 ? [] : [`${counted(duplicates, 'duplicate match', 'duplicate matches')} left out`]),
    ...(prunedFiles === 0
      ? []
      : [`${counted(prunedFiles, 'file')} not opened (their path says another time)`]),
  ];
  const lines: SourceLine[] = [{ kind: 'total', text: total.join(', ') }];
  if (emptyFiles.first !== null) {
    const { count, first } = emptyFiles;
    const where = `${counted(count, 'file')}${count === 1 ? ':' : ', first'} ${first.path}`;
    lines.push({ kind: 'empty', text: `${where} (no record in ${count === 1 ? 'it' : 'them'})` });
  }
  for (const { reason, count, files, first } of skippedByReason) {
    const where = `${counted(files, 'file')}, first in ${placeOf(first)}`;
    lines.push({ kind: 'skipped', text: `${number(count)}: ${reason} (${where})` });
  }
  const shown = malformedItems.slice(0, most);
  for (const { reason, origin } of shown)
    lines.push({ kind: 'malformed', text: `${placeOf(origin)}: ${reason}` });
  const left = events.malformed - shown.length;
  if (left > 0) lines.push({ kind: 'malformed', text: `… ${number(left)} more malformed` });
  return lines;
}

function queriesInWords(
  { engine, table, queries, cost, files }: QueriesRun,
  rules: readonly RuleReport[],
  most: number,
): readonly SourceLine[] {
  const done = queries.filter(({ state }) => state === 'done').length;
  const known = queries.flatMap(({ bytes }) => bytes ?? []);
  const read = known.reduce((a, b) => a + b, 0);
  const total = [
    `${number(done)} of ${counted(queries.length, 'rule')} answered by ${engine} on ${table}`,
    counted(
      sum(queries, ({ rows }) => rows),
      'row',
    ),
    ...(known.length === 0 ? [] : [`${bytesInWords(read)} read`]),
    ...(cost == null ? [] : [`${dollars(cost.usd)} at ${dollars(cost.usdPerTb)} a terabyte`]),
  ];
  return [
    { kind: 'total', text: total.join(', ') },
    ...queries.flatMap(({ rule, state, reason }): readonly SourceLine[] =>
      state === 'done'
        ? []
        : [{ kind: 'query', text: `${rule}: ${state}${reason === null ? '' : `, ${reason}`}` }],
    ),
    ...(files == null ? [] : filesInWords(files, rules, most)),
  ];
}

const UNITS = ['bytes', 'kB', 'MB', 'GB', 'TB', 'PB'];

/** `12.3 MB`; units of a thousand. */
export function bytesInWords(bytes: number): string {
  const power = bytes < 1000 ? 0 : Math.min(UNITS.length - 1, Math.floor(Math.log10(bytes) / 3));
  const value = bytes / 1000 ** power;
  return `${power === 0 ? value : value.toFixed(1)} ${UNITS[power]}`;
}

/** Two places, and four where they would say nothing. */
const dollars = (usd: number) => `$${usd.toFixed(usd > 0 && usd < 0.1 ? 4 : 2)}`;

/** Path and line; a fault of a whole file has no line. */
export const placeOf = ({ path, line }: { readonly path: string; readonly line?: number }) =>
  line === undefined ? path : `${path}:${line}`;
