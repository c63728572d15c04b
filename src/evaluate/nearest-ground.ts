/**
 * A condition on one event as a formula over the clauses it asks: `not` pushed down to them, `some` written out over the
 * elements that are there.
 *
 * Owns: what counts as one clause (the same predicate about the same element is one, wherever it stands), and how many
 * are looked at. Must not: search.
 */
import type { CloudTrailEvent, Json } from '../cloudtrail/event.ts';
import type { ArrayRef, Expression, Predicate, Some } from '../ir/expression.ts';
import { conditionHash } from '../ir/hash.ts';
import { compileCondition, compilePredicate } from './condition.ts';
import { compileElements } from './elements.ts';
import type { Verdict } from './field.ts';

/** Something that is true or false of the event, and might be otherwise. */
export interface Clause {
  /** A predicate; or a `some` that has no element yet, and so asks for one. */
  readonly of: Predicate | Some;
  /** Now. */
  readonly verdict: boolean;
  /** Where it stands within arrays: each with the place of the element, the outermost first. */
  readonly within: readonly { readonly array: ArrayRef; readonly index: number }[];
}

export type Formula =
  | { readonly kind: 'clause'; readonly clause: Clause; readonly wanted: boolean; readonly holds: boolean }
  | { readonly kind: 'all' | 'any'; readonly of: readonly Formula[]; readonly holds: boolean };

export interface Ground {
  readonly formula: Formula;
  /** Whether a clause stands at several places. */
  readonly shared: boolean;
  /** Whether elements were left out because there are too many. */
  readonly cut: boolean;
}

/**
 * So many clauses are looked at, elements of arrays multiplied; of an array beyond that only the elements before it.
 * A condition with more clauses than that outside arrays is looked at whole.
 */
const MOST_CLAUSES = 50_000;

export function ground(condition: Expression, event: CloudTrailEvent): Ground {
  const clauses = new Map<string, Clause>();
  const verdicts = new WeakMap<object, Verdict>();
  let asked = 0;
  let cut = false;

  const verdictOf = (predicate: Predicate): Verdict => {
    const known = verdicts.get(predicate) ?? compilePredicate(predicate);
    verdicts.set(predicate, known);
    return known;
  };

  const once = (key: string, make: () => Clause): Clause => {
    asked += 1;
    const known = clauses.get(key) ?? make();
    clauses.set(key, known);
    return known;
  };

  const visit = (
    part: Expression,
    wanted: boolean,
    element: Json | undefined,
    within: Clause['within'],
    place: string,
  ): Formula => {
    switch (part.kind) {
      case 'predicate': {
        const clause = once(`${place}${conditionHash(part)}`, () => {
          return { of: part, verdict: verdictOf(part)(event, element), within };
        });
        return { kind: 'clause', clause, wanted, holds: clause.verdict === wanted };
      }
      case 'not':
        return visit(part.of, !wanted, element, within, place);
      case 'all':
      case 'any': {
        const of = part.of.map((one) => visit(one, wanted, element, within, place));
        return group((part.kind === 'all') === wanted ? 'all' : 'any', of);
      }
      case 'some': {
        const elements = compileElements(part.array)(event, element);
        if (elements.length === 0) {
          const clause = once(`${place}${conditionHash(part)}`, () => ({ of: part, verdict: false, within }));
          return { kind: 'clause', clause, wanted, holds: !wanted };
        }
        const { kind, path } = part.array.value;
        const array = JSON.stringify([kind, ...path]);
        const of: Formula[] = [];
        for (const [index, one] of elements.entries()) {
          if (asked > MOST_CLAUSES) {
            cut = true;
            // What the others say still counts, it only cannot change.
            const holds = compileCondition(part.of);
            if (elements.slice(index).some((rest) => holds(event, rest))) {
              of.push(group(wanted ? 'all' : 'any', []));
            }
            break;
          }
          const inner = [...within, { array: part.array, index }];
          of.push(visit(part.of, wanted, one, inner, `${place}${array}${index}/`));
        }
        return group(wanted ? 'any' : 'all', of);
      }
    }
  };

  const formula = visit(condition, true, undefined, [], '');
  return { formula, shared: asked > clauses.size, cut };
}

function group(kind: 'all' | 'any', of: readonly Formula[]): Formula {
  const holds = kind === 'all' ? of.every((part) => part.holds) : of.some((part) => part.holds);
  return { kind, of, holds };
}

/** What the formula says once these clauses are the other way round. */
export function holdsWith(formula: Formula, flipped: ReadonlySet<Clause>): boolean {
  if (formula.kind === 'clause') return formula.holds !== flipped.has(formula.clause);
  return formula.kind === 'all'
    ? formula.of.every((part) => holdsWith(part, flipped))
    : formula.of.some((part) => holdsWith(part, flipped));
}
