import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  canBePrinted,
  commentText,
  identifier,
  isIdentifier,
  jsonPathLiteral,
  patternLiteral,
  stringLiteral,
} from '../../../src/targets/athena/literals.ts';
import { type AthenaTable, openAthenaTable } from '../../support/duckdb.ts';
import { HOSTILE, hostileText } from './hostile.ts';

let table: AthenaTable;
beforeAll(async () => {
  table = await openAthenaTable([]);
});
afterAll(() => table.close());

/** What the engine reads each literal as. */
async function read(literals: readonly string[]): Promise<readonly unknown[]> {
  const [row] = await table.query(`SELECT ${literals.join(', ')}`);
  return row ?? [];
}

describe('stringLiteral', () => {
  it.each([
    ['plain', "'plain'"],
    ['', "''"],
    ["o'brien", "'o''brien'"],
    ["' OR 1=1 --", "''' OR 1=1 --'"],
    ['a\\', "'a\\'"],
    ['a\nb', "('a' || chr(10) || 'b')"],
    ['\r\n', '(chr(13) || chr(10))'],
    ['\0', 'chr(0)'],
    ['\u202e', 'chr(8238)'],
    ['été 😀', "'été 😀'"],
  ])('prints %j', (text, printed) => {
    expect(stringLiteral(text)).toBe(printed);
  });

  it('is read by the engine as the very text', async () => {
    expect(await read(HOSTILE.map(stringLiteral))).toEqual(HOSTILE);
  });

  it('is read as the very text, whatever the text', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(hostileText, { minLength: 20, maxLength: 40 }), async (texts) => {
        expect(await read(texts.map(stringLiteral))).toEqual(texts);
      }),
      { numRuns: 50 },
    );
  });

  it('nests a text of many lines in the depth of its logarithm', async () => {
    const lines = 'x\n'.repeat(3_000);
    expect(await read([stringLiteral(lines)])).toEqual([lines]);
    expect(/^\(*/.exec(stringLiteral(lines))?.[0].length).toBeLessThan(20);
  });

  it('knows the one text that no query can hold', () => {
    expect(canBePrinted('\ud800')).toBe(false);
    expect(canBePrinted('😀')).toBe(true);
    expect(stringLiteral('\ud800')).toBe("'\ufffd'");
  });
});

describe('identifier', () => {
  it('is one name, whatever it holds', async () => {
    const names = HOSTILE.filter(isIdentifier);
    const columns = names.map((name, at) => `${at} AS ${identifier(name)}`);
    expect((await table.query(`SELECT count(*) FROM (SELECT ${columns.join(', ')})`)).flat()).toEqual([1n]);
    for (const name of names) {
      expect(
        (await table.query(`SELECT ${identifier(name)} FROM (SELECT 7 AS ${identifier(name)})`)).flat(),
      ).toEqual([7]);
    }
  });

  it.each(['', 'a\nb', '\0', '\u2028', '\udc00'])('refuses %j', (name) => {
    expect(isIdentifier(name)).toBe(false);
  });
});

describe('jsonPathLiteral', () => {
  it.each([
    [['roleArn'], "'$.roleArn'"],
    [['a', 'b_1'], "'$.a.b_1'"],
    [['x-amz-acl'], `'$["x-amz-acl"]'`],
    [['a', '0'], `'$.a["0"]'`],
    [['say "hi" \\'], `'$["say \\"hi\\" \\\\"]'`],
    [["it's"], `'$["it''s"]'`],
    [[''], `'$[""]'`],
  ])('prints %j', (keys, printed) => {
    expect(jsonPathLiteral(keys)).toBe(printed);
  });

  it('finds the very key, whatever the keys', async () => {
    const keys = fc.array(hostileText, { minLength: 1, maxLength: 3 });
    await fc.assert(
      fc.asyncProperty(fc.array(keys, { minLength: 10, maxLength: 20 }), async (paths) => {
        const literals = paths.map((path) => {
          const json = path.reduceRight<unknown>(
            (inner, key) => JSON.parse(`{${JSON.stringify(key)}:${JSON.stringify(inner)}}`),
            'found',
          );
          return `json_extract_scalar(${stringLiteral(JSON.stringify(json))}, ${jsonPathLiteral(path)})`;
        });
        expect(await read(literals)).toEqual(paths.map(() => 'found'));
      }),
      { numRuns: 50 },
    );
  });
});

describe('patternLiteral', () => {
  it('anchors at the very ends and spells out the dot', () => {
    expect(patternLiteral('^a.\\.[.^$]([^/]+)$')).toBe("'\\Aa[^\\n]\\.[.^$]([^/]+)\\z'");
  });

  it('does not match before a final newline', async () => {
    const texts = ['arn/x', 'arn/x\n', 'no/arn/x'];
    const calls = texts.map(
      (text) => `regexp_extract(${stringLiteral(text)}, ${patternLiteral('^arn/(.+)$')}, 1)`,
    );
    expect(await read(calls)).toEqual(['x', null, null]);
  });
});

describe('commentText', () => {
  it('stays on its line and keeps nothing that disguises it', () => {
    expect(commentText('a\n; DROP TABLE x -- b\r\u2028*/ \u202ec ')).toBe('a ; DROP TABLE x -- b */ c');
  });

  it('cannot leave a comment', async () => {
    await fc.assert(
      fc.asyncProperty(hostileText, async (text) => {
        expect((await table.query(`-- ${commentText(text)}\nSELECT 7`)).flat()).toEqual([7]);
      }),
    );
  });
});
