/**
 * A draft that has no faults in this repository: clauses that a target cannot say, or that contradict each other by
 * `trailc check`, are left out.
 *
 * Owns: asking the checks and trying again. Must not: write files, or draft (scaffold does).
 */
import type { Diagnostic } from '../../base/diagnostic.ts';
import { checkContent } from '../../check.ts';
import type { Content, RuleDocument } from '../../content/document.ts';
import { readFixtures } from '../../content/fixture-events.ts';
import { readRule } from '../../content/rule.ts';
import { formatText } from '../../fmt/format.ts';
import { lowerForTests } from '../../lower.ts';
import type { ScaffoldClause } from '../../scaffold/clauses.ts';
import { type DraftInput, draftOf, fixtureText } from '../../scaffold/draft.ts';
import { applySuppressions } from '../../suppress.ts';
import { runTests } from '../../testing/run.ts';
import { ownTemplate } from '../own-template.ts';
import { dayToday } from '../shown-faults.ts';

export interface Settled {
  readonly text: string;
  readonly tests: number;
  readonly clauses: readonly ScaffoldClause[];
  /** Clauses that had to go, with what was wrong with them. */
  readonly dropped: readonly { readonly field: string; readonly because: string }[];
  readonly suppress: readonly string[];
  /** What remains; the text is of no use then. */
  readonly faults: readonly Diagnostic[];
}

/** A warning that is about the event and not about the rule. */
const ABOUT_EVENT = 'check/unknown-call';

/** `path`: of the rule, as diagnostics show it. */
export function settle(
  about: Omit<DraftInput, 'clauses' | 'suppress'>,
  all: readonly ScaffoldClause[],
  content: Content,
  path: string,
): Settled {
  let clauses = all;
  const dropped: { readonly field: string; readonly because: string }[] = [];
  let suppress: readonly string[] = [];
  while (true) {
    const text = draftText({ ...about, clauses, suppress }, path);
    const { faults, tests } = judge(text, about, content, path);
    const settled = { text, tests, clauses, dropped, suppress, faults };
    const [fault] = faults;
    if (fault === undefined) return settled;
    if (fault.code === ABOUT_EVENT && !suppress.includes(ABOUT_EVENT)) {
      suppress = [ABOUT_EVENT];
      continue;
    }
    const without = clauses.findLast(
      (clause) => !clause.needed && isHelped(clause, settled, about, content, path),
    );
    // Where no single clause is to blame, the last that can go goes.
    const goes = without ?? clauses.findLast(({ needed }) => !needed);
    if (goes === undefined) return settled;
    dropped.push({ field: goes.field, because: fault.what });
    clauses = clauses.filter((clause) => clause !== goes);
  }
}

/** Whether there are fewer faults without the clause. */
function isHelped(
  clause: ScaffoldClause,
  { clauses, suppress, faults }: Settled,
  about: Omit<DraftInput, 'clauses' | 'suppress'>,
  content: Content,
  path: string,
): boolean {
  const rest = clauses.filter((other) => other !== clause);
  const text = draftText({ ...about, clauses: rest, suppress }, path);
  return judge(text, about, content, path).faults.length < faults.length;
}

function draftText(input: DraftInput, path: string): string {
  const text = ownTemplate('init/rule-from-event.yml.hbs', draftOf(input));
  return formatText({ path, text }).value ?? text;
}

/** Every fault of the text as a file of the repository, errors before warnings, and of its tests. */
function judge(
  text: string,
  { event, stem, fixture }: Omit<DraftInput, 'clauses' | 'suppress'>,
  content: Content,
  path: string,
): { readonly faults: readonly Diagnostic[]; readonly tests: number } {
  const source = { path: `${fixture}.json`, text: fixtureText(event) };
  const { readEvent, diagnostics } = readFixtures([{ name: fixture, path: source.path, source }]);
  const read = readRule({ path, text }, readEvent, stem);
  const before = [...diagnostics, ...read.diagnostics];
  if (read.value === undefined) return { faults: before, tests: 0 };
  const alone = { ...content, rules: [read.value], broken: [] };
  const checked = checkContent(alone, { today: dayToday() });
  const own = [...before, ...checked.filter((found) => (found.span?.source.path ?? found.path) === path)];
  const { shown } = applySuppressions(own, alone, { today: dayToday(), judge: 'rules' });
  const faults = [...shown].sort((a, b) => Number(b.severity === 'error') - Number(a.severity === 'error'));
  const failed = failures(read.value, alone);
  if (faults.length === 0 && failed > 0) throw new Error(`${failed} tests of a drafted rule fail`);
  return { faults, tests: read.value.tests.length };
}

function failures(document: RuleDocument, content: Content): number {
  const { value: rule } = lowerForTests(document, content);
  return rule === undefined ? 0 : runTests(rule).failed;
}
