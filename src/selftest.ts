/**
 * The tests of rules, and what the rules rest on, as queries that Splunk or Athena runs itself.
 *
 * Owns: which queries there are for a repository, for `trailc selftest` and for bundles. Must not: print or render one
 * (targets do).
 */
import { type Diagnostic, once } from './base/diagnostic.ts';
import { append, type Result } from './base/result.ts';
import { normalised } from './compile.ts';
import type { Content, EnvironmentDocument, RuleDocument } from './content/document.ts';
import type { RuleIr } from './ir/rule.ts';
import { lowerForEnvironment, lowerForTests } from './lower.ts';
import { selftestOf as athenaSelftest } from './targets/athena/selftest.ts';
import type { Artefact, Reason } from './targets/shared/target.ts';
import { canarySearches } from './targets/spl/canaries-search.ts';
import { selftestOf as splSelftest } from './targets/spl/selftest.ts';

/** Queries as artefacts, each with the rules whose tests it runs; and rules that the target leaves out. */
export interface PlannedQueries {
  readonly queries: readonly { readonly artefact: Artefact; readonly rules: readonly string[] }[];
  readonly notSaid: readonly NotSaid[];
}

export interface NotSaid {
  readonly document: RuleDocument;
  readonly reasons: readonly Reason[];
}

export const NO_QUERIES: PlannedQueries = { queries: [], notSaid: [] };

export type PlanSelftests = (
  content: Content,
  environment: EnvironmentDocument,
  /** Instead of the environment's. */
  profile: string | undefined,
  /** A query for each rule, where several would do. */
  apart: boolean,
) => Result<PlannedQueries>;

/** One search a rule: a search is pasted alone. */
const planSpl: PlanSelftests = (content, environment, profile) => {
  const diagnostics: Diagnostic[] = [];
  const queries: PlannedQueries['queries'][number][] = [];
  const notSaid: NotSaid[] = [];
  for (const document of content.rules) {
    const rule = collect(lowerForTests(document, content), diagnostics);
    if (rule === undefined) continue;
    const made = collect(splSelftest(normalised(rule), environment, profile), diagnostics);
    if (made?.artefact !== undefined) queries.push({ artefact: made.artefact, rules: [document.stem] });
    else if (made?.answer.kind === 'unsupported') notSaid.push({ document, reasons: made.answer.reasons });
  }
  return { value: { queries, notSaid }, diagnostics: once(diagnostics) };
};

/** All rules in as few statements as Athena's limit allows, or each apart. */
const planAthena: PlanSelftests = (content, environment, profile, apart) => {
  const diagnostics: Diagnostic[] = [];
  const rules = content.rules.flatMap((document) => {
    const rule = collect(lowerForTests(document, content), diagnostics);
    return rule === undefined ? [] : [normalised(rule)];
  });
  const groups = apart ? rules.map((rule) => [rule]) : [rules];
  const made = groups.flatMap((group) => {
    const value = collect(athenaSelftest(group, environment, profile), diagnostics);
    return value === undefined ? [] : [value];
  });
  const value = {
    queries: made.flatMap(({ statements }) => statements),
    notSaid: made.flatMap(({ notSaid }) =>
      notSaid.map(({ rule, reasons }) => ({ document: rule.document, reasons })),
    ),
  };
  return { value, diagnostics: once(diagnostics) };
};

/** The searches for what the rules rest on as they are deployed. What the target cannot say rests on nothing. */
export const planCanaries: PlanSelftests = (content, environment, profile) => {
  const diagnostics: Diagnostic[] = [];
  const rules = content.rules.flatMap((document) => {
    const rule = collect(lowerForEnvironment(document, content, environment), diagnostics);
    return rule === undefined ? [] : [normalised(rule)];
  });
  const planned = canariesOf(rules, environment, profile);
  return { ...planned, diagnostics: once([...diagnostics, ...planned.diagnostics]) };
};

/** The same for rules that are lowered already, their conditions in normal form. */
export function canariesOf(
  rules: readonly RuleIr[],
  environment: EnvironmentDocument,
  profile: string | undefined,
): Result<PlannedQueries> {
  const { value: artefacts = [], diagnostics } = canarySearches(rules, environment, profile);
  const stems = rules.map(({ document }) => document.stem);
  return {
    value: { queries: artefacts.map((artefact) => ({ artefact, rules: stems })), notSaid: [] },
    diagnostics,
  };
}

export const SELFTESTS = { spl: planSpl, athena: planAthena } as const;

function collect<T>({ value, diagnostics }: Result<T>, found: Diagnostic[]): T | undefined {
  append(found, diagnostics);
  return value;
}
