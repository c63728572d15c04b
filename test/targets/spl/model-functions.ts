/**
 * The eval functions that the target uses, each as the Search Reference describes it ("Comparison and Conditional
 * functions", "Conversion functions", "JSON functions", "Multivalue eval functions", "Text functions").
 */
import { isIPv4, isIPv6 } from 'node:net';
import { type Env, type Model, type Node, same, type Value } from './model-values.ts';

const compiled = new Map<string, RegExp>();

/** PCRE as JavaScript: `\z` is the end. Flag `u` refuses escapes that the target never writes. */
function regExp(source: string, flags = 'u'): RegExp {
  const key = `${flags} ${source}`;
  const known = compiled.get(key);
  if (known !== undefined) return known;
  // PCRE's own `$` would also match before a last line break.
  if (/\$/.test(source)) throw new Error(`a $ in ${source}`);
  const made = new RegExp(
    source.replace(/\\([\s\S])/g, (all, c: string) => (c === 'z' ? '$' : all)),
    flags,
  );
  compiled.set(key, made);
  return made;
}

export function call(name: string, args: readonly Node[], model: Model): Node {
  const value = (at: number, env: Env): Value => {
    const node = args[at];
    if (node === undefined) throw new Error(`${name} lacks an argument`);
    return node(env);
  };
  /** One text, or NULL; several values are a fault. */
  const text = (at: number, env: Env): string | null => {
    const found = value(at, env);
    if (Array.isArray(found)) throw new Error(`${name} of several values`);
    return found === null ? null : String(found);
  };
  const values = (at: number, env: Env): readonly string[] => {
    const found = value(at, env);
    if (found === null) return [];
    return Array.isArray(found) ? (found as readonly string[]) : [String(found)];
  };
  switch (name) {
    case 'null':
      return () => null;
    case 'true':
      return () => true;
    case 'if':
      return (env) => (value(0, env) === true ? value(1, env) : value(2, env));
    case 'isnotnull':
      return (env) => value(0, env) !== null;
    case 'coalesce':
      return (env) => args.map((node) => node(env)).find((found) => found !== null) ?? null;
    case 'in':
      return (env) => {
        const wanted = text(0, env);
        return wanted === null ? null : args.slice(1).some((node) => same(wanted, node(env)));
      };
    case 'match':
      return (env) => {
        const found = text(0, env);
        return found === null ? null : regExp(text(1, env) ?? '').test(found);
      };
    case 'replace':
      return (env) => {
        const found = text(0, env);
        const by = (text(2, env) ?? '').replaceAll('$', '$$$$').replace(/\\(\d)/g, '$$$1');
        return found === null ? null : found.replace(regExp(text(1, env) ?? '', 'gu'), by);
      };
    case 'lower':
      return (env) => text(0, env)?.toLowerCase() ?? null;
    case 'urldecode':
      return (env) => decodeURIComponent(text(0, env) ?? '');
    case 'tonumber':
      return (env) => {
        const found = text(0, env);
        return found !== null && /^-?[0-9]+$/.test(found) ? Number(found) : null;
      };
    case 'cidrmatch':
      return (env) => cidrmatch(text(0, env) ?? '', text(1, env), model);
    case 'json_extract':
      return (env) =>
        extract(
          text(0, env),
          args.slice(1).map((_, at) => (text(at + 1, env) ?? '').split('.')),
          model,
        );
    case 'json_extract_exact':
      return (env) =>
        extract(
          text(0, env),
          args.slice(1).map((_, at) => [text(at + 1, env) ?? '']),
          model,
        );
    case 'json_array_to_mv':
      return (env) => arrayToMv(text(0, env), args.length > 1 && value(1, env) === true, model);
    case 'mvindex':
      return (env) => values(0, env)[Number(text(1, env))] ?? null;
    case 'mvcount':
      return (env) => values(0, env).length || null;
    case 'mvrange':
      return (env) =>
        Array.from({ length: Number(text(1, env)) - Number(text(0, env)) }, (_, at) =>
          String(Number(text(0, env)) + at),
        );
    case 'mvjoin':
      return (env) => values(0, env).join(text(1, env) ?? '');
    case 'mvfind':
      return (env) => {
        const at = values(0, env).findIndex((one) => regExp(text(1, env) ?? '').test(one));
        return at === -1 ? null : at;
      };
    case 'mvmap': {
      const field = (args[0] as { readonly field?: string } | undefined)?.field;
      if (field === undefined) throw new Error('mvmap of no field');
      return (env) => {
        const results = values(0, env).flatMap((one) => {
          const result = value(1, new Map([...env, [field, one]]));
          return result === null ? [] : [String(result)];
        });
        return results.length === 0 ? null : results;
      };
    }
    default:
      throw new Error(`unknown function ${name}`);
  }
}

