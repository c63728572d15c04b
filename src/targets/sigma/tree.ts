/**
 * A condition in Sigma's own terms, before anything has a name.
 *
 * Owns: items, leaves, and taking out what is constant. Must not: print, or know operators.
 */
import type { BooleanTree } from '../shared/boolean.ts';
import type { SigmaRegex, SigmaValue } from './literals.ts';

export type ItemValue = SigmaValue | SigmaRegex | FieldName | boolean | number | null;
/** A dotted path, as Sigma names the fields of CloudTrail. */
export type FieldName = string & { readonly fieldName: true };
export type Modifier =
  | 'expand'
  | 'startswith'
  | 'endswith'
  | 'contains'
  | 'cased'
  | 're'
  | 'exists'
  | 'fieldref'
  | 'cidr'
  | 'gt'
  | 'gte'
  | 'lt'
  | 'lte';

/** One line of a selection: the field with its modifiers, and values of which any one suffices. Never empty. */
export interface Item {
  readonly field: FieldName;
  readonly modifiers: readonly Modifier[];
  readonly values: readonly ItemValue[];
}

/** Items that must all hold. */
export type ItemMap = readonly Item[];

/** Maps of which any one suffices; none: never. */
export interface Leaf {
  readonly kind: 'predicate';
  readonly maps: readonly ItemMap[];
  /** Shown in the name of the selection: the list that it comes from. */
  readonly label?: string;
}

export type SigmaTree = BooleanTree<Leaf>;

export const NEVER: SigmaTree = { kind: 'any', of: [] };
const ALWAYS: SigmaTree = { kind: 'all', of: [] };

export function leaf(maps: readonly ItemMap[], label?: string): Leaf {
  return { kind: 'predicate', maps, ...(label === undefined ? {} : { label }) };
}

/** `field|modifiers`. */
export function keyOf({ field, modifiers }: Item): string {
  return [field, ...modifiers].join('|');
}

/** The tree without constants, nested nodes of one kind, and double negation; an empty `all` or `any` is what is left of a constant. */
export function simplified(tree: SigmaTree): SigmaTree {
  switch (tree.kind) {
    case 'predicate':
      return tree.maps.length === 0 ? NEVER : tree;
    case 'not': {
      const of = simplified(tree.of);
      if (of.kind === 'not') return of.of;
      if (isConstant(of, 'all')) return NEVER;
      if (isConstant(of, 'any')) return ALWAYS;
      return { kind: 'not', of };
    }
    case 'all':
    case 'any': {
      const { kind } = tree;
      const parts = tree.of.map(simplified).flatMap((part) => (part.kind === kind ? part.of : [part]));
      const decided = kind === 'all' ? 'any' : 'all';
      if (parts.some((part) => isConstant(part, decided))) return { kind: decided, of: [] };
      const [only] = parts;
      return parts.length === 1 && only !== undefined ? only : { kind, of: parts };
    }
  }
}

function isConstant(tree: SigmaTree, kind: 'all' | 'any'): boolean {
  return tree.kind === kind && tree.of.length === 0;
}
