/**
 * What an expression is, once compiled.
 *
 * Owns: the types between expressions, functions and commands. Must not: hold behaviour.
 */
import type { Node } from './parse.ts';
import type { Reader } from './switches.ts';
import type { Value } from './values.ts';

/** The fields of one result, as an expression sees them. */
export interface Row {
  get(field: string, reader: Reader): Value;
}

/** An expression that gives a value, never a Boolean. */
export type Evaluate = (row: Row, reader: Reader) => Value;
/** An expression that is true, false or NULL. */
export type Test = (row: Row, reader: Reader) => boolean | null;

/** Where a function is called, and how its arguments are compiled. */
export interface Place {
  readonly search: string;
  readonly at: number;
  value(node: Node): Evaluate;
  test(node: Node): Test;
}
