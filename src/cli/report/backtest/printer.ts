/**
 * Which format a backtest is printed in.
 *
 * Owns: loading the one that is asked for, how many events it shows, and what it writes before the end. Must not: lay
 * anything out.
 */
import type { BacktestReport } from '../../../logs/backtest/report.ts';
import type { OnMatch } from '../../../logs/backtest/tally.ts';
import { type Io, UsageError } from '../../io.ts';

export type BacktestFormat = 'pretty' | 'json' | 'ndjson' | 'csv' | 'markdown' | 'html';

export interface BacktestPrinter {
  /** For `BacktestOptions`. */
  readonly shown: number;
  /** There for formats that have every match. */
  readonly onMatch?: OnMatch;
  readonly drained?: Io['drained'];
  /** Writes the report, or what is left of it. */
  print(report: BacktestReport): void;
}

interface PrinterOptions {
  readonly format: BacktestFormat;
  /** As it was typed. */
  readonly shown?: string;
}

/** Events of each rule; NDJSON and CSV have all of them. */
const SHOWN: { readonly [F in BacktestFormat]: number } = {
  pretty: 5,
  json: 20,
  markdown: 20,
  html: 100,
  ndjson: 0,
  csv: 0,
};

/** Throws a UsageError for a `--shown` that is no number, or that the format has no use for. */
export async function openBacktestPrinter(options: PrinterOptions, io: Io): Promise<BacktestPrinter> {
  const { format } = options;
  const shown = shownOf(options);
  switch (format) {
    case 'pretty': {
      const { renderBacktest } = await import('./pretty.ts');
      return {
        shown,
        print: (report) => io.out(renderBacktest(report, { color: io.color.out, width: io.width })),
      };
    }
    case 'json': {
      const { backtestAsJson } = await import('./json.ts');
      return { shown, print: (report) => io.out(backtestAsJson(report)) };
    }
    case 'markdown': {
      const { backtestAsMarkdown } = await import('./markdown.ts');
      return { shown, print: (report) => io.out(backtestAsMarkdown(report)) };
    }
    case 'html': {
      const { backtestAsHtml } = await import('./html.ts');
      return {
        shown,
        print(report) {
          const out = inPieces(io.out);
          const page = options.shown === undefined ? withinPage(report) : report;
          for (const piece of backtestAsHtml(page)) out.write(piece);
          out.end();
        },
      };
    }
    case 'ndjson': {
      const { matchAsJsonLine, summaryAsJsonLine } = await import('./stream.ts');
      const out = inPieces(io.out);
      return {
        shown,
        onMatch: (rule, event, side) => out.write(matchAsJsonLine(rule, event, side)),
        drained: io.drained,
        print(report) {
          out.write(summaryAsJsonLine(report));
          out.end();
        },
      };
    }
    case 'csv': {
      const { CSV_HEAD, matchAsCsvLine } = await import('./stream.ts');
      const { renderBacktestSummary } = await import('./pretty.ts');
      const out = inPieces(io.out);
      out.write(CSV_HEAD);
      return {
        shown,
        onMatch: (rule, event, side) => out.write(matchAsCsvLine(rule, event, side)),
        drained: io.drained,
        print(report) {
          out.end();
          io.err(renderBacktestSummary(report, { color: io.color.err }));
        },
      };
    }
  }
}

/** Events on a page: 500 bytes each, and with more of them a browser is slow. */
const PAGE_EVENTS = 20_000;
const LEAST_EVENTS = 10;

/** With so many rules that their events would make a page too large, the earliest of each. */
function withinPage(report: BacktestReport): BacktestReport {
  const matching = report.rules.filter(({ events }) => events.length > 0).length;
  const most = Math.max(LEAST_EVENTS, Math.floor(PAGE_EVENTS / Math.max(matching, 1)));
  const rules = report.rules.map((rule) => ({
    ...rule,
    events: rule.events.slice(0, most),
    change: rule.change && {
      ...rule.change,
      newlyEvents: rule.change.newlyEvents.slice(0, most),
      noLongerEvents: rule.change.noLongerEvents.slice(0, most),
    },
  }));
  return { ...report, rules };
}

function shownOf({ format, shown }: PrinterOptions): number {
  if (shown === undefined) return SHOWN[format];
  if (format === 'ndjson' || format === 'csv')
    throw new UsageError(`--shown has no effect with --format ${format}.`, 'It has every match.');
  if (!/^\d{1,9}$/.test(shown)) throw new UsageError('--shown takes a whole number.');
  return Number(shown);
}

/** Writes some 64 kB at a time: a write for each of a million lines costs more than making them. */
function inPieces(out: (text: string) => void) {
  let held = '';
  return {
    write(text: string): void {
      held += text;
      if (held.length < 65_536) return;
      out(held);
      held = '';
    },
    end(): void {
      out(held);
      held = '';
    },
  };
}
