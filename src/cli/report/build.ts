/**
 * What a build wrote and what each target answered.
 *
 * Owns: the short table, and the JSON shape (schema version 1). Must not: write the bundle.
 */
import { relative } from 'node:path';
import type { Manifest, ManifestAnswer } from '../../bundle/manifest.ts';
import { TARGET_NAMES } from '../../targets/index.ts';
import type { Io } from '../io.ts';
import { printJson } from './json.ts';
import { renderTable } from './table.ts';
import { escapeForTerminal, paintFor } from './terminal.ts';

export interface BuildResult {
  /** Absolute. */
  readonly out: string;
  readonly manifest: Manifest;
  /** Whether the bundle was there already, made of the same inputs, and was left alone. */
  readonly unchanged: boolean;
}

export function renderBuild(result: BuildResult, io: Io): string {
  const { color, cwd, width } = io;
  const { rules, files } = result.manifest;
  const paint = paintFor(color.out);
  const rows = rules.map(({ rule, answers }) => [
    rule,
    ...TARGET_NAMES.map((target) => answerInWords(answers[target])),
  ]);
  const table = renderTable({ head: ['rule', ...TARGET_NAMES], rows }, { width, color: color.out });
  const examples = rules.flatMap(({ rule, answers }) =>
    TARGET_NAMES.flatMap((target) => {
      const answer = answers[target];
      if (answer?.exampleTest === undefined) return [];
      const example = escapeForTerminal(answer.exampleTest);
      return [`${rule} on ${target} ${answerInWords(answer)}, for example: ${example}\n`];
    }),
  );
  const folder = relative(cwd, result.out) || '.';
  const done = result.unchanged ? 'up to date in' : 'written to';
  return `${table}${examples.join('')}${paint.green(`${files.length} files`)} ${done} ${folder}\n`;
}

/** `exact`, `exact given`, `under-matches`, `unsupported`. */
function answerInWords(answer: ManifestAnswer | undefined): string {
  if (answer === undefined) return '-';
  const { kind, direction } = answer;
  if (kind === 'exact-given') return 'exact given';
  return kind === 'approximate' && direction !== undefined ? direction : kind;
}

export function buildAsJson({ out, manifest, unchanged }: BuildResult, cwd: string): string {
  const { environment, files, targets } = manifest;
  const rules = manifest.rules.flatMap(({ rule, answers }) =>
    TARGET_NAMES.flatMap((target) => {
      const answer = answers[target];
      if (answer === undefined) return [];
      return [
        {
          rule,
          target,
          profile: targets[target]?.profile ?? null,
          answer: answer.kind,
          direction: answer.direction ?? null,
          counterExample: answer.exampleTest ?? null,
        },
      ];
    }),
  );
  const place = relative(cwd, out);
  return printJson({ schemaVersion: 1, environment, out: place, unchanged, files: files.length, rules });
}
