/**
 * When a rule runs and how far back it looks, with params resolved.
 *
 * Owns: that a run looks back at least to the run before it, for values that come through a param; those written in the
 * rule have been compared when it was read. Must not: know targets.
 */
import { diagnose } from '../base/catalogue.ts';
import type { ParamUse, ScheduleDocument } from '../content/document.ts';
import { lowerDuration } from './lower-param.ts';
import type { Scope } from './lower-scope.ts';
import type { RuleIr } from './rule.ts';

/** Undefined once a fault is reported. */
export function lowerSchedule(schedule: ScheduleDocument, scope: Scope): RuleIr['schedule'] | undefined {
  const every = lowerDuration(schedule.every, 'every', scope);
  const lookback = lowerDuration(schedule.lookback, 'lookback', scope);
  if (every === undefined || lookback === undefined) return undefined;
  const use = [schedule.lookback, schedule.every].find((part): part is ParamUse => typeof part !== 'number');
  if (use !== undefined && lookback < every) {
    const [shownEvery, shownLookback] = [shown(schedule.every, every), shown(schedule.lookback, lookback)];
    const args = { every: shownEvery, lookback: shownLookback };
    scope.report(diagnose('rule/lookback-too-short', use.span, args));
  }
  return { every, lookback };
}

/** `15m`, `15m ($every)`. */
function shown(written: number | ParamUse, seconds: number): string {
  const units = [
    [86_400, 'd'],
    [3_600, 'h'],
  ] as const;
  const unit = units.find(([size]) => seconds % size === 0);
  const text = unit === undefined ? `${seconds / 60}m` : `${seconds / unit[0]}${unit[1]}`;
  return typeof written === 'number' ? text : `${text} ($${written.name})`;
}
