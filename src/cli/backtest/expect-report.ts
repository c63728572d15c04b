/**
 * Expectations held against a backtest: for people, as Markdown, as JSON and as JUnit.
 *
 * Owns: the layouts. Must not: judge (logs/backtest/expect.ts does) or write files.
 */
import { code, plain } from '../../base/markdown.ts';
import { boundsInWords, counted, type ExpectationResult, type Judged } from '../../logs/backtest/expect.ts';
import { attributes, junitDocument, linesOf } from '../report/junit-xml.ts';
import { escapeForTerminal, paintFor } from '../report/terminal.ts';

/** What failed, what is named and holds, and a line of totals. `file`: as people are shown it. */
export function renderExpectations(judged: Judged, file: string, color: boolean): string {
  const paint = paintFor(color);
  const lines = judged.results
    .filter(({ passed, named }) => named || !passed)
    .map((result) => {
      const mark = result.passed ? paint.green('pass') : paint.red('fail');
      return `  ${mark} ${result.rule}: ${escapeForTerminal(inWords(result))}`;
    });
  return [paint.bold(`Expectations of ${file}`), ...lines, ...notAsked(judged), totals(judged), ''].join(
    '\n',
  );
}

/** The failed ones alone, for formats that have no place for them. */
export function renderFailedExpectations(judged: Judged, file: string, color: boolean): string {
  if (judged.failed === 0) return '';
  return renderExpectations(
    { ...judged, results: judged.results.filter(({ passed }) => !passed) },
    file,
    color,
  );
}

export function expectationsAsMarkdown(judged: Judged, file: string): string {
  const failed = judged.results.filter(({ passed }) => !passed);
  const items = failed.map((result) => `- ${code(result.rule)}: ${plain(inWords(result))}\n`);
  return `\n## Expectations of ${code(file)}\n\n${totals(judged)}.\n${items.length === 0 ? '' : `\n${items.join('')}`}`;
}

/** For the key `expectations` of the report. */
export function expectationsJson({ results, passed, failed, notAsked: left }: Judged, file: string) {
  return {
    file,
    passed,
    failed,
    notAsked: left,
    results: results.map(({ expected: { exactly, atLeast, atMost }, ...result }) => ({
      ...result,
      expected: { exactly: exactly ?? null, atLeast: atLeast ?? null, atMost: atMost ?? null },
    })),
  };
}

/** One suite a rule, one case a figure that is bounded. `file`: from the root of the repository. */
export function expectationsAsJunit({ results, failed }: Judged, file: string): string {
  const byRule = new Map<string, ExpectationResult[]>();
  for (const result of results) {
    const known = byRule.get(result.rule);
    if (known === undefined) byRule.set(result.rule, [result]);
    else known.push(result);
  }
  const suites = [...byRule].flatMap(([rule, cases]) => {
    const failures = cases.filter(({ passed }) => !passed).length;
    const suite = { name: rule, tests: cases.length, failures, errors: 0, skipped: 0, file };
    return [`  <testsuite${attributes(suite)}>`, ...cases.map(caseLines), '  </testsuite>'];
  });
  return junitDocument({ tests: results.length, failures: failed, errors: 0 }, suites);
}

function caseLines(result: ExpectationResult): string {
  const name = `${result.of}: ${boundsInWords(result.expected)}`;
  const open = `    <testcase${attributes({ classname: result.rule, name })}`;
  if (result.passed) return `${open}/>`;
  const words = inWords(result);
  return `${open}>\n      <failure${attributes({ type: 'expectation', message: words })}>${linesOf(words)}</failure>\n    </testcase>`;
}

const inWords = ({ reason, of, found, expected, named }: ExpectationResult) =>
  `${reason ?? `${counted(found, of)}, expected ${boundsInWords(expected)}.`}${named ? '' : ' No entry names it.'}`;

function notAsked({ notAsked: rules }: Judged): readonly string[] {
  return rules.length === 0 ? [] : [`  not asked: ${escapeForTerminal(rules.join(', '))}`];
}

const totals = ({ passed, failed }: Judged) => `${passed} of ${passed + failed} expectations hold`;