function parsed(json: string | null): unknown {
  try {
    return JSON.parse(json ?? '');
  } catch {
    return undefined;
  }
}

function print(value: unknown, { nullAsText }: Model): string {
  return nullAsText ? JSON.stringify(value, null, 1) : JSON.stringify(value);
}

/** Without a path the value itself, with one what it leads to, each converted; with several a JSON array of them. */
function extract(json: string | null, paths: readonly (readonly string[])[], model: Model): Value {
  const top = parsed(json);
  if (top === undefined) return null;
  if (paths.length > 1) {
    if (typeof top !== 'object' || top === null) return null;
    const found = paths.map((path) => reach(top, path));
    return print(
      model.nullAsText ? found.map((one) => one ?? null) : found.filter((one) => one !== undefined),
      model,
    );
  }
  const at = reach(top, paths[0] ?? []);
  if (at === undefined) return null;
  if (at === null) return model.nullAsText ? 'null' : null;
  return typeof at === 'object' ? print(at, model) : String(at);
}

function reach(top: unknown, keys: readonly string[]): unknown {
  let at = top;
  for (const key of keys) {
    if (typeof at !== 'object' || at === null || Array.isArray(at) || !Object.hasOwn(at, key))
      return undefined;
    at = (at as Record<string, unknown>)[key];
  }
  return at;
}

/** "If the <json array> input to the function is not a valid JSON array, the function outputs nothing." */
function arrayToMv(json: string | null, quotes: boolean, model: Model): Value {
  const array = parsed(json);
  if (!Array.isArray(array) || array.length === 0) return null;
  return array.map((one) => (typeof one === 'string' && !quotes ? one : print(one, model)));
}

/** Addresses and blocks as numbers; the target has to keep everything that is no address or block from it. */
function cidrmatch(block: string, text: string | null, { nullAsText }: Model): Value {
  if (text === null) return null;
  if (!/^[0-9A-Fa-f:.]+$/.test(text)) throw new Error(`cidrmatch of ${text}`);
  const [network = '', length = ''] = block.split('/');
  if (!isIPv4(text) && !isIPv6(text)) return nullAsText ? null : false;
  if (isIPv4(text) !== isIPv4(network)) return false;
  const bits = isIPv4(text) ? 32n : 128n;
  const shift = bits - BigInt(length);
  return addressOf(text) >> shift === addressOf(network) >> shift;
}

function addressOf(text: string): bigint {
  if (isIPv4(text)) return text.split('.').reduce((sum, part) => sum * 256n + BigInt(part), 0n);
  const tail = /^(.*:)([^:]*\.[^:]*)$/.exec(text);
  if (tail !== null) {
    const last = addressOf(tail[2] ?? '');
    return addressOf(`${tail[1]}${(last >> 16n).toString(16)}:${(last & 65535n).toString(16)}`);
  }
  const [before = '', after] = text.split('::');
  const groups = (part: string) => part.split(':').filter((group) => group !== '');
  const [left, right] = [groups(before), groups(after ?? '')];
  const zeros = Array<string>(8 - left.length - right.length).fill('0');
  return [...left, ...zeros, ...right].reduce((sum, group) => sum * 65536n + BigInt(`0x${group}`), 0n);
}
