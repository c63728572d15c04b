/**
 * Which rules have counted which eventID already.
 *
 * Owns: a duplicate is an eventID that the same rule had before, whatever else the record says; an event without an
 * eventID is none. Exact. An eventID is kept once with the set of its rules, and equal sets are one. Must not: count.
 */
import { openIdentifiers } from './identifiers.ts';
import type { Hit, MatchedEvent } from './report.ts';
import { openTable } from './table.ts';

export interface Seen {
  /** The hits that count, in their order; `duplicate` is called with the rule of each that does not. */
  fresh(event: Pick<MatchedEvent, 'eventID' | 'hits'>, duplicate: (rule: number) => void): readonly Hit[];
}

const EMPTY = 0;

export function openSeen(): Seen {
  const events = openIdentifiers();
  /** A set of rules is another set and one rule more: the key. Sets are numbered from 1. */
  const sets = openTable(2, 0);
  const withRule = (set: number, rule: number) => sets.add(set, rule) + 1;
  const rulesOf = (set: number) => {
    const rules = new Set<number>();
    for (let rest = set; rest !== EMPTY; rest = sets.word(rest - 1, 0)) rules.add(sets.word(rest - 1, 1));
    return rules;
  };
  return {
    fresh({ eventID, hits }, duplicate) {
      if (eventID === null) return hits;
      const event = events.of(eventID);
      const before = events.mark(event);
      let set = before;
      let fresh = hits;
      if (before === EMPTY) for (const { rule } of hits) set = withRule(set, rule);
      else {
        const rules = rulesOf(before);
        fresh = hits.filter(({ rule }) => !rules.has(rule));
        for (const { rule } of hits) {
          if (rules.has(rule)) duplicate(rule);
          else set = withRule(set, rule);
        }
      }
      if (set !== before) events.setMark(event, set);
      return fresh;
    },
  };
}
