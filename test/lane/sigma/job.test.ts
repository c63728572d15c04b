/** What goes to the witnesses and comes back, and what is read of a checker's report; no engine is asked. */
import { expect, it } from 'vitest';
import type { CloudTrailEvent } from '../../../src/cloudtrail/event.ts';
import { booleanException, EXCEPTIONS, notAskedOfSqlite } from './exceptions.ts';
import { columnsOf, rowOf } from './flatten.ts';
import { isFileName } from './gate.ts';
import { answersOf, askLine, eventLines, tableLine, verdictsOf } from './job.ts';
import { faultsOf } from './sigma-check.ts';

it('writes one line for each event and rule, whatever they hold', () => {
  const event = { userAgent: 'a\nb\u2028"\\' };
  const lines = [...eventLines([event, {}]), askLine('a: |\n  b\n', [1, 3])];
  expect(lines.map((line) => line.includes('\n'))).toEqual([false, false, false, false]);
  expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual([
    { events: 2 },
    event,
    {},
    { rule: 'a: |\n  b\n', asked: [1, 3] },
  ]);
  const columns = [{ name: 'a', isNumber: false }];
  expect(JSON.parse(tableLine('r', columns, [['x'], [null]]))).toEqual({
    rule: 'r',
    columns,
    rows: [['x'], [null]],
  });
});

it('reads as many verdicts as were asked for, and no others', () => {
  expect(verdictsOf('10?', 3)).toEqual([true, false, undefined]);
  expect(() => verdictsOf('10', 3)).toThrow('of 3');
  expect(() => verdictsOf('1x0', 3)).toThrow('verdicts');
  expect(answersOf('{"a":1}\n{"b":2}\n', 2)).toEqual([{ a: 1 }, { b: 2 }]);
  expect(() => answersOf('{"a":1}\n', 2)).toThrow('1 answers to 2');
});

it('takes the columns from what the file says', () => {
  const detection = {
    selection: { 'a.b|endswith|cased': 'x', 'n|gte': 3, 'c|fieldref': 'd' },
    filter: { n: '3', e: null },
    condition: 'selection and not filter',
  };
  expect(columnsOf(detection)).toEqual([
    { name: 'a.b', isNumber: false },
    { name: 'n', isNumber: true },
    { name: 'c', isNumber: false },
    { name: 'd', isNumber: false },
    { name: 'e', isNumber: false },
  ]);
});

it('has a row only for events without null, arrays and objects where the rule reads', () => {
  const columns = ['a.b', 'c'].map((name) => ({ name, isNumber: false }));
  const rows = (...events: readonly CloudTrailEvent[]) => events.map((event) => rowOf(event, columns));
  expect(rows({ a: { b: 'x' }, c: true }, {}, { a: 'x', c: 3 }, { a: null, d: null })).toEqual([
    ['x', 'true'],
    [null, null],
    [null, 3],
    [null, null],
  ]);
  expect(rows({ c: null }, { c: [] }, { c: {} }, { a: [{ b: 'x' }] }, { a: { b: ['x'] } })).toEqual(
    Array.from({ length: 5 }, () => undefined),
  );
});

it('skips what a witness is known to read otherwise, and nothing else', () => {
  const detection = { selection: { readOnly: ['false', false], 'a|exists': true }, condition: 'selection' };
  const skipped = (
    witness: 'rsigma-eval' | 'pySigma on SQLite',
    values: readonly (string | number | boolean)[],
  ) => values.filter((readOnly) => booleanException(witness, detection, { readOnly }) !== undefined);
  const values = ['no', 'Yes', '0', '1', 0, 1, false, 'false', 'x', 2];
  expect(skipped('rsigma-eval', values)).toEqual(['no', 'Yes', '0', '1']);
  expect(skipped('pySigma on SQLite', values)).toEqual(['0', '1', 0, 1]);
  expect(booleanException('rsigma-eval', detection, { a: 'no' })).toBeUndefined();
  const given = (name: string) => ({ kind: 'exact-given', assumptions: [{ name, text: '' }] }) as const;
  const columns = (...names: readonly string[]) => names.map((name) => ({ name, isNumber: false }));
  expect(notAskedOfSqlite(given('any-element'), [], {})).toBe(EXCEPTIONS['no-arrays']);
  expect(notAskedOfSqlite(given('plain-addresses'), [], {})).toBe(EXCEPTIONS['no-addresses']);
  expect(notAskedOfSqlite(given('x'), columns('tags', 'Tags'), {})).toBe(EXCEPTIONS['one-column-case']);
  expect(notAskedOfSqlite(given('x'), columns('tags', 'tag'), {})).toBeUndefined();
  const none = { selection: { userAgent: '\u0000' }, condition: 'selection' };
  expect(notAskedOfSqlite(given('x'), [], none)).toBe(EXCEPTIONS['no-null-character']);
});

it('reads every failure of a JUnit report', () => {
  const one = (file: string, message: string, text: string) =>
    `<testcase name="x" classname="c" file="${file}"><failure message="${message}">${text}</failure></testcase>`;
  const report = `<testsuites>${one('/a/b.yml', 'TitleIssue: HIGH', 'a &lt; b &amp; c')}${one('/a/b.yml', 'I: LOW', 't')}</testsuites>`;
  expect([...faultsOf(report)]).toEqual([['b.yml', ['TitleIssue: HIGH, a < b & c', 'I: LOW, t']]]);
  expect(() => faultsOf('<failure/>')).toThrow('0 of 1');
});

it('takes file names of 10 to 70 characters', () => {
  const long = (length: number) => `aws_${'a'.repeat(length - 8)}.yml`;
  expect([10, 70].map((length) => isFileName(long(length)))).toEqual([true, true]);
  expect([9, 71].map((length) => isFileName(long(length)))).toEqual([false, false]);
  expect(['aws_A-cloudtrail.yml', 'cloudtrail_rule.yml', 'aws_rule_one.yaml'].filter(isFileName)).toEqual([]);
});
