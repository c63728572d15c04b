/**
 * What was found in an event, and what was wanted, in words for one line each.
 *
 * Owns: those words, made harmless for a terminal. Must not: lay out a tree.
 */
import type { Finding, Found } from '../../evaluate/finding.ts';
import type { PredicateTrace, WantedText } from '../../evaluate/trace.ts';
import { escapeForTerminal } from './terminal.ts';
import { entryLines, placeOfEntry, type TellEntry } from './trace-entry.ts';

/** A param may have hundreds of values. */
const MOST_VALUES = 5;

/** What stands under a predicate's own line. */
export function detailLines(node: PredicateTrace, tell?: TellEntry): readonly string[] {
  const { found, note, why } = node;
  const lines = found.map((finding) => `found ${describeFinding(finding)}`);
  lines.push(...wantedLines(node, tell));
  if (note !== undefined) {
    const entry = why?.entry === undefined ? '' : ` (${placeOfEntry(why.entry)})`;
    lines.push(`${escapeForTerminal(note)}${entry}`);
  }
  return lines;
}

/** Lines about the right side, where the predicate's own line does not say it already. */
function wantedLines({ wanted }: PredicateTrace, tell: TellEntry | undefined): readonly string[] {
  switch (wanted.kind) {
    case 'operands': {
      const lines = wanted.operands.flatMap((operand) => {
        if (operand.kind === 'field') return [`against ${describeFinding(operand.finding)}`];
        return paramLines(operand);
      });
      return aFew(lines);
    }
    case 'patterns':
      return wanted.patterns.length > 1 && wanted.matched !== undefined
        ? [`matched ${quoted(wanted.matched)}`]
        : [];
    case 'limit':
      return paramLines(wanted.limit);
    case 'networks': {
      const { networks, within } = wanted;
      const hit = networks.length > 1 && within !== undefined ? [`within ${quoted(within)}`] : [];
      return [...aFew(networks.flatMap(paramLines)), ...hit];
    }
    case 'presence':
      return [];
    case 'list':
      return wanted.entry === undefined
        ? [
            `${wanted.rows === 1 ? 'not the one entry' : `none of the ${wanted.rows} entries`} of ${escapeForTerminal(wanted.list)}`,
          ]
        : entryLines(wanted.entry, tell?.(wanted.list, wanted.entry));
  }
}

function aFew(lines: readonly string[]): readonly string[] {
  const more = lines.length - MOST_VALUES;
  return more > 1 ? [...lines.slice(0, MOST_VALUES), `and ${more} more`] : lines;
}

function paramLines({ text, param }: WantedText): readonly string[] {
  return param === undefined ? [] : [`wanted ${quoted(text)} (from $${param})`];
}

function describeFinding({ name, derived, found, reads }: Finding): string {
  const from = derived
    ? ` from ${reads.map((read) => `${escapeForTerminal(read.path)} ${describeFound(read.found)}`).join(', ')}`
    : '';
  return `${escapeForTerminal(name)} = ${describeFound(found)}${from}`;
}

export function describeFound(found: Found): string {
  switch (found.kind) {
    case 'text':
      return found.type === 'text' ? quoted(found.text) : `${escapeForTerminal(found.text)} (${found.type})`;
    case 'no-text':
      return found.empty
        ? `an empty ${found.why}, which counts as absent`
        : `${article(found.why)}, which has no text`;
    case 'underivable':
      return '(absent)';
    case 'absent': {
      const at = found.at === '' ? 'the element' : escapeForTerminal(found.at);
      if (found.why !== 'missing')
        return `(absent: ${at} is ${found.why === 'null' ? 'null' : article(found.why)})`;
      const other = found.otherCase === undefined ? '' : `, only ${escapeForTerminal(found.otherCase)}`;
      return `(absent: no ${at}${other})`;
    }
  }
}

const article = (word: string) => `${/^[aeiou]/.test(word) ? 'an' : 'a'} ${word}`;

/** Long texts are cut in the middle: both ends decide most comparisons. */
function quoted(text: string): string {
  return `"${escapeForTerminal(cutInside(text, 120))}"`;
}

/** The text with what is too much taken out of its middle. */
export function cutInside(text: string, longest: number): string {
  if (text.length <= longest) return text;
  return `${text.slice(0, longest / 2)} … ${text.slice(-(longest / 2 - 10))}`;
}
