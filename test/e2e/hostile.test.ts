/**
 * Hostile text in every string of a repository: it ends as a diagnostic, or as files in which it is only a text. In
 * process, from the text of the files to the text of the artefacts.
 */
import fc from 'fast-check';
import { load } from 'js-yaml';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasErrors } from '../../src/base/result.ts';
import type { SourceText } from '../../src/base/source.ts';
import { renderArtefact, templateSource } from '../../src/bundle/render.ts';
import { diagnosticsAsJson, renderDiagnostics } from '../../src/cli/report/diagnostics.ts';
import type { CloudTrailEvent } from '../../src/cloudtrail/event.ts';
import { type CompiledRule, compileRule } from '../../src/compile.ts';
import { readConfig } from '../../src/content/config.ts';
import { readFixtures } from '../../src/content/fixture-events.ts';
import { readList } from '../../src/content/list.ts';
import { readRule } from '../../src/content/rule.ts';
import { compileCondition } from '../../src/evaluate/condition.ts';
import { TARGET_NAMES } from '../../src/targets/index.ts';
import type { Artefact } from '../../src/targets/shared/target.ts';
import { assumptionNames } from '../oracle/spl/artefacts.ts';
import { compileSearch } from '../oracle/spl/oracle.ts';
import { type AthenaTable, openAthenaTable } from '../support/duckdb.ts';
import { RULE } from '../support/rule.ts';
import { HOSTILE } from '../targets/athena/hostile.ts';

const POOL: readonly string[] = [
  ...HOSTILE,
  '$x$',
  '$$',
  '```',
  '`macro`',
  '| delete',
  '[search index=*]',
  '\\\\\\',
  'ends in a backslash\\',
  '# no comment',
  '[stanza]',
  'key = value',
  '- item',
  'key: value',
  '&anchor *alias !tag',
  '{{{triple}}} {{#if}} {{> part}}',
  '{field} {',
  '%41%0A',
  '\u001b[31m\u001b]0;title\u0007',
  '\u009b2J',
  '\u2066\u2069\u200b\ufeff',
  '__proto__',
  'constructor',
  'hasOwnProperty',
  '\ud800',
  '</script><!--',
  '\u{10ffff}',
];

/** As JSON, which is YAML, with every character beyond ASCII escaped: YAML refuses some that a value may hold. */
const written = (value: unknown) =>
  JSON.stringify(value, null, 1).replace(
    /[\u007f-\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
const file = (path: string, value: unknown): SourceText => ({ path, text: written(value) });

const hostile = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...POOL) },
  {
    weight: 1,
    arbitrary: fc.tuple(fc.constantFrom(...POOL), fc.constantFrom(...POOL)).map((two) => two.join('')),
  },
);
/** A text of a slot: mostly harmless where a hostile one would always be refused. */
const slot = (usual: string, weight = 1) =>
  fc.oneof({ weight, arbitrary: fc.constant(usual) }, { weight: 1, arbitrary: hostile });

/** Visible on one line, so that titles that pass are tried as well. */
const VISIBLE = POOL.filter((text) => !/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u.test(text) && text.length < 200);
const title = fc.oneof(
  { weight: 1, arbitrary: hostile },
  { weight: 4, arbitrary: fc.constantFrom('Title', ...VISIBLE) },
);
const braced = (text: string) => text.replaceAll('{', '{{');
/** A key of a free path, in quotes as the grammar of paths has them. */
const pathTo = (key: string) => `requestParameters."${key.replace(/["\\]/g, '\\$&')}"`;

const repository = fc.record({
  title,
  author: slot('Ann'),
  license: slot('MIT'),
  description: hostile,
  reference: slot('x'),
  falsePositive: hostile,
  triage: hostile,
  alertTitle: fc.oneof({ weight: 4, arbitrary: hostile.map(braced) }, { weight: 1, arbitrary: hostile }),
  testName: hostile,
  because: hostile,
  paramText: hostile,
  paramDescription: hostile,
  key: slot('key', 2),
  values: fc.array(hostile, { minLength: 1, maxLength: 3 }),
  operator: fc.constantFrom('oneOf', 'startsWith', 'endsWith', 'contains'),
  ignoreCase: fc.boolean(),
  listed: hostile,
  reason: hostile,
  owner: hostile,
  eventKey: slot('key', 2),
  eventValue: hostile,
  environment: slot('production', 4),
});
type Slots = typeof repository extends fc.Arbitrary<infer T> ? T : never;

