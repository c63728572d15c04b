/**
 * Whether two documents say the same to every reader of trailc, which sees values, digits as written, and quotes.
 *
 * Owns: that comparison. Top-level keys may stand in another order; below, order counts. Must not: know any document.
 */
import type { YamlEntry, YamlNode } from '../content/yaml-node.ts';

export function sameDocument(a: YamlNode, b: YamlNode): boolean {
  return sameNode(sorted(a), sorted(b));
}

function sorted(node: YamlNode): YamlNode {
  if (node.kind !== 'mapping') return node;
  const byKey = (one: YamlEntry, other: YamlEntry) =>
    one.key.text < other.key.text ? -1 : one.key.text > other.key.text ? 1 : 0;
  return { ...node, entries: [...node.entries].sort(byKey) };
}

function sameNode(a: YamlNode, b: YamlNode): boolean {
  if (a.kind === 'scalar' && b.kind === 'scalar') {
    return a.value === b.value && a.text === b.text && a.quoted === b.quoted;
  }
  if (a.kind === 'sequence' && b.kind === 'sequence') {
    return a.items.length === b.items.length && a.items.every((item, at) => sameAs(item, b.items[at]));
  }
  if (a.kind !== 'mapping' || b.kind !== 'mapping' || a.entries.length !== b.entries.length) return false;
  return a.entries.every(({ key, value }, at) => {
    const other = b.entries[at];
    return other !== undefined && sameNode(key, other.key) && sameNode(value, other.value);
  });
}

const sameAs = (a: YamlNode, b: YamlNode | undefined) => b !== undefined && sameNode(a, b);
