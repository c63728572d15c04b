/**
 * The one printer of AND, OR and NOT, for every target.
 *
 * Owns: precedence, by never relying on it: each node that has more than one part stands in parentheses. Must not:
 * print a predicate; a target hands in its own printer for those, and the words it uses.
 */
/** A condition whose leaves are `L`: the IR's own, or what a target makes of them. */
export type BooleanTree<L extends BooleanLeaf> =
  | { readonly kind: 'all' | 'any'; readonly of: readonly BooleanTree<L>[] }
  | { readonly kind: 'not'; readonly of: BooleanTree<L> }
  | L;

/** A `some` is a leaf too: how elements are looked at is the target's own matter. */
export interface BooleanLeaf {
  readonly kind: 'predicate' | 'some';
}

export interface BooleanWords {
  readonly and: string;
  readonly or: string;
  readonly not: string;
  /** Printed for an `all` without parts, and for an `any` without parts. */
  readonly always: string;
  readonly never: string;
}

export interface BooleanLayout {
  /** Whether parts stand on lines of their own; targets that take one line only say false. */
  readonly multiline: boolean;
}

const STEP = '  ';

/** Prints a condition. `leaf` must return text that is complete on its own (a call, or a comparison in parentheses). */
export function printBoolean<L extends BooleanLeaf>(
  expression: BooleanTree<L>,
  words: BooleanWords,
  leaf: (predicate: L) => string,
  layout: BooleanLayout,
  depth = 0,
): string {
  const print = (part: BooleanTree<L>, deeper: number): string =>
    printBoolean(part, words, leaf, layout, deeper);
  switch (expression.kind) {
    case 'predicate':
    case 'some':
      return leaf(expression);
    case 'not': {
      // What a leaf or a group prints is complete on its own; only `not not` would run together.
      const inner = print(expression.of, depth);
      return `${words.not} ${beginsWithNot(expression.of) ? `(${inner})` : inner}`;
    }
    case 'all':
    case 'any': {
      const { of } = expression;
      const [only] = of;
      if (only === undefined) return expression.kind === 'all' ? words.always : words.never;
      if (of.length === 1) return print(only, depth);
      const word = expression.kind === 'all' ? words.and : words.or;
      if (!layout.multiline) return `(${of.map((part) => print(part, depth)).join(` ${word} `)})`;
      const inner = STEP.repeat(depth + 1);
      const parts = of.map((part) => print(part, depth + 1)).join(`\n${inner}${word} `);
      return `(\n${inner}${parts}\n${STEP.repeat(depth)})`;
    }
  }
}

/** A group of one prints as its part does. */
function beginsWithNot<L extends BooleanLeaf>(expression: BooleanTree<L>): boolean {
  if (expression.kind === 'not') return true;
  if (expression.kind !== 'all' && expression.kind !== 'any') return false;
  const [only, second] = expression.of;
  return only !== undefined && second === undefined && beginsWithNot(only);
}
