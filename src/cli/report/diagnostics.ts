/**
 * Diagnostics for people, and as JSON.
 *
 * Owns: their layout and the JSON shape. Must not: word anything (the catalogue does) or decide an exit code.
 */
import { type Diagnostic, type Fix, placeOf, type Severity, sortDiagnostics } from '../../base/diagnostic.ts';
import { type Position, positionAt } from '../../base/source.ts';
import type { Suppressed } from '../../suppress.ts';
import type { Format, Io } from '../io.ts';
import { type Frame, frameOf } from './frame.ts';
import { printJson } from './json.ts';
import { escapeForTerminal, type Paint, paintFor } from './terminal.ts';

export interface DiagnosticsOptions {
  readonly color: boolean;
  /** Columns for the lines of the user's files; those of a terminal, or a readable width. */
  readonly width?: number | undefined;
  /** What follows the count at the end, such as `, 2 warnings suppressed`. */
  readonly besides?: string;
  /** Whether the count at the end is left out, because more than these are counted together. */
  readonly uncounted?: true;
}

const READABLE_WIDTH = 110;
const NARROWEST = 40;

/**
 * The diagnostics in source order, each with its code, place, line, reason and remedy, and a count at the end: nothing
 * for no diagnostics. Of one code in one file the first `SHOWN` are printed and the rest counted: a file that is
 * something else altogether has a fault on every line. Ends with a line feed.
 */
export function renderDiagnostics(diagnostics: readonly Diagnostic[], options: DiagnosticsOptions): string {
  if (diagnostics.length === 0) return '';
  const paint = paintFor(options.color);
  const width = Math.max(NARROWEST, options.width ?? READABLE_WIDTH);
  const alike = new Map<string, number>();
  const blocks: string[] = [];
  for (const diagnostic of sortDiagnostics(diagnostics)) {
    const key = alikeKey(diagnostic);
    const before = alike.get(key) ?? 0;
    alike.set(key, before + 1);
    if (before < SHOWN) blocks.push(renderDiagnostic(diagnostic, width, paint));
  }
  const more = [...alike].flatMap(([key, count]) =>
    count > SHOWN ? [unshown(key, count - SHOWN, paint)] : [],
  );
  const summary = `${summaryOf(diagnostics, paint)}${options.besides ?? ''}\n`;
  return `${[...blocks, ...more].join('\n')}\n${options.uncounted === true ? '' : summary}`;
}

/** Of one code in one file. */
const SHOWN = 20;

const alikeKey = (diagnostic: Diagnostic) => `${diagnostic.code} ${pathOf(diagnostic) ?? ''}`;

function unshown(key: string, count: number, paint: Paint): string {
  const [code = '', ...path] = key.split(' ');
  const where = path.join(' ') === '' ? '' : ` in ${escapeForTerminal(path.join(' '))}`;
  return `${paint.dim(`… ${count} more of ${code}${where}; "trailc check --format json" has them all`)}\n`;
}

function renderDiagnostic(diagnostic: Diagnostic, width: number, paint: Paint): string {
  const tint = diagnostic.severity === 'error' ? paint.red : paint.yellow;
  const place = escapeForTerminal(placeOf(diagnostic));
  const head = `${tint(paint.bold(`${diagnostic.severity}[${diagnostic.code}]`))}${place === '' ? '' : ` ${place}`}`;
  const frame = diagnostic.span === undefined ? undefined : frameOf(diagnostic.span, width - MARGIN);
  const lines = [
    head,
    ...indented(diagnostic.what, '  ', paint.bold),
    ...(frame === undefined ? [] : frameLines(frame, tint, paint)),
    ...labelled('why', diagnostic.why, paint),
    ...labelled('do', diagnostic.do, paint),
  ];
  return `${lines.join('\n')}\n`;
}

/** Columns that a frame's line numbers and rule take at most. */
const MARGIN = 12;

function frameLines(frame: Frame, tint: (text: string) => string, paint: Paint): readonly string[] {
  const number = String(frame.line).padStart(4);
  const blank = ' '.repeat(number.length);
  return [
    `  ${paint.dim(`${number} |`)} ${frame.text}`.trimEnd(),
    `  ${paint.dim(`${blank} |`)} ${' '.repeat(frame.before)}${tint('^'.repeat(frame.carets))}`,
  ];
}

function labelled(label: 'why' | 'do', text: string, paint: Paint): readonly string[] {
  if (text === '') return [];
  const [first = '', ...rest] = indented(text, ' '.repeat(LABEL_WIDTH), (line) => line);
  return [`  ${paint.cyan(`${label}:`)}${first.slice(3 + label.length)}`, ...rest];
}

/** `  why: `; what follows stands in one column. */
const LABEL_WIDTH = 7;

