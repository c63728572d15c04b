/** The style of `trailc fmt`, case by case. What is expected is what docs/cli.md says of it. */
import { describe, expect, it } from 'vitest';
import { formatText } from '../../src/fmt/format.ts';

const format = (text: string) => formatText({ path: 'a.yml', text });

/** `before` is given as lines; so is what comes of it. */
const becomes = (before: readonly string[], after: readonly string[]) => {
  const { value, diagnostics } = format(before.join('\n'));
  expect(diagnostics).toEqual([]);
  expect(value).toBe(`${after.join('\n')}\n`);
  expect(format(value ?? '').value).toBe(value);
};

describe('the style', () => {
  it('indents by two, list items too, and ends in one line feed', () => {
    becomes(
      ['a:', '    b: 1', '    c:', '    -   x', '    -', '      d: 1', '      e: 2', '', ''],
      ['a:', '  b: 1', '  c:', '    - x', '    - d: 1', '      e: 2'],
    );
  });

  it('ends lines with a line feed and drops a byte order mark', () => {
    expect(format('a: |\r\n  x\r\n  y\r\nb: 1\r\n').value).toBe('a: |\n  x\n  y\nb: 1\n');
    expect(format('a: 1\rb: 2').value).toBe('a: 1\nb: 2\n');
  });

  it('keeps one blank line of several, and none at the beginning of a file or of a collection', () => {
    becomes(
      ['', '', 'a:', '', '  - 1', '', '', '', '  - 2', 'b:', '', '  1'],
      ['a:', '  - 1', '', '  - 2', 'b: 1'],
    );
    becomes(['# one', '', '', '', '# two', '', '', 'a: 1'], ['# one', '', '# two', '', 'a: 1']);
    becomes(
      [
        'a:',
        '  b: 1',
        '  # one',
        '',
        '',
        '',
        '  # two',
        '',
        '',
        '',
        '# three',
        '',
        '',
        '',
        '# four',
        'c: 1',
        '',
        '',
        '# five',
        '',
        '',
        '# six',
      ],
      [
        'a:',
        '  b: 1',
        '  # one',
        '',
        '  # two',
        '',
        '# three',
        '',
        '# four',
        'c: 1',
        '',
        '# five',
        '',
        '# six',
      ],
    );
  });

  it('writes single quotes where nothing has to be escaped, and keeps quotes that are there', () => {
    becomes(
      [`a: "x"`, `b: "it's"`, `c: "x\\ty"`, `d: 'it''s'`, `"e": ''`, `f: "7"`, `g: 'say "x"'`, 'h: plain'],
      [`a: 'x'`, `b: "it's"`, `c: "x\\ty"`, `d: 'it''s'`, `'e': ''`, `f: '7'`, `g: 'say "x"'`, 'h: plain'],
    );
  });

  it('keeps numbers and other words of YAML as they are typed', () => {
    const words = [
      'a: 0x1F',
      'b: 1e3',
      'c: 007',
      'd: ~',
      'e: null',
      'f:',
      'g: True',
      'h: 2026-01-01',
      'i: +1',
    ];
    becomes(words, words);
  });

  it('keeps the lines of prose, however long or short', () => {
    const long = `  ${'word '.repeat(40)}end`;
    becomes(
      [
        'a: >-',
        '      first',
        '      line',
        '',
        '        deeper',
        '      last',
        'b: |',
        long,
        'c: two',
        '     lines',
      ],
      ['a: >-', '  first', '  line', '', '    deeper', '  last', 'b: |', long, 'c: two', '  lines'],
    );
  });

  it('keeps what a block scalar says of blanks at its ends', () => {
    becomes(['a: |+', '  x', '', '', 'b: 1'], ['a: |+', '  x', '', '', 'b: 1']);
    becomes(['a: |', '  x', '', '', 'b: 1'], ['a: |', '  x', '', 'b: 1']);
    becomes(['a:', '  b: |1', '     x', '    y'], ['a:', '  b: |2', '      x', '     y']);
    becomes(['a: |', '   \tx', '    y  ', 'b: >-', 'c: 1'], ['a: |', '  \tx', '   y  ', 'b: >-', 'c: 1']);
    becomes(['a: |', '  no line feed at the end'], ['a: |', '  no line feed at the end']);
  });

  it('keeps flow collections that fit into a line of 120', () => {
    becomes(['a: [x,  y ,', '  z]', 'b: {c: 1,d: [ ]}'], ['a: [x, y, z]', 'b: { c: 1, d: [] }']);
    const fits = `a: [${'x'.repeat(112)}, y]`;
    expect(fits).toHaveLength(120);
    becomes([fits], [fits]);
    becomes([`a: [${'x'.repeat(113)}, y]`], ['a:', `  - ${'x'.repeat(113)}`, '  - y']);
    becomes(
      [`- value: { a: ${'x'.repeat(60)}, b: [${'y'.repeat(60)}, z] }`],
      ['- value:', `    a: ${'x'.repeat(60)}`, `    b: [${'y'.repeat(60)}, z]`],
    );
    becomes([`[a, { b: [${'x'.repeat(130)}] }]`], ['- a', '- b:', `    - ${'x'.repeat(130)}`]);
  });
});

