/**
 * Which params the tests of a rule depend on.
 *
 * Owns: where a param stands in a rule as written. Params of the schedule and of `suppressFor` are not counted: no
 * verdict depends on them. Must not: evaluate.
 */
import type { Span } from '../base/source.ts';
import type { Clause, OperatorTest, RuleDocument } from '../content/document.ts';

export interface ParamCoverage {
  readonly name: string;
  /** Of the declaration. */
  readonly span: Span;
  /** A test's event has one of its values where the rule asks for it. */
  readonly used: boolean;
  /** Why not. */
  readonly because?: string;
}

/** `met` says whether a value that stands at a place of the rule was found in a test. */
export function coverParams(document: RuleDocument, met: (place: Span) => boolean): readonly ParamCoverage[] {
  const { alert, schedule } = document;
  const timed = new Set(
    [alert.suppressFor, schedule.every, schedule.lookback].flatMap((use) =>
      typeof use === 'object' ? [use.name] : [],
    ),
  );
  const places = new Map<string, Span[]>();
  for (const { operands } of testsOf(document.match)) {
    for (const raw of operands) {
      if (raw.kind === 'param') places.set(raw.name, [...(places.get(raw.name) ?? []), raw.span]);
    }
  }
  return document.params.flatMap(({ name, span }): readonly ParamCoverage[] => {
    const found = places.get(name);
    if (found === undefined) {
      return timed.has(name) ? [] : [{ name, span, used: false, because: 'nothing in the rule uses it' }];
    }
    if (found.some(met)) return [{ name, span, used: true }];
    return [{ name, span, used: false, because: 'no test meets a value of it' }];
  });
}

function testsOf(clause: Clause): readonly OperatorTest[] {
  switch (clause.kind) {
    case 'all':
    case 'any':
      return clause.of.flatMap(testsOf);
    case 'not':
    case 'some':
      return testsOf(clause.of);
    case 'field':
      return [...clause.tests, ...(clause.not?.tests ?? [])];
    case 'rows':
      return [];
  }
}
