/**
 * The part of Splunk's eval language that the target uses, as its documentation describes it, on one event.
 *
 * Where the documentation is silent the model takes the worst case: NULL in AND, OR and NOT gives NULL, two texts that
 * read as numbers are compared by value, and JSON null arrives as the text `null` where `nullAsText` is set.
 */
type Value = string | number | boolean | null;
type Env = Map<string, Value>;
type Node = (env: Env) => Value;

export interface Model {
  readonly nullAsText: boolean;
}

/** Prepares a search, given the stages as the target lays them out: raw record to private fields and verdict. */
export function compileSearch(lines: readonly string[], model: Model) {
  const steps = lines.slice(1).map((line): ((env: Env) => boolean) => {
    if (line.startsWith('where ')) {
      const test = parse(line.slice(6), model);
      return (env) => test(env) === true;
    }
    const assignments = line.startsWith('eval ') ? parseAssignments(line.slice(5), model) : [];
    return (env) => {
      for (const [name, node] of assignments) env.set(name, node(env));
      return true;
    };
  });
  return (raw: string): { readonly env: Env; readonly verdict: boolean } => {
    const env: Env = new Map([['_raw', raw]]);
    // Later stages run in any case, so that the columns can be looked at.
    const passed = steps.map((step) => step(env));
    return { env, verdict: passed.every((one) => one) };
  };
}

const TOKEN = /\s*(?:("(?:\\.|[^"\\])*")|([0-9]+)|([A-Za-z_][A-Za-z0-9_]*)|(!=|[=.,()]))/y;

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
  const chain = (word: string, part: () => Node, join: (a: Value, b: Value) => Value): Node => {
    let node = part();
    while (peek() === word) {
      take();
      const [left, right] = [node, part()];
      node = (env) => join(left(env), right(env));
    }
    return node;
  };
  const or = (): Node =>
    chain('OR', and, (a, b) => (a === null || b === null ? null : a === true || b === true));
  const and = (): Node =>
    chain('AND', not, (a, b) => (a === null || b === null ? null : a === true && b === true));
  const not = (): Node => {
    if (peek() !== 'NOT') return comparison();
    take();
    const of = not();
    return (env) => {
      const value = of(env);
      return value === null ? null : value !== true;
    };
  };
  const comparison = (): Node => {
    const left = concat();
    const sign = peek();
    if (sign !== '=' && sign !== '!=') return left;
    take();
    const right = concat();
    return (env) => {
      const [a, b] = [left(env), right(env)];
      if (a === null || b === null) return null;
      return same(a, b) === (sign === '=');
    };
  };
  const concat = (): Node =>
    chain('.', primary, (a, b) => (a === null || b === null ? null : `${String(a)}${String(b)}`));
  const primary = (): Node => {
    const token = take();
    if (token === '(') {
      const inner = or();
      take(')');
      return inner;
    }
    if (token.startsWith('"')) return () => unescaped(token);
    if (/^[0-9]/.test(token)) return () => Number(token);
    if (peek() !== '(') {
      if (!/^(?:ct_\w+|_raw)$/.test(token)) throw new Error(`reads ${token}`);
      return (env) => {
        const value = env.get(token);
        if (value === undefined) throw new Error(`${token} is read before it is assigned`);
        return value;
      };
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

const NUMBER = /^\s*[+-]?(?:\d+\.?\d*(?:e[+-]?\d+)?|\.\d+|0x[0-9a-f]+|inf|infinity|nan)\s*$/i;

function same(a: Value, b: Value): boolean {
  const [one, two] = [String(a), String(b)];
  return NUMBER.test(one) && NUMBER.test(two) ? Number(one) === Number(two) : one === two;
}

const compiled = new Map<string, RegExp>();

/** PCRE as JavaScript: `\z` is the end. Flag `u` refuses escapes that the target never writes. */
function regExp(source: string, flags = 'u'): RegExp {
  const key = `${flags} ${source}`;
  const known = compiled.get(key);
  if (known !== undefined) return known;
  const made = new RegExp(
    source.replace(/\\([\s\S])/g, (all, c: string) => (c === 'z' ? '$' : all)),
    flags,
  );
  compiled.set(key, made);
  return made;
}

function call(name: string, args: readonly Node[], model: Model): Node {
  const [first, second, third] = args;
  const value = (node: Node | undefined, env: Env): Value => {
    if (node === undefined) throw new Error(`${name} lacks an argument`);
    return node(env);
  };
  const text = (node: Node | undefined, env: Env) => {
    const found = value(node, env);
    return found === null ? null : String(found);
  };
  switch (name) {
    case 'null':
      return () => null;
    case 'if':
      return (env) => (value(first, env) === true ? value(second, env) : value(third, env));
    case 'isnotnull':
      return (env) => value(first, env) !== null;
    case 'coalesce':
      return (env) => args.map((node) => node(env)).find((found) => found !== null) ?? null;
    case 'in':
      return (env) => {
        const wanted = value(first, env);
        return wanted === null ? null : args.slice(1).some((node) => same(wanted, value(node, env)));
      };
    case 'match':
      return (env) => {
        const found = text(first, env);
        return found === null ? null : regExp(text(second, env) ?? '').test(found);
      };
    case 'replace':
      return (env) => {
        const found = text(first, env);
        const by = (text(third, env) ?? '').replaceAll('$', '$$$$').replace(/\\(\d)/g, '$$$1');
        return found === null ? null : found.replace(regExp(text(second, env) ?? '', 'gu'), by);
      };
    case 'lower':
      return (env) => text(first, env)?.toLowerCase() ?? null;
    case 'urldecode':
      return (env) => decodeURIComponent(text(first, env) ?? '');
    case 'json_extract':
      return (env) => extract(text(first, env), (text(second, env) ?? '').split('.'), model);
    case 'json_extract_exact':
      return (env) => extract(text(first, env), [text(second, env) ?? ''], model);
    default:
      throw new Error(`unknown function ${name}`);
  }
}

function extract(json: string | null, keys: readonly string[], { nullAsText }: Model): Value {
  let at: unknown;
  try {
    at = JSON.parse(json ?? 'null');
  } catch {
    return null;
  }
  for (const key of keys) {
    if (typeof at !== 'object' || at === null || Array.isArray(at) || !Object.hasOwn(at, key)) return null;
    at = (at as Record<string, unknown>)[key];
  }
  if (at === null || at === undefined) return nullAsText && at === null ? 'null' : null;
  return typeof at === 'object' ? JSON.stringify(at) : String(at);
}
