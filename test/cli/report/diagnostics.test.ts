import { describe, expect, it } from 'vitest';
import type { Diagnostic } from '../../../src/base/diagnostic.ts';
import type { SourceText } from '../../../src/base/source.ts';
import {
  diagnosticsAsJson,
  mendableInWords,
  renderDiagnostics,
} from '../../../src/cli/report/diagnostics.ts';

const RULE: SourceText = {
  path: 'detections/root-login.yml',
  text: [
    'trailc: 1',
    'match:',
    '  eventNme: ConsoleLogin',
    '\tuserAgent: curl',
    "  userIdentity.userName: { oneOf: ['名前', 'naïve', '\u{1f600}'], oneOff: [x] }",
    '',
  ].join('\n'),
};

/** A diagnostic at the `nth` occurrence of a text. */
function at(source: SourceText, word: string, extra: Partial<Diagnostic> = {}): Diagnostic {
  const start = source.text.indexOf(word);
  if (start === -1) throw new Error(`no ${word}`);
  const span = { source, start, end: start + word.length };
  return {
    code: 'sample/fault',
    severity: 'error',
    what: `"${word}" is wrong.`,
    why: '',
    do: '',
    span,
    ...extra,
  };
}

const SAMPLES: readonly Diagnostic[] = [
  at(RULE, 'oneOff', {
    code: 'sample/unknown-operator',
    what: '"oneOff" is no operator. Did you mean "oneOf"?',
    why: 'An unknown operator tests nothing.',
    do: 'Write one of: equals, oneOf, startsWith.',
  }),
  at(RULE, 'eventNme', {
    what: '"eventNme" is no field of CloudTrail. Did you mean "eventName"?',
    why: 'A field that no record has is always absent.',
    do: 'Write eventName:\n  eventName: ConsoleLogin',
  }),
  at(RULE, '\t', { severity: 'warning', code: 'sample/tab', what: 'A tab indents this line.' }),
  at(RULE, '', {
    span: { source: RULE, start: 0, end: RULE.text.length },
    code: 'sample/whole',
    what: 'Twice.',
  }),
  {
    code: 'sample/nowhere',
    severity: 'warning',
    what: 'No place at all.',
    why: 'It happens.',
    do: 'Nothing.',
  },
  {
    code: 'sample/file',
    severity: 'error',
    what: '"lists/a.yml" does not exist.',
    why: 'Rules need it.',
    do: 'Create it.',
    path: 'lists/a.yml',
  },
];

describe('renderDiagnostics', () => {
  it('shows place, line, reason and remedy', async () => {
    await expect(renderDiagnostics(SAMPLES, { color: false })).toMatchFileSnapshot('golden/diagnostics.txt');
  });

  it('has the same shape in colour', async () => {
    const colored = renderDiagnostics(SAMPLES, { color: true });
    await expect(colored).toMatchFileSnapshot('golden/diagnostics.ansi.txt');
    // biome-ignore lint/suspicious/noControlCharactersInRegex: styles are control characters
    expect(colored.replace(/\u001b\[[0-9]+m/g, '')).toBe(renderDiagnostics(SAMPLES, { color: false }));
  });

  it('says nothing when nothing is wrong', () => {
    expect(renderDiagnostics([], { color: true })).toBe('');
  });

  it.each([
    [1, 0, '1 error in 1 file'],
    [2, 1, '2 errors, 1 warning in 1 file'],
    [0, 2, '2 warnings in 1 file'],
  ])('counts %i errors and %i warnings', (errors, warnings, wanted) => {
    const all = [
      ...Array.from({ length: errors }, () => at(RULE, 'match')),
      ...Array.from({ length: warnings }, () => at(RULE, 'match', { severity: 'warning' })),
    ];
    expect(renderDiagnostics(all, { color: false }).trimEnd().split('\n').at(-1)).toBe(wanted);
  });

  it('shows the first of many faults of one kind in one file, and counts all', () => {
    const other = { ...RULE, path: 'other.yml' };
    const many = (source: SourceText, code: string, count: number) =>
      Array.from({ length: count }, (_, nth) => at(source, 'match', { code, what: `${code} ${nth}` }));
    const text = renderDiagnostics(
      [...many(RULE, 'a/a', 25), ...many(RULE, 'a/b', 20), ...many(other, 'a/a', 21)],
      { color: false },
    );
    expect(text.match(/^error\[/gm)).toHaveLength(60);
    expect(text.match(/^….*/gm)).toEqual([
      '… 5 more of a/a in detections/root-login.yml; "trailc check --format json" has them all',
      '… 1 more of a/a in other.yml; "trailc check --format json" has them all',
    ]);
    expect(text.trimEnd().split('\n').at(-1)).toBe('66 errors in 2 files');
  });

  it('does not let a quoted text or a path forge a line or move the cursor', () => {
    const hostile = '\u001b[1A\rerror[forged] a.yml:1:1\n0 errors\u202e';
    const source = { path: `a${hostile}.yml`, text: `a\nb: ${hostile}` };
    const text = renderDiagnostics([at(source, '[forged]', { what: hostile, why: hostile, do: hostile })], {
      color: false,
    });
    // Line feeds aside, no control characters and none that turn the direction.
    expect(text.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}]/u);
    expect(text.split('\n').filter((line) => /^(error|0 errors)/.test(line))).toHaveLength(1);
  });
});

/** The characters that the carets stand under. */
function underlined(source: SourceText, word: string, width?: number): string {
  const lines = renderDiagnostics([at(source, word)], { color: false, width }).split('\n');
  const caretLine = lines.find((line) => /^ +\| +\^+$/.test(line)) ?? '';
  const textLine = lines[lines.indexOf(caretLine) - 1] ?? '';
  const cells = Array.from(textLine).flatMap((character) =>
    /[\u0300\u0301]/.test(character)
      ? []
      : /[\u4e00-\u9fff\uff01-\uff60\u{1f600}]/u.test(character)
        ? [character, '']
        : [character],
  );
  return cells.slice(caretLine.indexOf('^'), caretLine.lastIndexOf('^') + 1).join('');
}

