/** `trailc explain RULE EVENT|-`: the condition as a tree of verdicts, for any event. */
import { existsSync } from 'node:fs';
import { Readable } from 'node:stream';
import type { CloudTrailEvent } from '../../cloudtrail/event.ts';
import { traceCondition } from '../../evaluate/trace.ts';
import { readLogs } from '../../logs/read.ts';
import { lowerForEnvironment } from '../../lower.ts';
import { EXIT, type Format, type Io, UsageError } from '../io.ts';
import { renderDiagnostics } from '../report/diagnostics.ts';
import { printJson } from '../report/json.ts';
import { escapeForTerminal, paintFor } from '../report/terminal.ts';
import { traceAsJson, traceTree } from '../report/trace.ts';
import { renderTree } from '../report/tree.ts';
import { chooseEnvironment, openRepository, type RepositoryOptions } from '../repository.ts';

interface ExplainOptions extends RepositoryOptions {
  readonly eventId?: string;
  readonly format: Format;
}

export async function explain(rule: string, event: string, options: ExplainOptions, io: Io): Promise<number> {
  const { content, diagnostics } = openRepository(options, io, [rule]);
  const [document] = content?.rules ?? [];
  if (content === undefined || document === undefined) {
    io.err(renderDiagnostics(diagnostics, { color: io.color.err, width: io.width }));
    return EXIT.usage;
  }
  const environment = chooseEnvironment(content, options);
  const lowered = lowerForEnvironment(document, content, environment);
  if (lowered.value === undefined) {
    io.err(renderDiagnostics(lowered.diagnostics, { color: io.color.err, width: io.width }));
    return EXIT.findings;
  }
  const found = await oneEvent(event, options.eventId, io);
  const trace = traceCondition(lowered.value.condition, found);
  if (options.format === 'json') {
    const eventID = typeof found.eventID === 'string' ? found.eventID : null;
    const result = { schemaVersion: 1, rule: document.stem, environment: environment.name, eventID };
    io.out(printJson({ ...result, verdict: trace.verdict, condition: traceAsJson(trace) }));
    return EXIT.ok;
  }
  const paint = paintFor(io.color.out);
  const verdict = trace.verdict ? paint.green('matches') : paint.red('does not match');
  const id = typeof found.eventID === 'string' ? ` ${escapeForTerminal(found.eventID)}` : '';
  io.out(`${document.stem} ${verdict} event${id} (params of "${environment.name}", ${document.path})\n`);
  io.out(renderTree(traceTree(trace, paint)));
  return EXIT.ok;
}

/** The event named on the command line: a file, `-`, or the JSON text itself. */
async function oneEvent(input: string, eventId: string | undefined, io: Io): Promise<CloudTrailEvent> {
  const pasted = /^\s*[{[]/.test(input) && !existsSync(input);
  const items = pasted
    ? readLogs(['-'], { stdin: Readable.from([Buffer.from(input)]) })
    : readLogs([input], { stdin: io.stdin });
  let first: CloudTrailEvent | undefined;
  let count = 0;
  let reason: string | undefined;
  for await (const item of items) {
    if (item.kind === 'malformed' || item.kind === 'skipped') reason ??= item.reason;
    if (item.kind !== 'event') continue;
    count += 1;
    if (eventId !== undefined && item.event.eventID === eventId) return item.event;
    first ??= item.event;
  }
  const where = pasted ? 'the text given' : input === '-' ? 'standard input' : `"${shortened(input)}"`;
  if (first === undefined) {
    throw new UsageError(
      `${where} holds no CloudTrail event${reason === undefined ? '' : `: ${reason}`}.`,
      'Give a record, a log file, or "-" for standard input.',
    );
  }
  if (eventId !== undefined)
    throw new UsageError(`none of the ${count} events of ${where} has the eventID "${shortened(eventId)}".`);
  if (count > 1) throw new UsageError(`${where} holds ${count} events.`, 'Name one with --event-id ID.');
  return first;
}

/** A word of the command line, as a message quotes it. */
function shortened(word: string): string {
  return escapeForTerminal(word.length > 200 ? `${word.slice(0, 200)}…` : word);
}
