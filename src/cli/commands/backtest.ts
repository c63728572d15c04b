/** `trailc backtest EVENTS…`: what the rules would have matched in logs. */
import type { Diagnostic } from '../../base/diagnostic.ts';
import { append, hasErrors } from '../../base/result.ts';
import type { Content } from '../../content/document.ts';
import { backtestFiles, openPoolFor } from '../../logs/backtest/files.ts';
import type { Pool } from '../../logs/backtest/pool.ts';
import { type AskedRule, askedRule } from '../../logs/backtest/question.ts';
import type { BacktestReport } from '../../logs/backtest/report.ts';
import { checkInputs, measureFiles } from '../../logs/inputs.ts';
import { pruneByPath } from '../../logs/layout.ts';
import { lowerForEnvironment } from '../../lower.ts';
import type { EngineInput } from '../backtest/engine.ts';
import { type EngineName, type EngineOptions, engineNamed } from '../backtest/engine-options.ts';
import { runWatched } from '../backtest/interrupt.ts';
import { type RangeOptions, rangeOf } from '../backtest/range.ts';
import { exitOfFaults } from '../exit-of-faults.ts';
import { EXIT, type Io } from '../io.ts';
import { type BacktestFormat, openBacktestPrinter } from '../report/backtest/printer.ts';
import { renderDiagnostics } from '../report/diagnostics.ts';
import { chooseEnvironment, openRepository, type RepositoryOptions } from '../repository.ts';
import { printFaults } from '../shown-faults.ts';

interface BacktestOptions extends RepositoryOptions, RangeOptions, EngineOptions {
  readonly rules?: readonly string[];
  readonly format: BacktestFormat | 'junit';
  readonly against?: string;
  readonly expect?: string;
  readonly writeExpect?: string;
  readonly yes?: boolean;
  readonly failOnMatch?: boolean;
  readonly report: readonly string[];
  readonly shown?: string;
}

export async function backtestCommand(
  events: readonly string[],
  options: BacktestOptions,
  io: Io,
): Promise<number> {
  const engine = engineNamed(options, events);
  // Threads get ready while rules are read.
  const pool = engine === undefined ? openPoolFor(events) : undefined;
  try {
    return await run(events, options, { engine, pool }, io);
  } finally {
    pool?.close();
  }
}

interface Where {
  readonly engine: EngineName | undefined;
  readonly pool: Pool | undefined;
}

async function run(
  events: readonly string[],
  options: BacktestOptions,
  { engine: engineName, pool }: Where,
  io: Io,
): Promise<number> {
  const range = rangeOf(options);
  const { format } = options;
  // JUnit says what became of expectations, and nothing else.
  const { print, ...books } =
    format === 'junit' ? NO_PRINTER : await openBacktestPrinter({ ...options, format }, io);
  const expecting = await expectingOf(options, io);
  const { content, diagnostics } = openRepository(options, io, options.rules);
  const found: Diagnostic[] = [...diagnostics];
  const against = content && (await againstOf(options, content, found, io));
  const environment = content && (against?.environment ?? chooseEnvironment(content, options));
  const rules: readonly AskedRule[] =
    content === undefined || environment === undefined
      ? []
      : content.rules.flatMap((document) => {
          const lowered = lowerForEnvironment(document, content, environment, against?.asOf);
          append(found, lowered.diagnostics);
          return lowered.value === undefined ? [] : [askedRule(lowered.value)];
        });
  if (content !== undefined) expecting?.read(namesOf(content, options, io), found);
  printFaults(found, content, io);
  if (content === undefined) return EXIT.usage;
  if (hasErrors(found)) return exitOfFaults(found);
  const missing = checkInputs(events);
  if (missing.length > 0) {
    io.err(renderDiagnostics(missing, { color: io.color.err, width: io.width }));
    return EXIT.usage;
  }
  const asked = against === undefined ? rules : against.pair(rules, options.rules === undefined);
  const engine =
    engineName && environment && (await engineOf(engineName, { options, events, environment, range }, io));
  if (engine === 'unusable') return EXIT.usage;
  if (engine !== undefined && options.dryRun === true) {
    io.out(await engine.plan(asked));
    return EXIT.ok;
  }
  const named = against === undefined ? {} : { against: against.name };
  const { report, code } = await runWatched(
    io,
    (watched) =>
      engine === undefined
        ? backtestFiles(asked, events, {
            stdin: io.stdin,
            range,
            ...named,
            ...watched,
            ...books,
            ...(pool && { pool }),
          })
        : engine.run(asked, { ...named, ...books, ...watched }),
    engine === undefined
      ? (signal) => measureFiles(events, { prune: pruneByPath(range) }, signal)
      : undefined,
  );
  print(expecting?.judged(report) ?? report);
  const unexpected = expecting?.end(report) === true;
  return code ?? (unexpected ? EXIT.findings : exitCode(report));
}

const NO_PRINTER = { shown: 0, print: () => undefined };

/** Loaded only where --engine asks for it. */
async function engineOf(name: EngineName, input: Omit<EngineInput, 'name'>, io: Io) {
  const found: Diagnostic[] = [];
  const { openEngine } = await import('../backtest/engine.ts');
  const engine = await openEngine({ name, ...input }, found, io);
  if (found.length > 0) io.err(renderDiagnostics(found, { color: io.color.err, width: io.width }));
  return engine ?? 'unusable';
}

/** Loaded only where an option asks for it. */
async function expectingOf(options: BacktestOptions, io: Io) {
  const { expect, writeExpect, yes, failOnMatch, report, format } = options;
  const asked = [expect, writeExpect, yes, failOnMatch].some((one) => one !== undefined);
  if (!asked && report.length === 0 && format !== 'junit') return undefined;
  return (await import('../backtest/expect.ts')).openExpecting(options, io);
}

async function againstOf({ against, env }: BacktestOptions, content: Content, found: Diagnostic[], io: Io) {
  if (against === undefined) return undefined;
  const { openAgainst } = await import('../backtest/against.ts');
  return openAgainst(against, { ...(env === undefined ? {} : { env }), cwd: io.cwd }, content, found);
}

/** Every rule of the repository, also those that --rules leaves out and those with faults. */
function namesOf(content: Content, options: BacktestOptions, io: Io): readonly string[] {
  const all = options.rules === undefined ? content : (openRepository(options, io).content ?? content);
  return [...all.rules, ...all.broken].map(({ stem }) => stem);
}

function exitCode({ complete, source }: BacktestReport): number {
  const files = source.kind === 'files' ? source : source.files;
  const malformed = files?.events.malformed ?? 0;
  return complete && malformed === 0 ? EXIT.ok : EXIT.findings;
}
