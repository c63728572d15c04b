/**
 * What a rule costs where many events are put to many rules: which of them it is shown to.
 *
 * Owns: by what of its required facts the index (select.ts) finds it, and how many of AWS's published calls may match.
 * Must not: lower, evaluate or print.
 */
import { knownCalls } from '../cloudtrail/known-calls.ts';
import type { Expression } from '../ir/expression.ts';
import { type RequiredFact, requiredFacts } from '../ir/facts.ts';
import { INDEXED } from './select.ts';

export interface RuleCost {
  /** The calls that it is found by; undefined: events of all calls are shown to it. */
  readonly indexedBy: RequiredFact | undefined;
  /** Published calls (event source and name) that a match may be of; all of them where nothing finds it. */
  readonly calls: number;
  /** What else a matching event must meet. */
  readonly further: readonly RequiredFact[];
}

/** The fact that `indexByFacts` finds a rule by: an eventName, else an eventSource. Undefined where it requires neither. */
function indexedBy(condition: Expression): RequiredFact | undefined {
  const facts = requiredFacts(condition);
  for (const path of INDEXED) {
    const found = facts.find((fact) => nameOf(fact) === path.join('.'));
    if (found !== undefined) return found;
  }
  return undefined;
}

export function costOf(condition: Expression): RuleCost {
  const by = indexedBy(condition);
  const further = requiredFacts(condition).filter((fact) => by === undefined || nameOf(fact) !== nameOf(by));
  const sources = further.find((fact) => nameOf(fact) === 'eventSource')?.texts;
  return { indexedBy: by, calls: callsOf(by, sources), further };
}

/** Event sources and names that AWS has published, each pair once. */
export function publishedCalls(): number {
  const { sources } = knownCalls();
  return sources().reduce((sum, source) => sum + namesOf(source), 0);
}

/** Of those sources, where any are required. What is not published is one call. */
function callsOf(fact: RequiredFact | undefined, sources: readonly string[] | undefined): number {
  if (fact === undefined) return publishedCalls();
  const ofName = (name: string) => {
    const found = knownCalls().sourcesOf(name);
    return sources === undefined ? found.length : sources.filter((source) => found.includes(source)).length;
  };
  const count = nameOf(fact) === 'eventName' ? ofName : namesOf;
  return fact.texts.reduce((sum, text) => sum + Math.max(1, count(text)), 0);
}

const namesOf = (source: string) => [...(knownCalls().source(source)?.names() ?? [])].length;
const nameOf = ({ path }: RequiredFact) => path.join('.');
