/**
 * An event, as little changed as possible, that a condition is true of: the proof that its nearest miss can be had.
 *
 * Owns: the search, which is bounded and the same on every run; the evaluator has the last word. That nothing is found
 * proves nothing. Must not: look for the sets (evaluate/nearest.ts does).
 */
import type { CloudTrailEvent, Json } from '../../cloudtrail/event.ts';
import { compileCondition, compilePredicate } from '../../evaluate/condition.ts';
import type { Verdict } from '../../evaluate/field.ts';
import { type Clause, type NearestMiss, nearestMiss } from '../../evaluate/nearest.ts';
import type { Expression, Predicate } from '../../ir/expression.ts';
import type { EventChanges } from '../mutate/difference.ts';
import { changesBetween } from './changes.ts';
import { elementAt, withElement, withSettings } from './element.ts';
import { settingsFor } from './settings.ts';

export interface Proof {
  readonly event: CloudTrailEvent;
  readonly changes: EventChanges;
  /**
   * Place of the set among those of the nearest miss. Undefined where clauses had to change that are in none of them,
   * because one change turned another clause round.
   */
  readonly set?: number;
}

/** Changed events tried in all; kept side by side while a set is gone through; clauses of a set; rounds of repair. */
const [MOST_TRIED, SIDE_BY_SIDE, MOST_CLAUSES, MOST_ROUNDS] = [3_000, 6, 60, 6];

interface Budget {
  left: number;
}

/** The sets are tried in their order. */
export function proveNearest(
  condition: Expression,
  event: CloudTrailEvent,
  { sets }: NearestMiss,
): Proof | undefined {
  const holds = compileCondition(condition);
  const budget: Budget = { left: MOST_TRIED };
  const failed: CloudTrailEvent[] = [];
  for (const [at, set] of sets.entries()) {
    const tried = changedBy(set, event, budget);
    const found = tried.find((one) => holds(one));
    if (found !== undefined) return { event: found, changes: changesBetween(event, found), set: at };
    const [first] = tried;
    if (first === undefined) continue;
    failed.push(first);
    // An element that was missing is there now, and empty: what it lacks belongs to the same set.
    if (!set.some(({ of }) => of.kind === 'some')) continue;
    const repaired = repair(condition, first, budget);
    if (repaired !== undefined) return { event: repaired, changes: changesBetween(event, repaired), set: at };
  }
  for (const one of failed) {
    const repaired = repair(condition, one, budget);
    if (repaired !== undefined) return { event: repaired, changes: changesBetween(event, repaired) };
  }
  return undefined;
}

/** Goes on from an event that still does not match, as if it were the first one. */
function repair(condition: Expression, event: CloudTrailEvent, budget: Budget): CloudTrailEvent | undefined {
  const holds = compileCondition(condition);
  let at = event;
  for (let round = 0; round < MOST_ROUNDS && budget.left > 0; round += 1) {
    const miss = nearestMiss(condition, at);
    let next: CloudTrailEvent | undefined;
    for (const set of miss?.sets.slice(0, 4) ?? []) {
      const tried = changedBy(set, at, budget);
      const found = tried.find((one) => holds(one));
      if (found !== undefined) return found;
      next ??= tried[0];
    }
    if (next === undefined) return undefined;
    at = next;
  }
  return undefined;
}

/** Events in which every clause of the set is the other way round. */
function changedBy(
  set: readonly Clause[],
  event: CloudTrailEvent,
  budget: Budget,
): readonly CloudTrailEvent[] {
  if (set.length > MOST_CLAUSES) return [];
  let events: readonly CloudTrailEvent[] = [event];
  for (const [at, clause] of set.entries()) {
    const kept: CloudTrailEvent[] = [];
    for (const one of events) {
      for (const changed of turned(clause, one)) {
        if (budget.left <= 0) return [];
        budget.left -= 1;
        if (set.slice(0, at + 1).every((before) => isTurned(before, changed))) kept.push(changed);
        if (kept.length >= SIDE_BY_SIDE) break;
      }
    }
    events = kept.slice(0, SIDE_BY_SIDE);
  }
  return events;
}

function isTurned({ of, verdict, within }: Clause, event: CloudTrailEvent): boolean {
  // Of an element that is asked for, it only matters that there is one: the condition says what it lacks.
  if (of.kind === 'some') return true;
  return verdictOf(of)(event, elementAt(event, within)) !== verdict;
}

/** A pattern is made an automaton once, not for every event that is tried. */
const compiled = new WeakMap<Predicate, Verdict>();

function verdictOf(predicate: Predicate): Verdict {
  const known = compiled.get(predicate) ?? compilePredicate(predicate);
  compiled.set(predicate, known);
  return known;
}

function* turned({ of, verdict, within }: Clause, event: CloudTrailEvent): Generator<CloudTrailEvent> {
  if (of.kind === 'some') {
    for (const element of NEW_ELEMENTS) {
      const changed = withElement(event, within, of.array, element);
      if (changed !== undefined) yield changed;
    }
    return;
  }
  // Another clause may have made it so already.
  if (isTurned({ of, verdict, within }, event)) {
    yield event;
    return;
  }
  for (const settings of settingsFor(of, !verdict, event, elementAt(event, within))) {
    const changed = withSettings(event, within, settings);
    if (changed !== undefined) yield changed;
  }
}

const NEW_ELEMENTS: readonly Json[] = [{}, 'x'];
