/**
 * A diagnostic explained apart from any occurrence, for people and as JSON.
 *
 * Owns: which parts an explanation has, and how it looks. Must not: word what a diagnostic says (the catalogue does).
 */
import { type DiagnosticCode, exampleOf } from '../../base/catalogue.ts';
import type { Severity } from '../../base/diagnostic.ts';
import { THINK_DIAGNOSTICS } from '../../base/diagnostics/think.ts';
import { SUPPRESSIBLE } from '../../language/suppressible.ts';
import { printJson } from './json.ts';
import { type CodeInWords, codeInWords } from './sarif-rules.ts';
import { renderTable } from './table.ts';
import { escapeForTerminal, type Paint, paintFor } from './terminal.ts';

export interface Explanation extends CodeInWords {
  readonly code: DiagnosticCode;
  readonly severity: Severity;
  /** With the values of a case that happens; null where the texts have none in them. */
  readonly example: CodeInWords | null;
  readonly suppressible: boolean;
  /** Where trailc's documentation shows rules that raise it and rules that do not. */
  readonly page: string | null;
}

export function explanationOf(code: DiagnosticCode): Explanation {
  const said = exampleOf(code, '');
  const { what, why, do: remedy } = codeInWords(said);
  const same = what === said.what && why === said.why && remedy === said.do;
  return {
    code,
    severity: said.severity,
    what,
    why,
    do: remedy,
    example: same ? null : { what: said.what, why: said.why, do: said.do },
    suppressible: SUPPRESSIBLE.includes(code),
    // GitHub leaves the slash out of an anchor.
    page: Object.hasOwn(THINK_DIAGNOSTICS, code) ? `docs/checks.md#${code.replace('/', '')}` : null,
  };
}

export function explanationsAsJson(codes: readonly DiagnosticCode[]): string {
  return printJson({ schemaVersion: 1, codes: codes.map(explanationOf) });
}

interface Terminal {
  readonly color: boolean;
  readonly width: number | undefined;
}

/** A line a code. */
export function renderCodes(codes: readonly DiagnosticCode[], { color, width }: Terminal): string {
  const paint = paintFor(color);
  const rows = codes.map(explanationOf).map(({ code, severity, what }) => {
    const tint = severity === 'error' ? paint.red : paint.yellow;
    return [code, { text: severity, paint: tint }, what.replace(/\s+/g, ' ')];
  });
  return renderTable({ head: ['code', 'severity', 'says'], rows }, { color, width });
}

const MEANS: { readonly [S in Severity]: string } = {
  error: 'an error: a command that finds one does not end with 0',
  warning: 'a warning: the exit code stays 0',
};

export function renderExplanation(code: DiagnosticCode, { color }: Terminal): string {
  const paint = paintFor(color);
  const { severity, example, suppressible, page, ...general } = explanationOf(code);
  const tint = severity === 'error' ? paint.red : paint.yellow;
  return [
    `${tint(paint.bold(code))}, ${MEANS[severity]}`,
    ...texts(general, '  ', paint),
    ...(example === null ? [] : ['', 'For example:', ...texts(unsaid(example, general), '  ', paint)]),
    ...(suppressible
      ? ['', 'Where it is meant to be so, in the rule or in trailc.config.yml:', ...suppression(code)]
      : []),
    ...(page === null ? [] : ['', `Rules that raise it, and rules that do not: ${page}`]),
    '',
  ].join('\n');
}

/** What an example adds to the general texts. */
const unsaid = (example: CodeInWords, general: CodeInWords): CodeInWords => ({
  what: example.what,
  why: example.why === general.why ? '' : example.why,
  do: example.do === general.do ? '' : example.do,
});

const suppression = (code: string) => [
  '  suppress:',
  `    - code: ${code}`,
  '      because: The reason, in a sentence.',
];

/** `  why: `: all three texts begin in one column behind their labels. */
function texts(said: CodeInWords, indent: string, paint: Paint): readonly string[] {
  const lines = (text: string) => text.split(/\r\n|[\r\n]/).map((line) => escapeForTerminal(line));
  const labelled = (label: string, text: string) =>
    (text === '' ? [] : lines(text)).map((line, at) =>
      at === 0 ? `${indent}${paint.cyan(`${label}:`.padEnd(4))} ${line}` : `${indent}     ${line}`,
    );
  return [
    ...lines(said.what).map((line) => `${indent}${paint.bold(line)}`),
    ...labelled('why', said.why),
    ...labelled('do', said.do),
  ];
}
