/**
 * A Sigma engine for tests, after specification 2.1.0: reads a `detection` as it was printed and gives its verdict on
 * an event. It shares no code with the target. Where engines differ, `Engine` says which one is played.
 */
import { BlockList, isIPv4, isIPv6 } from 'node:net';
import type { CloudTrailEvent, Json } from '../../../src/cloudtrail/event.ts';

export interface Engine {
  /** `exists: true` holds on JSON null. */
  readonly nullExists: boolean;
  /** A JSON number, true or false meets a text that says the same. */
  readonly scalarsAreText: boolean;
  /** The text 'false' meets the value false. */
  readonly textsAreBooleans: boolean;
  /** `$` matches before a last line break, as in PCRE and Python. */
  readonly dollarBeforeLineBreak: boolean;
}

type Detection = Readonly<Record<string, unknown>>;

/** Compiles a detection; throws on what no rule may hold. */
export function compileDetection(detection: Detection, engine: Engine): (event: CloudTrailEvent) => boolean {
  const { condition, ...selections } = detection;
  if (typeof condition !== 'string') throw new Error('no condition');
  const words = condition.match(/[()]|[\w*]+/g) ?? [];
  const used = new Set<string>();
  let at = 0;

  const selected = (name: string): ((event: CloudTrailEvent) => boolean) => {
    const items = selections[name];
    if (items === undefined) throw new Error(`no selection ${name}`);
    used.add(name);
    const tests = Object.entries(items as object).map(([key, value]) => itemTest(key, value, engine));
    return (event) => tests.every((test) => test(event));
  };
  const primary = (): ((event: CloudTrailEvent) => boolean) => {
    const word = words[at++];
    if (word === '(') {
      const inner = either();
      if (words[at++] !== ')') throw new Error(`no ) in ${condition}`);
      return inner;
    }
    if (word === 'not') {
      const inner = primary();
      return (event) => !inner(event);
    }
    if (word === '1') {
      if (words[at++] !== 'of') throw new Error(`1 without of in ${condition}`);
      const prefix = (words[at++] ?? '').replace(/\*$/, '');
      const names = Object.keys(selections).filter((name) => name.startsWith(prefix));
      if (names.length === 0) throw new Error(`nothing is ${prefix}*`);
      const parts = names.map(selected);
      return (event) => parts.some((part) => part(event));
    }
    return selected(word ?? '');
  };
  const both = () => {
    const parts = [primary()];
    while (words[at] === 'and') {
      at += 1;
      parts.push(primary());
    }
    return (event: CloudTrailEvent) => parts.every((part) => part(event));
  };
  const either = (): ((event: CloudTrailEvent) => boolean) => {
    const parts = [both()];
    while (words[at] === 'or') {
      at += 1;
      parts.push(both());
    }
    return (event) => parts.some((part) => part(event));
  };

  const whole = either();
  if (at !== words.length) throw new Error(`more after ${words.slice(0, at).join(' ')}`);
  const unused = Object.keys(selections).filter((name) => !used.has(name));
  if (unused.length > 0) throw new Error(`unused: ${unused.join(' ')}`);
  return whole;
}

/** Every value at the end of a dotted name, arrays on the way and at the end flattened. */
function valuesAt(name: string, event: CloudTrailEvent): readonly Json[] {
  let here: readonly Json[] = [event];
  for (const key of name.split('.')) {
    here = here
      .flatMap(flat)
      .flatMap((value) =>
        typeof value === 'object' && value !== null && Object.hasOwn(value, key)
          ? [(value as Record<string, Json>)[key] ?? null]
          : [],
      );
  }
  return here.flatMap(flat);
}

const flat = (value: Json): readonly Json[] => (Array.isArray(value) ? value.flatMap(flat) : [value]);

type Test = (value: Json, event: CloudTrailEvent) => boolean;

