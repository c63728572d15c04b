/** Reading YAML: spans, values, and every fault with its place. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { placeOf, sortDiagnostics } from '../../src/base/diagnostic.ts';
import { parseYaml } from '../../src/content/yaml.ts';
import { child, toJson, type YamlNode } from '../../src/content/yaml-node.ts';
import { LONGEST_TEXT } from '../../src/content/yaml-text.ts';

const read = (text: string) => parseYaml({ path: 'f', text });
const faults = (text: string) =>
  sortDiagnostics(read(text).diagnostics).map((d) => `${placeOf(d).slice(2)} ${d.code}`);
const shown = (node: YamlNode | undefined) => node?.span.source.text.slice(node.span.start, node.span.end);

function nodeOf(text: string): YamlNode {
  const { value, diagnostics } = read(text);
  if (value === undefined) throw new Error(diagnostics.map(({ what }) => what).join('\n'));
  return value;
}

describe('values and spans', () => {
  it('resolves scalars by the YAML 1.2 core schema and keeps what was typed', () => {
    const node = nodeOf(
      'a: 1.10\nb: yes\nc: 2026-01-31\nd: 0o17\ne: True\nf: ~\ng: "1"\nh: 012345678901\ni:\n',
    );
    expect(toJson(node)).toEqual({
      a: 1.1,
      b: 'yes',
      c: '2026-01-31',
      d: 15,
      e: true,
      f: null,
      g: '1',
      h: 12345678901,
      i: null,
    });
    const typed = ['a', 'd', 'e', 'h'].map((key) => (child(node, key) as { text: string }).text);
    expect(typed).toEqual(['1.10', '0o17', 'True', '012345678901']);
  });

  it('gives every node the text it was written as', () => {
    const node = nodeOf(
      'm: {a: [x, \'y\' ] , b: "z"} # c\nn:\n  - 1\n  - k: v\nt: |\n  first\n  second\nl: end\n',
    );
    const m = child(node, 'm') as YamlNode;
    expect(shown(m)).toBe('{a: [x, \'y\' ] , b: "z"}');
    expect(shown(child(m, 'a'))).toBe("[x, 'y' ]");
    expect(shown(child(m, 'b'))).toBe('"z"');
    expect(shown(child(node, 'n'))).toBe('- 1\n  - k: v');
    expect(shown(child(node, 't'))).toBe('first\n  second');
    expect(shown(child(node, 'l'))).toBe('end');
  });

  it('puts a missing value after its colon', () => {
    const node = child(nodeOf('a: 1\nb:\nc: 2\n'), 'b');
    expect(node?.span).toMatchObject({ start: 7, end: 7 });
  });

  it('treats keys of Object.prototype as keys', () => {
    const json = toJson(nodeOf('__proto__: {polluted: true}\nconstructor: 1\n')) as Record<string, unknown>;
    expect(Object.keys(json)).toEqual(['__proto__', 'constructor']);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });
});

const BAD: readonly (readonly [string, string, readonly string[]])[] = [
  ['empty', '', ['1:1 yaml/empty']],
  ['only comments', '# c\n', ['1:1 yaml/empty']],
  ['tab between keys', 'a: 1\n\tb: 2\n', ['2:1 yaml/tab']],
  ['tab below a key', 'a:\n\tb: 1\n', ['2:1 yaml/tab']],
  ['tab first', '\ta: 1', ['1:1 yaml/tab']],
  ['tab after spaces', 'a:\n  b: 1\n  \tc: 2\n', ['3:3 yaml/tab']],
  ['single quote not closed', "title: 'x\nb: 1\n", ['1:8 yaml/unclosed-quote']],
  ['double quote not closed', 'a: "abc\n  def\nb: 1\n', ['1:4 yaml/unclosed-quote']],
  ['quote not closed at the end', "a: 'x", ['1:4 yaml/unclosed-quote']],
  ['apostrophe inside single quotes', "b: 'it's'\n", ['1:8 yaml/text-after-quote']],
  ['list not closed', 'm:\n  x: [a, b\nb: 1\n', ['2:6 yaml/unclosed-bracket']],
  ['mapping not closed', 'm: {a: 1\nb: 2\n', ['1:4 yaml/unclosed-bracket']],
  ['bracket never opened', 'a: ]\n', ['1:4 yaml/unopened-bracket']],
  ['brace too many', 'a: {b: 1}}\n', ['1:10 yaml/unopened-bracket']],
  ['path in a flow mapping', 'm: { resources[].ARN: x }\n', ['1:6 yaml/unquoted-bracket']],
  [
    'array as a key in a flow mapping',
    'm: { resources[]: { some: { a: x } } }\n',
    ['1:6 yaml/unquoted-bracket'],
  ],
  ['array on the right in a flow mapping', 'm: { field: a[].b }\n', ['1:13 yaml/unquoted-bracket']],
  ['index in a flow list', 'm: [a[0], b]\n', ['1:5 yaml/unquoted-bracket']],
  ['comma missing', 'm: {a: 1 b: 2}\n', ['1:10 yaml/missing-comma']],
  ['comma too many', 'm: [a b, , c]\n', ['1:10 yaml/syntax']],
  ['two colons', 'a: b: c\n', ['1:4 yaml/colon-in-value']],
  ['colon in a title', 'title: Foo: bar baz # c\n', ['1:8 yaml/colon-in-value']],
  ['no colon', 'a: 1\nb\nc: 2\n', ['2:1 yaml/missing-colon']],
  ['no space after the colon', 'a: 1\nb:2\nc: 3\n', ['2:1 yaml/missing-colon']],
  ['no colon in the first line', 'key without colon\nother: 1\n', ['1:1 yaml/missing-colon']],
  ['at sign', 'a: @example.com\n', ['1:4 yaml/reserved-character']],
  ['at sign in a list', 'a: [@example.com]\n', ['1:5 yaml/reserved-character']],
  ['backtick', 'a: `x`\n', ['1:4 yaml/reserved-character']],
  ['percent', 'a: %x\n', ['1:4 yaml/reserved-character']],
  ['item on the line of its key', 'a: - x\n', ['1:4 yaml/reserved-character']],
  ['wildcard as alias', 'a: *.amazonaws.com\n', ['1:4 yaml/alias']],
  ['anchor and alias', 'a: &x 1\nb: *x\n', ['1:4 yaml/anchor', '2:4 yaml/alias']],
  ['merge key', 'a:\n  <<: {a: 1}\n', ['2:3 yaml/merge-key']],
  ['tag', 'a: !x y\n', ['1:4 yaml/tag']],
  ['standard tag', 'a: !!str 1\n', ['1:4 yaml/tag']],
  ['tag that is none', 'a: !<x y\n', ['1:4 yaml/tag']],
  [
    'duplicate keys',
    'a: 1\nb:\n  c: 1\n  c: 2\na: 2\n',
    ['4:3 yaml/duplicate-key', '5:1 yaml/duplicate-key'],
  ],
  ['number as key', '1: x\n', ['1:1 yaml/key-not-text']],
  ['boolean as key', 'true: x\n', ['1:1 yaml/key-not-text']],
  ['list as key', '? [a]\n: b\n', ['1:3 yaml/key-not-scalar']],
  ['several documents', 'a: 1\n---\nb: 1\n---\nc: 1\n', ['2:1 yaml/several-documents']],
  ['byte order mark', '\ufeffa: 1\n', ['1:1 yaml/byte-order-mark']],
  ['NUL', 'a: \0b', ['1:4 yaml/binary']],
  ['control character', 'a: \x07b\n', ['1:4 yaml/control-character']],
  ['half a surrogate pair', 'a: \ud800b\n', ['1:4 yaml/control-character']],
  ['escape that is none', 'a: "example\\.com"\n', ['1:12 yaml/escape']],
  ['indented too little', 'a:\n    b: 1\n  c: 2\nd: 1\n', ['3:3 yaml/indentation']],
  ['indented too far', 'm:\n  eventName: AssumeRole\n   x: y\n', ['3:4 yaml/indentation']],
  ['list and mapping', 'a:\n  - x\n  b: 1\n', ['3:3 yaml/list-and-mapping']],
  ['list and mapping at the top', '- a\nb: 1\n', ['2:1 yaml/list-and-mapping']],
  ['nested too deep in flow', `${'['.repeat(65)}1${']'.repeat(65)}`, ['1:65 yaml/too-deep']],
  ['nested very deep', '['.repeat(100_000), ['1:136 yaml/too-deep']],
  ['nested too deep in blocks', '- '.repeat(100), ['1:129 yaml/too-deep']],
  ['too large', ' '.repeat(LONGEST_TEXT + 1), ['1:1 yaml/too-large']],
  [
    'one fault in each section',
    "a: 1\nb: 'x\nc: 2\nd: [1\ne: {x[0]: 1}\nf: @x\ng: &y 1\n",
    [
      '2:4 yaml/unclosed-quote',
      '4:4 yaml/unclosed-bracket',
      '5:5 yaml/unquoted-bracket',
      '6:4 yaml/reserved-character',
      '7:4 yaml/anchor',
    ],
  ],
];

describe('a file with a syntax error', () => {
  it('has a part that can be read, its keys each once', () => {
    const { value, part, diagnostics } = read("# note\na: 1\nb: 'x\nc: { d: 2 }\na: 3\n");
    expect(value).toBeUndefined();
    expect(part && toJson(part)).toEqual({ a: 1, c: { d: 2 } });
    expect(part?.entries.map((entry) => shown(entry.key))).toEqual(['a', 'c']);
    expect(diagnostics.map(({ code }) => code)).toEqual(['yaml/unclosed-quote', 'yaml/duplicate-key']);
  });

  it('has none where no section is at fault alone', () => {
    expect(read('a: 1\n  b: 2\n').part).toBeUndefined();
    expect(read('[a\n').part).toBeUndefined();
  });
});

describe('faults', () => {
  it.each(BAD)('%s', (_, text, expected) => {
    expect(faults(text)).toEqual(expected);
  });

  it('says what to type instead', () => {
    const fix = (text: string) => read(text).diagnostics[0]?.do;
    expect(fix('a: @example.com\n')).toBe("Put it in quotes: '@example.com'.");
    expect(fix('m: { resources[].ARN: x }\n')).toBe("Put it in quotes: 'resources[].ARN'.");
    expect(fix('1: x\n')).toBe("Write it in quotes: '1'.");
  });

  it('keeps the value where the rest of it can be read, and drops it where it cannot', () => {
    expect(toJson(nodeOf('a: 1\na: 2\nb: 3\n'))).toEqual({ a: 1, b: 3 });
    expect(read('a: &x 1\nb: *x\n').value).toBeUndefined();
    expect(read('a: \x07\n').value).toBeUndefined();
  });

  it('accepts 64 levels', () => {
    expect(faults(`${'['.repeat(64)}1${']'.repeat(64)}`)).toEqual([]);
  });

  it('reads hostile texts in reasonable time', () => {
    const begun = performance.now();
    for (const text of [
      "a: 'x\n".repeat(50_000),
      'a: {b\n'.repeat(50_000),
      '? '.repeat(60),
      '!x &a '.repeat(200),
    ]) {
      read(text);
    }
    expect(performance.now() - begun).toBeLessThan(5000);
  });
});

describe('properties', () => {
  const fragments = fc.constantFrom(
    'a',
    ': ',
    ':',
    '\n',
    '  ',
    '\t',
    '- ',
    '[',
    ']',
    '{',
    '}',
    "'",
    '"',
    ',',
    '#',
    '&x',
    '*x',
    '!t',
    '|',
    '>',
    '<<',
    '---',
    '\\',
    '? ',
    '%',
    '@',
    '1',
    '\r\n',
    '\u0085',
  );
  const hostile = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.array(fragments, { maxLength: 40 }).map((parts) => parts.join('')),
  );

  it('never throws, and gives a value or an error', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const { value, diagnostics } = read(text);
        const places = diagnostics.map((d) => [d.span?.start ?? 0, d.span?.end ?? 0] as const);
        return (
          (value !== undefined || diagnostics.length > 0) &&
          places.every(([start, end]) => start >= 0 && start <= end && end <= text.length)
        );
      }),
      { numRuns: 3000 },
    );
  });

  it('keeps any text that is quoted, and its place', () => {
    const text = fc.string({ unit: 'grapheme' }).map((value) => JSON.stringify(value));
    fc.assert(
      fc.property(text, text, (key, value) => {
        const node = nodeOf(`${key}: ${value}\n`);
        const entry = node.kind === 'mapping' ? node.entries[0] : undefined;
        return (
          entry !== undefined &&
          shown(entry.key) === key &&
          shown(entry.value) === value &&
          entry.value.kind === 'scalar' &&
          entry.value.value === JSON.parse(value)
        );
      }),
    );
  });
});
