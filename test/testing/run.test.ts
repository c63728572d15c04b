import { describe, expect, it } from 'vitest';
import type { TestDocument } from '../../src/content/document.ts';
import { runTests } from '../../src/testing/run.ts';
import { field, rule, span, test } from '../evaluate/build.ts';

function example(name: string, parts: Partial<TestDocument>): TestDocument {
  return { name: { value: name, span }, event: {}, expect: 'no-match', envs: [], span, ...parts };
}
const condition = test('equals', 'a', 'x');
const title = [field('b'), { kind: 'text' as const, text: ' acted' }];
const run = (tests: readonly TestDocument[], name?: string) =>
  runTests(rule(condition, { stem: 'one', title, tests }), name === undefined ? {} : { name });

describe('the tests of a rule', () => {
  it('pass where the verdict is the expected one, and carry no trace then', () => {
    const report = run([
      example('hit', { event: { a: 'x' }, expect: 'match' }),
      example('miss', { event: { a: 'y' }, expect: 'no-match' }),
    ]);
    expect(report).toEqual({
      rule: 'one',
      id: 'id-of-one',
      path: 'detections/one.yml',
      environment: '',
      results: [
        { name: 'hit', span, expected: 'match', verdict: 'match', passed: true },
        { name: 'miss', span, expected: 'no-match', verdict: 'no-match', passed: true },
      ],
      passed: 2,
      failed: 0,
      filteredOut: 0,
    });
  });

  it('fail with the tree of verdicts', () => {
    const report = run([
      example('hit', { event: { a: 'X' }, expect: 'match' }),
      example('miss', { event: { a: 'x' }, expect: 'no-match' }),
    ]);
    expect(report).toMatchObject({ passed: 0, failed: 2 });
    expect(report.results).toMatchObject([
      { verdict: 'no-match', passed: false, trace: { verdict: false, note: 'differs only in case' } },
      { verdict: 'match', passed: false, trace: { verdict: true } },
    ]);
  });

  it('compare the title of the alert', () => {
    const expecting = (value: string) => ({ alert: { title: { value, span } }, expect: 'match' as const });
    const report = run([
      example('same', { event: { a: 'x', b: 'mara' }, ...expecting('mara acted') }),
      example('other', { event: { a: 'x', b: 'mara 😀' }, ...expecting('mark 🎉 acted') }),
    ]);
    expect(report.results[0]).toEqual({
      name: 'same',
      span,
      expected: 'match',
      verdict: 'match',
      passed: true,
    });
    expect(report.results[1]).toMatchObject({
      verdict: 'match',
      passed: false,
      title: { expected: 'mark 🎉 acted', found: 'mara 😀 acted', sameStart: 3, sameEnd: 6 },
      trace: { verdict: true },
    });
  });

  it('compare no title where there is no alert', () => {
    const alert = { title: { value: 'never', span } };
    const [result] = run([example('miss', { event: { a: 'y' }, expect: 'match', alert })]).results;
    expect(result).toMatchObject({ passed: false, verdict: 'no-match' });
    expect(result).not.toHaveProperty('title');
  });

  it('are chosen by part of their name, in any case', () => {
    const tests = [example('Drops the domain', {}), example('keeps it', {}), example('a.c', {})];
    expect(run(tests, 'DOMAIN')).toMatchObject({ passed: 1, filteredOut: 2 });
    expect(run(tests, 'a.c').results.map(({ name }) => name)).toEqual(['a.c']);
    expect(run(tests, '.*')).toMatchObject({ passed: 0, failed: 0, filteredOut: 3, results: [] });
    expect(run(tests, '')).toMatchObject({ passed: 3, filteredOut: 0 });
  });

  it('say how titles of which one continues the other differ', () => {
    const alert = { title: { value: 'aa acted', span } };
    const [result] = run([example('t', { event: { a: 'x', b: 'aaa' }, expect: 'match', alert })]).results;
    expect(result?.title).toMatchObject({ sameStart: 2, sameEnd: 6 });
  });
});
