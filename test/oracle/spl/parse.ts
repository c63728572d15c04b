/**
 * The grammar of eval and where expressions.
 *
 * Owns: precedence as documented (SR, eval: parentheses, NOT, AND, OR), the difference between Booleans and values
 * ("The result of an eval expression cannot be a Boolean"). Where no precedence is documented (`.` beside another
 * operator, a comparison of a comparison) parentheses are required. Must not: know what a function does.
 */
import type { Token } from './tokens.ts';
import { unsupported } from './unsupported.ts';
import type { Comparison } from './values.ts';

export type Node =
  | { readonly kind: 'text'; readonly value: string; readonly at: number }
  | { readonly kind: 'number'; readonly value: number; readonly at: number }
  | { readonly kind: 'field'; readonly name: string; readonly at: number }
  | { readonly kind: 'call'; readonly name: string; readonly args: readonly Node[]; readonly at: number }
  | { readonly kind: 'concat'; readonly parts: readonly Node[]; readonly at: number }
  | { readonly kind: 'arithmetic'; readonly operator: '+' | '*'; readonly of: Pair; readonly at: number }
  | { readonly kind: 'compare'; readonly operator: Comparison; readonly of: Pair; readonly at: number }
  | { readonly kind: 'not'; readonly of: Node; readonly at: number }
  | { readonly kind: 'and' | 'or'; readonly of: Pair; readonly at: number };

type Pair = readonly [Node, Node];

const COMPARISONS: ReadonlySet<string> = new Set(['=', '!=', '<', '<=', '>', '>=']);
const RESERVED: ReadonlySet<string> = new Set(['AND', 'OR', 'NOT', 'XOR', 'LIKE', 'IN']);

/** Reads tokens one by one. */
export class Tokens {
  private at = 0;
  private readonly all: readonly Token[];
  private readonly search: string;

  constructor(all: readonly Token[], search: string) {
    this.all = all;
    this.search = search;
  }

  get next(): Token {
    return this.all[this.at] as Token;
  }

  take(): Token {
    const token = this.next;
    this.at += 1;
    return token;
  }

  is(kind: Token['kind'], value: string): boolean {
    return this.next.kind === kind && this.next.value === value;
  }

  skip(kind: Token['kind'], value: string): boolean {
    if (!this.is(kind, value)) return false;
    this.at += 1;
    return true;
  }

  expect(kind: Token['kind'], value: string): void {
    if (!this.skip(kind, value)) this.fail(`${value} expected`);
  }

  fail(what: string): never {
    return unsupported(what, this.search, this.next.at);
  }
}

export function parseExpression(tokens: Tokens): Node {
  let left = conjunction(tokens);
  while (tokens.is('word', 'OR')) {
    const { at } = tokens.take();
    left = { kind: 'or', of: [left, conjunction(tokens)], at };
  }
  return left;
}

function conjunction(tokens: Tokens): Node {
  let left = negation(tokens);
  while (tokens.is('word', 'AND')) {
    const { at } = tokens.take();
    left = { kind: 'and', of: [left, negation(tokens)], at };
  }
  return left;
}

function negation(tokens: Tokens): Node {
  if (!tokens.is('word', 'NOT')) return comparison(tokens);
  const { at } = tokens.take();
  return { kind: 'not', of: negation(tokens), at };
}

function comparison(tokens: Tokens): Node {
  const left = sum(tokens);
  if (tokens.next.kind !== 'sign' || !COMPARISONS.has(tokens.next.value)) return left;
  const { value, at } = tokens.take();
  const right = sum(tokens);
  if (COMPARISONS.has(tokens.next.value)) tokens.fail('a comparison of a comparison');
  if (left.kind === 'concat' || right.kind === 'concat')
    tokens.fail('a concatenation beside a comparison, without parentheses');
  return { kind: 'compare', operator: value as Comparison, of: [left, right], at };
}

function sum(tokens: Tokens): Node {
  let left = product(tokens);
  while (tokens.is('sign', '+')) {
    const { at } = tokens.take();
    left = arithmetic(tokens, '+', left, product(tokens), at);
  }
  return left;
}

function product(tokens: Tokens): Node {
  let left = concatenation(tokens);
  while (tokens.is('sign', '*')) {
    const { at } = tokens.take();
    left = arithmetic(tokens, '*', left, concatenation(tokens), at);
  }
  return left;
}

function arithmetic(tokens: Tokens, operator: '+' | '*', left: Node, right: Node, at: number): Node {
  if (left.kind === 'concat' || right.kind === 'concat')
    tokens.fail('a concatenation beside arithmetic, without parentheses');
  return { kind: 'arithmetic', operator, of: [left, right], at };
}

function concatenation(tokens: Tokens): Node {
  const { at } = tokens.next;
  const parts = [primary(tokens)];
  while (tokens.skip('sign', '.')) parts.push(primary(tokens));
  return parts.length === 1 ? (parts[0] as Node) : { kind: 'concat', parts, at };
}

function primary(tokens: Tokens): Node {
  const { kind, value, at } = tokens.next;
  switch (kind) {
    case 'text':
      tokens.take();
      return { kind, value, at };
    case 'number':
      tokens.take();
      if (value.length > 15) tokens.fail('a number of more than 15 digits');
      return { kind, value: Number(value), at };
    case 'field':
      tokens.take();
      return { kind, name: value, at };
    case 'word':
      if (RESERVED.has(value)) return tokens.fail(`${value} where a value is expected`);
      tokens.take();
      return tokens.skip('sign', '(')
        ? { kind: 'call', name: value, args: parseArguments(tokens), at }
        : { kind: 'field', name: value, at };
    case 'sign':
      if (tokens.skip('sign', '(')) {
        const inner = parseExpression(tokens);
        tokens.expect('sign', ')');
        return inner.kind === 'concat' ? { kind: 'call', name: '()', args: [inner], at } : inner;
      }
      return tokens.fail('a value expected');
    case 'end':
      return tokens.fail('a value expected');
  }
}

function parseArguments(tokens: Tokens): readonly Node[] {
  const args: Node[] = [];
  if (tokens.skip('sign', ')')) return args;
  do args.push(parseExpression(tokens));
  while (tokens.skip('sign', ','));
  tokens.expect('sign', ')');
  return args;
}
