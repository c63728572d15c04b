/**
 * A rule from an event as `trailc new --from-event` makes it, read back and measured.
 *
 * Owns: the way through it, without a disk. Must not: judge.
 */
import { settle } from '../../src/cli/commands/new-settle.ts';
import type { CloudTrailEvent } from '../../src/cloudtrail/event.ts';
import { readFixtures } from '../../src/content/fixture-events.ts';
import { readRule } from '../../src/content/rule.ts';
import { formatText } from '../../src/fmt/format.ts';
import { lowerForTests } from '../../src/lower.ts';
import { clausesOf, isName } from '../../src/scaffold/clauses.ts';
import { fixtureText } from '../../src/scaffold/draft.ts';
import { type Reduced, reduceEvent } from '../../src/scaffold/reduce.ts';
import { stemOfCall } from '../../src/scaffold/stem.ts';
import { measureCoverage } from '../../src/testing/coverage.ts';
import { mutateRule } from '../../src/testing/mutate/mutate.ts';
import { runTests } from '../../src/testing/run.ts';
import { contentOf } from '../support/rule.ts';

const CONTENT = contentOf([]);

/** What is wrong with the rule of an event, in words; nothing for a rule that is as it should be. */
export function faultsOf(event: CloudTrailEvent, options: { mutate?: boolean } = {}): readonly string[] {
  const made = makeRule(event);
  if (made.rule === undefined) return made.faults;
  const { rule, text } = made;
  const { results } = runTests(rule);
  const { clauses } = measureCoverage(rule);
  const mutants = options.mutate === true ? mutateRule(rule) : { mutants: 0, killed: 0 };
  return [
    ...results.filter(({ passed }) => !passed).map(({ name }) => `fails: ${name}`),
    ...clauses.filter((one) => !one.seenTrue || !one.seenFalse).map((one) => `not covered: ${one.text}`),
    ...(formatText({ path: 'made.yml', text }).value === text ? [] : ['fmt would change it']),
    ...(rule.document.tests[0]?.expect === 'match' ? [] : ['the first test is no match']),
    ...(mutants.killed === mutants.mutants ? [] : [`${mutants.mutants - mutants.killed} mutants survive`]),
  ];
}

export function makeRule(event: CloudTrailEvent) {
  const reduced: Reduced = reduceEvent(event);
  const { eventName } = reduced.event;
  if (!isName(eventName)) return { faults: ['no eventName'], reduced };
  const stem = stemOfCall(eventName);
  const fixture = `fixtures/${stem}`;
  const about = { event: reduced.event, stem, fixture, id: '7d3cb1f2-0f0e-4d5c-9f7e-2a3a4f0a9b10' };
  const path = `detections/${stem}.yml`;
  const settled = settle({ ...about, date: '2026-11-21' }, clausesOf(reduced.event), CONTENT, path);
  if (settled.faults.length > 0) return { faults: settled.faults.map(({ what }) => what), reduced };
  const { text } = settled;
  const source = { path: `${fixture}.json`, text: fixtureText(reduced.event) };
  const { readEvent } = readFixtures([{ name: fixture, path: source.path, source }]);
  const { value: document } = readRule({ path, text }, readEvent, stem);
  const rule = document && lowerForTests(document, { ...CONTENT, rules: [document] }).value;
  return { faults: rule === undefined ? ['it cannot be read'] : [], rule, text, reduced, settled };
}
