/**
 * The search command at the head of a search.
 *
 * Owns: `index=` and `sourcetype=`, quoted terms, AND (implied), OR before AND, parentheses (SM, Boolean expressions);
 * matching of terms in _raw. Must not: match any field: extraction may not have it.
 */

import { Tokens } from './parse.ts';
import type { Reader } from './switches.ts';
import { tokens } from './tokens.ts';

export interface BaseSearch {
  readonly index?: string;
  readonly sourcetype?: string;
  matches(raw: string, reader: Reader): boolean;
}

type Term = (raw: string, reader: Reader) => boolean;

const EVERY: Term = () => true;

export function parseBaseSearch(text: string, search: string): BaseSearch {
  const all = new Tokens(tokens(text), search);
  const metadata: { index?: string; sourcetype?: string } = {};
  const matches = conjunction(true);
  if (all.next.kind !== 'end') all.fail('the end expected');
  return { ...metadata, matches };

  function conjunction(top: boolean): Term {
    const parts = [disjunction(top)];
    while (all.next.kind !== 'end' && !all.is('sign', ')')) {
      all.skip('word', 'AND');
      parts.push(disjunction(top));
    }
    return (raw, reader) => parts.every((part) => part(raw, reader));
  }

  function disjunction(top: boolean): Term {
    const parts = [operand(top)];
    while (all.skip('word', 'OR')) parts.push(operand(false));
    return parts.length === 1
      ? (parts[0] ?? EVERY)
      : (raw, reader) => parts.some((part) => part(raw, reader));
  }

  function operand(top: boolean): Term {
    if (all.skip('sign', '(')) {
      const inner = conjunction(false);
      all.expect('sign', ')');
      return inner;
    }
    const { kind, value } = all.next;
    if (kind === 'text') {
      if (!/^[A-Za-z0-9._:@-]+$/.test(value)) all.fail('a term of other signs: wildcards and escapes');
      all.take();
      return term(value);
    }
    if (kind !== 'word' || (value !== 'index' && value !== 'sourcetype')) return all.fail('a term expected');
    if (!top || metadata[value] !== undefined) all.fail(`${value} within OR, or twice`);
    all.take();
    all.expect('sign', '=');
    if (all.next.kind !== 'text' || /[*\\]/.test(all.next.value)) all.fail('a quoted name expected');
    metadata[value] = all.take().value;
    return EVERY;
  }
}

/** Major and minor breakers of segmenters.conf that are one character long. */
const BREAKER = '[\\[\\]<>(){}|!;,\'"*\\n\\r\\s\\t&?+/:=@.\\-$#%\\\\_]';

/** "Searches are case-insensitive"; a quoted term is found as a phrase. */
function term(value: string): Term {
  const literal = value.replace(/[.-]/g, '\\$&');
  // Without the flag u, ASCII letters fold with ASCII letters only: the narrower reading.
  const anywhere = new RegExp(literal, 'i');
  const between = new RegExp(`(?:^|${BREAKER})${literal}(?:$|${BREAKER})`, 'i');
  return (raw, reader) => {
    if (between.test(raw)) return true;
    const how = reader.read('search-term');
    return how === 'anything' || (how === 'phrase' && anywhere.test(raw));
  };
}
