/**
 * docs/fidelity.md: what is proved, by what, and what is not.
 *
 * Owns: the page's words; every figure comes from a run. No times and no paths, so that equal runs write equal bytes.
 * Must not: decide anything.
 */
import { allAssumptions } from '../../src/targets/shared/assumptions.ts';
import { type Covered, readTraps, type Trap } from '../conformance/traps.ts';
import type { Check } from './check.ts';
import type { Tally } from './judge.ts';
import { HEAD, type LaneReport, notSaidOf, number, outsideOf, rowsOf } from './report.ts';

export function fidelityPage(report: LaneReport): string {
  const { tallies, checks, executors, records } = report;
  return [
    '# What is proved',
    '',
    '<!-- Written by `npm run conformance`; do not edit. -->',
    '',
    'A rule has one meaning: [semantics.md](semantics.md). `npm run conformance` asks every executor below for its verdict',
    'on every pair of a rule and an event, and holds it against the evaluator that `trailc test` uses. A pair that breaks an',
    'assumption which the answer names, an event that an engine cannot read at all, and a rule that a target answers',
    '*unsupported* are counted apart; none of them counts as agreement.',
    '',
    '| target | what ran | so the claim is |',
    '|---|---|---|',
    '| Athena | the compiled SQL, on Trino, the engine that Athena is built on, over its HTTP protocol, and on DuckDB | proved on real engines, given the assumptions of each answer; Athena itself was not asked |',
    '| Sigma | the exported files, in two evaluators that are not ours | proved for these two; engines differ, and each answer names what it takes for granted |',
    "| Splunk | the built `.conf` files, on an interpreter written from Splunk's documentation without reading the printer | exact given the named assumptions, until their [canary searches](splunk.md#assumptions-and-how-to-check-them) pass on your Splunk: `trailc selftest --canaries` |",
    '',
    '## Executors',
    '',
    ...executors.map(({ name, version }) => `- **${name}**: ${version}`),
    '',
    '## Verdicts',
    '',
    `Public CloudTrail records read: ${number(records)}. Disagreements in all: **${number(tallies.reduce((sum, { disagreements }) => sum + disagreements.length, 0))}**.`,
    '',
    ...verdictTable(tallies),
    '',
    '*Pairs agreeing*: the verdict is the rule’s. *Errs as announced*: an approximate answer says something weaker or',
    'stronger, the engine gave exactly what it says, and it errs in the announced direction. *Outside*: the event breaks an',
    'assumption of the answer.',
    '',
    ...report.written.map(
      ({ suite, pairs, wrong }) =>
        `The evaluator itself is held against ${number(pairs)} verdicts that people wrote down (${suite}): ${number(wrong.length)} differ.`,
    ),
    '',
    '### Set aside',
    '',
    ...setAside(tallies),
    '',
    '## Other proofs',
    '',
    ...checkTable(checks),
    '',
    '## Assumptions',
    '',
    'An answer *exact given* names each of these that it rests on; the manifest of a bundle and the head of each file carry',
    'them.',
    '',
    ...allAssumptions().map(({ name, text }) => `- \`${name}\`: ${text}`),
    '',
    '## Traps',
    '',
    'Places where the targets are known to differ from each other, and the case that holds each.',
    '',
    '| # | trap | held by |',
    '|---|---|---|',
    ...readTraps().map(trapRow),
    '',
  ].join('\n');
}

function verdictTable(tallies: readonly Tally[]): readonly string[] {
  const rows = rowsOf(tallies).map((row) => `| ${row.join(' | ')} |`);
  return [`| ${HEAD.join(' | ')} |`, `|---|---|${'---:|'.repeat(HEAD.length - 2)}`, ...rows];
}

/** By executor and reason, over all suites. */
function setAside(tallies: readonly Tally[]): readonly string[] {
  const executors = [...new Set(tallies.map(({ executor }) => executor))];
  return executors.flatMap((executor) => {
    const own = tallies.filter((tally) => tally.executor === executor);
    const outside = new Map<string, number>();
    const reasons = new Map<string, number>();
    const unreadable = new Set<string>();
    for (const tally of own) {
      for (const [name, pairs] of tally.outside) outside.set(name, (outside.get(name) ?? 0) + pairs);
      for (const [why, rules] of tally.notSaid) reasons.set(why, (reasons.get(why) ?? 0) + rules.length);
      for (const name of tally.unreadable) unreadable.add(name);
    }
    const total = own.reduce((sum, tally) => sum + outsideOf(tally) + notSaidOf(tally), 0);
    if (total === 0 && unreadable.size === 0) return [`- **${executor}**: nothing`];
    return [
      `- **${executor}**`,
      ...[...outside].map(([name, pairs]) => `  - ${number(pairs)} pairs break \`${name}\``),
      ...[...reasons].map(([why, rules]) => `  - ${number(rules)} rules: ${cell(why)}`),
      ...(unreadable.size === 0 ? [] : [`  - cannot read: ${[...unreadable].sort().join(', ')}`]),
    ];
  });
}

function checkTable(checks: readonly Check[]): readonly string[] {
  return [
    '| claim | checked by | holds |',
    '|---|---|---:|',
    ...checks.map(({ name, by, findings }) => {
      const good = findings.filter(({ ok }) => ok).length;
      return `| ${cell(name)} | ${cell(by)} | ${number(good)} of ${number(findings.length)} |`;
    }),
    '',
    ...checks.flatMap(({ notes }) => (notes ?? []).map((note) => `- ${note}`)),
  ];
}

const trapRow = ({ number: at, title, covered }: Trap) =>
  `| ${at} | ${cell(title)} | ${cell(covered.map(heldBy).join('; '))} |`;

function heldBy(by: Covered): string {
  switch (by.kind) {
    case 'case':
      return `${by.file}: ${by.name}`;
    case 'elsewhere':
      return `${by.file}: ${by.test}`;
    case 'decided':
      return `decided in ${by.file}: ${by.says}`;
    case 'cannot':
      return `cannot arise: ${by.why}`;
  }
}

/** A text in a cell of a table. */
const cell = (text: string) => text.replace(/\s+/g, ' ').replaceAll('|', '\\|');