describe('the caret', () => {
  it.each([
    ['after a tab', '\t\tuserAgent: curl', 'curl'],
    ['after wide characters', "x: ['名前', wrong]", 'wrong'],
    ['under wide characters', "x: ['名前', wrong]", '名前'],
    ['after an emoji', 'x: \u{1f600}\u{1f600} wrong', 'wrong'],
    ['after a combining accent', 'x: nai\u0300ve wrong', 'wrong'],
    ['after full-width letters', 'x: ＡＢ wrong', 'wrong'],
    ['after carriage returns', 'a: 1\r\nx: wrong\r\nb: 2\r\n', 'wrong'],
  ])('stands %s', (_, text, word) => {
    const source = { path: 'a.yml', text: `${text}\n` };
    expect(underlined({ ...source, text: `# first line\n${source.text}` }, word)).toBe(word);
  });

  it('shows what it escapes, and stands under all of it', () => {
    expect(underlined({ path: 'a.yml', text: 'x: 1\ny: a\u202eb wrong' }, '\u202e')).toBe('\\u202e');
    expect(underlined({ path: 'a.yml', text: 'x: 1\ny: a\u202eb wrong' }, 'wrong')).toBe('wrong');
  });

  it.each([
    ['at the start', 0],
    ['in the middle', 5_000],
    ['at the end', 10_000],
  ])('is found %s of a very long line, within the width', (_, position) => {
    const filler = 'abcdefghij'.repeat(1_000);
    const text = `first\n${filler.slice(0, position)}WRONG${filler.slice(position)}`;
    const source = { path: 'a.yml', text };
    expect(underlined(source, 'WRONG', 60)).toBe('WRONG');
    const rendered = renderDiagnostics([at(source, 'WRONG')], { color: false, width: 60 });
    for (const line of rendered.split('\n')) expect(line.length).toBeLessThanOrEqual(60);
    expect(rendered).toContain('...');
  });

  it('never splits a pair or an escape where it cuts', () => {
    const text = `first\n${'\u{1f600}'.repeat(500)}WRONG${'\u202e'.repeat(500)}`;
    const rendered = renderDiagnostics([at({ path: 'a.yml', text }, 'WRONG')], { color: false, width: 61 });
    expect(rendered).not.toMatch(/\\ud[89a-f]/);
    expect(rendered).not.toMatch(/\\u(?!202e)/);
  });

  it('does not split a pair at the edge of what it looks at', () => {
    // Marks take no column, so all that is looked at is shown, the edge included.
    for (let marks = 20; marks < 120; marks += 1) {
      const edge = `\u{1f600}${'\u0300'.repeat(marks)}`;
      const source = { path: 'a.yml', text: `first\n${'x'.repeat(200)}${edge}W${edge}${'x'.repeat(200)}` };
      const rendered = renderDiagnostics([at(source, 'W')], { color: false, width: 61 });
      expect(rendered).not.toContain('\\ud');
    }
  });

  it('is cheap on a line of 20 MB', () => {
    const source = { path: 'a.json', text: `first\n${'x'.repeat(20_000_000)}WRONG` };
    const started = performance.now();
    expect(underlined(source, 'WRONG')).toBe('WRONG');
    expect(performance.now() - started).toBeLessThan(2_000);
  });

  it('stands after the line where the end of it is meant, and on the first line of several', () => {
    const source = { path: 'a.yml', text: 'first\nkey: [a\nb: c\n' };
    const render = (start: number, end: number) =>
      renderDiagnostics([at(source, 'key', { span: { source, start, end } })], { color: false });
    expect(render(13, 13)).toContain('     2 | key: [a\n       |        ^\n');
    expect(render(11, 17)).toContain('     2 | key: [a\n       |      ^^\n');
    expect(render(900, 901)).toContain('a.yml:4:1');
  });
});

describe('what can be mended', () => {
  const fix = { says: 'Write "x".', edits: [{ span: { source: RULE, start: 10, end: 15 }, text: 'x' }] };

  it('is counted', () => {
    expect(mendableInWords(SAMPLES)).toBe('');
    expect(mendableInWords([...SAMPLES, at(RULE, 'match', { fix })])).toBe(
      `1 of ${SAMPLES.length + 1} can be mended: trailc check --fix\n`,
    );
  });

  it('stands in the JSON with its places', () => {
    const [read] = JSON.parse(diagnosticsAsJson([at(RULE, 'match', { fix })])).diagnostics;
    expect(read.fix).toEqual({
      says: 'Write "x".',
      edits: [{ from: { line: 2, column: 1 }, to: { line: 2, column: 6 }, text: 'x' }],
    });
  });
});

describe('diagnosticsAsJson', () => {
  it('is stable', async () => {
    await expect(diagnosticsAsJson(SAMPLES)).toMatchFileSnapshot('golden/diagnostics.json');
  });

  it('holds nothing that a terminal obeys, and still the same text', () => {
    const what = 'a\u202eb\u009bc\u{e0041}\u2028';
    const text = diagnosticsAsJson([at(RULE, 'match', { what })]);
    expect(text).not.toMatch(/[\p{Cf}\u0080-\u009f\u2028]/u);
    expect(JSON.parse(text).diagnostics[0].what).toBe(what);
  });

  it('has an empty list for no diagnostics', () => {
    expect(JSON.parse(diagnosticsAsJson([]))).toEqual({ schemaVersion: 1, diagnostics: [] });
  });
});
