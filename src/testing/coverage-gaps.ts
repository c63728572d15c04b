/**
 * What the tests leave uncovered, as places with sentences.
 *
 * Owns: those sentences, and saying what follows from another gap only once. Must not: lay out.
 */
import type { Span } from '../base/source.ts';
import type { ClauseCoverage, RuleCoverage } from './coverage.ts';
import type { CoverageKind } from './coverage-totals.ts';

export interface Gap {
  readonly kind: CoverageKind;
  readonly span: Span;
  /** Without a full stop. */
  readonly what: string;
}

/** The gaps of a rule: clauses first, in source order, then exclusions, params and entries. */
export function gapsOf({ clauses, exclusions, params, entries }: RuleCoverage): readonly Gap[] {
  const unused = new Set(exclusions.filter(({ used }) => !used).map(({ span }) => span));
  const met = new Set(
    clauses.filter(({ kind, seenTrue }) => seenTrue || kind === 'not').map(({ span }) => span),
  );
  const asked = new Set(clauses.map(({ span }) => span));
  return [
    ...clauses.flatMap((clause, at) => clauseGap(clause, clauses[at + 1], unused.has(clause.span))),
    ...exclusions
      .filter(({ used, span }) => !used && (met.has(span) || !asked.has(span)))
      .map(({ text, span }): Gap => {
        const what = `exclusion not used: ${text} (every test has the same verdict without it)`;
        return { kind: 'exclusions', span, what };
      }),
    ...params
      .filter(({ used }) => !used)
      .map(({ name, span, because }): Gap => {
        return { kind: 'params', span, what: `param not used: ${name} (${because ?? ''})` };
      }),
    ...entries.flatMap(({ list, values, span, state, because }): readonly Gap[] => {
      if (state === 'test' || state === 'generated') return [];
      const said = state === 'unreachable' ? 'unreachable entry' : 'entry not tried';
      const what = `${said} of ${list}: ${values.join(', ')} (${because ?? ''})`;
      return [{ kind: 'entries', span, what }];
    }),
  ];
}

function clauseGap(
  clause: ClauseCoverage,
  next: ClauseCoverage | undefined,
  unusedExclusion: boolean,
): readonly Gap[] {
  const { kind, text, span, seenTrue, seenFalse } = clause;
  if (seenTrue && seenFalse) return [];
  // A `not` has the verdicts of what it negates turned round, and that is shown: it stands next.
  if (kind === 'not' && next !== undefined && next.seenTrue === seenFalse && next.seenFalse === seenTrue) {
    return [];
  }
  const never = seenTrue ? 'never false' : seenFalse ? 'never true' : 'never asked';
  const so = unusedExclusion && !seenTrue ? ', so the exclusion is not used' : '';
  return [{ kind: 'clauses', span, what: `${never}: ${text}${so}` }];
}