/** The files of a repository; nothing in them is looked at before trailc does. */
function filesOf(slots: Slots) {
  const { key, values, operator, ignoreCase } = slots;
  const escaped = (text: string) => (text.startsWith('$') ? `$${text}` : text);
  const inline = { requestParameters: { [slots.eventKey]: slots.eventValue, a: slots.eventValue } };
  const rule = {
    ...RULE,
    title: slots.title,
    author: slots.author,
    license: slots.license,
    description: slots.description,
    references: [`https://example.com/${slots.reference}`],
    falsePositives: [slots.falsePositive],
    triage: slots.triage,
    alert: { title: slots.alertTitle, groupBy: [pathTo(key)], suppressFor: '1h' },
    schedule: { every: '1d', lookback: '30d' },
    targets: { sigma: { accept: 'unsupported', because: slots.because } },
    params: { p: { type: 'list<text>', example: [slots.paramText], description: slots.paramDescription } },
    match: {
      any: [
        { [pathTo(key)]: { [operator]: values.map(escaped), ignoreCase } },
        { 'requestParameters.a': { equals: escaped(values[0] ?? '') } },
        { all: [{ userAgent: { oneOf: '$p' } }, { not: { eventName: { inList: 'people' } } }] },
        { userAgent: { inList: 'people' } },
      ],
    },
    tests: [
      { name: slots.testName, event: { inline }, expect: 'no-match' },
      {
        name: 'other',
        event: { base: 'fixtures/f', set: { [pathTo(slots.eventKey)]: slots.eventValue } },
        expect: 'match',
      },
    ],
  };
  const list = {
    trailc: 1,
    name: 'people',
    description: slots.description,
    entries: [{ value: slots.listed, reason: slots.reason, owner: slots.owner, ticket: slots.owner }],
  };
  const config = {
    trailc: 1,
    defaultEnvironment: slots.environment,
    environments: {
      [slots.environment]: {
        description: slots.description,
        params: { p: [slots.paramText] },
        athena: { profile: 'extended', database: 'security', table: 'cloudtrail' },
      },
    },
  };
  const fixture = { trailc: 1, description: slots.description, event: inline };
  return { rule, list, config, fixture };
}

interface Outcome {
  readonly diagnostics: readonly Parameters<typeof renderDiagnostics>[0][number][];
  readonly compiled: readonly CompiledRule[];
}

function compile(slots: Slots): Outcome {
  const files = filesOf(slots);
  const config = readConfig(file('trailc.config.yml', files.config), '.');
  const list = readList(file('lists/people.yml', files.list));
  const source = file('fixtures/f.json', files.fixture);
  const fixtures = readFixtures([{ name: 'fixtures/f', path: source.path, source }]);
  const rule = readRule(file('detections/hostile.yml', files.rule), fixtures.readEvent);
  const read = [config, list, fixtures, rule].flatMap((result) => result.diagnostics);
  const environment = config.value?.environments[0];
  if (rule.value === undefined || config.value === undefined || environment === undefined || hasErrors(read))
    return { diagnostics: read, compiled: [] };
  const lists = new Map(list.value === undefined ? [] : [[list.value.name, list.value]]);
  const content = { config: config.value, rules: [rule.value], broken: [], lists };
  const { value = [], diagnostics } = compileRule(rule.value, content, {
    environment,
    targets: TARGET_NAMES,
  });
  return { diagnostics: [...read, ...diagnostics], compiled: value };
}

const templates = templateSource({ root: '.' });

function render(artefact: Artefact): string {
  const { value, diagnostics } = renderArtefact(artefact, templates);
  expect(diagnostics).toEqual([]);
  return value ?? '';
}

const NOW = `${new Date().toISOString().slice(0, 19)}Z`;
/** Events in which each text stands where the rule looks; half a pair cannot be stored by a database at all. */
const EVENTS: readonly CloudTrailEvent[] = POOL.filter((text) => !/\p{Cs}/u.test(text)).map((text, at) => ({
  eventID: `event-${at}`,
  eventTime: NOW,
  eventName: text,
  userAgent: text,
  requestParameters: { a: text, key: `${text}.`, [text]: text },
}));

const CONF_KEYS = [
  'search',
  'description',
  'disabled',
  'enableSched',
  'cron_schedule',
  'dispatch.earliest_time',
  'dispatch.latest_time',
  'counttype',
  'relation',
  'quantity',
  'alert.digest_mode',
  'alert.track',
  'alert.severity',
  'alert.suppress',
  'alert.suppress.fields',
  'alert.suppress.period',
];
const SIGMA_KEYS = [
  'title',
  'id',
  'status',
  'description',
  'references',
  'author',
  'date',
  'license',
  'tags',
  'logsource',
  'detection',
  'falsepositives',
  'level',
  'trailc',
];

/** Whatever any reader takes for the end of a line. */
const LINE_END = /\r\n|[\n\r\v\f\u0085\u2028\u2029]/;

function matching(rule: CompiledRule): readonly string[] {
  const holds = compileCondition(rule.rule.condition);
  return EVENTS.filter(holds).map(({ eventID }) => String(eventID));
}

