/** `extends` and `abstract`: what is inherited, what is refused, and where each value comes from. */
import { describe, expect, it } from 'vitest';
import { readConfig } from '../../src/content/config.ts';
import type { EnvironmentDocument } from '../../src/content/document.ts';
import { codes, sourceOf, textOf } from './support.ts';

const read = (environments: string, rest = '') =>
  readConfig(
    sourceOf(`trailc: 1\n${rest}environments:\n${environments}`, 'trailc.config.yml'),
    '/repository',
  );
const faults = (environments: string, rest?: string) => codes(read(environments, rest).diagnostics);

function resolved(environments: string, name: string): EnvironmentDocument {
  const { value, diagnostics } = read(environments, 'defaultEnvironment: prod\n');
  expect(codes(diagnostics)).toEqual([]);
  const found = [...(value?.environments ?? []), ...(value?.bases ?? [])].find((one) => one.name === name);
  if (found === undefined) throw new Error(`no ${name}`);
  return found;
}

const CHAIN = `  prod-eu:
    extends: prod
    params: { domains: ['@acme.eu'] }
    athena: { database: europe }
  base:
    abstract: true
    description: What all share.
    params: { domains: ['@acme.com', '@acme.org'], window: 15m }
    spl: { index: main, profile: extracted }
    athena: { table: trail, location: 's3://acme-trail/AWSLogs/' }
    sigma: { profile: sigma-2.1 }
  prod:
    extends: base
    params: { window: 1h, limit: 5 }
    spl: { index: aws }
`;

describe('an environment that extends another', () => {
  it('takes what it does not say from the nearest that says it, key by key', () => {
    expect(resolved(CHAIN, 'prod-eu')).toMatchObject({
      spl: { index: 'aws', profile: 'extracted', sourcetype: 'aws:cloudtrail' },
      athena: {
        profile: 'documented',
        database: 'europe',
        table: 'trail',
        location: 's3://acme-trail/AWSLogs/',
      },
      sigma: { profile: 'sigma-2.1' },
    });
    expect(resolved(CHAIN, 'prod').athena.database).toBe('default');
  });

  it('has params as a whole, never parts of a list', () => {
    const { params } = resolved(CHAIN, 'prod-eu');
    const values = Object.fromEntries([...params].map(([name, value]) => [name, value.values]));
    expect(values).toEqual({ domains: ['@acme.eu'], window: ['1h'], limit: ['5'] });
  });

  it('has its own description or none', () => {
    expect(resolved(CHAIN, 'prod')).not.toHaveProperty('description');
    expect(resolved(CHAIN, 'base')).toMatchObject({ description: 'What all share.' });
  });

  it('knows where each value was written and what it overrides', () => {
    const { origins, params } = resolved(CHAIN, 'prod-eu');
    expect(origins?.chain.map(({ value }) => value)).toEqual(['prod-eu', 'prod', 'base']);
    const told = (name: string) =>
      origins?.params.get(name)?.map(({ environment, value }) => [environment, ...value.values]);
    expect(told('domains')).toEqual([
      ['prod-eu', '@acme.eu'],
      ['base', '@acme.com', '@acme.org'],
    ]);
    expect(told('limit')).toEqual([['prod', '5']]);
    const index = origins?.settings.get('spl.index');
    expect(index?.map(({ environment, value }) => [environment, value])).toEqual([
      ['prod', 'aws'],
      ['base', 'main'],
    ]);
    // Nobody wrote it.
    expect(origins?.settings.has('spl.sourcetype')).toBe(false);
    const span = params.get('limit')?.span;
    expect(span?.source.text.slice(span.start, span.end)).toBe('5');
  });

  it('is not in the list of environments when it is abstract', () => {
    const { value } = read(CHAIN, 'defaultEnvironment: prod\n');
    expect(value?.environments.map(({ name }) => name)).toEqual(['prod-eu', 'prod']);
    expect(value?.bases?.map(({ name }) => name)).toEqual(['base']);
  });

  it('needs no default beside abstract ones alone', () => {
    const { value, diagnostics } = read('  a: { extends: b }\n  b: { abstract: true }\n');
    expect(codes(diagnostics)).toEqual([]);
    expect(value?.defaultEnvironment).toBe('a');
  });

  it('may extend one that is not abstract', () => {
    const text = '  prod: { params: { p: x } }\n  prod-eu: { extends: prod }\n';
    expect(resolved(text, 'prod-eu').params.get('p')?.values).toEqual(['x']);
    expect(resolved(text, 'prod-eu').params.get('p')?.asList).toBe(false);
  });
});

