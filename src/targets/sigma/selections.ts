/**
 * Selections and the condition over them.
 *
 * Owns: which items share a selection, and every name. Must not: know operators or YAML.
 */
import { type BooleanWords, printBoolean } from '../shared/boolean.ts';
import { type Identifier, identifier, numbered } from './literals.ts';
import { type Item, type ItemMap, keyOf, type Leaf, leaf, type SigmaTree, simplified } from './tree.ts';

export interface Selection {
  readonly name: Identifier;
  readonly items: ItemMap;
}

export interface Detection {
  readonly selections: readonly Selection[];
  readonly condition: string;
}

type Kind = 'selection' | 'filter';

/** Never printed: a constant condition is said by a selection (`constant`). */
const WORDS: BooleanWords = { and: 'and', or: 'or', not: 'not', always: '', never: '' };

/** Names the leaves of a tree and prints its condition on one line. */
export function detectionOf(tree: SigmaTree): Detection {
  const whole = grouped(constant(simplified(tree)));
  const names = createNames();
  const selections: Selection[] = [];
  const references = new Map<Leaf, string>();

  function nameLeaves(node: SigmaTree, kind: Kind): void {
    switch (node.kind) {
      case 'predicate': {
        const [name, pattern] = names.take(kind, node.label, node.maps.length > 1);
        references.set(node, pattern);
        node.maps.forEach((items, at) => {
          selections.push({ name: node.maps.length > 1 ? numbered(name, at + 1) : name, items });
        });
        return;
      }
      case 'not':
        nameLeaves(node.of, kind === 'selection' ? 'filter' : 'selection');
        return;
      case 'all':
      case 'any':
        for (const part of node.of) nameLeaves(part, kind);
    }
  }

  nameLeaves(whole, 'selection');
  const condition = printBoolean<Leaf>(whole, WORDS, (node) => references.get(node) ?? '', {
    multiline: false,
  });
  return { selections, condition };
}

/**
 * In each `all`, the leaves of one map each become one selection as far as their keys differ, and stand first. Leaves
 * are copied, so that one used twice in a tree has two names.
 */
function grouped(tree: SigmaTree): SigmaTree {
  switch (tree.kind) {
    case 'predicate':
      return { ...tree };
    case 'not':
      return { kind: 'not', of: grouped(tree.of) };
    case 'any':
      return { kind: 'any', of: tree.of.map(grouped) };
    case 'all': {
      const groups: Map<string, Item>[] = [];
      const others: SigmaTree[] = [];
      for (const part of tree.of) {
        const [only] = part.kind === 'predicate' ? part.maps : [];
        if (
          part.kind !== 'predicate' ||
          part.maps.length !== 1 ||
          part.label !== undefined ||
          only === undefined
        ) {
          others.push(grouped(part));
          continue;
        }
        let group = groups.find((items) => only.every((item) => fits(items, item)));
        if (group === undefined) {
          group = new Map();
          groups.push(group);
        }
        for (const item of only) if (!group.has(keyOf(item))) group.set(keyOf(item), item);
      }
      const leaves = groups.map((items) => leaf([[...items.values()]]));
      const [first] = leaves;
      return leaves.length === 1 && others.length === 0 && first !== undefined
        ? first
        : { kind: 'all', of: [...leaves, ...others] };
    }
  }
}

/** Whether the item may stand among these: its key is new, or wants the same. */
function fits(items: ReadonlyMap<string, Item>, item: Item): boolean {
  const known = items.get(keyOf(item));
  return known === undefined || JSON.stringify(known.values) === JSON.stringify(item.values);
}

/** A condition that no event decides still needs a selection: something, and its contrary. */
function constant(tree: SigmaTree): SigmaTree {
  if ((tree.kind !== 'all' && tree.kind !== 'any') || tree.of.length > 0) return tree;
  const something = leaf(
    [[{ field: 'eventID' as Item['field'], modifiers: ['exists'], values: [true] }]],
    'constant',
  );
  const contrary: SigmaTree = { kind: 'not', of: something };
  return { kind: tree.kind === 'all' ? 'any' : 'all', of: [something, contrary] };
}

/**
 * Names that do not meet: each is taken once, and a pattern (`1 of filter_known_*`) covers its own selections only.
 */
function createNames() {
  const names = new Set<string>();
  const prefixes: string[] = [];
  /** Where the search for a free name begins: names are never given back. */
  const next = new Map<string, number>();
  const isFree = (name: string, many: boolean) =>
    !names.has(name) &&
    !prefixes.some((prefix) => name.startsWith(prefix) || prefix === `${name}_`) &&
    !(many && [...names, ...prefixes].some((other) => other.startsWith(`${name}_`)));
  /** The count goes where no pattern of an earlier name can reach it. */
  const candidate = (kind: Kind, label: string | undefined, count: number) => {
    if (label !== undefined) return identifier(kind, label, count);
    return count === 1 ? identifier(kind) : numbered(identifier(kind), count);
  };
  return {
    /** The name, and how the condition refers to it. */
    take(
      kind: Kind,
      label: string | undefined,
      many: boolean,
    ): readonly [name: Identifier, reference: string] {
      const words = many ? (label ?? 'any') : label;
      const series = JSON.stringify([kind, words, many]);
      let count = next.get(series) ?? 1;
      while (!isFree(candidate(kind, words, count), many)) count += 1;
      next.set(series, count + 1);
      const name = candidate(kind, words, count);
      if (many) prefixes.push(`${name}_`);
      else names.add(name);
      return [name, many ? `1 of ${name}_*` : name];
    },
  };
}
