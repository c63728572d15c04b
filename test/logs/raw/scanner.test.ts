/** The scanner against JSON.parse: what it accepts is JSON of that extent, and what it says of a value is the value. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { maskOf, openScanner, SORTS, VALUES } from '../../../src/logs/raw/scanner.ts';

const PATHS = [['a'], ['b', 'c'], ['b', 'd', 'e'], ['eventName'], ['__proto__']] as const;

/** Reads `text` as one object that stands in a list. */
function scan(text: string | Buffer) {
  const scanner = openScanner(PATHS);
  const bytes = Buffer.from(text);
  scanner.load(bytes);
  const end = scanner.scan(scanner.from, false);
  return { scanner, length: end === 0 ? 0 : end - scanner.from };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const key = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'eventName', '__proto__', 'Records', 'x"y', 'é', '');
const value = fc.letrec<{ any: unknown; object: unknown }>((tie) => ({
  object: fc.dictionary(key, tie('any'), { maxKeys: 5, noNullPrototype: true }),
  any: fc.oneof(
    { maxDepth: 4 },
    fc.string({ unit: 'binary', maxLength: 40 }),
    fc.constantFrom(null, true, false, 0, -1.5, 1e300, 'AssumeRole', 'a\\b', '\u007f', '"', '\ud800'),
    fc.array(tie('any'), { maxLength: 3 }),
    tie('object'),
  ),
})).object;

/** JSON with white space and escapes wherever they may stand. */
const spelled = fc.tuple(value, fc.infiniteStream(fc.nat(12))).map(([json, choices]) => {
  const next = () => choices.next().value as number;
  const space = () => ['', '', '', '', '', '', '', ' ', '\n', '\r\n', '\t', '  ', '\n'][next()] ?? '';
  const text = (one: string) =>
    next() > 2
      ? JSON.stringify(one)
      : `"${[...one].map((c) => (next() > 5 ? JSON.stringify(c).slice(1, -1) : inCode(c))).join('')}"`;
  const inCode = (c: string) =>
    c === '/'
      ? '\\/'
      : Array.from(
          { length: c.length },
          (_, at) => `\\u${c.charCodeAt(at).toString(16).padStart(4, '0')}`,
        ).join('');
  const write = (one: unknown): string => {
    if (typeof one === 'string') return text(one);
    if (Array.isArray(one)) return `[${space()}${one.map(write).join(`${space()},${space()}`)}${space()}]`;
    if (typeof one !== 'object' || one === null) return JSON.stringify(one);
    const members = Object.entries(one).map(([k, v]) => `${text(k)}${space()}:${space()}${write(v)}`);
    // Now and then a key comes twice.
    if (next() === 0 && members[0] !== undefined) members.push(members[0].replace(/:.*/su, ':1'));
    return `{${space()}${members.join(`${space()},${space()}`)}${space()}}`;
  };
  return write(json);
});

