/**
 * One predicate with another right side: a value, an entry or a column left out, a character or a bit changed.
 *
 * Owns: that, by shape. Of many values or entries only a sample is tried (literal.ts). Must not: change operators or case.
 */
import type { Span } from '../../base/source.ts';
import { quoteText } from '../../ir/describe.ts';
import type { Predicate } from '../../ir/expression.ts';
import { spellBlock } from '../../language/cidr-problems.ts';
import type {
  CidrTest,
  MembershipTest,
  NetworkOperand,
  OrderTest,
  PatternTest,
  TextTest,
} from '../../language/operands.ts';
import { foldPattern, parsePattern, spellPattern } from '../../language/pattern-parse.ts';
import { changeOne, sample } from './literal.ts';
import type { MutationKind, PredicateMutation } from './mutation.ts';
import { variantsOf } from './pattern.ts';
import { quoteClause } from './words.ts';

/** The predicate with something else on the right, and what was done there. */
interface Changed<T> {
  readonly kind: MutationKind;
  readonly to: T;
  readonly change: string;
  readonly span: Span;
}

export function valueMutations(predicate: Predicate): readonly PredicateMutation[] {
  const where = quoteClause(predicate);
  return changesOf(predicate, where).map(({ to, ...rest }) => ({
    ...rest,
    to: { ...predicate, ...to } as Predicate,
  }));
}

function changesOf(predicate: Predicate, where: string): readonly Changed<object>[] {
  if ('rows' in predicate) return ofMembership(predicate, where);
  if ('operands' in predicate) return ofTexts(predicate, where);
  if ('patterns' in predicate) return ofPatterns(predicate, where);
  if ('networks' in predicate) return ofNetworks(predicate, where);
  return 'limit' in predicate ? ofLimit(predicate, where) : [];
}

function ofTexts(
  { field, operands }: TextTest,
  where: string,
): readonly Changed<Pick<TextTest, 'operands'>>[] {
  const { type } = field.definition;
  return sample([...operands.entries()]).flatMap(([at, operand]) => {
    const { span } = operand;
    const name = operand.kind === 'field' ? `{ field: ${operand.spelled} }` : quoteText(operand.text);
    const without = { operands: operands.toSpliced(at, 1) };
    const dropped = { kind: 'value' as const, to: without, change: `${name} is dropped from ${where}`, span };
    const other = operand.kind === 'field' ? undefined : changeOne(operand.text, type);
    const changed =
      operand.kind === 'field' || other === undefined
        ? []
        : [literal(name, other, where, span, { operands: operands.with(at, { ...operand, text: other }) })];
    return [...(operands.length > 1 ? [dropped] : []), ...changed];
  });
}

function literal<T>(name: string, other: string, where: string, span: Span, to: T): Changed<T> {
  return { kind: 'literal', to, change: `${name} becomes ${quoteText(other)} in ${where}`, span };
}

type Rows = Pick<MembershipTest, 'rows' | 'columns'>;

function ofMembership({ list, columns, rows }: MembershipTest, where: string): readonly Changed<Rows>[] {
  const entries = sample([...rows.entries()]).map(([at, { values, span }]): Changed<Rows> => {
    const name = values.map(quoteText).join(', ');
    const change = `the entry ${name} is dropped from the list ${list} in ${where}`;
    return { kind: 'entry', to: { columns, rows: rows.toSpliced(at, 1) }, change, span };
  });
  if (columns.length < 2) return entries;
  const narrower = columns.map(({ column, field }, at): Changed<Rows> => {
    const to = {
      columns: columns.toSpliced(at, 1),
      rows: rows.map((row) => ({ ...row, values: row.values.toSpliced(at, 1) })),
    };
    return { kind: 'value', to, change: `the column ${column} is dropped from ${where}`, span: field.span };
  });
  return [...entries, ...narrower];
}

function ofPatterns(
  { patterns, ignoreCase }: PatternTest,
  where: string,
): readonly Changed<Pick<PatternTest, 'patterns'>>[] {
  return sample([...patterns.entries()]).flatMap(([at, operand]) => {
    const { text, span } = operand;
    const dropped: Changed<Pick<PatternTest, 'patterns'>> = {
      kind: 'value',
      to: { patterns: patterns.toSpliced(at, 1) },
      change: `${quoteText(text)} is dropped from ${where}`,
      span,
    };
    // As it was written: what case folding put into the sets would not be recognised.
    const parsed = parsePattern(text);
    const variants = parsed.kind === 'pattern' ? sample(variantsOf(parsed.pattern)) : [];
    const changed = variants.map(({ kind, pattern }): Changed<Pick<PatternTest, 'patterns'>> => {
      const spelled = spellPattern(pattern);
      const other = { ...operand, text: spelled, pattern: ignoreCase ? foldPattern(pattern) : pattern };
      const change = `${quoteText(text)} becomes ${quoteText(spelled)} in ${where}`;
      return { kind, to: { patterns: patterns.with(at, other) }, change, span };
    });
    return [...(patterns.length > 1 ? [dropped] : []), ...changed];
  });
}

function ofNetworks({ networks }: CidrTest, where: string): readonly Changed<Pick<CidrTest, 'networks'>>[] {
  return sample([...networks.entries()]).flatMap(([at, operand]) => {
    const { text, span } = operand;
    const dropped: Changed<Pick<CidrTest, 'networks'>> = {
      kind: 'value',
      to: { networks: networks.toSpliced(at, 1) },
      change: `${quoteText(text)} is dropped from ${where}`,
      span,
    };
    const changed = [-1, 1].flatMap((bits) => {
      const other = withPrefix(operand, operand.network.prefix + bits);
      if (other === undefined) return [];
      return [literal(quoteText(text), other.text, where, span, { networks: networks.with(at, other) })];
    });
    return [...(networks.length > 1 ? [dropped] : []), ...changed];
  });
}

function withPrefix(operand: NetworkOperand, prefix: number): NetworkOperand | undefined {
  const { family, bytes } = operand.network;
  if (prefix < 0 || prefix > bytes.length * 8) return undefined;
  const masked = bytes.map((byte, at) => {
    const kept = Math.max(0, Math.min(8, prefix - at * 8));
    return byte & (0xff << (8 - kept)) & 0xff;
  });
  return { ...operand, text: spellBlock(masked, prefix), network: { family, bytes: masked, prefix } };
}

function ofLimit({ limit, scale }: OrderTest, where: string): readonly Changed<Pick<OrderTest, 'limit'>>[] {
  const other = changeOne(limit.text, scale);
  if (other === undefined) return [];
  return [literal(quoteText(limit.text), other, where, limit.span, { limit: { ...limit, text: other } })];
}
