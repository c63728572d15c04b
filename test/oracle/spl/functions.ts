/**
 * The functions of the subset (SR, Evaluation functions), each as its page describes it.
 *
 * Owns: arguments, their number and kind. Must not: hold what several share (values, json, pcre, address do).
 */
import { cidrMatch, readNetwork } from './address.ts';
import { parseBaseSearch } from './base-search.ts';
import { arrayToMv, extract } from './json.ts';
import type { Node } from './parse.ts';
import { pcre } from './pcre.ts';
import type { Evaluate, Place, Test } from './row.ts';
import type { Reader } from './switches.ts';
import { unsupported } from './unsupported.ts';
import { asNumber, compare, each, isMany, many, ofNull, text, type Value } from './values.ts';

interface SplFunction {
  /** Least and most number of arguments. */
  readonly args: readonly [number, number];
  readonly value?: (args: readonly Node[], place: Place) => Evaluate;
  readonly test?: (args: readonly Node[], place: Place) => Test;
}

const MANY = Number.POSITIVE_INFINITY;

/** Argument `which` as an expression, a literal text, a literal whole number. */
const argument = (args: readonly Node[], which: number, place: Place): Evaluate =>
  place.value(args[which] as Node);

function literal(args: readonly Node[], which: number, { search, at }: Place): string {
  const node = args[which];
  return node?.kind === 'text' ? node.value : unsupported('a literal text expected', search, node?.at ?? at);
}

function whole(args: readonly Node[], which: number, { search, at }: Place): number {
  const node = args[which];
  return node?.kind === 'number' ? node.value : unsupported('a number expected', search, node?.at ?? at);
}

/** A function of one text; NULL gives NULL, and each of several values is not documented: NULL. */
const ofText = (of: Evaluate, apply: (value: string, reader: Reader) => Value): Evaluate => {
  return (row, reader) => {
    const value = of(row, reader);
    return value === null || isMany(value) ? null : apply(text(value), reader);
  };
};

/** A test of a text; of NULL and of several values, what the switches say. */
const ofTexts = (of: Evaluate, test: (value: string, reader: Reader) => boolean | null): Test => {
  return (row, reader) => {
    const value = of(row, reader);
    if (value === null) return ofNull(reader);
    if (!isMany(value)) return test(text(value), reader);
    return reader.read('mv-predicate') === 'any' && value.some((one) => test(one, reader) === true);
  };
};

const presence = (wanted: boolean): SplFunction => ({
  args: [1, 1],
  test: (args, place) => {
    const of = argument(args, 0, place);
    return (row, reader) => (of(row, reader) !== null) === wanted;
  },
});

const PATH = /^[A-Za-z0-9_]+(?:\.[A-Za-z0-9_]+)*$/;

const extraction = (split: (path: string, place: Place) => readonly string[]): SplFunction => ({
  args: [1, MANY],
  value: (args, place) => {
    const paths = args.slice(1).map((_, which) => split(literal(args, which + 1, place), place));
    return ofText(argument(args, 0, place), (value, reader) => extract(value, paths, reader));
  },
});

