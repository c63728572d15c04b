/** `trailc backtest EVENTS…`: what the rules would have matched in logs. */
import type { Diagnostic } from '../../base/diagnostic.ts';
import { append, hasErrors } from '../../base/result.ts';
import { backtestFiles } from '../../logs/backtest/files.ts';
import { type AskedRule, askedRule } from '../../logs/backtest/question.ts';
import type { BacktestReport } from '../../logs/backtest/report.ts';
import { checkInputs } from '../../logs/inputs.ts';
import { lowerForEnvironment } from '../../lower.ts';
import { EXIT, type Format, type Io } from '../io.ts';
import { backtestAsJson, renderBacktest } from '../report/backtest.ts';
import { renderDiagnostics } from '../report/diagnostics.ts';
import { chooseEnvironment, openRepository, type RepositoryOptions } from '../repository.ts';
import { printFaults } from '../shown-faults.ts';

interface BacktestOptions extends RepositoryOptions {
  readonly rules?: readonly string[];
  readonly format: Format;
}

export async function backtestCommand(
  events: readonly string[],
  options: BacktestOptions,
  io: Io,
): Promise<number> {
  const { content, diagnostics } = openRepository(options, io, options.rules);
  const found: Diagnostic[] = [...diagnostics];
  const environment = content && chooseEnvironment(content, options);
  const rules: readonly AskedRule[] =
    content === undefined || environment === undefined
      ? []
      : content.rules.flatMap((document) => {
          const { value, diagnostics: faults } = lowerForEnvironment(document, content, environment);
          append(found, faults);
          return value === undefined ? [] : [askedRule(value)];
        });
  printFaults(found, content, io);
  if (content === undefined) return EXIT.usage;
  if (hasErrors(found)) return EXIT.findings;
  const missing = checkInputs(events);
  if (missing.length > 0) {
    io.err(renderDiagnostics(missing, { color: io.color.err, width: io.width }));
    return EXIT.usage;
  }
  const report = await backtestFiles(rules, events, { stdin: io.stdin });
  print(report, options, io);
  return exitCode(report);
}

function print(report: BacktestReport, { format }: BacktestOptions, { color, width, out }: Io): void {
  out(format === 'json' ? backtestAsJson(report) : renderBacktest(report, { color: color.out, width }));
}

function exitCode({ complete, source }: BacktestReport): number {
  const malformed = source.kind === 'files' ? source.events.malformed : 0;
  return complete && malformed === 0 ? EXIT.ok : EXIT.findings;
}
