/** A regular expression that says no more than an operator for plain text does. */
import { diagnose } from '../base/catalogue.ts';
import type { Fix } from '../base/diagnostic.ts';
import { quoted, replacing, source } from '../base/fix.ts';
import { quoteText } from '../ir/describe.ts';
import { type PredicateOf, predicatesOf } from '../ir/expression.ts';
import type { CharacterSet, Pattern, PatternPart } from '../language/pattern.ts';
import type { RuleCheck } from './check.ts';

interface Plain {
  readonly operator: 'equals' | 'startsWith' | 'endsWith' | 'contains';
  readonly text: string;
}

export const plainPattern: RuleCheck = ({ rule }) =>
  predicatesOf(rule.condition).flatMap((predicate) => {
    if (predicate.operator !== 'matches') return [];
    const plain = plainOf(predicate);
    const [first] = plain;
    // One that is plain beside others that are not is fine: a clause has one operator.
    if (first === undefined || plain.length < predicate.patterns.length) return [];
    if (plain.some(({ operator }) => operator !== first.operator)) return [];
    const texts = plain.map(({ text }) => quoteText(text));
    const right = texts.length === 1 ? texts.join('') : `[${texts.join(', ')}]`;
    const args = { field: predicate.field.spelled, operator: first.operator, right };
    return [diagnose('check/plain-pattern', predicate.span, args, mended(predicate, first.operator, plain))];
  });

/** The key and its value, where they stand in one line; other fields than of text may hold what has no plain text. */
function mended(
  { field, span }: PredicateOf<'matches'>,
  operator: Plain['operator'],
  plain: readonly Plain[],
): Fix | undefined {
  const texts = plain.map(({ text }) => quoted(text));
  const isLine = /^matches:[ \t]+(?:'(?:[^'\r\n]|'')*'|\[[^#\r\n]*\])$/.test(source(span));
  if (!isLine || field.definition.type !== 'text' || plain.some(({ text }) => /^\$|[^ -~]/.test(text)))
    return undefined;
  const right = texts.length === 1 ? texts.join('') : `[${texts.join(', ')}]`;
  return replacing(span, `${operator}: ${right}`, `${operator}: ${right}`);
}

const plainOf = ({ patterns, ignoreCase }: PredicateOf<'matches'>): readonly Plain[] =>
  patterns.flatMap(({ pattern }) => plainPatternOf(pattern, ignoreCase) ?? []);

function plainPatternOf({ alternatives }: Pattern, ignoreCase: boolean): Plain | undefined {
  const [parts] = alternatives;
  if (parts === undefined || alternatives.length > 1) return undefined;
  const start = parts[0]?.kind === 'start';
  const end = parts.at(-1)?.kind === 'end';
  const inner = parts.slice(start ? 1 : 0, end ? -1 : undefined);
  const characters = inner.flatMap((part) => characterOf(part, ignoreCase) ?? []);
  if (inner.length === 0 || characters.length < inner.length) return undefined;
  const operator = start ? (end ? 'equals' : 'startsWith') : end ? 'endsWith' : 'contains';
  return { operator, text: characters.join('') };
}

function characterOf(part: PatternPart, ignoreCase: boolean): string | undefined {
  if (part.kind !== 'one' || part.min !== 1 || part.max !== 1) return undefined;
  const point = onlyPoint(part.set, ignoreCase);
  return point === undefined ? undefined : String.fromCodePoint(point);
}

/** The one character of the set; of a letter in both cases, where case is ignored, the small one. */
function onlyPoint({ negated, ranges }: CharacterSet, ignoreCase: boolean): number | undefined {
  if (negated || ranges.some(([from, to]) => from !== to)) return undefined;
  const points = ranges.map(([from]) => from);
  const [one, other] = points;
  if (points.length === 1) return one;
  const isPair = one !== undefined && other === one + 32 && one >= 0x41 && one <= 0x5a;
  return ignoreCase && points.length === 2 && isPair ? other : undefined;
}