/** Each line of a text under the same indent, so that no line of a quoted text can pass for one of ours. */
function indented(text: string, indent: string, style: (line: string) => string): readonly string[] {
  return text
    .split(/\r\n|[\r\n]/)
    .map((line) => escapeForTerminal(line))
    .map((line) => (line === '' ? '' : `${indent}${style(line)}`));
}

/** `2 errors, 1 warning in 3 files`. */
function summaryOf(diagnostics: readonly Diagnostic[], paint: Paint): string {
  const count = (severity: Severity) => diagnostics.filter((found) => found.severity === severity).length;
  const errors = count('error');
  const warnings = count('warning');
  const parts = [
    ...(errors === 0 ? [] : [paint.red(counted(errors, 'error'))]),
    ...(warnings === 0 ? [] : [paint.yellow(counted(warnings, 'warning'))]),
  ];
  const files = new Set(diagnostics.map(pathOf).filter((path) => path !== null));
  return `${parts.join(', ')}${files.size === 0 ? '' : ` in ${counted(files.size, 'file')}`}`;
}

/** What `check` says last: `2 of 5 can be mended: trailc check --fix`. Nothing where none can. */
export function mendableInWords(diagnostics: readonly Diagnostic[]): string {
  const mendable = diagnostics.filter(({ fix }) => fix !== undefined).length;
  return mendable === 0 ? '' : `${mendable} of ${diagnostics.length} can be mended: trailc check --fix\n`;
}

const counted = (count: number, noun: string) => `${count} ${noun}${count === 1 ? '' : 's'}`;

const pathOf = ({ span, path }: Diagnostic) => span?.source.path ?? (path === '' ? null : (path ?? null));

/** A diagnostic as other programs read it. Lines and columns start at 1, ends are exclusive; null: not known. */
export interface DiagnosticJson {
  readonly code: string;
  readonly severity: Severity;
  readonly what: string;
  readonly why: string;
  readonly do: string;
  readonly path: string | null;
  readonly line: number | null;
  readonly column: number | null;
  readonly endLine: number | null;
  readonly endColumn: number | null;
  /** What to write where there is no doubt: "from" inclusive, "to" exclusive, both of the text as it is. */
  readonly fix: FixJson | null;
}

export interface FixJson {
  readonly says: string;
  /** In the file of the diagnostic; none touches another. */
  readonly edits: readonly { readonly from: Position; readonly to: Position; readonly text: string }[];
}

const fixJson = ({ says, edits }: Fix): FixJson => ({
  says,
  edits: edits.map(({ span: { source, start, end }, text }) => ({
    from: positionAt(source, start),
    to: positionAt(source, end),
    text,
  })),
});

/** `{ schemaVersion: 1, diagnostics: [DiagnosticJson, …] }` in source order, with a line feed at the end. */
export function diagnosticsAsJson(diagnostics: readonly Diagnostic[]): string {
  return printJson({ schemaVersion: 1, diagnostics: sortDiagnostics(diagnostics).map(diagnosticJson) });
}

/** Where the suppression stands, and what it says. Null: it holds until it is removed. */
export interface SuppressionJson {
  readonly path: string;
  readonly line: number;
  readonly because: string;
  readonly expires: string | null;
}

/** The same with `suppressed: [DiagnosticJson & { suppression: SuppressionJson }, …]`. */
export function checkedAsJson(
  diagnostics: readonly Diagnostic[],
  suppressed: readonly Suppressed[] = [],
): string {
  return printJson({
    schemaVersion: 1,
    diagnostics: sortDiagnostics(diagnostics).map(diagnosticJson),
    suppressed: suppressed.map(suppressedJson),
  });
}

export function suppressedJson({ diagnostic, by }: Suppressed) {
  return { ...diagnosticJson(diagnostic), suppression: suppressionJson(by) };
}

function suppressionJson({ code, because, expires }: Suppressed['by']): SuppressionJson {
  const { source, start } = code.span;
  const { line } = positionAt(source, start);
  return { path: source.path, line, because, expires: expires?.value ?? null };
}

export function diagnosticJson(diagnostic: Diagnostic): DiagnosticJson {
  const { code, severity, what, why, do: remedy, span } = diagnostic;
  const start = span && positionAt(span.source, span.start);
  const end = span && positionAt(span.source, span.end);
  return {
    code,
    severity,
    what,
    why,
    do: remedy,
    path: pathOf(diagnostic),
    line: start?.line ?? null,
    column: start?.column ?? null,
    endLine: end?.line ?? null,
    endColumn: end?.column ?? null,
    fix: diagnostic.fix === undefined ? null : fixJson(diagnostic.fix),
  };
}

/** Writes them where a command that ends without a result has them: JSON to the output, text to the errors. */
export function writeDiagnostics(found: readonly Diagnostic[], format: Format, io: Io): void {
  const faults = sortDiagnostics(found);
  if (format === 'json') io.out(diagnosticsAsJson(faults));
  else io.err(renderDiagnostics(faults, { color: io.color.err, width: io.width }));
}
