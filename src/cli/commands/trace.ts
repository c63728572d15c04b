/** `trailc trace WHAT LOGS…`: from a key, event or session back to the person. */
import { openGlimpse } from '../../logs/trace/glimpse.ts';
import { type Choice, type TraceAnswer, traceLogs } from '../../logs/trace/trace.ts';
import { EXIT, type Io, UsageError } from '../io.ts';
import { openLogs, sayMalformed } from '../logs.ts';
import { printJson } from '../report/json.ts';
import { escapeForTerminal } from '../report/terminal.ts';
import { renderTrace } from '../report/trace-chain.ts';
import { traceAsHtml } from '../report/trace-html.ts';
import { traceAsMermaid } from '../report/trace-mermaid.ts';
import { windowOf } from '../window.ts';
import { refuseQueryOptions, type TraceQueryCommandOptions } from './trace-options.ts';

interface TraceCommandOptions extends TraceQueryCommandOptions {
  readonly format: 'pretty' | 'json' | 'mermaid' | 'html';
}

export async function traceCommand(
  asked: string,
  events: readonly string[],
  options: TraceCommandOptions,
  io: Io,
): Promise<number> {
  if (options.query === true) {
    return (await import('./trace-query.ts')).traceQueryCommand(asked, events, options, io);
  }
  refuseQueryOptions(events, options);
  const what = asked.trim();
  const { ms: window, hours } = windowOf(options.window);
  const items = openLogs(events, io, { openReader: openGlimpse });
  if (items === undefined) return EXIT.usage;
  const answer = await traceLogs(what, items, { window, forward: options.forward === true });
  sayMalformed(answer.intake, io);
  if (answer.kind !== 'found') throw noAnswer(what, answer);
  const { trace, intake } = answer;
  switch (options.format) {
    case 'json':
      io.out(printJson({ schemaVersion: 1, asked: what, windowHours: hours, ...trace, input: intake }));
      break;
    case 'mermaid':
      io.out(traceAsMermaid(trace));
      break;
    case 'html':
      io.out(traceAsHtml(what, trace));
      break;
    default:
      io.out(renderTrace(trace, { color: io.color.out }));
  }
  return intake.malformed > 0 ? EXIT.findings : EXIT.ok;
}

const CHOICES_SHOWN = 10;

function noAnswer(what: string, answer: Exclude<TraceAnswer, { readonly kind: 'found' }>): UsageError {
  const shown = escapeForTerminal(what.length > 200 ? `${what.slice(0, 200)}…` : what);
  if (answer.kind === 'none') {
    const { events, files } = answer.intake;
    return new UsageError(
      `nothing in ${events} events of ${files} files has "${shown}" as access key, eventID, session ARN or principalId.`,
      'Give the trails of every account and region, from 36 hours before the event; keys of console sessions are in no log, so name an event.',
    );
  }
  const lines = answer.choices.slice(0, CHOICES_SHOWN).map(choiceLine);
  const more = answer.choices.length - lines.length;
  return new UsageError(
    `"${shown}" names ${answer.choices.length} sessions:\n${lines.join('\n')}${more > 0 ? `\n  … ${more} more` : ''}`,
    'Name one by its eventID, or by its access key.',
  );
}

function choiceLine({ eventID, session, accessKey, began, events }: Choice): string {
  const parts = [
    eventID ?? '(no eventID)',
    accessKey ?? '(no key)',
    began === null ? 'began at an unknown time' : `began ${began}`,
    `${events} events`,
    session ?? '',
  ];
  return `  ${escapeForTerminal(parts.join('  ')).trimEnd()}`;
}
