/** `trailc backtest --expect` and what goes with it: the file, the report, how the command ends. Needs `npm run build`. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { expectationsOf, readExpectations } from '../../src/cli/backtest/expect-file.ts';
import {
  expectationsAsJunit,
  expectationsAsMarkdown,
  renderExpectations,
} from '../../src/cli/backtest/expect-report.ts';
import { OUTPUT_SCHEMAS } from '../../src/cli/output/index.ts';
import { strict } from '../../src/cli/output/strictness.ts';
import { expectSchema } from '../../src/language/schema-expect.ts';
import { contentRepository, write } from '../support/content-repository.ts';
import { codes } from '../support/rule.ts';
import { junitFaults } from './report/junit-shape.ts';
import { readXml } from './report/read-xml.ts';
import { trailc } from './support.ts';

const KNOWN = ['manual-action', 'session-name-bypass', 'null'];
const read = (text: string) => readExpectations({ path: 'expect.yml', text }, KNOWN);
const faults = (text: string) => codes(read(text).diagnostics);

describe('a file of expectations', () => {
  it('bounds matches, and alerts below them', () => {
    const { value, diagnostics } = read(`
rules:
  session-name-bypass: { exactly: 2 }
  manual-action: { atMost: 40, alerts: { atMost: 3 } }
others: { atMost: 1 }
`);
    expect(diagnostics).toEqual([]);
    expect(value?.rules.get('session-name-bypass')).toEqual({ matches: { exactly: 2 } });
    expect(value?.rules.get('manual-action')).toEqual({ matches: { atMost: 40 }, alerts: { atMost: 3 } });
    expect(value?.others).toEqual({ matches: { atMost: 1 } });
  });

  it('expects nothing of the others where it says nothing of them', () => {
    expect(read('rules: { manual-action: { alerts: { exactly: 1 } } }').value).toEqual({
      rules: new Map([['manual-action', { alerts: { exactly: 1 } }]]),
      others: { matches: { exactly: 0 } },
    });
  });

  it('tells every fault at its place, in one pass', () => {
    const text = `rules:
  session-name-bypas: { exactly: 2 }
  manual-action: { atMost: -1, atLeast: 1.5, atmost: 3 }
  manual-action: {}
  'null':
    exactly: 2
    atMost: 3
others:
  atLeast: 4
  atMost: 3
  alerts: {}
more: 1
`;
    expect([...faults(text)].sort()).toEqual(
      [
        'yaml/duplicate-key 4:3',
        'expect/unknown-rule 2:3',
        'expect/not-a-count 3:28',
        'yaml/wrong-type 3:41',
        'yaml/unknown-key 3:46',
        'expect/exactly-and-more 7:13',
        'expect/contradiction 10:11',
        'expect/no-bound 11:11',
        'yaml/unknown-key 12:1',
      ].sort(),
    );
    const [unknown] = read('rules: { session-name-bypas: { exactly: 2 } }').diagnostics;
    expect(unknown?.what).toContain('Did you mean "session-name-bypass"?');
  });

  it.each([
    ['rules: { manual-action: {} }', 'expect/no-bound 1:25'],
    ['rules: { manual-action: { alerts: {} } }', 'expect/no-bound 1:35'],
    ['rules: { manual-action: { atLeast: 4, atMost: 3 } }', 'expect/contradiction 1:47'],
    ['rules: { manual-action: { alerts: { atLeast: 4, atMost: 3 } } }', 'expect/contradiction 1:57'],
    // Alerts are never more than matches, and what matches alerts at least once.
    ['rules: { manual-action: { atMost: 3, alerts: { atLeast: 4 } } }', 'expect/contradiction 1:46'],
    ['rules: { manual-action: { atLeast: 1, alerts: { exactly: 0 } } }', 'expect/contradiction 1:47'],
    ['rules: { manual-action: { exactly: 1, atLeast: 1 } }', 'expect/exactly-and-more 1:48'],
    ['rules: { manual-action: { exactly: 1e300 } }', 'expect/not-a-count 1:36'],
    ['rules: { manual-action: { exactly: .inf } }', 'yaml/wrong-type 1:36'],
    ['rules: { manual-action: { exactly: } }', 'yaml/no-value 1:35'],
    ["rules: { manual-action: { exactly: '2' } }", 'yaml/wrong-type 1:36'],
    ['rules: { manual-action: 2 }', 'yaml/wrong-type 1:25'],
    ['rules: [manual-action]', 'yaml/wrong-type 1:8'],
    ['trailc: 2\nrules: {}', 'yaml/language-version 1:9'],
    ['trailc: 1', 'yaml/missing-key 1:1'],
    ['{}', 'yaml/missing-key 1:1'],
    ['', 'yaml/empty'],
    ['rules: {', 'yaml/unclosed-bracket 1:8'],
  ])('%s: %s', (text, fault) => {
    expect(faults(text).map((one) => (one.startsWith('yaml/empty') ? 'yaml/empty' : one))).toEqual([fault]);
    expect(read(text).value).toBeUndefined();
  });

  it.each([
    'rules: {}',
    'others: { atLeast: 0 }',
    'rules: { manual-action: { atLeast: 1, atMost: 1, alerts: { exactly: 1 } } }',
    'rules: { manual-action: { atMost: 0, alerts: { atMost: 7 } } }',
  ])('%s is sound', (text) => {
    expect(faults(text)).toEqual([]);
  });

  it('has a schema for editors that minds what can be minded there', () => {
    const valid = new Ajv({ strict: true, strictTypes: false }).compile(expectSchema('editor'));
    expect(valid({ trailc: 1, rules: { a: { exactly: 1, alerts: { atMost: 2 } } }, others: {} })).toBe(true);
    for (const bad of [{ rules: { a: { exactly: -1 } } }, { rules: { a: 1 } }, { more: 1 }])
      expect(valid(bad)).toBe(false);
    const printed = trailc(['schema', 'expect']);
    expect(printed.code).toBe(0);
    expect(JSON.parse(printed.out)).toEqual(expectSchema('editor'));
  });

  it('that is written from what was seen reads back as that, whatever a rule is called', () => {
    const seen = (rule: string, matches: number) => ({ rule, matches });
    const rules = [seen('null', 3), seen('manual-action', 1), seen('session-name-bypass', 0)];
    const { value, diagnostics } = read(expectationsOf({ rules } as never));
    expect(diagnostics).toEqual([]);
    expect(value?.rules).toEqual(
      new Map([
        ['null', { matches: { exactly: 3 } }],
        ['manual-action', { matches: { exactly: 1 } }],
      ]),
    );
    expect(read(expectationsOf({ rules: [] } as never)).value?.others).toEqual({ matches: { exactly: 0 } });
  });
});

describe('what is said of expectations', () => {
  it('holds nothing that a terminal or a reader of XML would obey', () => {
    // Where a read was cut short stands the path of a file, which anybody may have named.
    const reason =
      '0 matches, expected exactly 0, since it was cut short in \u001b[31m\u202e<a>&"\ufffe.json.';
    const result = {
      rule: 'a',
      named: true,
      of: 'matches' as const,
      expected: { exactly: 0 },
      found: 0,
      passed: false,
      reason,
    };
    const judged = { results: [result], passed: 0, failed: 1, notAsked: [] };
    for (const text of [
      renderExpectations(judged, 'expect.yml', false),
      expectationsAsJunit(judged, 'expect.yml'),
      expectationsAsMarkdown(judged, 'expect.yml'),
    ])
      expect(text).not.toMatch(/\p{Cf}|(?!\n)\p{Cc}/u);
    expect(junitFaults(readXml(expectationsAsJunit(judged, 'expect.yml')))).toEqual([]);
    expect(expectationsAsMarkdown(judged, 'expect.yml')).not.toContain(' <a>');
  });
});

const event = (number: number, more: object = {}) => ({
  eventVersion: '1.11',
  eventID: `e-${number}`,
  eventTime: `2026-01-01T00:00:0${number}Z`,
  eventSource: 'iam.amazonaws.com',
  eventName: 'CreateUser',
  ...more,
});

/** Three events, each of which "alone", "by-list" and "by-source" match; "by-agent" one of them. */
function repository(): string {
  const root = contentRepository();
  write(root, 'logs/a.json', { Records: [event(1), event(2, { userAgent: 'aws-cli' }), event(3)] });
  return root;
}
const GOOD = {
  rules: {
    alone: { exactly: 3 },
    'by-list': { atMost: 3 },
    'by-source': { atLeast: 1 },
    'by-agent': { exactly: 1 },
  },
};
const run = (root: string, ...args: readonly string[]) =>
  trailc(['backtest', 'logs', ...args], { cwd: root });

