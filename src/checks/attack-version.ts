/**
 * ATT&CK tags that version 19 does not have any more, with what took their place.
 *
 * Owns: that table. It knows the tactics of version 19 and the techniques that it replaced, not all that it has.
 * Sources: threads of Elastic's detection-rules and of OpenCTI about version 19, and two public rule repositories that agree
 * on these ids; MITRE's own `revoked-by` relationships were not at hand. Sigma specification, tags.
 */
import { diagnose } from '../base/catalogue.ts';
import { rewritten } from '../base/fix.ts';
import type { Span } from '../base/source.ts';
import type { RuleDocument } from '../content/document.ts';
import type { RuleCheck } from './check.ts';

const REPLACED: Readonly<Record<string, string>> = {
  t1562: 't1685',
  't1562.001': 't1685',
  't1562.002': 't1685.001',
  't1562.003': 't1690',
  't1562.004': 't1686',
  't1562.006': 't1685',
  't1562.007': 't1686.001',
  't1562.008': 't1685.002',
  't1562.009': 't1688',
  't1562.010': 't1689',
  't1562.011': 't1685.003',
  't1562.012': 't1685.004',
  't1562.013': 't1686.002',
  't1070.001': 't1685.005',
  't1070.002': 't1685.006',
  t1656: 't1684.001',
};

const TACTICS: readonly string[] = [
  'reconnaissance',
  'resource-development',
  'initial-access',
  'execution',
  'persistence',
  'privilege-escalation',
  'stealth',
  'defense-impairment',
  'credential-access',
  'discovery',
  'lateral-movement',
  'collection',
  'command-and-control',
  'exfiltration',
  'impact',
];

export const attackVersion: RuleCheck = ({ document }) =>
  document.tags.flatMap((tag) => {
    const instead = insteadOf(tag);
    if (instead === undefined) return [];
    const span = placeOfTag(document, tag);
    const fix = isOneTag(instead, tag, document) ? rewritten(span, tag, instead) : undefined;
    return [diagnose('check/attack-version', span, { tag, instead }, fix)];
  });

/** Whether it is one tag, that no other tag is or becomes too. */
function isOneTag(instead: string, tag: string, { tags }: RuleDocument): boolean {
  if (!/^attack\.[a-z0-9.]+$/.test(instead)) return false;
  return tags.every((other) => other === tag || (other !== instead && insteadOf(other) !== instead));
}

/** What to write, in words; undefined where the tag stands, or is of another kind (groups, software, namespaces). */
function insteadOf(tag: string): string | undefined {
  const [namespace, ...rest] = tag.split('.');
  const name = rest.join('.').replaceAll('_', '-');
  if (namespace !== 'attack') return undefined;
  if (Object.hasOwn(REPLACED, name)) return `attack.${REPLACED[name]}`;
  if (name === 'defense-evasion')
    return 'attack.stealth where the technique hides something, attack.defense-impairment where it disables a defence';
  if (/^[a-z]+[0-9]/.test(name) || TACTICS.includes(name)) return undefined;
  return `one of the tactics of version 19: ${TACTICS.join(', ')}`;
}

/** Tags are kept without their places: the word in the text, below the key where it can be found. */
function placeOfTag({ span, title }: RuleDocument, tag: string): Span {
  const { source } = span;
  const key = source.text.search(/^\s*"?tags"?\s*:/m);
  const word = new RegExp(`(?<![\\w.-])${tag.replaceAll('.', '\\.')}(?![\\w.-])`, 'g');
  word.lastIndex = Math.max(key, 0);
  const start = key < 0 || !/^[\w.-]+$/.test(tag) ? -1 : (word.exec(source.text)?.index ?? -1);
  return start < 0 ? title.span : { source, start, end: start + tag.length };
}
