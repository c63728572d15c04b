/**
 * Two states of a repository asked about the same events, for whoever reviews a change.
 *
 * Owns: which rules of the two are one rule, and what of a backtest's report is a difference. Must not: read logs or
 * count (logs/backtest does).
 */
import type { Content, EnvironmentDocument } from './content/document.ts';
import { type AskedRule, askedRule } from './logs/backtest/question.ts';
import type { EventShown as EventOfReport, RuleReport } from './logs/backtest/report.ts';
import { lowerForEnvironment } from './lower.ts';

export interface EventDifference {
  readonly rule: string;
  readonly before: number;
  readonly after: number;
  /** The earliest of each; the counts say how many there are. */
  readonly newly: readonly EventShown[];
  readonly newlyCount: number;
  readonly noLonger: readonly EventShown[];
  readonly noLongerCount: number;
}

export interface EventShown {
  readonly eventID: string;
  readonly eventTime: string;
  readonly title: string;
}

/** The rules of a state that can be asked; the faults of the others are those of reading and compiling it. */
export function askedOf(state: {
  readonly content: Content;
  readonly environment: EnvironmentDocument;
}): readonly AskedRule[] {
  return state.content.rules.flatMap((document) => {
    const { value } = lowerForEnvironment(document, state.content, state.environment);
    return value === undefined ? [] : [askedRule(value)];
  });
}

/**
 * Each rule with its former condition, whatever its file was called: rules are the same by id. Those that only the former
 * state has come last, unless they are left out.
 */
export function pairRules(
  before: readonly AskedRule[],
  after: readonly AskedRule[],
  { gone = true }: { readonly gone?: boolean } = {},
): readonly AskedRule[] {
  const then = new Map(before.map((rule) => [rule.id, rule]));
  const now = new Set(after.map(({ id }) => id));
  return [
    ...after.map((rule) => ({ ...rule, former: { condition: then.get(rule.id)?.condition } })),
    ...before.flatMap(({ condition, ...rule }) =>
      gone && !now.has(rule.id) ? [{ ...rule, condition: undefined, former: { condition } }] : [],
    ),
  ];
}

/** The rules that matched anything else than before, by name. */
export function eventDifferences(rules: readonly RuleReport[]): readonly EventDifference[] {
  return rules
    .flatMap(({ rule, matches, change }): readonly EventDifference[] => {
      if (change === null || change.newly + change.noLonger === 0) return [];
      return [
        {
          rule,
          before: change.before,
          after: matches,
          newlyCount: change.newly,
          noLongerCount: change.noLonger,
          newly: change.newlyEvents.map(shown),
          noLonger: change.noLongerEvents.map(shown),
        },
      ];
    })
    .sort((a, b) => (a.rule < b.rule ? -1 : a.rule > b.rule ? 1 : 0));
}

const shown = ({ eventID, eventTime, alertTitle }: EventOfReport): EventShown => ({
  eventID: eventID ?? '',
  eventTime: eventTime ?? '',
  title: alertTitle ?? '',
});
