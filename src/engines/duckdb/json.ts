/**
 * A backtest of log files on embedded DuckDB: trailc's own reader fills a table as the SerDe of Athena would, some
 * thousand events at a time, and the compiled statements run on it.
 *
 * Owns: the batches, so that memory does not grow with the files, and that one rule whose SQL fails takes no other with it.
 * Must not: evaluate conditions itself.
 */
import type { Readable } from 'node:stream';
import type { CloudTrailEvent } from '../../cloudtrail/event.ts';
import type { DuckDbLibrary } from '../../duckdb/load.ts';
import { type AthenaTable, openAthenaTable } from '../../duckdb/table.ts';
import { untilDrained } from '../../logs/backtest/backtest.ts';
import { openIntake } from '../../logs/backtest/intake.ts';
import type { AskedRule } from '../../logs/backtest/question.ts';
import { isWithin } from '../../logs/backtest/range.ts';
import type { BacktestReport } from '../../logs/backtest/report.ts';
import type { LogItem } from '../../logs/item.ts';
import { readLogBatches } from '../../logs/read.ts';
import type { Book, Page } from '../book.ts';
import { engineReport } from '../report.ts';
import { prepare, type RunOptions } from '../run.ts';
import { type Source, type Statement, statementOf } from '../select.ts';
import { addFunctions, rowsOf, wordsOf } from './dialect.ts';

/** The table that `openAthenaTable` makes. */
export const EMBEDDED_TABLE = ['security', 'cloudtrail'] as const;

export interface JsonOptions extends RunOptions {
  readonly library: DuckDbLibrary;
  /** What `-` reads. */
  readonly stdin: Readable;
  /** Events in the table at once; in tests. */
  readonly batch?: number;
}

const BATCH = 10_000;

/** Never throws; what cannot be read is in the report. */
export async function runOnLogs(
  rules: readonly AskedRule[],
  inputs: readonly string[],
  options: JsonOptions,
): Promise<BacktestReport> {
  const { library, stdin, signal, batch = BATCH } = options;
  const { range } = options.source;
  // Times are judged here, before there are rows, as without an engine.
  const source: Source = { ...options.source, range: {} };
  const { tally, book, statements } = prepare(rules, { ...options, source });
  const intake = openIntake();
  const seen = { events: 0, rows: 0 };
  const table = await openAthenaTable(library, source.profile);
  try {
    await addFunctions(table);
    let asked = statements.map((statement) => openAsked(statement, book));
    let events: CloudTrailEvent[] = [];
    const run = async () => {
      if (events.length === 0) return;
      await table.fill(events);
      seen.events += events.length;
      events = [];
      asked = await askAll(table, asked, book, source, (rows) => {
        seen.rows += rows;
      });
      await untilDrained(options);
      options.onAsked?.({ ...seen, queries: asked.length, ended: 0, bytes: null });
    };
    const take = (item: LogItem) => {
      if (item.kind !== 'event') return intake.take(item);
      const { eventTime } = item.event;
      const within = isWithin(range, typeof eventTime === 'string' ? eventTime : undefined);
      intake.events(within ? 1 : 0, within ? 0 : 1);
      if (within) events.push(item.event);
    };
    for await (const items of readLogBatches(inputs, { stdin })) {
      if (signal.aborted) break;
      for (const item of items) {
        take(item);
        if (events.length >= batch) await run();
      }
    }
    if (!signal.aborted) await run();
    for (const { page } of asked) page.end(signal.aborted ? STOPPED : DONE);
    return engineReport(tally, book, options, { reason: undefined }, intake.report());
  } finally {
    table.close();
  }
}

const DONE = { state: 'done', reason: null, bytes: null } as const;
const STOPPED = { state: 'cancelled', reason: 'You stopped it.', bytes: null } as const;

interface Asked {
  readonly statement: Statement;
  readonly page: Page;
}

const openAsked = (statement: Statement, book: Book): Asked => ({ statement, page: book.open(statement) });

/**
 * Asks about the events in the table; returns what the next ones are asked. A statement that fails gave nothing: its rules
 * are asked in halves, down to the one that is at fault.
 */
async function askAll(
  table: AthenaTable,
  asked: readonly Asked[],
  book: Book,
  source: Source,
  note: (rows: number) => void,
): Promise<Asked[]> {
  const waiting = [...asked];
  const next: Asked[] = [];
  for (let one = waiting.shift(); one !== undefined; one = waiting.shift()) {
    const { statement, page } = one;
    const answer = await ask(table, statement.text);
    if (typeof answer !== 'string') {
      note(answer.length);
      const wrong = page.rows(answer);
      if (wrong === undefined) next.push(one);
      else
        page.end({
          state: 'failed',
          reason: `DuckDB gave other rows than it was asked for: ${wrong}.`,
          bytes: null,
        });
    } else if (statement.rules.length === 1) {
      page.end({ state: 'failed', reason: `DuckDB says: ${answer}`, bytes: null });
    } else {
      const middle = statement.rules.length >> 1;
      for (const half of [statement.rules.slice(0, middle), statement.rules.slice(middle)])
        waiting.push(openAsked(statementOf(half, source), book));
    }
  }
  return next;
}

/** Every row, or what DuckDB says against it. */
async function ask(table: AthenaTable, statement: string) {
  try {
    return rowsOf(await table.query(statement));
  } catch (error) {
    return wordsOf(error);
  }
}
