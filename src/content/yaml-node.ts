/**
 * YAML as the readers of this room see it: values with the place each was written at.
 *
 * Owns: the node types and small accessors. Must not: know the YAML library (yaml.ts does) or any document.
 */
import type { Span } from '../base/source.ts';

export type YamlNode = YamlMapping | YamlSequence | YamlScalar;

export interface YamlMapping {
  readonly kind: 'mapping';
  readonly entries: readonly YamlEntry[];
  /** From the first key to the end of the last value. */
  readonly span: Span;
}
export interface YamlEntry {
  readonly key: YamlScalar;
  readonly value: YamlNode;
}
export interface YamlSequence {
  readonly kind: 'sequence';
  readonly items: readonly YamlNode[];
  readonly span: Span;
}
export interface YamlScalar {
  readonly kind: 'scalar';
  /** As YAML 1.2 core resolves it. */
  readonly value: string | number | boolean | null;
  /** The characters between the quotes, decoded; for a plain scalar, as typed. */
  readonly text: string;
  readonly quoted: boolean;
  readonly span: Span;
}

/** The value of a key, or undefined. */
export function child(node: YamlNode, key: string): YamlNode | undefined {
  return node.kind === 'mapping' ? node.entries.find((entry) => entry.key.text === key)?.value : undefined;
}

/** Plain JSON of a node, for the schema validator. */
export function toJson(node: YamlNode): unknown {
  switch (node.kind) {
    case 'scalar':
      return node.value;
    case 'sequence':
      return node.items.map(toJson);
    case 'mapping': {
      // A null prototype, so that a key such as `__proto__` is only a key.
      const object = Object.create(null) as Record<string, unknown>;
      for (const { key, value } of node.entries) object[key.text] = toJson(value);
      return object;
    }
  }
}
