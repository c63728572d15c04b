/** Reading a rule: the document, and every fault with its place. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { diagnose } from '../../src/base/catalogue.ts';
import { hasErrors } from '../../src/base/result.ts';
import { readRule } from '../../src/content/rule.ts';
import { seconds } from '../../src/language/duration.ts';
import { placed, readText, ruleText } from './rule-support.ts';

const read = (lines: Readonly<Record<string, string>> = {}, path?: string) => readText(ruleText(lines), path);

describe('a good rule', () => {
  it('is read whole', () => {
    const { value, diagnostics } = read({
      status: 'status: deprecated',
      replacedBy: 'replacedBy: ad6b3a47-9f39-4829-8047-31135f8f5da1',
      modified: "modified: '2026-02-01'",
      license: 'license: Apache-2.0',
      references: 'references: [https://example.com/a]',
      tags: 'tags: [attack.t1550.001]',
      related: 'related: [{ id: ad6b3a47-9f39-4829-8047-31135f8f5da1, type: similar }]',
      falsePositives: 'falsePositives: [none]',
      params:
        "params:\n  domains: { type: list<text>, pattern: '^@', example: ['@example.com'], description: d }\n  one: { type: text, example: x, description: d }",
      alert: "alert: { title: '{session.name} did it', groupBy: [session.name], suppressFor: 2h }",
      targets:
        'targets: { sigma: { accept: under-matches, because: it must }, spl: { accept: unsupported, because: so } }',
      tests:
        'tests:\n  - { name: one, event: {}, expect: match, envs: [production] }\n  - { name: two, event: {}, expect: no-match }\n  - { name: three, event: {}, expect: { verdict: match, alert: { title: x } } }',
    });
    expect(placed(diagnostics)).toEqual([]);
    expect(value).toMatchObject({
      stem: 'a-rule',
      path: 'rules/a-rule.yml',
      id: { value: '3e0f6a2e-52c5-4a0e-9a0c-0d1a5c1f7b11' },
      title: { value: 'A rule for tests' },
      version: '1.0.0',
      status: 'deprecated',
      replacedBy: { value: 'ad6b3a47-9f39-4829-8047-31135f8f5da1' },
      level: 'high',
      date: '2026-01-31',
      modified: '2026-02-01',
      license: 'Apache-2.0',
      references: ['https://example.com/a'],
      tags: ['attack.t1550.001'],
      related: [{ id: 'ad6b3a47-9f39-4829-8047-31135f8f5da1', type: 'similar' }],
      falsePositives: ['none'],
      params: [
        { name: 'domains', type: 'list<text>', pattern: '^@', example: ['@example.com'] },
        { name: 'one', type: 'text', example: ['x'] },
      ],
      match: { kind: 'field', field: { value: 'eventName' } },
      alert: {
        title: { value: '{session.name} did it' },
        groupBy: [{ value: 'session.name' }],
        suppressFor: 7200,
      },
      schedule: { every: 900, lookback: 4500 },
      targets: { sigma: { accept: 'under-matches', because: 'it must' }, spl: { accept: 'unsupported' } },
      tests: [
        { name: { value: 'one' }, expect: 'match', envs: [{ value: 'production' }] },
        { name: { value: 'two' }, expect: 'no-match', envs: [] },
        { name: { value: 'three' }, expect: 'match', alert: { title: { value: 'x' } } },
      ],
    });
  });

  it('leaves out what is not written', () => {
    const { value } = read();
    for (const key of ['replacedBy', 'modified', 'license']) expect(value).not.toHaveProperty(key);
    expect(value).toMatchObject({
      references: [],
      tags: [],
      related: [],
      falsePositives: [],
      params: [],
      targets: {},
    });
  });

  it('keeps hostile text exactly', () => {
    const anyText = fc
      .string({ unit: 'binary' })
      .filter((text) => /\S/.test(text) && !/\p{Surrogate}/u.test(text));
    fc.assert(
      fc.property(anyText, (text) => {
        const written = JSON.stringify(text).replace(
          /[\x7f-\x9f\ufeff\ufffe\uffff]/g,
          (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`,
        );
        const { value } = read({
          title: `title: ${written}`,
          author: `author: ${written}`,
          description: `description: ${written}`,
          triage: `triage: ${written}`,
          license: `license: ${written}`,
          falsePositives: `falsePositives: [${written}]`,
          alert: `alert: { title: ${written} }`,
          params: `params: { p: { type: text, description: ${written}, example: ${written} } }`,
          targets: `targets: { sigma: { accept: over-matches, because: ${written} } }`,
          tests: `tests: [{ name: ${written}, event: {}, expect: match }]`,
          match: `match: { requestParameters.a: [${written}, x] }`,
        });
        const operand = value?.match.kind === 'field' ? value.match.tests[0]?.operands[0] : undefined;
        const kept = [
          value?.title.value,
          value?.author,
          value?.description,
          value?.triage,
          value?.license,
          value?.falsePositives[0],
          value?.alert.title.value,
          value?.params[0]?.description,
          value?.params[0]?.example[0],
          value?.targets.sigma?.because,
          value?.tests[0]?.name.value,
          text.startsWith('$') ? text : operand?.kind === 'text' ? operand.text : undefined,
        ];
        expect(new Set(kept)).toEqual(new Set([text]));
      }),
      { numRuns: 300 },
    );
  });
});

const ID = 'ad6b3a47-9f39-4829-8047-31135f8f5da1';
const EXTRA = '16:1'; // The line after the last of the fixed ones.

/** [what it shows, lines that replace others, faults]. Line numbers are those of rule-support.ts: id is line 2, … */
const BAD: readonly (readonly [string, Readonly<Record<string, string>>, readonly string[]])[] = [
  ['no language version', { trailc: '' }, ['1:1 yaml/language-version']],
  ['another language version', { trailc: 'trailc: 2' }, ['1:9 yaml/language-version']],
  ['language version as text', { trailc: "trailc: '1'" }, ['1:9 yaml/language-version']],
  [
    'missing keys',
    { id: '', level: '', match: '' },
    ['1:1 yaml/missing-key', '1:1 yaml/missing-key', '1:1 yaml/missing-key'],
  ],
  ['unknown key', { extra: 'titl: x' }, [`${EXTRA} yaml/unknown-key`]],
  ['misspelt key, reported once', { title: 'titl: x' }, ['3:1 yaml/unknown-key']],
  [
    'words of Sigma, each reported once',
    { match: 'detection: { a: b }', source: 'logsource: { product: aws }', level: 'severity: high' },
    ['6:1 rule/foreign-key', '11:1 rule/foreign-key', '15:1 rule/foreign-key'],
  ],
  ['id in upper case', { id: `id: ${ID.toUpperCase()}` }, ['2:5 yaml/wrong-shape']],
  ['id as number', { id: 'id: 12' }, ['2:5 yaml/number-not-text']],
  ['empty title', { title: "title: ''" }, ['3:8 yaml/empty-text']],
  ['blank title', { title: "title: '  '" }, ['3:8 yaml/empty-text']],
  ['title of two lines', { title: 'title: "a\\nb"' }, ['3:8 rule/title']],
  ['title that turns around', { title: 'title: "a\\u202eb"' }, ['3:8 rule/title']],
  ['title of 257 characters', { title: `title: ${'\u{1f600}'.repeat(257)}` }, ['3:8 rule/title']],
  ['title without value', { title: 'title:' }, ['3:7 yaml/no-value']],
  ['title as list', { title: 'title: [a]' }, ['3:8 yaml/wrong-type']],
  ['title as boolean', { title: 'title: true' }, ['3:8 yaml/number-not-text']],
  ['version as number', { version: 'version: 1.10' }, ['4:10 yaml/number-not-text']],
  ['version of two parts', { version: "version: '1.0'" }, ['4:10 yaml/wrong-shape']],
  ['status', { status: 'status: stabel' }, ['5:9 yaml/not-a-word']],
  ['level', { level: 'level: [high]' }, ['6:8 yaml/wrong-type']],
  ['date', { date: 'date: 31.01.2026' }, ['8:7 yaml/wrong-shape']],
  ['day that does not exist', { date: 'date: 2026-02-30' }, ['8:7 rule/no-such-day']],
  ['modified before date', { modified: 'modified: 2025-12-31' }, ['16:11 rule/modified-before-date']],
  ['deprecated without successor', { status: 'status: deprecated' }, ['5:9 rule/replaced-by-missing']],
  ['successor without deprecation', { extra: `replacedBy: ${ID}` }, ['16:13 rule/replaced-by-unexpected']],
  [
    'its own successor',
    { id: `id: ${ID}`, status: 'status: deprecated', extra: `replacedBy: ${ID}` },
    ['16:13 rule/replaced-by-itself'],
  ],
  ['reference', { extra: 'references: [www.example.com]' }, ['16:14 yaml/wrong-shape']],
  ['tag', { extra: 'tags: [Attack.T1550]' }, ['16:8 yaml/wrong-shape']],
  ['tags as text', { extra: 'tags: attack.t1550' }, ['16:7 yaml/wrong-type']],
  ['relation', { extra: `related: [{ id: ${ID}, type: simular }]` }, ['16:61 yaml/not-a-word']],
  ['source', { source: 'source: aws.cloudtrial' }, ['11:9 yaml/not-a-word']],
  ['alert without title', { alert: 'alert: { groupBy: [a] }' }, ['12:8 yaml/missing-key']],
  ['unknown key in alert', { alert: 'alert: { title: a, groupby: [a] }' }, ['12:20 yaml/unknown-key']],
  ['duration without unit', { alert: 'alert: { title: a, suppressFor: 2 }' }, ['12:33 yaml/number-not-text']],
  [
    'duration in seconds',
    { schedule: 'schedule: { every: 90s, lookback: 75m }' },
    ['13:20 yaml/wrong-shape'],
  ],
  [
    'duration that is no reference',
    { schedule: 'schedule: { every: $1, lookback: 75m }' },
    ['13:20 yaml/wrong-shape'],
  ],
  [
    'lookback shorter than every',
    { schedule: 'schedule: { every: 1h, lookback: 59m }' },
    ['13:34 rule/lookback-too-short'],
  ],
  [
    'target',
    { extra: 'targets: { splunk: { accept: over-matches, because: x } }' },
    ['16:12 yaml/unknown-key'],
  ],
  [
    'consent without reason',
    { extra: 'targets: { spl: { accept: over-matches } }' },
    ['16:17 yaml/missing-key'],
  ],
  [
    'param name',
    { extra: 'params: { a-b: { type: text, example: x, description: d } }' },
    ['16:11 yaml/key-shape'],
  ],
  [
    'param type',
    { extra: 'params: { a: { type: list, example: x, description: d } }' },
    ['16:22 yaml/not-a-word'],
  ],
  [
    'example of another type',
    { extra: 'params: { a: { type: text, example: [x], description: d } }' },
    ['16:37 rule/param-example-type'],
  ],
  [
    'number as example',
    { extra: 'params: { a: { type: list<text>, example: [1], description: d } }' },
    ['16:44 yaml/number-not-text'],
  ],
  [
    'example against its pattern',
    { extra: "params: { a: { type: text, pattern: '^@', example: x, description: d } }" },
    ['16:52 rule/param-example-pattern'],
  ],
  [
    'nested quantifiers',
    { extra: "params: { a: { type: text, pattern: '(a+)+$', example: a, description: d } }" },
    ['16:37 rule/param-pattern'],
  ],
  ['no tests', { tests: 'tests: []' }, ['14:8 yaml/too-few']],
  ['test without event', { tests: 'tests: [{ name: a, expect: match }]' }, ['14:9 yaml/missing-key']],
  ['verdict', { tests: 'tests: [{ name: a, event: {}, expect: matches }]' }, ['14:39 yaml/not-a-word']],
  [
    'verdict in a mapping',
    { tests: 'tests: [{ name: a, event: {}, expect: { match: { title: a } } }]' },
    ['14:39 yaml/missing-key', '14:41 yaml/unknown-key'],
  ],
  [
    'alert of a test without match',
    { tests: 'tests: [{ name: a, event: {}, expect: { verdict: no-match, alert: { title: a } } }]' },
    ['14:67 rule/alert-without-match'],
  ],
  [
    'two tests of one name',
    { tests: 'tests: [{ name: a, event: {}, expect: match }, { name: a, event: {}, expect: match }]' },
    ['14:56 rule/same-test-name'],
  ],
  [
    'duplicate key beside another fault',
    { extra: 'title: again', level: 'level: urgent' },
    ['6:8 yaml/not-a-word', '16:1 yaml/duplicate-key'],
  ],
  [
    'many at once',
    {
      id: 'id: x',
      date: 'date: 2026-13-01',
      match: 'match: { eventName: { re: A } }',
      schedule: 'schedule: { every: 15m }',
      extra: 'tags: [T]',
    },
    [
      '2:5 yaml/wrong-shape',
      '8:7 rule/no-such-day',
      '13:11 yaml/missing-key',
      '15:23 match/foreign-operator',
      '16:8 yaml/wrong-shape',
    ],
  ],
];

