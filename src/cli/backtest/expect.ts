/**
 * The options of `trailc backtest` that hold it against expectations: `--expect`, `--write-expect`, `--fail-on-match`.
 *
 * Owns: which go together, reading and writing their files, and how the command ends by them. Must not: judge or lay out.
 */
import { resolve } from 'node:path';
import type { Diagnostic } from '../../base/diagnostic.ts';
import { append } from '../../base/result.ts';
import { exists, readSource, shownPath } from '../../content/files.ts';
import { type Expectations, type Judged, judge, unreadOf } from '../../logs/backtest/expect.ts';
import type { BacktestReport } from '../../logs/backtest/report.ts';
import { type Io, UsageError } from '../io.ts';
import { placesFrom } from '../report/place.ts';
import { readReports, writeReport } from '../report/report-file.ts';
import { escapeForTerminal } from '../report/terminal.ts';
import { configPath, type RepositoryOptions } from '../repository.ts';
import { expectationsOf, readExpectations } from './expect-file.ts';
import {
  expectationsAsJunit,
  expectationsAsMarkdown,
  expectationsJson,
  renderExpectations,
  renderFailedExpectations,
} from './expect-report.ts';

export interface ExpectOptions extends RepositoryOptions {
  readonly expect?: string;
  readonly writeExpect?: string;
  readonly yes?: boolean;
  readonly failOnMatch?: boolean;
  readonly format: string;
  readonly report: readonly string[];
}

export interface Expecting {
  /** Reads the file of expectations; its faults go to `found`. `known`: every rule of the repository. */
  readonly read: (known: readonly string[], found: Diagnostic[]) => void;
  /** The report with the key `expectations`, where there are some. */
  readonly judged: (report: BacktestReport) => BacktestReport;
  /** After the report: prints what is left, writes files. True: the command ends with 1. */
  readonly end: (report: BacktestReport) => boolean;
}

const REPORTS = ['junit'] as const;

/** Throws UsageError for options that do not go together, before anything is read. */
export function openExpecting(options: ExpectOptions, io: Io): Expecting {
  const requests = readReports(options.report, REPORTS, io.cwd);
  refuse(options, requests.length > 0);
  const file = options.expect === undefined ? undefined : resolve(io.cwd, options.expect);
  const target = options.writeExpect === undefined ? undefined : resolve(io.cwd, options.writeExpect);
  if (file !== undefined && !exists(file)) throw noFile(file);
  if (target !== undefined && exists(target) && options.yes !== true) throw isThere(target);
  const places = placesFrom(configPath(options, io), io.cwd);
  let expectations: Expectations | undefined;
  let judgement: Judged | undefined;
  const shown = file === undefined ? '' : shownPath(file);
  return {
    read(known, found) {
      if (file === undefined) return;
      const source = readSource(file);
      append(found, source.diagnostics);
      if (source.value === undefined) return;
      const read = readExpectations(source.value, known);
      append(found, read.diagnostics);
      expectations = read.value;
    },
    judged(report) {
      if (expectations === undefined) return report;
      judgement = judge(expectations, report);
      return { ...report, ...{ expectations: expectationsJson(judgement, shown) } };
    },
    end(report) {
      if (judgement !== undefined) {
        print(judgement, shown, options.format, io);
        const junit = () => expectationsAsJunit(judgement as Judged, places.pathOf(shown));
        if (options.format === 'junit') io.out(junit());
        for (const { path } of requests) writeReport(path, junit(), places.root);
      }
      if (target !== undefined) writeSeen(report, target, places.root, io);
      const matched = options.failOnMatch === true && sayMatches(report, io);
      return matched || (judgement?.failed ?? 0) > 0;
    },
  };
}

function refuse({ expect, writeExpect, yes, format }: ExpectOptions, junit: boolean): void {
  if (yes === true && writeExpect === undefined)
    throw new UsageError('--yes goes with --write-expect alone.', 'It lets that replace a file.');
  if (expect !== undefined && writeExpect !== undefined) {
    throw new UsageError(
      '--expect and --write-expect do not go together.',
      'Hold the backtest against a file, or write what was seen to one.',
    );
  }
  if (expect === undefined && (junit || format === 'junit'))
    throw new UsageError('JUnit reports say which expectations failed.', 'Name their file with --expect.');
}

const noFile = (path: string) =>
  new UsageError(
    `there is no file ${shownPath(path)} with expectations.`,
    `Write it from what is seen now: --write-expect ${shownPath(path)}.`,
  );

const isThere = (path: string) =>
  new UsageError(
    `${shownPath(path)} exists already.`,
    'Run again with --yes to replace it, or name another file.',
  );

function print(judged: Judged, file: string, format: string, io: Io): void {
  if (format === 'json' || format === 'junit') return;
  if (format === 'pretty') io.out(`\n${renderExpectations(judged, file, io.color.out)}`);
  else if (format === 'markdown') io.out(expectationsAsMarkdown(judged, file));
  else io.err(renderFailedExpectations(judged, file, io.color.err));
}

/** What a part was seen to hold is no expectation of the whole. */
function writeSeen(report: BacktestReport, path: string, root: string, io: Io): void {
  const unread = unreadOf(report);
  if (unread !== undefined) {
    io.err(`${shownPath(path)} was not written, since ${escapeForTerminal(unread)}.\n`);
    return;
  }
  writeReport(path, expectationsOf(report), root);
  io.err(`Wrote what was seen to ${shownPath(path)}.\n`);
}

function sayMatches({ rules }: BacktestReport, io: Io): boolean {
  const matched = rules.filter(({ matches }) => matches > 0);
  if (matched.length === 0) return false;
  const [one, more] = [matched[0]?.rule ?? '', matched.length - 1];
  io.err(`--fail-on-match: ${one}${more === 0 ? '' : ` and ${more} more`} matched.\n`);
  return true;
}
