/** Values of the model, and when two are the same. */
/** A multivalue field is a list of texts, never empty. */
export type Value = string | number | boolean | null | readonly string[];
export type Env = Map<string, Value>;
export type Node = (env: Env) => Value;

export interface Model {
  /**
   * JSON null arrives as the text `null` and not as NULL, JSON comes with blanks, a missing path among several is a
   * null and not left out, and a text that is no address makes `cidrmatch` NULL and not false.
   */
  readonly nullAsText: boolean;
}

const NUMBER = /^\s*[+-]?(?:\d+\.?\d*(?:e[+-]?\d+)?|\.\d+|0x[0-9a-f]+|inf|infinity|nan)\s*$/i;

export function same(a: Value, b: Value): boolean {
  const [one, two] = [String(a), String(b)];
  return NUMBER.test(one) && NUMBER.test(two) ? Number(one) === Number(two) : one === two;
}