describe('backtest --expect', () => {
  it('ends with 0 where all is as expected, and with 1 where it is not, and says which', () => {
    const root = repository();
    write(root, 'expect.yml', GOOD);
    const good = run(root, '--expect', 'expect.yml');
    expect(good).toMatchObject({ code: 0, err: '' });
    expect(good.out).toContain('pass alone: 3 matches, expected exactly 3.');
    expect(good.out).toContain('pass by-agent: 1 match, expected exactly 1.');
    expect(good.out).toMatch(/\n5 of 5 expectations hold\n$/);

    write(root, 'expect.yml', { rules: { ...GOOD.rules, alone: { exactly: 2 } }, others: { atLeast: 1 } });
    const bad = run(root, '--expect', 'expect.yml');
    expect(bad.code).toBe(1);
    expect(bad.out).toContain('fail alone: 3 matches, expected exactly 2.');
    expect(bad.out).toContain('fail by-region: 0 matches, expected at least 1. No entry names it.');
    expect(bad.out).toMatch(/\n3 of 5 expectations hold\n$/);
  });

  it('fails on a match of a rule that nobody expects to match', () => {
    const root = repository();
    const { alone: _, ...rest } = GOOD.rules;
    write(root, 'expect.yml', { rules: rest });
    const ran = run(root, '--expect', 'expect.yml');
    expect(ran.code).toBe(1);
    expect(ran.out).toContain('fail alone: 3 matches, expected exactly 0. No entry names it.');
  });

  it('has the same in the JSON, which keeps to its schema', () => {
    const root = repository();
    write(root, 'expect.yml', { rules: { ...GOOD.rules, alone: { exactly: 2 } } });
    const ran = run(root, '--expect', 'expect.yml', '--format', 'json');
    expect(ran.code).toBe(1);
    const report = JSON.parse(ran.out);
    expect(report.expectations).toMatchObject({ file: 'expect.yml', passed: 4, failed: 1, notAsked: [] });
    expect(report.expectations.results.find(({ rule }: { rule: string }) => rule === 'alone')).toEqual({
      rule: 'alone',
      named: true,
      of: 'matches',
      found: 3,
      passed: false,
      reason: '3 matches, expected exactly 2.',
      expected: { exactly: 2, atLeast: null, atMost: null },
    });
    const valid = new Ajv({ strict: false, allErrors: true }).compile(strict(OUTPUT_SCHEMAS.backtest));
    expect(valid(report), JSON.stringify(valid.errors)).toBe(true);
    expect('expectations' in JSON.parse(run(root, '--format', 'json').out)).toBe(false);
  });

  it('writes JUnit beside another report, and as the report', () => {
    const root = repository();
    write(root, 'expect.yml', { rules: { ...GOOD.rules, alone: { exactly: 2, alerts: { atMost: 3 } } } });
    const ran = run(root, '--expect', 'expect.yml', '--report', 'junit=out/backtest.xml');
    expect(ran.code).toBe(1);
    const xml = readFileSync(join(root, 'out/backtest.xml'), 'utf8');
    expect(junitFaults(readXml(xml))).toEqual([]);
    expect(xml).toContain('<testsuites name="trailc" tests="6" failures="1" errors="0">');
    expect(xml).toContain(
      '<testsuite name="alone" tests="2" failures="1" errors="0" skipped="0" file="expect.yml">',
    );
    expect(xml).toContain('<failure type="expectation" message="3 matches, expected exactly 2.">');
    expect(xml).toContain('<testcase classname="by-region" name="matches: exactly 0"/>');
    expect(run(root, '--expect', 'expect.yml', '--format', 'junit')).toMatchObject({
      code: 1,
      out: xml,
      err: '',
    });
    expect(run(root, '--format', 'junit')).toMatchObject({ code: 2, out: '' });
  });

  it('cannot say "no more than" of what it could not read', () => {
    const root = repository();
    write(root, 'expect.yml', GOOD);
    writeFileSync(join(root, 'logs/b.json'), '{ "Records": [');
    const ran = run(root, '--expect', 'expect.yml', '--format', 'json');
    expect(ran.code).toBe(1);
    const { results } = JSON.parse(ran.out).expectations;
    for (const { rule, passed, reason } of results) {
      expect([rule, passed]).toEqual([rule, rule === 'by-source']);
      if (!passed) expect(reason).toContain('one item of the logs could not be read');
    }
  });

  it('looks only at the rules that were asked, and knows all of them', () => {
    const root = repository();
    write(root, 'expect.yml', GOOD);
    const ran = run(root, '--expect', 'expect.yml', '--rules', 'rules/alone.yml', '--format', 'json');
    expect(ran.code).toBe(0);
    expect(JSON.parse(ran.out).expectations).toMatchObject({
      passed: 1,
      notAsked: ['by-list', 'by-source', 'by-agent'],
    });
  });

  it('reads nothing before the file is sound', () => {
    const root = repository();
    writeFileSync(join(root, 'expect.yml'), 'rules:\n  alon: { exactly: 3 }\n  by-list: {}\n');
    const ran = run(root, '--expect', 'expect.yml');
    expect(ran).toMatchObject({ code: 1, out: '' });
    expect(ran.err).toContain('expect.yml:2:3');
    expect(ran.err).toContain('Did you mean "alone"?');
    expect(ran.err).toContain('expect.yml:3:12');
    expect(run(root, '--expect', 'none.yml')).toMatchObject({ code: 2, out: '' });
    writeFileSync(join(root, 'binary.yml'), Buffer.from([0x72, 0, 0x73]));
    expect(run(root, '--expect', 'binary.yml')).toMatchObject({ code: 1, out: '' });
  });

  it.each(['csv', 'markdown', 'ndjson'])('says in %s, or beside it, what failed', (format) => {
    const root = repository();
    write(root, 'expect.yml', { rules: {} });
    const ran = run(root, '--expect', 'expect.yml', '--format', format);
    expect(ran.code).toBe(1);
    expect(ran.out + ran.err).toContain('expected exactly 0');
  });
});

