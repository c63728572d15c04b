/** Params of every type: declarations in a rule, and the values of environments. */
import { describe, expect, it } from 'vitest';
import { readConfig } from '../../src/content/config.ts';
import { environmentParams, exampleParams } from '../../src/content/params.ts';
import { placed, readText, ruleText } from './rule-support.ts';

const declared = (param: string) =>
  readText(ruleText({ params: `params: { p: { ${param}, description: d } }` }));

function ruleWith(param: string) {
  const { value, diagnostics } = declared(param);
  if (value === undefined || diagnostics.length > 0) throw new Error(placed(diagnostics).join());
  return value;
}

/** Values that an environment with this text below `params` gives. */
function valuesOf(param: string, given: string) {
  const text = `trailc: 1\nenvironments: { a: { params: { ${given} } } }\n`;
  const config = readConfig({ path: 'trailc.config.yml', text });
  const [environment] = config.value?.environments ?? [];
  if (environment === undefined) throw new Error('no environment');
  const { value, diagnostics } = environmentParams(ruleWith(param), environment);
  return {
    values: value?.get('p')?.values,
    faults: [...placed(config.diagnostics), ...placed(diagnostics)],
    diagnostics,
  };
}

describe('a declaration', () => {
  it.each([
    ['type: text, example: x', ['x']],
    ["type: text, example: '5'", ['5']],
    ['type: list<text>, example: [x, y]', ['x', 'y']],
    ['type: integer, example: 3600', ['3600']],
    ['type: integer, example: -5', ['-5']],
    ['type: boolean, example: true', ['true']],
    ['type: boolean, example: False', ['false']],
    ['type: duration, example: 2h', ['2h']],
    ["type: integer, pattern: '^[0-9]+$', example: 5", ['5']],
    ["type: duration, pattern: 'm$', example: 5m", ['5m']],
  ])('%s', (param, example) => {
    expect(exampleParams(ruleWith(param)).get('p')?.values).toEqual(example);
  });

  it.each([
    ['type: number, example: 5', ['16:22 yaml/not-a-word']],
    ['type: text, example: 5', ['16:37 rule/param-example-type']],
    ['type: text, example: true', ['16:37 rule/param-example-type']],
    ['type: list<text>, example: x', ['16:43 rule/param-example-type']],
    ['type: list<text>, example: [x, 5]', ['16:47 yaml/number-not-text']],
    ["type: integer, example: '5'", ['16:40 rule/param-example-type']],
    ['type: integer, example: 007', ['16:40 rule/param-example-type']],
    ['type: integer, example: 1234567890123456', ['16:40 rule/param-example-type']],
    ['type: integer, example: 1.5', ['16:40 yaml/wrong-type']],
    ["type: boolean, example: 'true'", ['16:40 rule/param-example-type']],
    ['type: boolean, example: yes', ['16:40 rule/param-example-type']],
    ['type: duration, example: 90s', ['16:41 rule/param-example-type']],
    ['type: duration, example: 2', ['16:41 rule/param-example-type']],
    ["type: boolean, pattern: '^t', example: true", ['16:40 rule/param-pattern-type']],
    ["type: integer, pattern: '^1', example: 5", ['16:55 rule/param-example-pattern']],
  ])('%s is refused', (param, faults) => {
    expect(placed(declared(param).diagnostics)).toEqual(faults);
  });

  it('says how an example is written', () => {
    const { diagnostics } = declared('type: boolean, example: yes');
    expect(diagnostics.map((diagnostic) => [diagnostic.what, diagnostic.do])).toEqual([
      [
        'The example of param "p" is not of its type boolean: it must be true or false, without quotes.',
        'Write it like this: true.',
      ],
    ]);
  });
});

describe('a value of an environment', () => {
  it.each([
    ['type: text, example: x', 'p: y', ['y']],
    ['type: list<text>, example: [x]', 'p: [y, z]', ['y', 'z']],
    ['type: list<text>, example: [x]', 'p: []', []],
    ['type: integer, example: 5', 'p: 10', ['10']],
    ['type: boolean, example: true', 'p: false', ['false']],
    ['type: duration, example: 2h', 'p: 15m', ['15m']],
  ])('%s: %s', (param, given, values) => {
    expect(valuesOf(param, given)).toMatchObject({ values, faults: [] });
  });

  it.each([
    ['type: text, example: x', 'p: 5', ['2:35 meaning/param-value-type']],
    ['type: text, example: x', 'p: [x]', ['2:35 meaning/param-value-type']],
    [
      'type: text, example: x',
      'p: 012345678901',
      ['2:35 yaml/number-not-text', '2:17 meaning/param-value-missing'],
    ],
    ['type: list<text>, example: [x]', 'p: x', ['2:35 meaning/param-value-type']],
    ['type: integer, example: 5', "p: '5'", ['2:35 meaning/param-value-type']],
    ['type: integer, example: 5', 'p: five', ['2:35 meaning/param-value-type']],
    [
      'type: integer, example: 5',
      'p: [5]',
      ['2:36 yaml/number-not-text', '2:17 meaning/param-value-missing'],
    ],
    ['type: boolean, example: true', 'p: 1', ['2:35 meaning/param-value-type']],
    ['type: duration, example: 2h', 'p: 2', ['2:35 meaning/param-value-type']],
    ['type: duration, example: 2h', 'p: 2w', ['2:35 meaning/param-value-type']],
    ["type: integer, pattern: '^1', example: 10", 'p: 20', ['2:35 meaning/param-value-pattern']],
    ['type: integer, example: 5', 'q: 5', ['2:17 meaning/param-value-missing']],
  ])('%s: %s is refused', (param, given, faults) => {
    expect(valuesOf(param, given)).toMatchObject({ values: undefined, faults });
  });

  it('says how it is written', () => {
    const { diagnostics } = valuesOf('type: integer, example: 5', "p: '5'");
    expect(diagnostics.map((diagnostic) => diagnostic.do)).toEqual(['Write it like this: p: 3600.']);
  });
});
