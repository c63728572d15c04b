/**
 * The schedule of one rule.
 *
 * Owns: its name, its rate and what it says of the rule to the state machine. Must not: know a language of templates.
 */
import type { StackRule } from './input.ts';
import { fitted } from './names.ts';

/** EventBridge Scheduler API, CreateSchedule: Name. */
const LONGEST_NAME = 64;
const MINUTE = 60;
const HOUR = 60 * MINUTE;

/** What a message says of the rule. */
export interface ScheduleFacts {
  /** Name of the schedule: short and plain enough for the subject of a message. */
  readonly name: string;
  readonly id: string;
  readonly title: string;
  readonly version: string;
  readonly level: string;
  /** Seconds that a run looks back. */
  readonly lookback: number;
  /** SHA-256 of the condition and of the params, as in the manifest. */
  readonly condition: string;
  readonly params: string;
}

export interface Schedule {
  readonly name: string;
  /** `rate(15 minutes)`. */
  readonly expression: string;
  /** The run may begin so many minutes late, so that not all rules of an hour begin at once; 0 for at once. */
  readonly flexibleMinutes: number;
  readonly facts: ScheduleFacts;
}

export function scheduleOf(rule: StackRule, title: string): Schedule {
  const { id, version, level, lookback, every } = rule;
  const name = fitted(rule.stem, LONGEST_NAME);
  const { condition, params } = rule.provenance;
  const facts = { name, id, title, version, level, lookback, condition, params };
  return { name, expression: rate(every), flexibleMinutes: every >= HOUR ? 5 : 0, facts };
}

const UNITS = [
  { name: 'day', minutes: 1_440 },
  { name: 'hour', minutes: 60 },
] as const;

/** The scheduler counts in minutes; what is left over makes the rule run more often, never less. */
function rate(seconds: number): string {
  const minutes = Math.max(1, Math.floor(seconds / MINUTE));
  const unit = UNITS.find((one) => minutes % one.minutes === 0) ?? { name: 'minute', minutes: 1 };
  const count = minutes / unit.minutes;
  return `rate(${count} ${unit.name}${count === 1 ? '' : 's'})`;
}
