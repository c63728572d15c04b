import { describe, expect, it } from 'vitest';
import type { Expression } from '../../../src/ir/expression.ts';
import { csvCell } from '../../../src/targets/spl/lookup-file.ts';
import { all, element, field, inList, not, row, some, test } from '../../evaluate/build.ts';
import { readCsv } from '../../oracle/spl/lookup.ts';
import { agrees as agreesIn, compiledFor, stagesOf } from './agreement.ts';
import { render } from './render.ts';

const many = (count: number, ...more: readonly (readonly string[])[]) => [
  ...more.map((values) => row(...values)),
  ...Array.from({ length: count }, (_, at) =>
    row(...(more[0] ?? ['']).map((_, column) => `v${at}.${column}`)),
  ),
];
const agrees = async (condition: Expression, ...records: readonly Record<string, string>[]) => {
  for (const artefact of compiledFor(condition).artefacts) {
    if (!artefact.path.startsWith('lookups/')) continue;
    const [head, ...rows] = readCsv(await render(artefact));
    expect(head).toEqual(['key', 'listed', 'reason']);
    expect(new Set(rows.map(([key]) => key)).size).toBe(rows.length);
  }
  agreesIn(condition, {}, ...records);
};

describe('lists above a thousand rows', () => {
  const odd = [
    '',
    ' ',
    ' x',
    'x ',
    '*',
    'a*',
    '"',
    '""',
    ',',
    'a,"b"',
    '\\',
    '$x$',
    '`m`',
    '<x>',
    '>',
    '-',
    'null',
    '007',
    '1e3',
    'é',
    '\u212a',
    'K',
  ];

  it('are looked up exactly', async () => {
    const condition = inList({ value: 'a' }, many(1100, ...odd.map((text) => [text])));
    const records = [...odd, 'X', 'aa', '7', '1000', 'k', 'v5.0', 'V5.0', 'v1100.0', 'y', '<>', 'x'].map(
      (a) => ({ a }),
    );
    await agrees(condition, ...records);
    await agrees(not(condition), ...records);
  });

  it('fold A-Z where case is ignored', async () => {
    const condition = inList({ value: 'a' }, many(1100, ['Ab'], ['aB'], ['K'], ['É']), true);
    await agrees(condition, ...['AB', 'k', '\u212a', 'é', 'É', 'V7.0'].map((a) => ({ a })));
    expect(compiledFor(condition).artefacts[2]?.path).toBe('lookups/trailc_known__folded.csv');
  });

  it('keep columns apart', async () => {
    const rows = many(1100, ['x', 'y|'], ['x|', 'y'], ['', ''], ['', 'z']);
    const condition = inList({ one: 'a', two: 'b' }, rows);
    const values = ['', 'x', 'x|', 'y', 'y|', '|', 'z', 'x~y'];
    await agrees(condition, ...values.flatMap((a) => [{ a }, ...values.map((b) => ({ a, b }))]));
    expect(compiledFor(condition).artefacts.map(({ path }) => path)).toEqual([
      'searches/x.spl',
      'snippets/x.conf',
      'lookups/trailc_known__one__two.csv',
    ]);
  });

  it('stand once in search and files, however often they are used', () => {
    const rows = many(1001, ['x']);
    const condition = all(
      inList({ value: 'a' }, rows),
      not(inList({ value: 'b' }, rows)),
      inList({ value: 'a' }, rows),
    );
    const stages = stagesOf(condition).filter((line) => line.startsWith('lookup'));
    expect(stages).toEqual([
      'lookup trailc_known key AS ct_trailc_known_key OUTPUT listed AS ct_in_trailc_known',
      'lookup trailc_known key AS ct_trailc_known_key_2 OUTPUT listed AS ct_in_trailc_known_2',
    ]);
    expect(compiledFor(condition).artefacts).toHaveLength(3);
  });

  it('come with their definition', async () => {
    const { artefacts, answer } = compiledFor(inList({ value: 'a' }, many(1001, ['x'])));
    expect(await render(artefacts[1])).toMatch(
      /\n\n# This stanza belongs into transforms\.conf, .*\n\[trailc_known\]\nfilename = trailc_known\.csv\ncase_sensitive_match = true\nmax_matches = 1\n$/,
    );
    expect((await render(artefacts[2])).split('\n').slice(0, 3)).toEqual([
      '"key","listed","reason"',
      '"<x>","yes","because x"',
      '"<v0.0>","yes","because v0.0"',
    ]);
    expect(JSON.stringify(answer)).toContain('splunk-lookup');
  });

  it('are refused where a lookup would not be exact', () => {
    const why = (condition: Expression) => {
      const { answer } = compiledFor(condition);
      return answer.kind === 'unsupported'
        ? answer.reasons.map((reason) => reason.why).join('\n')
        : answer.kind;
    };
    expect(why(inList({ value: 'a' }, many(10_000)))).toBe('exact-given');
    expect(why(inList({ value: 'a' }, many(10_001)))).toContain(
      '10001 rows, and a lookup takes at most 10000',
    );
    expect(why(inList({ value: 'a' }, many(1001, ['a\nb'])))).toContain('CSV file cannot carry');
    expect(why(inList({ value: 'a' }, many(999, ['a\nb'])))).toBe('exact-given');
    expect(why(some('r', inList({ value: element() }, many(1001))))).toContain('one element of an array');
    expect(why(some('r', inList({ value: element() }, many(900))))).toBe('exact-given');
    expect(why(inList({ value: field('a') }, many(1000)))).toBe('exact-given');
    expect(why(all(test('equals', 'a', 'x'), inList({ value: 'a' }, many(1001, ['\u0000']))))).toContain(
      'CSV',
    );
  });

  it('have cells that hold any text', () => {
    for (const text of ['a"b', '""', ',', '\r\n', 'x\ny', '\u2028', '\ud800', '=1+1']) {
      const cell = csvCell(text);
      expect(cell).not.toMatch(/[\n\r\u2028]/);
      expect(readCsv(`${cell}\n`)).toEqual([[text.replace(/[\n\r\u2028\ud800]+/g, ' ')]]);
    }
  });
});
