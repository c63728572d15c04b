import { describe, expect, it } from 'vitest';
import { testsAsJunit } from '../../../src/cli/report/junit.ts';
import { HOSTILE, letters } from '../../injection/hostile.ts';
import { junitFaults } from './junit-shape.ts';
import { checkOf, places, reportOf, testsOf } from './outcomes.ts';
import { elementsOf, readXml, textOf } from './read-xml.ts';

const FAULTS = checkOf('x').faults;

describe('JUnit XML', () => {
  it('has a suite for each rule, a case for each test, and what failed with the tree', () => {
    const root = readXml(testsAsJunit(testsOf(reportOf('a test', 'curl'))));
    expect(junitFaults(root)).toEqual([]);
    expect(root.attributes).toEqual({ name: 'trailc', tests: '2', failures: '1', errors: '0' });
    const [suite, ...others] = elementsOf(root);
    expect(others).toEqual([]);
    expect(suite?.attributes).toMatchObject({
      name: 'made-for-a-test',
      tests: '2',
      failures: '1',
      file: 'made-for-a-test.yml',
    });
    const [failed, passed] = suite === undefined ? [] : elementsOf(suite);
    expect(failed?.attributes).toEqual({ classname: 'made-for-a-test', name: 'a test' });
    expect(passed).toMatchObject({ attributes: { name: 'passes' }, children: [] });
    const [failure] = failed === undefined ? [] : elementsOf(failed);
    expect(failure?.attributes).toEqual({ type: 'verdict', message: 'expected match, got no-match' });
    const lines = failure === undefined ? [] : textOf(failure).split('\n');
    expect(lines[0]).toMatch(/^made-for-a-test\.yml:\d+:\d+$/);
    expect(lines).toContainEqual(
      expect.stringMatching(/^├─ false eventName equals 'CreateUser' {2}line \d+$/),
    );
    expect(lines).toContainEqual(expect.stringContaining('found eventName = "Other"'));
  });

  it('says when a match had another title', () => {
    const report = reportOf('x', 'x');
    const title = { expected: 'A "b"', found: 'C', places: [] };
    const results = report.results.map((result) => ({ ...result, verdict: result.expected, title }) as never);
    const root = readXml(testsAsJunit(testsOf({ ...report, results })));
    const failure = elementsOf(root)
      .flatMap((suite) => elementsOf(suite))
      .flatMap((test) => elementsOf(test))[0];
    expect(failure?.attributes.type).toBe('alert-title');
    expect(failure?.attributes.message).toBe('expected the alert title "A \\"b\\"", got "C"');
  });

  it('names the environment that tests ran for, so that no two cases are one', () => {
    const report = reportOf('x', 'x');
    const root = readXml(
      testsAsJunit(testsOf(report, { reports: [report, { ...report, environment: 'production' }] })),
    );
    const names = elementsOf(root).flatMap((suite) =>
      elementsOf(suite).map(({ attributes }) => `${attributes.classname} ${attributes.name}`),
    );
    expect(new Set(names).size).toBe(4);
  });

  it('has rules that could not be tested as errors, and leaves out warnings and rules without tests', () => {
    const report = { ...reportOf('x', 'x'), results: [] };
    const root = readXml(
      testsAsJunit({ reports: [report], faults: FAULTS, places, named: 'x', verbose: false }),
    );
    expect(junitFaults(root)).toEqual([]);
    expect(root.attributes).toMatchObject({ tests: '1', failures: '0', errors: '1' });
    const [suite] = elementsOf(root);
    const [fault] = suite === undefined ? [] : elementsOf(suite, 'testcase');
    expect(fault?.attributes).toEqual({
      classname: 'detections/a.yml',
      name: 'yaml/tab detections/a.yml:2:1',
    });
    expect(fault === undefined ? '' : elementsOf(fault)[0]?.name).toBe('error');
  });

  it.each(HOSTILE)('holds %j as text', (text) => {
    const outcome = testsOf(reportOf(text, text), { faults: checkOf(text).faults });
    const root = readXml(testsAsJunit(outcome));
    expect(junitFaults(root)).toEqual([]);
    const [suite, faults] = elementsOf(root);
    const [failed] = suite === undefined ? [] : elementsOf(suite);
    expect(elementsOf(root)).toHaveLength(2);
    expect(suite === undefined ? [] : elementsOf(suite)).toHaveLength(2);
    const error = faults && elementsOf(faults)[0];
    if (!/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\ufffe\uffff]/u.test(text)) {
      expect(failed?.attributes.name).toBe(text);
      expect(error && elementsOf(error)[0]?.attributes.message).toBe(`"${text}" is wrong.`);
    }
    expect(letters(JSON.stringify(root))).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\ufffe\uffff]/u);
  });
});

describe('the reader', () => {
  const DECLARED = '<?xml version="1.0" encoding="UTF-8"?>\n';
  it.each([
    '<a>',
    '<a></b>',
    '<a b="<"/>',
    '<a b="1" b="2"/>',
    '<a>&x;</a>',
    '<a>& </a>',
    '<a>]]></a>',
    '<a>\u0001</a>',
    '<a>&#1;</a>',
    '<a>\uffff</a>',
    '<a>\ud800</a>',
    '<a/><b/>',
    '<!DOCTYPE a><a/>',
  ])('refuses %j', (text) => {
    expect(() => readXml(`${DECLARED}${text}`)).toThrow();
  });

  it('and the shape find what is wrong', () => {
    const root = readXml(
      `${DECLARED}<testsuites x="1"><testsuite name="a">t<testcase name="b" line="1"><x/></testcase></testsuite></testsuites>`,
    );
    expect(junitFaults(root)).toEqual([
      'testsuites with x',
      'testsuite without tests',
      'testsuite without failures',
      'testsuite without errors',
      'text in testsuite',
      'testcase with line',
      'x in testcase',
    ]);
  });
});
