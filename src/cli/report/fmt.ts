/**
 * What `fmt` did to each file, or would do.
 *
 * Owns: the lines and the JSON shape (schema version 1). Must not: write files.
 */
import type { Diagnostic } from '../../base/diagnostic.ts';
import type { Io } from '../io.ts';
import { diagnosticJson } from './diagnostics.ts';
import { printJson } from './json.ts';
import { escapeForTerminal, type Paint, paintFor } from './terminal.ts';

export interface FmtFile {
  /** As people are shown it. */
  readonly path: string;
  /** `left`: it could not be formatted or written; a diagnostic says why. */
  readonly state: 'formatted' | 'would-change' | 'unchanged' | 'left';
  /** Unified diff from the file as it was; null where there is none or nobody asked. */
  readonly diff: string | null;
}

export interface FmtResult {
  readonly check: boolean;
  readonly files: readonly FmtFile[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Diffs or the names of files that were written, and one line of totals. */
export function renderFmt({ check, files }: FmtResult, { color }: Io): string {
  const paint = paintFor(color.out);
  const count = (state: FmtFile['state']) => files.filter((file) => file.state === state).length;
  const lines = files.flatMap(({ path, state, diff }) => {
    if (state === 'would-change') return diffLines(diff ?? '', paint);
    return state === 'formatted' ? [`formatted ${escapeForTerminal(path)}`] : [];
  });
  const changed = check
    ? `${counted(count('would-change'))} would change`
    : `${counted(count('formatted'))} formatted`;
  const left = count('left') === 0 ? '' : `, ${count('left')} left as they are`;
  return [...lines, `${changed}, ${count('unchanged')} unchanged${left}`, ''].join('\n');
}

const counted = (count: number) => `${count} file${count === 1 ? '' : 's'}`;

function diffLines(diff: string, paint: Paint): readonly string[] {
  return diff
    .replace(/\n$/, '')
    .split('\n')
    .map(escapeForTerminal)
    .map((line) => {
      if (line.startsWith('+')) return paint.green(line);
      return line.startsWith('-') ? paint.red(line) : line;
    });
}

/** `{ schemaVersion: 1, check, files: [{ path, state, diff }], diagnostics: [DiagnosticJson] }`. */
export function fmtAsJson({ check, files, diagnostics }: FmtResult): string {
  return printJson({
    schemaVersion: 1,
    check,
    files: files.map(({ path, state, diff }) => ({ path, state, diff })),
    diagnostics: diagnostics.map(diagnosticJson),
  });
}
