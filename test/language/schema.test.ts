/** The generated schemas: complete, closed, in step with the readers and the files of this repository. */
import { readdirSync, readFileSync } from 'node:fs';
import { Ajv, type ValidateFunction } from 'ajv';
import { beforeAll, describe, expect, it } from 'vitest';
import { validate } from '../../src/content/validate.ts';
import { parseYaml } from '../../src/content/yaml.ts';
import { child, toJson } from '../../src/content/yaml-node.ts';
import { allFields } from '../../src/language/fields.ts';
import { OPERATOR_NAMES, OPERATORS } from '../../src/language/operators.ts';
import { editorSchemas, validatorSchemas } from '../../src/language/schema.ts';
import type { Schema } from '../../src/language/schema-parts.ts';
import { BAD_MATCHES, GOOD_MATCHES } from '../content/match-cases.ts';

const EDITOR = editorSchemas(allFields());
const ROOT = new URL('../../', import.meta.url);

/** Every schema inside a schema, with its pointer. */
function* parts(schema: Schema, pointer = '#'): Generator<readonly [string, Schema]> {
  yield [pointer, schema];
  for (const key of ['properties', 'definitions'] as const) {
    for (const [name, inner] of Object.entries(schema[key] ?? {}))
      yield* parts(inner, `${pointer}/${key}/${name}`);
  }
  for (const key of [
    'items',
    'if',
    'then',
    'else',
    'not',
    'propertyNames',
    'additionalProperties',
  ] as const) {
    const inner = schema[key];
    if (typeof inner === 'object') yield* parts(inner, `${pointer}/${key}`);
  }
}

const read = (text: string) => {
  const { value, diagnostics } = parseYaml({ path: 'f', text });
  if (value === undefined || diagnostics.length > 0) throw new Error(text);
  return value;
};

describe('schemas for editors', () => {
  let ajv: Ajv;
  let match: ValidateFunction;
  beforeAll(() => {
    ajv = new Ajv({ strict: true, allowUnionTypes: true, strictTypes: false, schemas: { ...EDITOR } });
    match = ajv.getSchema('rule#/definitions/match') as ValidateFunction;
  });

  it.each(Object.keys(EDITOR))('%s compiles in strict mode', (kind) => {
    expect(ajv.getSchema(kind)).toBeTypeOf('function');
  });

  it.each(Object.entries(EDITOR))('%s describes every property', (_, schema) => {
    const silent = [...parts(schema)].flatMap(([pointer, { properties }]) =>
      Object.entries(properties ?? {}).flatMap(([key, { description, if: choice, then, else: otherwise }]) =>
        description || (choice && (then?.description || otherwise?.description)) ? [] : [`${pointer}/${key}`],
      ),
    );
    expect(silent).toEqual([]);
  });

  it.each(Object.entries(EDITOR))(
    '%s uses no keyword that hides what is wrong or needs a helper',
    (_, schema) => {
      const banned = ['anyOf', 'oneOf', 'allOf', 'minLength', 'maxLength', 'uniqueItems', 'format'];
      expect([...parts(schema)].filter(([, part]) => banned.some((key) => key in part))).toEqual([]);
    },
  );

  it('suggests every field and every operator', () => {
    const definitions = EDITOR.rule?.definitions;
    expect(Object.keys(definitions?.match?.properties ?? {})).toEqual(
      expect.arrayContaining(allFields().map(({ name }) => name)),
    );
    const operators = definitions?.operators?.properties ?? {};
    expect(Object.keys(operators)).toEqual(expect.arrayContaining([...OPERATOR_NAMES, 'not', 'ignoreCase']));
    for (const name of OPERATOR_NAMES)
      expect(operators[name]?.description).toContain(OPERATORS[name].meaning);
  });

  it.each(BAD_MATCHES.filter(({ schema }) => schema !== false))(
    'refuses $name in match, as the reader does',
    ({ text }) => {
      expect(match(toJson(child(read(text), 'match') ?? read('x')))).toBe(false);
    },
  );

  it.each(GOOD_MATCHES)('takes what the reader takes: %s', (text) => {
    match(toJson(child(read(text), 'match') ?? read('x')));
    expect(match.errors ?? []).toEqual([]);
  });

  const files = (folder: string) =>
    readdirSync(new URL(folder, ROOT))
      .filter((name) => name.endsWith('.yml'))
      .map((name) => `${folder}/${name}`);
  const shipped = [
    ...files('detections/aws/cloudtrail').map((path) => ['rule', path] as const),
    ...files('lists').map((path) => ['list', path] as const),
    ...files('fixtures').map((path) => ['fixture', path] as const),
    ['config', 'trailc.config.yml'] as const,
  ];
  it.each(shipped)('a %s that is shipped fits: %s', (kind, path) => {
    const node = read(readFileSync(new URL(path, ROOT), 'utf8'));
    const check = ajv.getSchema(kind) as ValidateFunction;
    check(toJson(node));
    expect(check.errors ?? []).toEqual([]);
    expect(validate(kind, node)).toEqual([]);
  });
});

describe('validators', () => {
  it('are generated from the schemas as they are now', () => {
    const kinds = ['rule', 'list', 'config', 'fixture'] as const;
    const ajv = new Ajv({
      strict: true,
      allowUnionTypes: true,
      strictTypes: false,
      allErrors: true,
      messages: false,
      schemas: { ...validatorSchemas() },
    });
    const samples = [
      'a: 1',
      '{}',
      '[]',
      'trailc: 1',
      'trailc: 2\ntests: [1]\nentries: [{}]\nenvironments: { a: { spl: { index: 1 } } }\nset: 1',
    ];
    for (const kind of kinds) {
      const fresh = ajv.getSchema(kind) as ValidateFunction;
      for (const sample of samples)
        expect(validate(kind, read(sample)).length > 0).toBe(!fresh(toJson(read(sample))));
    }
  });

  it('need no module at run time', () => {
    const code = readFileSync(new URL('src/content/validators.generated.js', ROOT), 'utf8');
    expect(code).not.toMatch(/\brequire\(|\bimport\b/);
  });
});
