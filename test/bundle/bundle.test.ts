import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { type BundleInput, planBundle } from '../../src/bundle/bundle.ts';
import { manifestText } from '../../src/bundle/manifest.ts';
import { manifestSchema } from '../../src/bundle/manifest-schema.ts';
import { sha256 } from '../../src/ir/hash.ts';
import type { Answer } from '../../src/targets/shared/target.ts';
import { compiledRule, PLAIN, plain, planOf, TARGETS, templatesOf } from './support.ts';

const input = (more: Partial<BundleInput>): BundleInput => ({
  environment: 'test',
  bundle: { name: 'acme-cloudtrail', version: '2.0.0' },
  build: { trailc: '1.2.3', commit: '' },
  lists: [],
  packages: {},
  documents: [],
  compiled: [],
  targets: TARGETS,
  templates: PLAIN,
  ...more,
});

const span = { source: { path: 'a.yml', text: 'abc' }, start: 0, end: 1 };
const reasons = [{ span, clause: 'session.name: x', why: 'Sigma cannot say it.' }];
const assumptions = [{ name: 'one-spelling', text: 'AWS writes eventName in one spelling.' }];
const ANSWERS: Readonly<Record<Answer['kind'], Answer>> = {
  exact: { kind: 'exact' },
  'exact-given': { kind: 'exact-given', assumptions },
  approximate: {
    kind: 'approximate',
    direction: 'under-matches',
    reasons,
    assumptions,
    says: { kind: 'all', of: [], span },
  },
  unsupported: { kind: 'unsupported', reasons },
};

/** Two rules, three targets, every kind of answer, one file that both rules make. */
const EVERYTHING = [
  compiledRule('b-rule', {
    compiled: {
      answer: ANSWERS['exact-given'],
      artefacts: [plain('b-rule.spl', 'b\n'), plain('lookups/shared.csv', 'a,b\n')],
    },
  }),
  compiledRule('b-rule', {
    target: 'sigma',
    profile: 'sigma-2.1',
    compiled: { answer: ANSWERS.approximate, artefacts: [plain('b-rule.yml', 'b: "ü"\n')] },
    counterExample: 'a name that differs in case',
  }),
  compiledRule('a-rule', {
    compiled: {
      answer: ANSWERS.exact,
      artefacts: [plain('a-rule.spl', 'a\n'), plain('lookups/shared.csv', 'a,b\n')],
    },
  }),
  compiledRule('a-rule', {
    target: 'athena',
    profile: 'documented',
    compiled: { answer: ANSWERS.unsupported, artefacts: [] },
  }),
];

