/** `trailc explain RULE EVENT|-`: the condition as a tree of verdicts, for any event. */
import { effectiveLists } from '../../content/list-overlay.ts';
import { nearestMiss } from '../../evaluate/nearest.ts';
import { traceCondition } from '../../evaluate/trace.ts';
import { lowerForEnvironment } from '../../lower.ts';
import { proveNearest } from '../../testing/nearest/prove.ts';
import { EXIT, type Format, type Io } from '../io.ts';
import { oneEvent } from '../one-event.ts';
import { renderDiagnostics } from '../report/diagnostics.ts';
import { type Explanation, explanationAsJson, renderExplanation } from '../report/explain.ts';
import { paintFor } from '../report/terminal.ts';
import { entriesOf } from '../report/trace-entry.ts';
import { chooseEnvironment, openRepository, type RepositoryOptions } from '../repository.ts';

interface ExplainOptions extends RepositoryOptions {
  readonly eventId?: string;
  readonly format: Format;
  /** The whole tree, also where it did not decide. */
  readonly verbose?: boolean;
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
    // A list that is missing may only be one that could not be read.
    const faults = [...diagnostics.filter(({ severity }) => severity === 'error'), ...lowered.diagnostics];
    io.err(renderDiagnostics(faults, { color: io.color.err, width: io.width }));
    return EXIT.findings;
  }
  const { condition } = lowered.value;
  const found = await oneEvent(event, options.eventId, io);
  const miss = nearestMiss(condition, found);
  const explanation: Explanation = {
    rule: document.stem,
    path: document.path,
    environment: environment.name,
    event: found,
    trace: traceCondition(condition, found),
    tell: entriesOf(
      effectiveLists(content.lists, environment),
      new Date().toISOString().slice(0, 'YYYY-MM-DD'.length),
    ),
    ...(miss === undefined ? {} : { nearest: { miss, proof: proveNearest(condition, found, miss) } }),
  };
  io.out(
    options.format === 'json'
      ? explanationAsJson(explanation)
      : renderExplanation(explanation, options.verbose !== true, paintFor(io.color.out)),
  );
  return EXIT.ok;
}
