/**
 * The part of Splunk's eval language that the target uses, as its documentation describes it, on one event: the
 * grammar, the stages of a search, and NULL.
 *
 * Where the documentation is silent the model takes the worst case: NULL in AND, OR and NOT gives NULL, two texts that
 * read as numbers are compared by value, a multivalue field outside the functions for it is a fault, and what
 * `nullAsText` says is tried both ways.
 */
import { call } from './model-functions.ts';
import { type Env, type Model, type Node, same, type Value } from './model-values.ts';

/** Lookups by name: the keys that each lists. */
export type Lookups = ReadonlyMap<string, ReadonlyMap<string, string>>;

/** Prepares a search, given the stages as the target lays them out: raw record to private fields and verdict. */
export function compileSearch(lines: readonly string[], model: Model, lookups: Lookups = new Map()) {
  const steps = lines.slice(1).map((line): ((env: Env) => boolean) => {
    if (line.startsWith('where ')) {
      const test = parse(line.slice(6), model);
      return (env) => test(env) === true;
    }
    if (line.startsWith('lookup ')) return lookupStage(line, lookups);
    const assignments = line.startsWith('eval ') ? parseAssignments(line.slice(5), model) : [];
    return (env) => {
      for (const [name, node] of assignments) env.set(name, node(env));
      return true;
    };
  });
  return (
    raw: string,
    extracted: ReadonlyMap<string, Value> = new Map(),
  ): { readonly env: Env; readonly verdict: boolean } => {
    const env: Env = new Map([...extracted, ['_raw', raw]]);
    // Later stages run in any case, so that the columns can be looked at.
    const passed = steps.map((step) => step(env));
    return { env, verdict: passed.every((one) => one) };
  };
}

function lookupStage(line: string, lookups: Lookups): (env: Env) => boolean {
  const [, table = '', key = '', found = ''] =
    /^lookup (\w+) key AS (\w+) OUTPUT listed AS (\w+)$/.exec(line) ?? [];
  const rows = lookups.get(table);
  if (rows === undefined) throw new Error(`no lookup ${table}`);
  return (env) => {
    const value = env.get(key);
    // "Splunk software treats NULL values as matching values."
    if (typeof value !== 'string' || value === '') throw new Error(`a lookup of ${String(value)}`);
    env.set(found, rows.get(value) ?? null);
    return true;
  };
}

const TOKEN =
  /\s*(?:("(?:\\.|[^"\\])*")|('[^']*')|([0-9]+)|([A-Za-z_][A-Za-z0-9_]*)|(!=|<=|>=|[=<>.,()*+]))/y;

function tokens(text: string): string[] {
  const found: string[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.trimEnd().length) {
    const at = TOKEN.lastIndex;
    const match = TOKEN.exec(text);
    if (match === null) throw new Error(`no token at: ${text.slice(at, at + 40)}`);
    found.push(match[0].trim());
  }
  return found;
}

/** The text between the quotes: known escapes expanded, `\\` and `\"` single, the rest passed through. */
export function unescaped(token: string): string {
  const known: Record<string, string> = { n: '\n', t: '\t', r: '\r', '"': '"', '\\': '\\' };
  return token.slice(1, -1).replace(/\\([\s\S])/g, (all, c: string) => known[c] ?? all);
}

function parser(text: string, model: Model) {
  const list = tokens(text);
  let at = 0;
  const peek = () => list[at];
  const take = (wanted?: string): string => {
    const token = list[at];
    if (token === undefined || (wanted !== undefined && token !== wanted)) {
      throw new Error(`expected ${wanted ?? 'more'}, found ${token ?? 'the end'} in ${text}`);
    }
    at += 1;
    return token;
  };
  const chain = (
    words: readonly string[],
    part: () => Node,
    join: (a: Value, b: Value, word: string) => Value,
  ) => {
    let node = part();
    for (let word = peek(); word !== undefined && words.includes(word); word = peek()) {
      const sign = take();
      const [left, right] = [node, part()];
      node = (env) => {
        const [a, b] = [left(env), right(env)];
        return a === null || b === null ? null : join(single(a), single(b), sign);
      };
    }
    return node;
  };
  const or = (): Node => chain(['OR'], and, (a, b) => a === true || b === true);
  const and = (): Node => chain(['AND'], not, (a, b) => a === true && b === true);
  const not = (): Node => {
    if (peek() !== 'NOT') return comparison();
    take();
    const of = not();
    return (env) => {
      const value = of(env);
      return value === null ? null : value !== true;
    };
  };
  const comparison = (): Node => chain(['=', '!=', '<', '<=', '>', '>='], sum, compare);
  const sum = (): Node =>
    chain(['.', '+'], product, (a, b, sign) =>
      sign === '.' ? `${String(a)}${String(b)}` : number(a) + number(b),
    );
  const product = (): Node => chain(['*'], primary, (a, b) => number(a) * number(b));
  const primary = (): Node => {
    const token = take();
    if (token === '(') {
      const inner = or();
      take(')');
      return inner;
    }
    if (token.startsWith('"')) return () => unescaped(token);
    if (token.startsWith("'")) return (env) => env.get(token.slice(1, -1)) ?? null;
    if (/^[0-9]/.test(token)) return () => Number(token);
    if (peek() !== '(') {
      if (!/^(?:ct_\w+|_raw)$/.test(token)) throw new Error(`reads ${token}`);
      return Object.assign(
        (env: Env) => {
          const value = env.get(token);
          if (value === undefined) throw new Error(`${token} is read before it is assigned`);
          return value;
        },
        { field: token },
      );
    }
    take('(');
    const args: Node[] = [];
    while (peek() !== ')') {
      args.push(or());
      if (peek() === ',') take();
    }
    take(')');
    return call(token, args, model);
  };
  return { or, take, peek };
}

/** A multivalue field where one value is meant: nothing is documented of that. */
function single(value: Value): Value {
  if (Array.isArray(value)) throw new Error(`several values: ${value.join(', ')}`);
  return value;
}

function number(value: Value): number {
  if (typeof value !== 'number') throw new Error(`no number: ${String(value)}`);
  return value;
}

function compare(a: Value, b: Value, sign: string): boolean {
  switch (sign) {
    case '=':
      return same(a, b);
    case '!=':
      return !same(a, b);
    case '<':
      return number(a) < number(b);
    case '<=':
      return number(a) <= number(b);
    case '>':
      return number(a) > number(b);
    default:
      return number(a) >= number(b);
  }
}

function parse(text: string, model: Model): Node {
  const { or, peek } = parser(text, model);
  const node = or();
  if (peek() !== undefined) throw new Error(`left over: ${peek()}`);
  return node;
}

function parseAssignments(text: string, model: Model): [string, Node][] {
  const { or, take, peek } = parser(text, model);
  const found: [string, Node][] = [];
  do {
    if (found.length > 0) take(',');
    const name = take();
    take('=');
    found.push([name, or()]);
  } while (peek() === ',');
  if (peek() !== undefined) throw new Error(`left over: ${peek()}`);
  return found;
}
