/**
 * Why a rule matches an event or does not: for people, and as JSON (schema version 1; docs/formats.md has the shape).
 *
 * Owns: what stands where. Must not: evaluate.
 */
import type { CloudTrailEvent } from '../../cloudtrail/event.ts';
import type { TraceNode } from '../../evaluate/trace.ts';
import { printJson } from './json.ts';
import { type NearestView, nearestAsJson, renderNearest } from './nearest.ts';
import { escapeForTerminal, type Paint } from './terminal.ts';
import { traceTree } from './trace.ts';
import type { TellEntry } from './trace-entry.ts';
import { traceAsJson } from './trace-json.ts';
import { renderTree } from './tree.ts';

export interface Explanation {
  /** The rule's name, and its file. */
  readonly rule: string;
  readonly path: string;
  readonly environment: string;
  readonly event: CloudTrailEvent;
  readonly trace: TraceNode;
  readonly tell: TellEntry;
  /** Absent for a match. */
  readonly nearest?: NearestView;
}

/** `folded` leaves out of the tree what did not decide. */
export function renderExplanation(explanation: Explanation, folded: boolean, paint: Paint): string {
  const { rule, path, environment, event, trace, tell, nearest } = explanation;
  const verdict = trace.verdict ? paint.green('matches') : paint.red('does not match');
  const id = typeof event.eventID === 'string' ? ` ${escapeForTerminal(event.eventID)}` : '';
  const head = `${rule} ${verdict} event${id} (params of "${environment}", ${path})\n`;
  const tree = renderTree(traceTree(trace, paint, { tell, folded }));
  return `${head}${tree}${nearest === undefined ? '' : renderNearest(nearest, paint)}`;
}

export function explanationAsJson(explanation: Explanation): string {
  const { rule, environment, event, trace, tell, nearest } = explanation;
  return printJson({
    schemaVersion: 1,
    rule,
    environment,
    eventID: typeof event.eventID === 'string' ? event.eventID : null,
    verdict: trace.verdict,
    condition: traceAsJson(trace, tell),
    nearestMiss: nearestAsJson(nearest),
  });
}
