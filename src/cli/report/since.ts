/**
 * What `--since` narrowed a command to, in words and as JSON.
 *
 * Owns: its shape and its layout. Must not: find out what changed (../since-ref.ts does).
 */
import type { Diagnostic } from '../../base/diagnostic.ts';
import type { Content } from '../../content/document.ts';
import type { Io } from '../io.ts';
import { printJson } from './json.ts';
import { escapeForTerminal } from './terminal.ts';

export interface Since {
  readonly ref: string;
  /** Where the branches parted: what was compared with. */
  readonly commit: string;
  /** Every rule that was looked at. */
  readonly of: number;
  readonly touched: readonly { readonly rule: string; readonly because: readonly string[] }[];
  /** The content with the touched rules alone. */
  readonly content: Content;
  /** Whether a fault concerns what changed or a touched rule. */
  readonly shows: (fault: Diagnostic) => boolean;
}

/** `2 of 13 rules touched since main (abc1234)`. */
export const sinceInWords = ({ touched, of, ref, commit }: Since): string =>
  `${touched.length} of ${of} ${of === 1 ? 'rule' : 'rules'} touched since ${escapeForTerminal(ref)} (${commit.slice(0, 7)})`;

const RULES_SAID = 20;

/** One line on the errors: which rules, and why. JSON has it in itself. */
export function saySince(since: Since | undefined, format: string, io: Io): void {
  if (since === undefined || format === 'json') return;
  const { touched } = since;
  const said = touched.slice(0, RULES_SAID).map(({ rule, because: [first = '', ...more] }) => {
    const others = more.length === 0 ? '' : ` and ${more.length} more`;
    return escapeForTerminal(`${rule} (${first}${others})`);
  });
  if (touched.length > RULES_SAID) said.push(`and ${touched.length - RULES_SAID} more`);
  io.err(`${sinceInWords(since)}${said.length === 0 ? '' : `: ${said.join(', ')}`}\n`);
}

/** A result as JSON with `since: { ref, commit, of, touched: [{ rule, because }] }` after its schema version. */
export function withSince(json: string, since: Since | undefined): string {
  if (since === undefined) return json;
  const { schemaVersion, ...rest } = JSON.parse(json) as { readonly schemaVersion: number };
  const { ref, commit, of, touched } = since;
  return printJson({ schemaVersion, since: { ref, commit, of, touched }, ...rest });
}
