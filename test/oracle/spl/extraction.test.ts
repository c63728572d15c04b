/** Automatic extraction: names and values, and what settings and the AWS add-on make of them. */
import { expect, it } from 'vitest';
import { extractedField, extractFields } from './extraction.ts';
import { compileSearch } from './oracle.ts';
import { reader, type Switches } from './switches.ts';

const field = (event: unknown, name: string, switches: Switches = {}) =>
  extractedField(extractFields(JSON.stringify(event)), name, reader(switches));

it('joins keys by dots, and marks arrays by braces', () => {
  const event = { a: { b: 'x' }, l: [{ k: 1 }, { k: true }, { o: 'y' }], m: [['z']], e: {}, f: [] };
  expect(field(event, 'a.b')).toBe('x');
  expect(field(event, 'l{}.k')).toEqual(['1', 'true']);
  expect(field(event, 'l{}.o')).toBe('y');
  expect(field(event, 'm{}{}')).toBe('z');
  for (const name of ['a', 'l', 'l{}', 'e', 'f', 'f{}', 'A.b']) expect(field(event, name)).toBe(null);
});
it('takes JSON null for the text, or leaves it out; the empty text is a value', () => {
  expect(field({ a: null }, 'a')).toBe('null');
  expect(field({ a: null }, 'a', { 'extract-null': 'nothing' })).toBe(null);
  expect(field({ a: '' }, 'a')).toBe('');
  expect(field({ a: '' }, 'a', { 'extract-empty': 'left-out' })).toBe(null);
});
it('reads the whole record, or 5,000 bytes', () => {
  const event = { early: 'x', long: 'é'.repeat(2600), late: 'y' };
  expect(field(event, 'late')).toBe('y');
  expect(field(event, 'late', { 'extract-cutoff': 'cut' })).toBe(null);
  expect(field(event, 'early', { 'extract-cutoff': 'cut' })).toBe('x');
});
it('extracts once, or twice', () => {
  expect(field({ a: 'x' }, 'a', { 'extract-once': 'twice' })).toEqual(['x', 'x']);
});
it('writes an errorCode where the AWS add-on is installed', () => {
  const present = { 'aws-add-on': 'present' } as const;
  expect(field({}, 'errorCode', present)).toBe('success');
  expect(field({ responseElements: { ConsoleLogin: 'Failure' } }, 'errorCode', present)).toBe('failure');
  expect(field({ errorCode: 'X' }, 'errorCode', present)).toBe('X');
  expect(field({}, 'errorCode')).toBe(null);
});
it('gives way to what a command has set, and belongs to events', () => {
  const search = compileSearch('index="a" | eval b=a, a="y" | where b="x" AND a="y" | table a b');
  expect(search.run('{"a":"x"}')).toEqual({ verdict: true, row: { a: 'y', b: 'x' } });
});
it('explores exactly the readings that an answer leaves open', () => {
  const search = compileSearch('index="a" | where a="null"');
  const readings = (assumptions: readonly string[]) =>
    search.verdicts('{"a":null}', assumptions).map(({ verdict, switches }) => [verdict, switches]);
  expect(readings(['extracted-once'])).toEqual([
    [true, {}],
    [false, { 'extract-null': 'nothing' }],
  ]);
  expect(readings([]).map(([verdict]) => verdict)).toEqual([true, false]);
  const empty = compileSearch('index="a" | where isnotnull(a)');
  expect(empty.verdicts('{"a":""}', []).length).toBe(2);
  expect(empty.verdicts('{"a":""}', ['extracted-empty'])).toEqual([{ verdict: true, switches: {} }]);
});