/** SR, Comparison and Conditional functions. */
const CONDITIONAL: Readonly<Record<string, SplFunction>> = {
  if: {
    args: [3, 3],
    value: (args, place) => {
      const test = place.test(args[0] as Node);
      const [yes, no] = [argument(args, 1, place), argument(args, 2, place)];
      return (row, reader) => {
        const holds = test(row, reader);
        if (holds !== null) return holds ? yes(row, reader) : no(row, reader);
        const how = reader.read('if-null');
        return how === 'null' ? null : how === 'then' ? yes(row, reader) : no(row, reader);
      };
    },
  },
  // "Returns the first value for which the condition evaluates to TRUE. … defaults to NULL if none … are true."
  case: {
    args: [2, MANY],
    value: (args, place) => {
      if (args.length % 2 === 1)
        unsupported('case with a condition that has no value', place.search, place.at);
      const pairs = args.flatMap((node, which) =>
        which % 2 === 0 ? [{ test: place.test(node), value: argument(args, which + 1, place) }] : [],
      );
      return (row, reader) => {
        for (const { test, value } of pairs) {
          const holds = test(row, reader);
          if (holds === true) return value(row, reader);
          if (holds === null && reader.read('if-null') !== 'else')
            return reader.read('if-null') === 'null' ? null : value(row, reader);
        }
        return null;
      };
    },
  },
  // "Returns TRUE if the event matches the search string"; its example writes _raw with eval behind makeresults.
  searchmatch: {
    args: [1, 1],
    test: (args, place) => {
      const { index, sourcetype, matches } = parseBaseSearch(literal(args, 0, place), place.search);
      if ((index ?? sourcetype) !== undefined) unsupported('searchmatch of an index', place.search, place.at);
      return (row, reader) => {
        const raw = row.get('_raw', reader);
        return typeof raw === 'string' && matches(raw, reader);
      };
    },
  },
  coalesce: {
    args: [1, MANY],
    value: (args, place) => {
      const all = args.map((_, which) => argument(args, which, place));
      return (row, reader) => {
        for (const one of all) {
          const value = one(row, reader);
          if (value !== null) return value;
        }
        return null;
      };
    },
  },
  null: { args: [0, 0], value: () => () => null },
  match: {
    args: [2, 2],
    test: (args, place) => {
      const regex = pcre(literal(args, 1, place));
      return ofTexts(argument(args, 0, place), (value, reader) => regex.test(value, reader));
    },
  },
  in: {
    args: [2, MANY],
    test: (args, place) => {
      const values = args.slice(1).map((_, which) => literal(args, which + 1, place));
      const same = new Set(values);
      const numbers = values.filter((value) => asNumber(value) !== undefined);
      return ofTexts(argument(args, 0, place), (value, reader) => {
        if (same.has(value) && numbers.length === 0) return true;
        if (asNumber(value) === undefined) return same.has(value);
        return values.some((one) => compare('=', value, one, reader));
      });
    },
  },
  cidrmatch: {
    args: [2, 2],
    test: (args, place) => {
      const network = readNetwork(literal(args, 0, place));
      return ofTexts(argument(args, 1, place), (value, reader) => cidrMatch(network, value, reader));
    },
  },
  // Parentheses around a concatenation, which may then stand beside another operator.
  '()': { args: [1, 1], value: (args, place) => argument(args, 0, place) },
};

/** Letters of ASCII, or every letter that has another case: see the switch `lower`. */
function folding(letters: RegExp, fold: (value: string) => string): SplFunction {
  return {
    args: [1, 1],
    value: (args, place) =>
      ofText(argument(args, 0, place), (value, reader) => {
        const [ascii, all] = [value.replace(letters, fold), fold(value)];
        return ascii === all || reader.read('lower') === 'ascii' ? ascii : all;
      }),
  };
}

/** SR, Text functions and Conversion functions. */
const TEXTS: Readonly<Record<string, SplFunction>> = {
  replace: {
    args: [3, 3],
    value: (args, place) => {
      const regex = pcre(literal(args, 1, place));
      const replacement = literal(args, 2, place);
      return ofText(argument(args, 0, place), (value, reader) => regex.replace(value, replacement, reader));
    },
  },
  lower: folding(/[A-Z]/g, (value) => value.toLowerCase()),
  upper: folding(/[a-z]/g, (value) => value.toUpperCase()),
  // "Returns the URL … with escapes decoded". What `+` gives is not said, so that only escapes are read.
  urldecode: {
    args: [1, 1],
    value: (args, place) => {
      const written = literal(args, 0, place);
      if (!/^(?:%[0-9A-F]{2})+$/.test(written))
        unsupported('urldecode of more than escapes', place.search, place.at);
      const decoded = Buffer.from(written.replaceAll('%', ''), 'hex').toString();
      if (decoded.includes('\ufffd')) unsupported('escapes that are no UTF-8', place.search, place.at);
      return () => decoded;
    },
  },
  tonumber: {
    args: [1, 1],
    value: (args, place) => {
      const [node] = args;
      if (node?.kind === 'text' && !DECIMAL.test(node.value))
        unsupported('tonumber of a literal that is no number, which is an error', place.search, node.at);
      return ofText(argument(args, 0, place), toNumber);
    },
  },
};

