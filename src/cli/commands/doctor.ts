/** `trailc doctor`: which rules are blind in an environment, and why. */
import { append, hasErrors } from '../../base/result.ts';
import { openDoctor } from '../../doctor.ts';
import { lowerForEnvironment } from '../../lower.ts';
import { EXIT, type Format, type Io } from '../io.ts';
import { openLogs } from '../logs.ts';
import { doctorAsJson, renderDoctor } from '../report/doctor.ts';
import { chooseEnvironment, openRepository, type RepositoryOptions } from '../repository.ts';
import { printFaults } from '../shown-faults.ts';

interface DoctorOptions extends RepositoryOptions {
  readonly events?: readonly string[];
  readonly format: Format;
}

export async function doctorCommand(
  paths: readonly string[],
  options: DoctorOptions,
  io: Io,
): Promise<number> {
  const { content, diagnostics } = openRepository(options, io, paths);
  const environment = content && chooseEnvironment(content, options);
  const found = [...diagnostics];
  if (content !== undefined && environment !== undefined) {
    for (const document of content.rules)
      append(found, lowerForEnvironment(document, content, environment).diagnostics);
  }
  printFaults(found, content, io);
  if (content === undefined || environment === undefined) return EXIT.usage;
  if (hasErrors(found)) return EXIT.findings;
  const inputs = options.events ?? [];
  const batches = openLogs(inputs, io);
  if (batches === undefined) return EXIT.usage;
  const doctor = openDoctor(content, environment);
  let unread = 0;
  for await (const batch of batches) {
    for (const item of batch) {
      if (item.kind === 'event') doctor.see(item.event);
      else if (item.kind === 'malformed') unread += 1;
    }
  }
  const report = { environment: environment.name, unread, sampled: inputs.length > 0, ...doctor.report() };
  io.out(options.format === 'json' ? doctorAsJson(report) : renderDoctor(report, io));
  if (unread > 0) io.err(`trailc: ${unread} records could not be read; "trailc backtest" shows which.\n`);
  return report.rules.some(({ state }) => state === 'blind') || unread > 0 ? EXIT.findings : EXIT.ok;
}