const chainOf = (length: number) =>
  Array.from({ length }, (_, at) => `  e${at}: { ${at === 0 ? '' : `extends: e${at - 1}`} }\n`).join('');

describe('extends', () => {
  it.each([
    ['nobody', '  prod: { extends: bsae }\n  base: {}\n', ['environment/unknown-parent 4:20']],
    ['itself', '  prod: { extends: prod }\n', ['environment/cycle 3:20']],
    ['each other', '  prod: { extends: b }\n  b: { extends: prod }\n', ['environment/cycle 4:20']],
    [
      'each other, and one extends those',
      '  top: { extends: a }\n  a: { extends: b }\n  b: { extends: c }\n  c: { extends: a }\n  prod: {}\n',
      ['environment/cycle 5:17'],
    ],
    ['a number', '  prod: { extends: 5 }\n', ['yaml/number-not-text 3:20']],
    ['a list', '  prod: { extends: [a] }\n  a: {}\n', ['yaml/wrong-type 4:20']],
    ['a name that is none', '  prod: { extends: A }\n  A: {}\n', ['config/environment-name 5:3']],
    ['a text that is no environment', '  prod: { extends: a }\n  a: text\n', ['yaml/wrong-type 5:6']],
  ])('refuses %s, at the place and once', (_, text, expected) => {
    const several = (text.match(/^ {2}\S/gm) ?? []).length > 1;
    expect(faults(text, several ? 'defaultEnvironment: prod\n' : '')).toEqual(expected);
  });

  it('suggests the nearest name, and tells the circle', () => {
    const unknown = read('  prod: { extends: bsae }\n  base: {}\n', 'defaultEnvironment: base\n');
    expect(textOf(unknown.diagnostics, 'environment/unknown-parent')).toContain('Did you mean "base"?');
    const circle = read('  a: { extends: b }\n  b: { extends: c }\n  c: { extends: a }\n');
    expect(textOf(circle.diagnostics, 'environment/cycle')).toContain('a extends b extends c extends a');
  });

  it('goes on with the environments that are sound', () => {
    const { value } = read('  prod: { extends: x }\n  eu: { extends: prod }\n  dev: {}\n');
    expect(value?.environments.map(({ name }) => name)).toEqual(['dev']);
  });

  it('leads through eight environments at most', () => {
    const rest = 'defaultEnvironment: e0\n';
    expect(faults(chainOf(8), rest)).toEqual([]);
    // Those below are too far down because of the ninth.
    expect(faults(chainOf(11), rest)).toEqual(['environment/too-deep 12:18']);
    expect(read(chainOf(11), rest).value?.environments).toHaveLength(8);
  });

  it('is followed however many there are', () => {
    const many = (last: number) => {
      const lines = Array.from(
        { length: 20_000 },
        (_, at) => `  e${at}: { extends: e${at === 19_999 ? last : at + 1} }\n`,
      );
      return faults(lines.join(''), 'defaultEnvironment: e0\n');
    };
    expect(many(0)).toEqual(['environment/cycle 4:18']);
    expect(many(19_990)).toEqual(['environment/cycle 19994:22']);
    expect(many(20_000)).toEqual(['environment/unknown-parent 20003:22']);
  });
});

describe('abstract', () => {
  it.each([
    [
      'the default',
      '  prod: { extends: b }\n  b: { abstract: true }\n',
      'b',
      ['environment/abstract-default 2:21'],
    ],
    ['never extended', '  prod: {}\n  b: { abstract: true }\n', 'prod', ['environment/never-extended 5:3']],
    ['no boolean', "  prod: { abstract: 'yes' }\n", 'prod', ['yaml/wrong-type 4:21']],
  ])('is reported where it is %s', (_, text, initial, expected) => {
    expect(faults(text, `defaultEnvironment: ${initial}\n`)).toEqual(expected);
  });

  it('cannot be all there is', () => {
    const text = '  a: { abstract: true }\n  b: { extends: a, abstract: true }\n';
    expect(faults(text)).toEqual(['environment/only-abstract 2:1', 'environment/never-extended 4:3']);
    expect(read(text).value).toBeUndefined();
  });
});
