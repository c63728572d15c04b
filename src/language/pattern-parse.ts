/**
 * Text to portable pattern. The only importer of the regular expression parser.
 *
 * Owns: which constructs are let through (docs/semantics.md, on `matches`). The parser reads ECMAScript with the flag
 * `u`, a superset; whatever is beyond the subset is refused by name. Must not: word the refusals
 * (pattern-problems.ts does) or match.
 */
import { type AST, RegExpParser, RegExpSyntaxError } from '@eslint-community/regexpp';
import type { CharacterSet, Pattern, PatternPart, PatternSequence } from './pattern.ts';
import { LIMITS, type PatternProblem, refusals, syntaxProblem } from './pattern-problems.ts';
import { anyCharacter, setOf } from './pattern-sets.ts';

export { foldPattern, spellPattern } from './pattern-sets.ts';
export type { AST, PatternProblem };

export type ParsedPattern = { readonly kind: 'pattern'; readonly pattern: Pattern } | PatternProblem;

/** The pattern, or the first construct of it that is not portable, with its place in the text (UTF-16 offsets). */
export function parsePattern(text: string): ParsedPattern {
  if (text.length > LIMITS.length) return refusals.tooLong(text);
  // The parser recurses into groups, so it must never see many of them.
  if ((text.match(/\(/g)?.length ?? 0) > LIMITS.groups) return refusals.tooManyGroups(text);
  const tree = readTree(text);
  if ('problem' in tree) return tree.problem;
  const scope: Scope = { unbounded: 0, bounds: 0 };
  const alternatives = readAlternatives(tree.pattern, scope);
  return isProblem(alternatives) ? alternatives : { kind: 'pattern', pattern: { alternatives } };
}

function readTree(text: string): { readonly pattern: AST.Pattern } | { readonly problem: PatternProblem } {
  try {
    const parser = new RegExpParser({ ecmaVersion: 2025 });
    return { pattern: parser.parsePattern(text, 0, text.length, { unicode: true }) };
  } catch (error) {
    // The library's way of saying so; nothing else is thrown for a text.
    if (!(error instanceof RegExpSyntaxError)) throw error;
    return { problem: syntaxProblem(text, error.index, error.message) };
  }
}

/** What has been counted so far; belongs to one call. */
interface Scope {
  unbounded: number;
  bounds: number;
}

type Holder = AST.Pattern | AST.Group | AST.CapturingGroup;

const isProblem = (read: object): read is PatternProblem => 'kind' in read && read.kind === 'problem';

function readAlternatives(holder: Holder, scope: Scope): readonly PatternSequence[] | PatternProblem {
  const alternatives: PatternSequence[] = [];
  for (const alternative of holder.alternatives) {
    if (alternative.elements.length === 0) return refusals.emptyAlternative(holder, alternative);
    const parts: PatternPart[] = [];
    for (const element of alternative.elements) {
      const part = readElement(element, scope);
      if (part.kind === 'problem') return part;
      parts.push(part);
    }
    alternatives.push(parts);
  }
  return alternatives;
}

function readElement(element: AST.Element, scope: Scope): PatternPart | PatternProblem {
  switch (element.type) {
    case 'Assertion':
      return element.kind === 'start' || element.kind === 'end'
        ? { kind: element.kind }
        : refusals.assertion(element);
    case 'Group':
    case 'CapturingGroup':
      return readGroup(element, false, scope);
    case 'Quantifier':
      return readQuantifier(element, scope);
    case 'Backreference':
      return refusals.backreference(element);
    default:
      return readOne(element, 1, 1);
  }
}

function readGroup(
  group: AST.Group | AST.CapturingGroup,
  optional: boolean,
  scope: Scope,
): PatternPart | PatternProblem {
  if (group.type === 'CapturingGroup' && group.name !== null) return refusals.namedGroup(group);
  if (group.type === 'Group' && group.modifiers !== null) return refusals.modifiers(group);
  const alternatives = readAlternatives(group, scope);
  return isProblem(alternatives) ? alternatives : { kind: 'group', alternatives, optional };
}

function readQuantifier(quantifier: AST.Quantifier, scope: Scope): PatternPart | PatternProblem {
  const { element, min, max, greedy, raw, start } = quantifier;
  if (!greedy) return refusals.lazy(quantifier);
  if (element.type === 'Group' || element.type === 'CapturingGroup') {
    return min === 0 && max === 1 ? readGroup(element, true, scope) : refusals.repeatedGroup(quantifier);
  }
  if (element.type === 'Assertion') return refusals.assertion(element);
  if (element.type === 'Backreference') return refusals.backreference(element);
  if (max === 0) return refusals.never(quantifier);
  const endless = max === Number.POSITIVE_INFINITY;
  if (endless) scope.unbounded += 1;
  if (scope.unbounded > LIMITS.unbounded) return refusals.tooManyUnbounded(quantifier);
  if (raw.slice(element.end - start).startsWith('{')) scope.bounds += endless ? min : max;
  if (scope.bounds > LIMITS.bounds) return refusals.tooLargeBounds(quantifier);
  return readOne(element, min, endless ? undefined : max);
}

type Single = Exclude<
  AST.QuantifiableElement,
  AST.Group | AST.CapturingGroup | AST.Assertion | AST.Backreference
>;

function readOne(element: Single, min: number, max: number | undefined): PatternPart | PatternProblem {
  const set = readSet(element);
  return 'kind' in set ? set : { kind: 'one', set, min, max };
}

function readSet(element: Single): CharacterSet | PatternProblem {
  switch (element.type) {
    case 'CharacterSet':
      return element.kind === 'any' ? anyCharacter : refusals.characterSet(element, false);
    case 'Character':
      return refusals.character(element) ?? setOf([[element.value, element.value]]);
    case 'CharacterClass':
      return readClass(element);
    // Only with the flag `v`, which is not set.
    case 'ExpressionCharacterClass':
      return refusals.other(element);
  }
}

function readClass(element: AST.CharacterClass): CharacterSet | PatternProblem {
  if (element.elements.length === 0) return refusals.emptyClass(element);
  const ranges: (readonly [number, number])[] = [];
  for (const part of element.elements) {
    if (part.type === 'CharacterSet') return refusals.characterSet(part, true);
    if (part.type !== 'Character' && part.type !== 'CharacterClassRange') return refusals.other(part);
    const [first, last] = part.type === 'Character' ? [part, part] : [part.min, part.max];
    const problem =
      refusals.character(first) ??
      refusals.character(last) ??
      (last.value > 0x7f ? refusals.notAscii(first.value > 0x7f ? first : last) : undefined);
    if (problem !== undefined) return problem;
    ranges.push([first.value, last.value]);
  }
  return setOf(ranges, element.negate);
}