describe('backtest --write-expect', () => {
  it('writes what --expect then finds fulfilled, and replaces nothing without being told to', () => {
    const root = repository();
    const path = join(root, 'seen.yml');
    expect(run(root, '--write-expect', 'seen.yml').code).toBe(0);
    const text = readFileSync(path, 'utf8');
    expect(text).toContain('\n  alone: { exactly: 3 }\n');
    expect(text).not.toContain('by-region');
    expect(run(root, '--expect', 'seen.yml').code).toBe(0);

    write(root, 'logs/b.json', { Records: [event(4)] });
    const refused = run(root, '--write-expect', 'seen.yml');
    expect(refused).toMatchObject({ code: 2, out: '' });
    expect(refused.err).toContain('seen.yml exists already');
    expect(readFileSync(path, 'utf8')).toBe(text);
    expect(run(root, '--write-expect', 'seen.yml', '--yes').code).toBe(0);
    expect(readFileSync(path, 'utf8')).toContain('\n  alone: { exactly: 4 }\n');
  });

  it('writes nothing of a part', () => {
    const root = repository();
    writeFileSync(join(root, 'logs/b.json'), '{ "Records": [');
    const ran = run(root, '--write-expect', 'seen.yml');
    expect(ran.code).toBe(1);
    expect(ran.err).toContain('seen.yml was not written, since one item of the logs could not be read.');
    expect(existsSync(join(root, 'seen.yml'))).toBe(false);
  });

  it('is told apart from --expect', () => {
    const root = repository();
    write(root, 'expect.yml', GOOD);
    expect(run(root, '--expect', 'expect.yml', '--write-expect', 'other.yml').code).toBe(2);
    expect(run(root, '--yes').code).toBe(2);
    expect(run(root, '--report', 'junit=x.xml').code).toBe(2);
  });
});

describe('backtest --fail-on-match', () => {
  it('ends with 1 when anything matches', () => {
    const root = repository();
    expect(run(root).code).toBe(0);
    const ran = run(root, '--fail-on-match');
    expect(ran.code).toBe(1);
    expect(ran.err).toMatch(/^--fail-on-match: alone and 3 more matched\.\n$/);
    expect(run(root, '--fail-on-match', '--rules', 'rules/by-region.yml')).toMatchObject({
      code: 0,
      err: '',
    });
  });
});
