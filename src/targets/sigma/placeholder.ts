/**
 * A rule with placeholders in place of the values of its params.
 *
 * Owns: which params can be placeholders with the same meaning, and the tree that has them. Each param's values are
 * taken out for a mark and the rule is translated anew; only if putting the values back gives the very tree of the rule
 * as filled in do the marks become placeholders (specification 2.1.0, "Placeholders" and the modifier `expand`).
 * Must not: print, or decide what a value means (the translation does).
 */
import type { Clause } from '../../content/document.ts';
import type { Expression, Predicate } from '../../ir/expression.ts';
import { predicatesOf } from '../../ir/expression.ts';
import type { RuleIr } from '../../ir/rule.ts';
import { answerFor } from './answer.ts';
import { placeholderValue, type SigmaValue, sigmaValue } from './literals.ts';
import type { Item, ItemMap, ItemValue, SigmaTree } from './tree.ts';

export type Generic =
  | { readonly kind: 'generic'; readonly tree: SigmaTree; readonly params: readonly string[] }
  /** No param stands in its condition: the rule is the same for everybody. */
  | { readonly kind: 'no-params' }
  | { readonly kind: 'refused'; readonly param: string; readonly why: string };

/** `condition` is in normal form, and Sigma can say it. */
export function genericOf(rule: RuleIr): Generic {
  const params = paramsOf(rule.document.match);
  if (params.length === 0) return { kind: 'no-params' };
  for (const param of params) {
    const why = inTheWay(param, rule);
    if (why !== undefined) return { kind: 'refused', param, why };
  }
  const filled = answerFor(rule).translation.tree;
  const marks = marksFor(params, rule, JSON.stringify(filled));
  const marked = answerFor({ ...rule, condition: withMarks(rule.condition, marks) }).translation.tree;
  for (const mark of marks.values()) {
    const why = misplaced(mark, marked);
    if (why !== undefined) return { kind: 'refused', param: mark.param, why };
  }
  if (!isSame(marked, filled, marks)) {
    return { kind: 'refused', param: params.join(', '), why: DEPENDS };
  }
  const tree = changed(marked, (item) => withPlaceholder(item, marks));
  return { kind: 'generic', tree, params };
}

const EMPTY = 'it is empty in this environment, and an empty placeholder would not mean nothing.';
const NO_TEXTS = 'its values are not compared as texts (a limit or a network).';
const TOGETHER = 'it is compared together with other values.';
const IN_REGEX = 'its values stand inside a regular expression, where engines fill in no placeholder alike.';
const CASED =
  'upper and lower case count, and pySigma forgets `cased` where it fills in a placeholder (seen in 1.5.1).';
const DEPENDS = 'the form of the rule depends on the values.';

/** Names of the params that a condition as written reads, each once, in order. */
function paramsOf(clause: Clause): readonly string[] {
  const names = new Set<string>();
  const walk = (part: Clause): void => {
    switch (part.kind) {
      case 'all':
      case 'any':
        for (const inner of part.of) walk(inner);
        return;
      case 'not':
      case 'some':
        walk(part.of);
        return;
      case 'field':
        for (const { operands } of [...part.tests, ...(part.not?.tests ?? [])]) {
          for (const operand of operands) if (operand.kind === 'param') names.add(operand.name);
        }
        return;
      case 'rows':
    }
  };
  walk(clause);
  return [...names].sort();
}

function inTheWay(param: string, rule: RuleIr): string | undefined {
  if ((rule.params.get(param) ?? []).length === 0) return EMPTY;
  const uses = predicatesOf(rule.condition).filter(
    (predicate) => 'operands' in predicate && predicate.operands.some((one) => isOf(param, one)),
  );
  if (uses.length === 0) return NO_TEXTS;
  return uses.every((predicate) => wholeParam(predicate) === param) ? undefined : TOGETHER;
}

const isOf = (param: string, operand: { readonly kind: string; readonly param?: string }) =>
  operand.kind === 'literal' && operand.param === param;

/** The param whose values are all that the predicate compares with. */
function wholeParam(predicate: Predicate): string | undefined {
  if (!('operands' in predicate)) return undefined;
  const [first] = predicate.operands;
  if (first?.kind !== 'literal' || first.param === undefined) return undefined;
  const { param } = first;
  return predicate.operands.every((operand) => isOf(param, operand)) ? param : undefined;
}

