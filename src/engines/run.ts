/**
 * Runs the statements of a backtest, a few at a time, and makes the report.
 *
 * Owns: the order, halving what is too much for the engine, and that nothing is counted twice: a query is asked again only
 * where it gave no row. Must not: know an engine's protocol.
 */
import { type BacktestOptions, openBooks, untilDrained } from '../logs/backtest/backtest.ts';
import type { AskedRule } from '../logs/backtest/question.ts';
import type { BacktestReport } from '../logs/backtest/report.ts';
import { type Book, openBook } from './book.ts';
import type { Ask, End, EngineProgress, Told } from './engine.ts';
import { type Ended, engineReport } from './report.ts';
import { sayRules } from './say.ts';
import { type Source, type Statement, statementOf, statementsFor } from './select.ts';

export interface RunOptions extends Omit<BacktestOptions, 'range'> {
  readonly engine: 'duckdb' | 'trino' | 'athena';
  /** As people name the table. */
  readonly shownTable: string;
  readonly source: Source;
  /** Statements at a time. */
  readonly parallel: number;
  readonly signal: AbortSignal;
  /** Called whenever an engine says something. */
  readonly onAsked?: (progress: EngineProgress) => void;
  /** US dollars for a TB that is read; absent where nobody charges for it. */
  readonly usdPerTb?: number;
}

/** Never throws; what went wrong is in the report. */
export async function runQueries(
  rules: readonly AskedRule[],
  ask: Ask,
  options: RunOptions,
): Promise<BacktestReport> {
  const { tally, book, statements } = prepare(rules, options);
  const waiting = [...statements];
  const progress = openProgress(statements.length, options.onAsked);
  const ended: Ended = { reason: undefined };
  const worker = async () => {
    while (!options.signal.aborted && ended.reason === undefined) {
      const statement = waiting.shift();
      if (statement === undefined) return;
      const end = await runOne(statement, ask, book, options, progress.begin());
      if (end === 'halve') {
        const middle = statement.rules.length >> 1;
        const halves = [statement.rules.slice(0, middle), statement.rules.slice(middle)];
        waiting.unshift(...halves.map((half) => statementOf(half, options.source)));
        progress.more(halves.length);
      } else if (end.hopeless === true) ended.reason = end.reason ?? undefined;
    }
  };
  await Promise.all(Array.from({ length: Math.max(options.parallel, 1) }, worker));
  return engineReport(tally, book, options, ended);
}

/** What a run keeps, and its statements; rules that cannot be said are noted. */
export function prepare(rules: readonly AskedRule[], options: RunOptions) {
  const { source } = options;
  const { tally } = openBooks(rules, options);
  const book = openBook(
    rules.map(({ rule }) => rule),
    tally,
  );
  const judged = sayRules(rules, source.profile);
  const { statements, tooLong } = statementsFor(
    judged.filter((one) => one.kind === 'said'),
    source,
  );
  for (const one of [...judged, ...tooLong]) if (one.kind === 'not-said') book.notSaid(one);
  return { tally, book, statements };
}

/** How it ended; `halve`: it was too much, and has given nothing yet. */
async function runOne(
  statement: Statement,
  ask: Ask,
  book: Book,
  options: Pick<RunOptions, 'signal' | 'drained'>,
  note: (told: Told) => void,
): Promise<End | 'halve'> {
  const { signal } = options;
  const page = book.open(statement);
  const own = new AbortController();
  const stop = () => own.abort();
  signal.addEventListener('abort', stop, { once: true });
  if (signal.aborted) stop();
  let rows = 0;
  let wrong: string | undefined;
  try {
    for await (const told of ask(statement.text, own.signal)) {
      note(told);
      switch (told.kind) {
        case 'reading':
          break;
        case 'started':
          page.started(told.queryId);
          break;
        case 'rows':
          if (wrong !== undefined) break;
          rows += told.rows.length;
          wrong = page.rows(told.rows);
          // The rest would be no better; the engine is told that nobody waits for it.
          if (wrong !== undefined) stop();
          else await untilDrained(options);
          break;
        case 'end': {
          if (told.tooMuch === true && rows === 0 && statement.rules.length > 1) return 'halve';
          const end: End =
            wrong === undefined
              ? told
              : {
                  ...told,
                  state: 'failed',
                  reason: `The engine gave other rows than it was asked for: ${wrong}.`,
                };
          page.end(end);
          return end;
        }
      }
    }
  } finally {
    signal.removeEventListener('abort', stop);
  }
  const end: End = {
    kind: 'end',
    state: 'failed',
    reason: 'The engine did not say how the query ended.',
    bytes: null,
  };
  page.end(end);
  return end;
}

/** Adds up what the statements tell. */
function openProgress(first: number, onAsked: RunOptions['onAsked']) {
  const sum = { queries: first, ended: 0, rows: 0 };
  const bytesOf: (number | null)[] = [];
  return {
    more(queries: number): void {
      sum.queries += queries;
    },
    /** For one statement. */
    begin(): (told: Told) => void {
      const at = bytesOf.push(null) - 1;
      return (told) => {
        if (told.kind === 'rows') sum.rows += told.rows.length;
        if (told.kind === 'end') sum.ended += 1;
        if (told.kind === 'reading' || told.kind === 'end') bytesOf[at] = told.bytes ?? bytesOf[at] ?? null;
        const known = bytesOf.filter((bytes) => bytes !== null);
        const bytes = known.length === 0 ? null : known.reduce((all, one) => all + one, 0);
        onAsked?.({ ...sum, bytes });
      };
    },
  };
}
