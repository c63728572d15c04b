/** `trailc sessions LOGS…`: every session, and who is behind it. */
import { openGlimpse } from '../../logs/trace/glimpse.ts';
import { listSessions } from '../../logs/trace/sessions.ts';
import { EXIT, type Io, UsageError } from '../io.ts';
import { openLogs, sayMalformed } from '../logs.ts';
import { renderSessions, sessionsAsMarkdown } from '../report/sessions.ts';
import { sessionsAsCsv, sessionsAsJson } from '../report/sessions-data.ts';
import { windowOf } from '../window.ts';

interface SessionsCommandOptions {
  readonly top?: string;
  readonly window?: string;
  readonly format: 'pretty' | 'json' | 'csv' | 'markdown';
}

/** Rows that people are shown unless they ask for another number; other programs get all. */
const SHOWN = 50;

export async function sessionsCommand(
  events: readonly string[],
  options: SessionsCommandOptions,
  io: Io,
): Promise<number> {
  const { format } = options;
  const { ms: window, hours } = windowOf(options.window);
  const top = topOf(options.top) ?? (format === 'json' || format === 'csv' ? undefined : SHOWN);
  const items = openLogs(events, io, { openReader: openGlimpse });
  if (items === undefined) return EXIT.usage;
  const report = await listSessions(items, top === undefined ? { window } : { window, top });
  sayMalformed(report.intake, io);
  switch (format) {
    case 'json':
      await writeAll(sessionsAsJson(report, hours), io);
      break;
    case 'csv':
      await writeAll(sessionsAsCsv(report), io);
      break;
    case 'markdown':
      io.out(sessionsAsMarkdown(report));
      break;
    default:
      io.out(renderSessions(report, { color: io.color.out, width: io.width }));
  }
  return report.intake.malformed > 0 ? EXIT.findings : EXIT.ok;
}

function topOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new UsageError('--top takes a whole number above 0.');
  return Number(text);
}

/** Writes in pieces of some 64 kB: a write for each of a hundred thousand lines costs more than making them. */
async function writeAll(lines: Iterable<string>, io: Io): Promise<void> {
  let held = '';
  for (const line of lines) {
    held += line;
    if (held.length < 65_536) continue;
    io.out(held);
    held = '';
    await io.drained();
  }
  io.out(held);
}