async function expectSql(rule: CompiledRule, artefact: Artefact, table: AthenaTable): Promise<void> {
  const text = render(artefact);
  const query = String(artefact.view.query);
  const at = text.indexOf(query);
  const head = text.slice(0, at).split(LINE_END);
  expect(head.pop()).toBe('');
  for (const line of head) expect(line).toMatch(/^--/);
  expect(text.slice(at)).toBe(`${query}\n`);
  const rows = await table.query(text);
  expect(rows.map(([id]) => id).sort()).toEqual([...matching(rule)].sort());
}

function expectSpl(rule: CompiledRule, artefact: Artefact): void {
  const text = render(artefact);
  expect(text).not.toMatch(/[$`\r\t\0]/);
  const assumed = assumptionNames(rule.compiled.answer);
  const search = compileSearch(text);
  const found = EVENTS.filter((event) => {
    const [first, ...more] = search.verdicts(JSON.stringify(event), assumed);
    expect(more).toEqual([]);
    return first?.verdict === true;
  });
  expect(found.map(({ eventID }) => eventID)).toEqual(matching(rule));
}

function expectConf(artefact: Artefact): void {
  const text = render(artefact);
  const lines = text.split('\n');
  for (const line of lines) {
    expect(line).not.toMatch(LINE_END);
    expect(line).not.toMatch(/[\p{Cc}\p{Cs}]|\\$/u);
  }
  const settings = lines.filter((line) => line !== '' && !line.startsWith('#') && !/^\[.*\]$/.test(line));
  expect(lines.filter((line) => /^\s*\[/.test(line))).toHaveLength(1);
  expect(lines.filter((line) => /^\[[^[\]]+\]$/.test(line))).toHaveLength(1);
  expect(settings.map((line) => line.slice(0, line.indexOf(' =')))).toEqual(CONF_KEYS);
}

function expectSigma(rule: CompiledRule, artefact: Artefact): void {
  const document = load(render(artefact)) as Record<string, unknown>;
  expect(Object.keys(document)).toEqual(SIGMA_KEYS);
  // SigmaHQ writes titles in title case; letters beyond their case are the rule's.
  const { value: title } = rule.rule.document.title;
  expect(String(document.title).toLowerCase()).toBe(title.toLowerCase());
  expect(document.id).toBe(RULE.id);
  const { condition, ...selections } = document.detection as Record<string, unknown>;
  const words = String(condition).match(/[a-z_0-9*]+/gi) ?? [];
  const isNamed = (name: string) =>
    words.some((word) => word === name || (word.endsWith('*') && name.startsWith(word.slice(0, -1))));
  expect(Object.keys(selections).filter((name) => !isNamed(name))).toEqual([]);
}

/** Nothing in a report moves the cursor, colours, turns the direction or breaks a line. */
function expectHarmless({ diagnostics }: Outcome): void {
  expect(renderDiagnostics(diagnostics, { color: false }).replaceAll('\n', '')).not.toMatch(
    /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u,
  );
  const json = diagnosticsAsJson(diagnostics);
  expect(json.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
  expect(JSON.parse(json).diagnostics).toHaveLength(diagnostics.length);
  for (const { what, why, do: remedy } of diagnostics)
    for (const text of [what, why, remedy]) expect(text).toMatch(/\S.*[.?!]$/s);
}

describe('hostile text in every string', () => {
  let table: AthenaTable;
  beforeAll(async () => {
    table = await openAthenaTable(EVENTS);
  });
  afterAll(() => table.close());

  it('ends as a diagnostic, or as a text in every file that is built', async () => {
    const built: Record<string, number> = { spl: 0, athena: 0, sigma: 0 };
    let matches = 0;
    let refused = 0;
    await fc.assert(
      fc.asyncProperty(repository, async (slots) => {
        const outcome = compile(slots);
        expectHarmless(outcome);
        if (hasErrors(outcome.diagnostics)) refused += 1;
        for (const rule of outcome.compiled) {
          const [first, second] = rule.compiled.artefacts;
          if (first === undefined) continue;
          built[rule.target] = (built[rule.target] ?? 0) + 1;
          matches += matching(rule).length;
          if (rule.target === 'athena') await expectSql(rule, first, table);
          else if (rule.target === 'sigma') expectSigma(rule, first);
          else {
            expectSpl(rule, first);
            expectConf(second ?? first);
          }
        }
      }),
      { numRuns: 200, endOnFailure: true },
    );
    // Both ends must be reached, or nothing is shown.
    expect(refused).toBeGreaterThan(20);
    for (const target of TARGET_NAMES) expect([target, (built[target] ?? 0) > 20]).toEqual([target, true]);
    expect(matches).toBeGreaterThan(100);
  }, 120_000);
});
