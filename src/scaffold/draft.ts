/**
 * A rule and its fixture from one event: what the template of the file is filled with.
 *
 * Owns: the words of the rule, its title and tests. Everything that comes from the event is printed by scalars.ts.
 * Must not: touch the disk, or judge the rule (the command checks it).
 */
import { DERIVED_FIELDS } from '../cloudtrail/derived.ts';
import type { CloudTrailEvent } from '../cloudtrail/event.ts';
import { compileValue } from '../evaluate/value.ts';
import { type Flip, isName, type ScaffoldClause } from './clauses.ts';
import { asciiJson, yamlScalar } from './scalars.ts';

export interface DraftInput {
  /** What remains of the event (reduce.ts). */
  readonly event: CloudTrailEvent;
  readonly clauses: readonly ScaffoldClause[];
  readonly stem: string;
  readonly id: string;
  /** `YYYY-MM-DD`. */
  readonly date: string;
  /** As tests name it: path from the root, without ending. */
  readonly fixture: string;
  /** Codes of warnings that a rule about this event cannot be without. */
  readonly suppress: readonly string[];
}

/** What `init/rule-from-event.yml.hbs` shows: every value is a scalar of YAML, or words of trailc's own. */
export type DraftView = Readonly<Record<string, unknown>>;

export function draftOf(input: DraftInput): DraftView {
  const { event, clauses, stem, fixture } = input;
  const title = titleOf(event, clauses);
  const refused = clauses.some(({ field, value }) => field === 'errorCode' && value !== undefined);
  const words = stem.split('-').join(' ');
  return {
    id: input.id,
    date: input.date,
    title: yamlScalar(`${words.charAt(0).toUpperCase()}${words.slice(1)}${refused ? ' refused' : ''}`),
    suppress: input.suppress,
    clauses: clauses.map(({ field, value, why }) => ({ field, why, right: rightOf(value) })),
    alertTitle: yamlScalar(title.written),
    groupBy: groupBy(event),
    fixture: yamlScalar(fixture),
    shownTitle: yamlScalar(title.shown),
    flips: clauses.flatMap(({ flips }) => flips).map(flipView),
  };
}

/** The record of the fixture's file. */
export const fixtureText = (event: CloudTrailEvent): string => `${asciiJson(event)}\n`;

function rightOf(value: ScaffoldClause['value']): string {
  if (value === undefined) return '{ exists: false }';
  if (typeof value === 'boolean') return String(value);
  // In `match` a text that begins with `$` is a param, unless the sign is doubled.
  return yamlScalar(value.startsWith('$') ? `$${value}` : value);
}

function flipView({ name, path, value }: Flip) {
  if (value === undefined) return { name: yamlScalar(name), change: `unset: [${path}]` };
  return {
    name: yamlScalar(name),
    change: `set: { ${path}: ${typeof value === 'string' ? yamlScalar(value) : String(value)} }`,
  };
}

const textOf = (name: string, event: CloudTrailEvent): string | undefined => {
  const field = DERIVED_FIELDS.find((known) => known.name === name);
  return field === undefined ? undefined : compileValue(field.value)(event);
};

/** Who did what; an event that does not say who is told by its account, one without a source by its name. */
function titleOf(event: CloudTrailEvent, clauses: readonly ScaffoldClause[]) {
  const part = (field: string, text: string | undefined) =>
    text === undefined ? undefined : { written: `{${field}}`, shown: text };
  const name = String(event.eventName);
  const actor = part('actor', textOf('actor', event)) ?? { written: 'Somebody', shown: 'Somebody' };
  const action = part('action', textOf('action', event)) ?? { written: '{eventName}', shown: name };
  const error = clauses.find(({ field }) => field === 'errorCode')?.value;
  const end =
    typeof error === 'string'
      ? { written: ' and got {errorCode}', shown: ` and got ${error}` }
      : { written: '', shown: '' };
  return {
    written: `${actor.written} called ${action.written}${end.written}`,
    shown: `${actor.shown} called ${action.shown}${end.shown}`,
  };
}

/** One alert for what one actor does; where the event names none, for an account. */
function groupBy(event: CloudTrailEvent): string {
  if (textOf('actor', event) !== undefined) return 'actor';
  return isName(event.recipientAccountId) ? 'recipientAccountId' : 'eventName';
}