describe('faults', () => {
  it.each(BAD)('%s', (_, lines, expected) => {
    const { diagnostics } = read(lines);
    expect(placed(diagnostics)).toEqual(expected);
    expect(hasErrors(diagnostics)).toBe(true);
  });

  it.each(['Session Name.yml', 'a_b.yml', '-a.yml', '.yml', 'rule.json'])('file name %s', (name) => {
    expect(placed(read({}, name).diagnostics)).toEqual(['rule/file-name']);
  });

  it('takes .yaml, and the name from any folder', () => {
    expect(read({}, 'C:\\rules\\a-2.yaml').value?.stem).toBe('a-2');
  });

  it.each(['- a\n', 'text\n', '[]\n'])('refuses a file that is no mapping: %j', (text) => {
    expect(placed(readText(text).diagnostics)).toEqual(['1:1 yaml/wrong-type']);
  });

  it('passes on what is wrong with an event', () => {
    const { value, diagnostics } = readRule({ path: 'a.yml', text: ruleText() }, (node) => ({
      diagnostics: [diagnose('yaml/syntax', node.span, { reason: 'made up' })],
    }));
    expect(placed(diagnostics)).toEqual(['14:29 yaml/syntax']);
    expect(value?.tests).toHaveLength(0);
  });

  it.each([
    [{ id: 'id: 012345678901' }, "Put it in quotes: '012345678901'."],
    [{ version: 'version: 1.10' }, "Put it in quotes: '1.10'."],
    [{ status: 'status: stabel' }, 'Write one of: experimental, test, stable, deprecated.'],
    [
      { match: 'detection: {}' },
      'Write the clauses below `match:`. There is no `condition`: a mapping is "and", `any:` is "or", `not:` is "not".',
    ],
  ])('says what to write: %j', (lines, fix) => {
    expect(read(lines).diagnostics.map((diagnostic) => diagnostic.do)).toEqual([fix]);
  });

  it('suggests the word that was meant', () => {
    expect(read({ status: 'status: stabel' }).diagnostics[0]?.what).toContain('Did you mean "stable"?');
    expect(read({ title: 'titl: x' }).diagnostics[0]?.what).toContain('Did you mean "title"?');
  });
});

describe('durations', () => {
  it.each([
    ['15m', 900],
    ['2h', 7200],
    ['36h', 129_600],
    ['1d', 86_400],
    ['0m', undefined],
    ['1.5h', undefined],
    ['15', undefined],
    ['15 m', undefined],
    ['15m\n', undefined],
  ])('%j', (text, expected) => {
    expect(seconds(text)).toBe(expected);
  });
});
