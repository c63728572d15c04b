/**
 * What a build wrote and what each target answered.
 *
 * Owns: the short table, and the JSON shape (schema version 1). Must not: write the bundle.
 */
import { relative } from 'node:path';
import type { CompiledRule } from '../../compile.ts';
import type { TargetName } from '../../content/document.ts';
import { TARGET_NAMES } from '../../targets/index.ts';
import type { Answer } from '../../targets/shared/target.ts';
import type { Io } from '../io.ts';
import { printJson } from './json.ts';
import { renderTable } from './table.ts';
import { escapeForTerminal, paintFor } from './terminal.ts';

export interface BuildResult {
  readonly environment: string;
  /** Absolute. */
  readonly out: string;
  readonly compiled: readonly CompiledRule[];
  readonly files: number;
}

export function renderBuild(result: BuildResult, io: Io): string {
  const { color, cwd, width } = io;
  const paint = paintFor(color.out);
  const answers = new Map<string, Map<TargetName, string>>();
  for (const { rule, target, compiled } of result.compiled) {
    const { stem } = rule.document;
    const known = answers.get(stem) ?? new Map<TargetName, string>();
    answers.set(stem, known.set(target, answerInWords(compiled.answer)));
  }
  const rows = [...answers].map(([stem, answer]) => [
    stem,
    ...TARGET_NAMES.map((target) => answer.get(target) ?? '-'),
  ]);
  const table = renderTable({ head: ['rule', ...TARGET_NAMES], rows }, { width, color: color.out });
  const examples = result.compiled
    .filter(({ counterExample }) => counterExample !== undefined)
    .map(
      ({ rule, target, compiled, counterExample }) =>
        `${rule.document.stem} on ${target} ${answerInWords(compiled.answer)}, for example: ${escapeForTerminal(counterExample ?? '')}\n`,
    );
  const folder = relative(cwd, result.out) || '.';
  return `${table}${examples.join('')}${paint.green(`${result.files} files`)} written to ${folder}\n`;
}

/** `exact`, `exact given 2 assumptions`, `under-matches`, `unsupported`. */
export function answerInWords(answer: Answer): string {
  switch (answer.kind) {
    case 'exact':
      return 'exact';
    case 'exact-given':
      return 'exact given';
    case 'approximate':
      return answer.direction;
    case 'unsupported':
      return 'unsupported';
  }
}

export function buildAsJson(result: BuildResult, cwd: string): string {
  const rules = result.compiled.map(({ rule, target, profile, compiled, counterExample }) => ({
    rule: rule.document.stem,
    target,
    profile,
    answer: compiled.answer.kind,
    direction: compiled.answer.kind === 'approximate' ? compiled.answer.direction : null,
    counterExample: counterExample ?? null,
  }));
  const { environment, files, out } = result;
  return printJson({ schemaVersion: 1, environment, out: relative(cwd, out), files, rules });
}