describe('planBundle', () => {
  it('plans files by path and a manifest that says everything about them', async () => {
    const { value, diagnostics } = planBundle(input({ compiled: EVERYTHING }));
    expect(diagnostics).toEqual([]);
    expect(value?.files).toEqual([
      { path: 'sigma/b-rule.yml', content: 'b: "ü"\n' },
      { path: 'splunk/a-rule.spl', content: 'a\n' },
      { path: 'splunk/b-rule.spl', content: 'b\n' },
      { path: 'splunk/lookups/shared.csv', content: 'a,b\n' },
    ]);
    expect(value?.manifest.files[0]).toEqual({
      path: 'sigma/b-rule.yml',
      bytes: 8,
      sha256: sha256('b: "ü"\n'),
    });
    if (value === undefined) return;
    await expect(manifestText(value.manifest)).toMatchFileSnapshot('golden/manifest.json');
  });

  it('gives the same bytes whatever the order it was given', async () => {
    const texts = await Promise.all(
      [EVERYTHING, [...EVERYTHING].reverse()].map(async (compiled) => {
        const { value } = planBundle(input({ compiled }));
        return value === undefined ? '' : JSON.stringify(value.files) + manifestText(value.manifest);
      }),
    );
    expect(texts[0]).not.toBe('');
    expect(texts[1]).toBe(texts[0]);
  });

  it('writes keys in order, and ends with one line feed', async () => {
    const { value } = planBundle(input({ compiled: EVERYTHING }));
    const text = value === undefined ? '' : manifestText(value.manifest);
    expect(text).toMatch(/[^\n]\n$/);
    JSON.parse(text, (_, held: unknown) => {
      if (typeof held === 'object' && held !== null && !Array.isArray(held)) {
        expect(Object.keys(held)).toEqual(Object.keys(held).sort());
      }
      return held;
    });
  });

  it('says of each list how much of it holds, whatever the order, owners and reasons', () => {
    const span = { source: { path: 'lists/l.yml', text: '' }, start: 0, end: 0 };
    const listOf = (...rows: readonly (readonly string[])[]) => ({
      name: 'people',
      path: 'lists/l.yml',
      span,
      description: 'x',
      columns: ['value'],
      entries: rows.map((values, at) => ({ values, reason: `because ${at}`, span })),
    });
    const said = (...rows: readonly (readonly string[])[]) =>
      planBundle(input({ lists: [listOf(...rows)] })).value?.manifest.lists[0];
    expect(said(['a'], ['b'])).toMatchObject({ name: 'people', entries: 2 });
    expect(said(['b'], ['a'])).toEqual(said(['a'], ['b']));
    expect(said(['a'])?.sha256).not.toBe(said(['a'], ['b'])?.sha256);
    expect(said(['a,b'])?.sha256).not.toBe(said(['a', 'b'])?.sha256);
    expect(said()).toMatchObject({ entries: 0 });
  });

  it('plans an empty bundle', async () => {
    const { value } = planBundle(input({}));
    expect(value?.files).toEqual([]);
    expect(value?.manifest.rules).toEqual([]);
  });

  it.each([
    [['a.spl'], ['a.spl'], 'bundle/path-collision'],
    [['a.spl'], ['A.spl'], 'bundle/path-collision'],
    [['caf\u00e9'], ['cafe\u0301'], 'bundle/path-collision'],
    [['a'], ['a/b'], 'bundle/path-collision'],
    [['a/b'], ['a'], 'bundle/path-collision'],
    [['a/b'], ['A/c'], 'bundle/path-collision'],
    [['../a'], [], 'bundle/path-refused'],
    [['a/../../b'], [], 'bundle/path-refused'],
    [['/a'], [], 'bundle/path-refused'],
    [['a\\b'], [], 'bundle/path-refused'],
    [['c:a'], [], 'bundle/path-refused'],
    [['con.spl'], [], 'bundle/path-refused'],
    [['a.'], [], 'bundle/path-refused'],
    [['a\u0000b'], [], 'bundle/path-refused'],
    [['x'.repeat(201)], [], 'bundle/path-refused'],
  ])('refuses %j beside %j', async (first, second, code) => {
    const compiled = [first, second].map((paths, at) =>
      compiledRule(`rule-${at}`, {
        compiled: { answer: ANSWERS.exact, artefacts: paths.map((path) => plain(path, `text ${at}`)) },
      }),
    );
    const { value, diagnostics } = planBundle(input({ compiled }));
    expect(value).toBeUndefined();
    expect(diagnostics.map((found) => found.code)).toEqual([code]);
  });

  it("never lets a file take the manifest's name", async () => {
    const targets = { ...TARGETS, spl: { ...TARGETS.spl, folder: '.' } };
    const { diagnostics } = planBundle(input({ compiled: EVERYTHING, targets }));
    expect(diagnostics.map(({ code }) => code)).toContain('bundle/path-refused');
  });

  it('refuses two profiles of one target', async () => {
    const compiled = [compiledRule('a'), compiledRule('b', { profile: 'extracted' })];
    const { value, diagnostics } = planBundle(input({ compiled }));
    expect(value).toBeUndefined();
    expect(diagnostics.map(({ what }) => what)).toEqual([
      'The bundle would hold spl files of two profiles: "raw" and "extracted".',
    ]);
  });

  it('reports a fault of a template once, however many rules use it', async () => {
    const templates = templatesOf({ 'any/plain.hbs': '{{nothing}}' });
    const { value, diagnostics } = planBundle(input({ compiled: EVERYTHING, templates }));
    expect(value).toBeUndefined();
    expect(diagnostics.map(({ code }) => code)).toEqual(['bundle/template-unknown-value']);
  });

  it("passes on warnings of the user's folder", async () => {
    const warning = {
      code: 'bundle/template-unused',
      severity: 'warning',
      what: 'x',
      why: '',
      do: '',
    } as const;
    const { value, diagnostics } = planBundle(input({ templates: { ...PLAIN, check: () => [warning] } }));
    expect(value).toBeDefined();
    expect(diagnostics).toEqual([warning]);
  });
});

describe('manifestSchema', () => {
  const validate = new Ajv({ strict: true, allErrors: true }).compile(manifestSchema());

  it('holds for a manifest with every kind of answer', async () => {
    const { value } = planBundle(input({ compiled: EVERYTHING }));
    expect(value).toBeDefined();
    validate(JSON.parse(JSON.stringify(value?.manifest)));
    expect(validate.errors).toBeNull();
  });

  it('knows every key, and wants every key but those of some answers', async () => {
    const planned = await planOf({ 'a.spl': 'a' });
    const manifest = {
      ...planned.manifest,
      lists: [{ name: 'people', entries: 1, sha256: sha256('x') }],
    };
    const strip = (value: unknown, at: readonly string[], key: string): unknown => {
      const copy = structuredClone(value) as Record<string, unknown>;
      let inner: Record<string, unknown> = copy;
      for (const part of at) inner = inner[part] as Record<string, unknown>;
      if (key.startsWith('+')) inner[key] = 1;
      else delete inner[key];
      return copy;
    };
    expect(validate(manifest)).toBe(true);
    const places = [
      [],
      ['lists', '0'],
      ['targets', 'spl'],
      ['rules', '0'],
      ['rules', '0', 'answers', 'spl'],
      ['files', '0'],
    ];
    for (const at of places) {
      let inner: unknown = manifest;
      for (const part of at) inner = (inner as Record<string, unknown>)[part];
      for (const key of [...Object.keys(inner as object), '+unknown']) {
        expect(validate(strip(manifest, at, key)), `${at.join('.')} ${key}`).toBe(false);
      }
    }
  });
});
