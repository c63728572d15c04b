/**
 * The text of a rule, list, fixture or configuration in trailc's style.
 *
 * Owns: what must hold before a formatted text may replace the author's: it parses, says the same, has every comment,
 * and would not be changed by formatting it again. Must not: print (document.ts does) or touch a disk.
 */
import { diagnose } from '../base/catalogue.ts';
import { fail, hasErrors, type Result, succeed } from '../base/result.ts';
import type { SourceText } from '../base/source.ts';
import { LARGEST_LIST } from '../content/files.ts';
import { parseYaml } from '../content/yaml.ts';
import type { YamlNode } from '../content/yaml-node.ts';
import { commentsOf, printDocument } from './document.ts';
import { inOrder } from './key-order.ts';
import { sameDocument } from './same.ts';

/** A comment that moves may need a second round to come to rest. */
const MOST_ROUNDS = 4;

/**
 * The formatted text; the same as before where nothing is to do. Without a value, the file has to stay as it is: it has
 * errors of YAML, or formatting would lose something. Faults of the language are no reason not to format.
 */
export function formatText(source: SourceText): Result<string> {
  const text = `${source.text
    .replace(/^\ufeff/, '')
    .replace(/\r\n?/g, '\n')
    .replace(/\n?$/, '\n')}`;
  const before = read({ ...source, text: source.text });
  if (before.value === undefined || hasErrors(before.diagnostics)) return fail(before.diagnostics);
  let current = text;
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const printed = printDocument(current, inOrder);
    if (printed.kind === 'refused') {
      return fail([diagnose('fmt/refused', source.path, { reason: printed.reason })]);
    }
    if (printed.text === current) return settled(source, before.value, text, current);
    current = printed.text;
  }
  return fail([diagnose('fmt/unstable', source.path, {})]);
}

function settled(source: SourceText, before: YamlNode, text: string, formatted: string): Result<string> {
  const after = read({ ...source, text: formatted }).value;
  if (after === undefined || !sameDocument(before, after)) {
    return fail([diagnose('fmt/other-value', source.path, {})]);
  }
  if (!keepsComments(text, formatted)) return fail([diagnose('fmt/lost-comment', source.path, {})]);
  return succeed(formatted);
}

/** A comment may get a line of its own, and none may get behind something else. */
function keepsComments(before: string, after: string): boolean {
  const [had, has] = [commentsOf(before), commentsOf(after)];
  if (had.all.join('\n') !== has.all.join('\n')) return false;
  const left = new Map<string, number>();
  for (const comment of had.trailing) left.set(comment, (left.get(comment) ?? 0) + 1);
  for (const comment of has.trailing) left.set(comment, (left.get(comment) ?? 0) - 1);
  return [...left.values()].every((count) => count >= 0);
}

const read = (source: SourceText) => parseYaml(source, LARGEST_LIST);