const DECIMAL = /^[+-]?\d+(?:\.\d+)?$/;

function toNumber(value: string, reader: Reader): Value {
  if (!DECIMAL.test(value)) return null;
  const how = reader.read('tonumber');
  if (how === 'single') return Math.fround(Number(value));
  if (how === 'octal' && /^0\d/.test(value)) return /[89]/.test(value) ? null : Number.parseInt(value, 8);
  return Number(value);
}

/** SR, Informational functions, JSON functions, Multivalue eval functions. */
const OTHERS: Readonly<Record<string, SplFunction>> = {
  isnull: presence(false),
  isnotnull: presence(true),
  json_extract: extraction((path, { search, at }) =>
    PATH.test(path)
      ? path.split('.')
      : unsupported('a path of other signs than letters and digits', search, at),
  ),
  json_extract_exact: extraction((key) => [key]),
  json_array_to_mv: {
    args: [1, 2],
    value: (args, place) => {
      const [, flag] = args;
      if (flag !== undefined && !(flag.kind === 'call' && flag.name === 'true' && flag.args.length === 0))
        unsupported('true() expected', place.search, flag.at);
      const quotes = flag !== undefined;
      return ofText(argument(args, 0, place), (value, reader) => many(arrayToMv(value, quotes, reader)));
    },
  },
  mvcount: {
    args: [1, 1],
    value: (args, place) => {
      const of = argument(args, 0, place);
      return (row, reader) => each(of(row, reader)).length || null;
    },
  },
  mvindex: {
    args: [2, 2],
    value: (args, place) => {
      const of = argument(args, 0, place);
      const index = whole(args, 1, place);
      return (row, reader) => each(of(row, reader))[index] ?? null;
    },
  },
  mvjoin: {
    args: [2, 2],
    value: (args, place) => {
      const of = argument(args, 0, place);
      const between = literal(args, 1, place);
      return (row, reader) => {
        const value = of(row, reader);
        return value === null ? null : each(value).join(between);
      };
    },
  },
  mvrange: {
    args: [2, 2],
    value: (args, place) => {
      const [from, to] = [whole(args, 0, place), whole(args, 1, place)];
      const all = Array.from({ length: Math.max(0, to - from) }, (_, which) => String(from + which));
      return () => many(all);
    },
  },
  mvfind: {
    args: [2, 2],
    value: (args, place) => {
      const of = argument(args, 0, place);
      const regex = pcre(literal(args, 1, place));
      return (row, reader) => {
        const index = each(of(row, reader)).findIndex((value) => regex.test(value, reader));
        if (index >= 0) return index;
        return reader.read('mvfind-none') === 'null' ? null : -1;
      };
    },
  },
  mvmap: {
    args: [2, 2],
    value: (args, place) => {
      const [field] = args;
      if (field?.kind !== 'field') return unsupported('a field expected', place.search, place.at);
      const { name } = field;
      const apply = argument(args, 1, place);
      return (row, reader) => {
        const value = row.get(name, reader);
        if (value === null) return null;
        if (!isMany(value) && reader.read('mvmap-single') === 'unchanged') return value;
        return many(
          each(value).flatMap((one) => {
            const inner = { get: (other: string, r: Reader) => (other === name ? one : row.get(other, r)) };
            return each(apply(inner, reader));
          }),
        );
      };
    },
  },
};

export const FUNCTIONS: Readonly<Record<string, SplFunction>> = { ...CONDITIONAL, ...TEXTS, ...OTHERS };
