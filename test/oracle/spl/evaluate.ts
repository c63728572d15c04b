/**
 * Expressions as closures over a row.
 *
 * Owns: operators and the check that Booleans and values stand where each may. Must not: know single functions.
 */
import { FUNCTIONS } from './functions.ts';
import type { Node } from './parse.ts';
import type { Evaluate, Place, Row, Test } from './row.ts';
import type { Reader } from './switches.ts';
import { unsupported } from './unsupported.ts';
import { compare, isMany, logic, not, text, type Value } from './values.ts';

/** An expression that gives a value: never a Boolean. */
export function compileValue(node: Node, search: string): Evaluate {
  switch (node.kind) {
    case 'text':
    case 'number': {
      const { value } = node;
      return () => value;
    }
    case 'field': {
      const { name } = node;
      return (row, reader) => row.get(name, reader);
    }
    case 'concat': {
      const parts = node.parts.map((part) => compileValue(part, search));
      return (row, reader) => concat(parts, row, reader);
    }
    case 'arithmetic': {
      const [left, right] = node.of.map((of) => compileValue(of, search)) as [Evaluate, Evaluate];
      const add = node.operator === '+';
      return (row, reader) => {
        const a = left(row, reader);
        const b = right(row, reader);
        // "The plus operator accepts two numbers for addition, or two strings for concatenation": only numbers here.
        if (typeof a !== 'number' || typeof b !== 'number') return null;
        return add ? a + b : a * b;
      };
    }
    case 'call': {
      const { value } = functionOf(node, search);
      if (value === undefined) return unsupported('a Boolean where a value is expected', search, node.at);
      return value(node.args, place(node, search));
    }
    case 'compare':
    case 'not':
    case 'and':
    case 'or':
      return unsupported('a Boolean where a value is expected', search, node.at);
  }
}

/** An expression that is true, false or NULL. */
export function compileTest(node: Node, search: string): Test {
  switch (node.kind) {
    case 'compare': {
      const [left, right] = node.of.map((of) => compileValue(of, search)) as [Evaluate, Evaluate];
      const { operator } = node;
      return (row, reader) => compare(operator, left(row, reader), right(row, reader), reader);
    }
    case 'not': {
      const of = compileTest(node.of, search);
      return (row, reader) => not(of(row, reader));
    }
    case 'and':
    case 'or': {
      const [left, right] = node.of.map((of) => compileTest(of, search)) as [Test, Test];
      const decides = node.kind === 'or';
      return (row, reader) => logic(decides, left(row, reader), () => right(row, reader), reader);
    }
    case 'call': {
      const { test } = functionOf(node, search);
      if (test === undefined) return unsupported('a value where a Boolean is expected', search, node.at);
      return test(node.args, place(node, search));
    }
    default:
      return unsupported('a value where a Boolean is expected', search, node.at);
  }
}

const place = ({ at }: Node, search: string): Place => ({
  search,
  at,
  value: (inner) => compileValue(inner, search),
  test: (inner) => compileTest(inner, search),
});

function functionOf(node: Extract<Node, { kind: 'call' }>, search: string) {
  if (!Object.hasOwn(FUNCTIONS, node.name)) unsupported(`function ${node.name}`, search, node.at);
  const found = FUNCTIONS[node.name] ?? unsupported(`function ${node.name}`, search, node.at);
  const [least, most] = found.args;
  if (node.args.length < least || node.args.length > most)
    unsupported(`${node.args.length} arguments of ${node.name}`, search, node.at);
  return found;
}

function concat(parts: readonly Evaluate[], row: Row, reader: Reader): Value {
  let joined = '';
  for (const part of parts) {
    const value = part(row, reader);
    if (value === null) {
      if (reader.read('null-text') === 'null') return null;
    } else if (isMany(value)) {
      // Not documented; NULL is the reading that decides nothing.
      return null;
    } else joined += text(value);
  }
  return joined;
}