describe('comments', () => {
  it('stay where they are', () => {
    const lines = [
      '# The file.',
      '# More of it.',
      '',
      'name: x # behind',
      '',
      '# --- Group',
      '#no space',
      'entries:',
      '  # first',
      '  - value: a',
      '    # owner: nobody',
      '',
      '  # next',
      '  - value: b # b',
      '    # at the end of b',
      '  # at the end of entries',
      '# at the end',
    ];
    becomes(lines.slice(0, -1), lines.slice(0, -1));
    becomes(lines, lines);
  });

  it('stay in block style where a flow collection has them', () => {
    becomes(['a: [', '    x, # one', '    # two', '    y', '  ]'], ['a:', '  - x # one', '  # two', '  - y']);
  });

  it('move with their key', () => {
    becomes(
      ['match: { eventName: x }', '# of the title', 'title: x # too', 'trailc: 1'],
      ['trailc: 1', '# of the title', 'title: x # too', 'match: { eventName: x }'],
    );
  });

  it('are a reason to leave a file alone where they have no place', () => {
    const { value, diagnostics } = format('a: 1\n    # deeper\nb: 2\n');
    expect(value).toBeUndefined();
    expect(diagnostics.map(({ code }) => code)).toEqual(['fmt/lost-comment']);
  });
});

describe('the order of keys', () => {
  it.each([
    [
      'a rule',
      ['trailc', 'id', 'title', 'replacedBy', 'params', 'match', 'alert', 'schedule', 'targets', 'tests'],
    ],
    ['a list', ['trailc', 'name', 'description', 'columns', 'entries']],
    ['a fixture', ['trailc', 'description', 'base', 'set', 'unset']],
  ])('is that of the schema in %s', (_, keys) => {
    const lines = keys.map((key) => `${key}: 1`);
    becomes([...lines].reverse(), lines);
  });

  it('puts unknown keys last and leaves the order below alone', () => {
    becomes(
      ['zeta: 1', 'match: { z: 1, a: 2 }', 'alpha: 1', 'title: x', 'id: y'],
      ['id: y', 'title: x', 'match: { z: 1, a: 2 }', 'zeta: 1', 'alpha: 1'],
    );
  });
});

describe('what is not formatted', () => {
  it.each([
    ['a quote that stays open', "a: 'x\nb: 1\n", 'yaml/unclosed-quote'],
    ['a duplicate key', 'a: 1\na: 2\n', 'yaml/duplicate-key'],
    ['an anchor', 'a: &x 1\nb: *x\n', 'yaml/anchor'],
    ['several documents', 'a: 1\n---\nb: 1\n', 'yaml/several-documents'],
    ['an empty file', '', 'yaml/empty'],
    ['a NUL', 'a: \0\n', 'yaml/binary'],
  ])('says what is wrong with %s', (_, text, code) => {
    const { value, diagnostics } = format(text);
    expect(value).toBeUndefined();
    expect(diagnostics.map((found) => found.code)).toContain(code);
  });
});
