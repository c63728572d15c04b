/**
 * Faults and results of tests as Markdown (GitHub's), for a comment or the summary of a step.
 *
 * Owns: the layout, and its length. Must not: word a fault.
 */
import type { Diagnostic } from '../../base/diagnostic.ts';
import { code, codeBlock, plain, table } from '../../base/markdown.ts';
import type { RuleTestReport, TestResult } from '../../testing/run.ts';
import {
  type CheckOutcome,
  counted,
  faultsInWords,
  suiteName,
  type TestOutcome,
  testsInWords,
} from './outcome.ts';
import { type Places, placeFromRoot } from './place.ts';
import { failureInWords, failureTree } from './test-failure.ts';

/** `room`: the bytes that the text may take; what does not fit is counted. Ends with a line feed. */
export function checkAsMarkdown(outcome: CheckOutcome, room = Number.POSITIVE_INFINITY): string {
  const { faults, looked, places } = outcome;
  const totals = looked === undefined ? faultsInWords(faults) : `${looked}: ${faultsInWords(faults)}`;
  return fitted(['## trailc check', totals], faultBlocks(faults, places), 'fault', room);
}

export function testsAsMarkdown(outcome: TestOutcome, room = Number.POSITIVE_INFINITY): string {
  const { reports, faults, places, named, verbose } = outcome;
  const tested = reports.filter(({ results }) => results.length > 0);
  const shown = tested.filter(({ failed }) => verbose || failed > 0);
  const rows = shown.map((report) => [code(suiteName(report)), String(report.passed), String(report.failed)]);
  const head = [
    '## trailc test',
    testsInWords(reports),
    ...(tested.length === 0 && named !== undefined ? [`No test is named ${code(named)}.`] : []),
    ...(rows.length === 0 ? [] : [table(['rule', 'passed', 'failed'], rows)]),
  ];
  const failures = reports.flatMap((report) =>
    report.results
      .filter(({ passed }) => verbose || !passed)
      .map((result) => (result.passed ? passedBlock(report, result) : failureBlock(report, result, places))),
  );
  const blocks = [...faultBlocks(faults, places), ...failures];
  return fitted(head, blocks, 'result', room);
}

function faultBlocks(faults: readonly Diagnostic[], places: Places): readonly string[] {
  return faults.map((fault) => {
    const lines = [
      `**${fault.severity}** ${code(fault.code)} ${code(placeFromRoot(fault, places))}`,
      plain(fault.what),
      ...(fault.why === '' ? [] : [`why: ${plain(fault.why)}`]),
      ...(fault.do === '' ? [] : [`do: ${plain(fault.do)}`]),
    ];
    return `- ${lines.join('\n\n  ')}`;
  });
}

const passedBlock = (report: RuleTestReport, { name }: TestResult) =>
  `- passed: ${code(suiteName(report))} ${code(name)}`;

function failureBlock(report: RuleTestReport, result: TestResult, places: Places): string {
  const tree = failureTree(result);
  const lines = [
    `### Failed: ${code(suiteName(report))} ${code(result.name)}`,
    `${code(placeFromRoot(result, places))}: ${plain(failureInWords(result))}`,
    ...(tree === '' ? [] : [codeBlock(tree, 'text')]),
  ];
  return lines.join('\n\n');
}

/** Heads, then as many blocks as there is room for. */
function fitted(head: readonly string[], blocks: readonly string[], noun: string, room: number): string {
  // What says that something was left out must fit as well.
  const limit = room - 200;
  const parts = [...head];
  let size = Buffer.byteLength(parts.join('\n\n'));
  let kept = 0;
  for (const block of blocks) {
    size += Buffer.byteLength(block) + 2;
    if (size > limit) break;
    parts.push(block);
    kept += 1;
  }
  const left = blocks.length - kept;
  if (left > 0) parts.push(`… and ${counted(left, `more ${noun}`)}; the log of the step has them all.`);
  return `${parts.join('\n\n')}\n`;
}