interface Mark {
  readonly param: string;
  readonly text: string;
  readonly values: readonly string[];
}

/** By param. A mark holds a character that is nowhere in the rule, and a letter, so that it asks for case as most values do. */
function marksFor(
  params: readonly string[],
  { params: values }: RuleIr,
  printed: string,
): ReadonlyMap<string, Mark> {
  let point = 0xe000;
  const marks = new Map<string, Mark>();
  for (const param of params) {
    while (printed.includes(String.fromCodePoint(point))) point += 1;
    marks.set(param, { param, values: values.get(param) ?? [], text: `${String.fromCodePoint(point)}x` });
    point += 1;
  }
  return marks;
}

/** The condition with the mark of a param for its values. */
function withMarks(expression: Expression, marks: ReadonlyMap<string, Mark>): Expression {
  switch (expression.kind) {
    case 'predicate': {
      const mark = marks.get(wholeParam(expression) ?? '');
      if (mark === undefined || !('operands' in expression)) return expression;
      const [first] = expression.operands;
      if (first?.kind !== 'literal') return expression;
      return { ...expression, operands: [{ ...first, text: mark.text }] };
    }
    case 'not':
    case 'some':
      return { ...expression, of: withMarks(expression.of, marks) };
    case 'all':
    case 'any':
      return { ...expression, of: expression.of.map((part) => withMarks(part, marks)) };
  }
}

function isSame(marked: SigmaTree, filled: SigmaTree, marks: ReadonlyMap<string, Mark>): boolean {
  const back = changed(marked, (item) => filledIn(item, marks));
  return JSON.stringify(back) === JSON.stringify(filled);
}

function misplaced(mark: Mark, tree: SigmaTree): string | undefined {
  const sign = mark.text.charAt(0);
  const items = itemsOf(tree).filter(({ values }) => values.some((value) => String(value).includes(sign)));
  if (items.some(({ modifiers }) => modifiers.includes('re'))) return IN_REGEX;
  if (items.some(({ modifiers }) => modifiers.includes('cased'))) return CASED;
  if (items.some(({ values }) => values.length !== 1)) return DEPENDS;
  return items.length === 0 ? DEPENDS : undefined;
}

function itemsOf(tree: SigmaTree): readonly Item[] {
  switch (tree.kind) {
    case 'predicate':
      return tree.maps.flat();
    case 'not':
      return itemsOf(tree.of);
    case 'all':
    case 'any':
      return tree.of.flatMap(itemsOf);
  }
}

function changed(tree: SigmaTree, change: (item: Item) => Item): SigmaTree {
  switch (tree.kind) {
    case 'predicate':
      return { ...tree, maps: tree.maps.map((map): ItemMap => map.map(change)) };
    case 'not':
      return { kind: 'not', of: changed(tree.of, change) };
    case 'all':
    case 'any':
      return { kind: tree.kind, of: tree.of.map((part) => changed(part, change)) };
  }
}

/** The mark in a value, and what stands around it. */
function markIn(value: ItemValue | undefined, marks: ReadonlyMap<string, Mark>) {
  if (typeof value !== 'string') return undefined;
  for (const mark of marks.values()) {
    const at = value.indexOf(mark.text);
    if (at >= 0) return { mark, before: value.slice(0, at), after: value.slice(at + mark.text.length) };
  }
  return undefined;
}

function filledIn(item: Item, marks: ReadonlyMap<string, Mark>): Item {
  const found = markIn(item.values[0], marks);
  if (found === undefined) return item;
  const { mark, before, after } = found;
  return {
    ...item,
    values: mark.values.map((text) => `${before}${sigmaValue(text)}${after}` as SigmaValue),
  };
}

function withPlaceholder(item: Item, marks: ReadonlyMap<string, Mark>): Item {
  const found = markIn(item.values[0], marks);
  if (found === undefined) return item;
  const { mark, before, after } = found;
  return {
    ...item,
    modifiers: ['expand', ...item.modifiers],
    values: [placeholderValue(before, mark.param, after)],
  };
}
