/** `trailc trace --query KEY`: the search for the call that issued a key, for the user's own Splunk or Athena. */
import { templateSource } from '../../bundle/render.ts';
import { timeOf } from '../../logs/trace/time.ts';
import { isAccessKey, traceQuery } from '../../trace-query.ts';
import { exitOfFaults } from '../exit-of-faults.ts';
import { EXIT, type Io, UsageError } from '../io.ts';
import { renderDiagnostics } from '../report/diagnostics.ts';
import { escapeForTerminal } from '../report/terminal.ts';
import { openEnvironment } from '../repository.ts';
import { windowOf } from '../window.ts';
import type { TraceQueryCommandOptions } from './trace-options.ts';

/** Prints the query and nothing else. */
export function traceQueryCommand(
  key: string,
  events: readonly string[],
  options: TraceQueryCommandOptions,
  io: Io,
): number {
  const asked = askedOf(key, events, options);
  const opened = openEnvironment(options, io);
  const report = (found: typeof opened.diagnostics) =>
    io.err(renderDiagnostics(found, { color: io.color.err, width: io.width }));
  if (opened.content === undefined) {
    report(opened.diagnostics);
    return opened.exit;
  }
  const { content, environment, diagnostics } = opened;
  const made = traceQuery(
    { ...asked, environment, ...(options.profile === undefined ? {} : { profile: options.profile }) },
    templateSource(content.config),
  );
  report([...diagnostics, ...made.diagnostics]);
  if (made.value === undefined) {
    return exitOfFaults(made.diagnostics, options.profile);
  }
  if (made.value.kind === 'unsupported') {
    const whys = made.value.reasons.map(({ clause, why }) => `  ${escapeForTerminal(`${clause}: ${why}`)}\n`);
    io.err(`this profile cannot ask for the call that issued a key:\n${whys.join('')}`);
    return EXIT.findings;
  }
  io.out(made.value.text);
  return EXIT.ok;
}

/** What the words and options ask for. Throws UsageError. */
function askedOf(key: string, events: readonly string[], options: TraceQueryCommandOptions) {
  const { target, at: written, forward, format } = options;
  if (events.length > 0) {
    throw new UsageError('--query prints a search and reads no logs.', 'Leave out the logs, or --query.');
  }
  if (forward === true || (format !== undefined && format !== 'pretty')) {
    const given = forward === true ? '--forward' : '--format';
    throw new UsageError(
      `--query prints one search as text: ${given} says nothing there.`,
      `Leave out ${given}.`,
    );
  }
  if (target === undefined) {
    throw new UsageError('a query is for one target.', 'Name it: --target spl or --target athena.');
  }
  if (!isAccessKey(key)) {
    const shown = escapeForTerminal(key.length > 60 ? `${key.slice(0, 60)}…` : key);
    throw new UsageError(
      `"${shown}" is no access key id.`,
      'One begins with ASIA (temporary) or AKIA (long-term), then 12 to 124 capital letters and digits. --query takes nothing else.',
    );
  }
  const { ms: window } = windowOf(options.window);
  if (written === undefined) return { target, key, window };
  const at = timeOf(written);
  if (at === null || at < EARLIEST || at > LATEST) {
    throw new UsageError(
      `"${escapeForTerminal(written.slice(0, 60))}" is no time.`,
      'Write it as CloudTrail does, such as --at 2026-11-21T10:00:00Z: when the key was used.',
    );
  }
  return { target, key, window, at };
}

/** Years of four digits, in which partitions and texts of times are in order; CloudTrail began in 2013. */
const EARLIEST = Date.UTC(2013, 0, 1);
const LATEST = Date.UTC(9998, 0, 1);
