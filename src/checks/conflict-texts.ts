/**
 * Which texts a fact allows a field, and whether it can hold of one text, as far as that is sure.
 *
 * Owns: the reading of text operators and of lists of one column. `undefined` is always "not known". Must not: judge.
 */
import type { Predicate } from '../ir/expression.ts';
import type { Operand } from '../language/operands.ts';
import type { Fact, FixedLists } from './conflict.ts';

interface Texts {
  readonly texts: readonly string[];
  /** Each stands for all of its spellings in other case. */
  readonly folded: boolean;
}

/** The texts one of which the field holds. */
export function possibleTexts({ predicate, negated }: Fact, fixed: FixedLists): Texts | undefined {
  return negated ? undefined : equalTexts(predicate, fixed);
}

function equalTexts(predicate: Predicate, fixed: FixedLists): Texts | undefined {
  if ('columns' in predicate) {
    if (predicate.columns.length > 1 || !fixed(predicate.list)) return undefined;
    return { texts: predicate.rows.map(({ values }) => values[0] ?? ''), folded: predicate.ignoreCase };
  }
  if (predicate.operator !== 'equals' && predicate.operator !== 'oneOf') return undefined;
  const texts = writtenTexts(predicate.operands);
  return texts === undefined ? undefined : { texts, folded: predicate.ignoreCase };
}

/** Undefined where a param or another field is among them. */
export function writtenTexts(operands: readonly Operand[]): readonly string[] | undefined {
  const texts = operands.flatMap((operand) =>
    operand.kind === 'literal' && operand.param === undefined ? [operand.text] : [],
  );
  return texts.length === operands.length ? texts : undefined;
}

/**
 * Whether the fact can hold of a text; with `folded`, of any spelling of it in other case. False only where it cannot.
 * Undefined where nothing can be said of any text.
 */
export function possibilityOf(
  { predicate, negated }: Fact,
  folded: boolean,
  fixed: FixedLists,
): ((text: string) => boolean) | undefined {
  const { operator } = predicate;
  const equal = equalTexts(predicate, fixed);
  if (equal !== undefined) return equality(equal.texts, equal.folded, folded, negated);
  if (operator === 'differsFrom') {
    const texts = writtenTexts(predicate.operands);
    // A negated one leaves exactly the value, or an absent field.
    return texts && equality(texts, predicate.ignoreCase, folded, !negated);
  }
  if (operator !== 'startsWith' && operator !== 'endsWith' && operator !== 'contains') return undefined;
  const texts = writtenTexts(predicate.operands);
  if (texts === undefined) return undefined;
  const method = operator === 'contains' ? 'includes' : operator;
  return tested(texts, predicate.ignoreCase, folded, negated, (values) => (text) => {
    return values.some((value) => text[method](value));
  });
}

function equality(values: readonly string[], ignoreCase: boolean, folded: boolean, negated: boolean) {
  return tested(values, ignoreCase, folded, negated, (among) => {
    const set = new Set(among);
    return (text) => set.has(text);
  });
}

function tested(
  values: readonly string[],
  ignoreCase: boolean,
  folded: boolean,
  negated: boolean,
  compare: (values: readonly string[]) => (text: string) => boolean,
): ((text: string) => boolean) | undefined {
  // Where the text stands for several spellings, one of them may escape a comparison that minds case.
  if (negated && folded && !ignoreCase) return undefined;
  const fold = folded || ignoreCase;
  const holds = compare(fold ? values.map(asciiLower) : values);
  return (text) => holds(fold ? asciiLower(text) : text) !== negated;
}

/** As `ignoreCase` folds, and nothing else (docs/semantics.md §4). */
export const asciiLower = (text: string) => text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