describe('the scanner', () => {
  it('accepts every object, and says of each wanted value what JSON.parse does, or that it is unsure', () => {
    let sure = 0;
    fc.assert(
      fc.property(spelled, fc.constantFrom('', ',', ' {', ']'), (text, behind) => {
        const { scanner, length } = scan(text + behind);
        expect(length).toBe(Buffer.byteLength(text));
        expect(scanner.lines()).toBe(text.split('\n').length - 1);
        expect(scanner.isBeyondAscii()).toBe([...text].some((c) => c.charCodeAt(0) > 0x7f));
        if (scanner.isUnsure()) return;
        sure += 1;
        const json: unknown = JSON.parse(text);
        for (const [at, path] of PATHS.entries()) {
          let there: unknown = json;
          for (const name of path)
            there =
              typeof there === 'object' &&
              there !== null &&
              !Array.isArray(there) &&
              Object.hasOwn(there, name)
                ? (there as Record<string, unknown>)[name]
                : undefined;
          expect(scanner.valueAt(at)).toBe(there === null ? undefined : there);
        }
      }),
      { numRuns: 1_000 },
    );
    expect(sure).toBeGreaterThan(150);
  });

  it('accepts nothing that JSON.parse does not', () => {
    let accepted = 0;
    const damage = fc.record({
      at: fc.nat(400),
      drop: fc.nat(3),
      put: fc.constantFrom(
        '',
        '"',
        '\\',
        '{',
        '}',
        ',',
        ':',
        '\n',
        '0',
        '-',
        '.',
        'e',
        't',
        '\u0000',
        '\\u12',
      ),
    });
    fc.assert(
      fc.property(spelled, fc.array(damage, { minLength: 1, maxLength: 2 }), (text, all) => {
        let damaged = text;
        for (const { at, drop, put } of all) {
          const place = at % damaged.length;
          damaged = damaged.slice(0, place) + put + damaged.slice(place + drop);
        }
        if (!damaged.startsWith('{')) return;
        const { length } = scan(damaged);
        if (length === 0) {
          expect(parsed(damaged)).toBeUndefined();
          return;
        }
        accepted += 1;
        expect(parsed(Buffer.from(damaged).toString('utf8', 0, length))).toBeTypeOf('object');
      }),
      { numRuns: 2_000 },
    );
    expect(accepted).toBeGreaterThan(80);
  });

  it.each([
    '{"a":01}',
    '{"a":1.}',
    '{"a":.5}',
    '{"a":1e}',
    '{"a":-}',
    '{"a":+1}',
    '{"a":tru}',
    '{"a":nulll}',
    '{"a":"\\x"}',
    '{"a":"\\u00g0"}',
    '{"a":"\t"}',
    '{"a":1,}',
    '{,"a":1}',
    '{"a" 1}',
    '{"a":1]',
    '{"a":[1,]}',
    '{"a":[,1]}',
    '{"a":[}',
    '{"a"}',
    '{a:1}',
    '{"a":1',
    '{"a":"',
    '{"a":"\\',
    '{"a":"\\u00',
    '{',
    '{"a":\u00a01}',
  ])('refuses %s', (text) => {
    expect(scan(text).length).toBe(0);
  });

  it('leaves values in each other more than 64 deep, and envelopes, to others', () => {
    const deep = (levels: number) => `{"a":${'['.repeat(levels)}${']'.repeat(levels)}}`;
    expect(scan(deep(63)).scanner.nesting()).toBe(64);
    expect(scan(deep(64)).length).toBe(0);
    const scanner = openScanner(PATHS);
    for (const text of ['{"Records":[]}', '{"x":1,"events":2}', '{"\\u0052ecords":[]}']) {
      scanner.load(Buffer.from(text));
      expect(scanner.scan(scanner.from, true)).toBe(0);
      expect(scanner.scan(scanner.from, false)).not.toBe(0);
    }
    scanner.load(Buffer.from('{"x":{"Records":[]},"y":"Events"}'));
    expect(scanner.scan(scanner.from, true)).not.toBe(0);
  });

  it('gives the same number to records with the same values there, and to no others', () => {
    const scanner = openScanner([['a'], ['b']]);
    const seen = new Map<number, string>();
    const part = fc.constantFrom(
      '',
      '"a":"x"',
      '"a":""',
      '"a":null',
      '"a":true',
      '"a":false',
      '"a":"xy"',
      '"a":"y"',
    );
    const other = fc.constantFrom(
      '',
      '"b":"x"',
      '"b":"yx"',
      '"b":""',
      '"b":false',
      '"b":"0123456789abcdef0"',
    );
    const masks = fc.constantFrom([0], [1], [0, 1]);
    fc.assert(
      fc.property(part, other, masks, fc.boolean(), (a, b, values, turned) => {
        const members = [a, b, '"c":1'].filter((one) => one !== '');
        scanner.load(Buffer.from(`{${(turned ? members.toReversed() : members).join(',')}}`));
        scanner.scan(scanner.from, false);
        // Null is as if nothing stood there.
        const said = JSON.stringify([values, values.map((value) => scanner.valueAt(value) ?? null)]);
        const number = scanner.numberOf(VALUES, maskOf(values));
        expect(seen.get(number) ?? said).toBe(said);
        seen.set(number, said);
      }),
      { numRuns: 800 },
    );
    expect(seen.size).toBe(7 * 6 + 7 + 6);
    expect(Math.max(...seen.keys())).toBe(seen.size - 1);
    // Spellings have numbers of their own.
    const texts = ['{"a":"\\u0078"}', '{"a":"\\u0078"}', '{"a":"\\/"}', '{"a":"u0078"}', '{"a":"\\\\"}'];
    const numbers = texts.map((text) => {
      scanner.load(Buffer.from(text));
      scanner.scan(scanner.from, false);
      expect(scanner.valueAt(0)).toBe((JSON.parse(text) as { a: string }).a);
      return scanner.numberOf(VALUES, maskOf([0])) - seen.size;
    });
    expect(numbers).toEqual([0, 0, 1, 2, 3]);
  });

  it('knows values beyond the 32nd', () => {
    const paths = Array.from({ length: 60 }, (_, n) => [`key${n}`]);
    const scanner = openScanner(paths);
    const numbers = ['x', 'y', 'x'].map((text) => {
      scanner.load(Buffer.from(JSON.stringify({ key31: text, key32: text, key59: text })));
      scanner.scan(scanner.from, false);
      expect([0, 31, 32, 59].map((value) => scanner.valueAt(value))).toEqual([undefined, text, text, text]);
      return [[0], [31], [32], [59], [31, 32]].map((values) => scanner.numberOf(VALUES, maskOf(values)));
    });
    expect(numbers).toEqual([
      [0, 1, 2, 3, 4],
      [0, 5, 6, 7, 8],
      [0, 1, 2, 3, 4],
    ]);
  });

  it('goes on without numbers when there are too many, or when values are too long', () => {
    const scanner = openScanner([['a']]);
    const numberOf = (text: string) => {
      scanner.load(Buffer.from(JSON.stringify({ a: text })));
      expect(scanner.scan(scanner.from, false)).not.toBe(0);
      expect(scanner.valueAt(0)).toBe(text);
      return scanner.numberOf(VALUES, maskOf([0]));
    };
    expect(numberOf('x'.repeat(5_000))).toBe(-1);
    expect(scanner.isFull(VALUES)).toBe(false);
    const numbers = Array.from({ length: 61_000 }, (_, n) => numberOf(`value ${n}`));
    const kept = numbers.filter((number) => number >= 0);
    expect(new Set(kept).size).toBe(kept.length);
    expect(kept.length).toBeLessThan(numbers.length);
    expect(numbers.slice(0, 1_000)).toEqual(Array.from({ length: 1_000 }, (_, n) => numberOf(`value ${n}`)));
    // The other table is none of this; and forgotten, it begins anew.
    expect([scanner.isFull(VALUES), scanner.isFull(SORTS)]).toEqual([true, false]);
    expect(scanner.numberOf(SORTS, maskOf([0]))).toBe(0);
    scanner.forget(VALUES);
    expect(scanner.isFull(VALUES)).toBe(false);
    expect(['value 7', 'value 8', 'value 7'].map(numberOf)).toEqual([0, 1, 0]);
    expect(scanner.numberOf(SORTS, maskOf([0]))).toBe(1);
  });

  it('is unsure of a text where an object is looked into', () => {
    const { scanner } = scan('{"b":"{}"}');
    expect(scanner.isUnsure()).toBe(true);
    expect(scan('{"b":{"c":"x"}}').scanner.isUnsure()).toBe(false);
    expect(scan('{"b":["x"]}').scanner.isUnsure()).toBe(false);
  });
});
