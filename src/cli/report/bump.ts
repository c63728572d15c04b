/**
 * What a bump wrote, or would write.
 *
 * Owns: the lines and the JSON shape (schema version 1). Must not: write files.
 */
import type { BumpedRule } from '../../bundle/lock/bump.ts';
import type { Io } from '../io.ts';
import { printJson } from './json.ts';
import { escapeForTerminal, paintFor } from './terminal.ts';

export interface BumpResult {
  readonly dryRun: boolean;
  /** Path of the lock as people are shown it. */
  readonly lock: string;
  readonly rules: readonly BumpedRule[];
}

export function renderBump({ dryRun, lock, rules }: BumpResult, { color }: Io): string {
  const paint = paintFor(color.out);
  if (rules.length === 0) return `nothing changed since ${escapeForTerminal(lock)}\n`;
  const blocks = rules.map((rule) => {
    const head = `${paint.bold(escapeForTerminal(rule.stem))} ${versionsOf(rule)} ${paint.dim(KINDS[rule.change])}\n`;
    return head + rule.words.map((words) => `  ${escapeForTerminal(words)}\n`).join('');
  });
  const count = `${rules.length} rule${rules.length === 1 ? '' : 's'}`;
  const end = dryRun
    ? `${count} would be entered in ${escapeForTerminal(lock)}; nothing was written\n`
    : `${paint.green(count)} entered in ${escapeForTerminal(lock)}\n`;
  return `${blocks.join('')}${end}`;
}

const KINDS: Readonly<Record<BumpedRule['change'], string>> = {
  logic: 'logic',
  tuning: 'tuning',
  metadata: 'metadata',
  text: 'text only',
  new: 'new',
  removed: 'removed',
  restored: 'back again',
};

function versionsOf({ from, to }: BumpedRule): string {
  if (from === null || to === null || from === to) return to ?? from ?? '';
  return `${from} -> ${to}`;
}

export function bumpAsJson({ dryRun, lock, rules }: BumpResult): string {
  return printJson({
    schemaVersion: 1,
    dryRun,
    lock,
    rules: rules.map(({ id, stem, title, from, to, change, words }) => ({
      rule: stem,
      id,
      title,
      from,
      to,
      change,
      words,
    })),
  });
}