function itemTest(key: string, wanted: unknown, engine: Engine): (event: CloudTrailEvent) => boolean {
  const [name = '', ...modifiers] = key.split('|');
  const list: readonly unknown[] = Array.isArray(wanted) ? wanted : [wanted];
  if (list.length === 0) throw new Error(`${key} has an empty list`);
  if (Array.isArray(wanted) && wanted.includes(null)) throw new Error(`${key} has null in a list`);
  if (modifiers.includes('exists')) {
    return (event) => valuesAt(name, event).some((value) => value !== null || engine.nullExists) === wanted;
  }
  if (wanted === null) {
    return (event) => {
      const values = valuesAt(name, event);
      return values.length === 0 || values.includes(null);
    };
  }
  const tests = list.map((one) => valueTest(one, modifiers, engine));
  return (event) => valuesAt(name, event).some((value) => tests.some((test) => test(value, event)));
}

function valueTest(wanted: unknown, modifiers: readonly string[], engine: Engine): Test {
  const has = (modifier: string) => modifiers.includes(modifier);
  const [order] = modifiers.filter((modifier) => /^[gl]te?$/.test(modifier));
  if (order !== undefined) {
    if (typeof wanted !== 'number') throw new Error(`${order} takes numbers`);
    return (value) => typeof value === 'number' && ordered(order, value, wanted);
  }
  if (typeof wanted === 'boolean') {
    return (value) => value === wanted || (engine.textsAreBooleans && value === String(wanted));
  }
  if (typeof wanted !== 'string') throw new Error(`unexpected ${JSON.stringify(wanted)}`);
  if (has('fieldref')) {
    return (value, event) =>
      valuesAt(wanted, event).some((other) => {
        if (typeof value !== typeof other && !engine.scalarsAreText) return false;
        const [one, two] = [textOf(value), textOf(other)];
        return one !== undefined && two !== undefined && one.toLowerCase() === two.toLowerCase();
      });
  }
  if (has('cidr')) return (value) => typeof value === 'string' && isWithin(wanted, value);
  if (has('re')) {
    const expression = new RegExp(
      engine.dollarBeforeLineBreak
        ? wanted.replace(/\\.|\[(?:\\.|[^\]\\])*\]|\$/gsu, (token) => (token === '$' ? '(?=\\n?$)' : token))
        : wanted,
      'u',
    );
    return onText(engine, (text) => expression.test(text));
  }
  const before = has('endswith') || has('contains') ? '*' : '';
  const after = has('startswith') || has('contains') ? '*' : '';
  const expression = wildcards(`${before}${wanted}${after}`, has('cased'));
  return onText(engine, (text) => expression.test(has('cased') ? text : text.toLowerCase()));
}

function wildcards(pattern: string, cased: boolean): RegExp {
  const source = pattern.replace(/\\([\\*?])|[*?]|[\s\S]/gu, (token, plain: string | undefined) => {
    if (token === '*') return '[\\s\\S]*';
    if (token === '?') return '[\\s\\S]';
    const character = plain ?? token;
    return (cased ? character : character.toLowerCase()).replace(/[.^$*+?{}[\]|()\\/]/g, '\\$&');
  });
  return new RegExp(`^${source}$`, 'u');
}

const onText =
  (engine: Engine, test: (text: string) => boolean): Test =>
  (value) => {
    const text = typeof value === 'string' || engine.scalarsAreText ? textOf(value) : undefined;
    return text !== undefined && test(text);
  };

function textOf(value: Json): string | undefined {
  return value === null || typeof value === 'object' ? undefined : String(value);
}

function ordered(order: string, left: number, right: number): boolean {
  if (order === 'gt') return left > right;
  if (order === 'gte') return left >= right;
  return order === 'lt' ? left < right : left <= right;
}

function isWithin(network: string, text: string): boolean {
  const [address = '', prefix] = network.split('/');
  const family = (of: string): 'ipv4' | 'ipv6' | undefined =>
    isIPv4(of) ? 'ipv4' : isIPv6(of) ? 'ipv6' : undefined;
  const [ours, theirs] = [family(address), family(text)];
  if (ours === undefined) throw new Error(`${network} is no network`);
  if (theirs !== ours) return false;
  const list = new BlockList();
  list.addSubnet(address, Number(prefix), ours);
  return list.check(text, theirs);
}
