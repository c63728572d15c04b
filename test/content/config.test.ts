import { describe, expect, it } from 'vitest';
import { readConfig } from '../../src/content/config.ts';
import { codes, sourceOf, textOf } from './support.ts';

const read = (text: string) => readConfig(sourceOf(text, 'trailc.config.yml'), '/repository');
const faults = (text: string) => codes(read(text).diagnostics);
const ONE = 'trailc: 1\nenvironments: { example: {} }\n';

describe('the configuration', () => {
  it('is read with everything it may say', () => {
    const { value, diagnostics } = read(`trailc: 1
rules: [detections, more/rule.yml]
lists: [lists]
fixtures: [fixtures]
templates: templates
defaultEnvironment: production
environments:
  example:
    description: What the tests of the project use.
    params: { employeeDomains: ['@example.com'], account: '012345678901', none: [] }
  production:
    spl: { profile: extracted, index: 'aws_*', sourcetype: 'aws:cloudtrail' }
    athena: { profile: extended, database: security, table: trail_2 }
    sigma: { profile: sigma-2.1 }
`);
    expect(diagnostics).toEqual([]);
    expect(value).toMatchObject({
      path: 'trailc.config.yml',
      root: '/repository',
      rules: [{ value: 'detections' }, { value: 'more/rule.yml' }],
      templates: { value: 'templates' },
      defaultEnvironment: 'production',
      environments: [
        {
          name: 'example',
          description: 'What the tests of the project use.',
          spl: { profile: 'raw', index: 'cloudtrail', sourcetype: 'aws:cloudtrail' },
          athena: { profile: 'documented', database: 'default', table: 'cloudtrail_logs' },
          sigma: { profile: 'sigma-2.1' },
        },
        {
          name: 'production',
          spl: { profile: 'extracted', index: 'aws_*', sourcetype: 'aws:cloudtrail' },
          athena: { profile: 'extended', database: 'security', table: 'trail_2' },
        },
      ],
    });
    const params = value?.environments[0]?.params;
    expect(params?.get('employeeDomains')).toMatchObject({ values: ['@example.com'], asList: true });
    expect(params?.get('account')).toMatchObject({ values: ['012345678901'], asList: false });
    expect(params?.get('none')).toMatchObject({ values: [], asList: true });
    expect(params?.get('account')?.span).toMatchObject({ start: 268 });
  });

  it('has defaults for the folders, and for the environment when there is one', () => {
    const { value, diagnostics } = read(ONE);
    expect(diagnostics).toEqual([]);
    expect(value).toMatchObject({
      rules: [{ value: 'detections' }],
      lists: [{ value: 'lists' }],
      fixtures: [{ value: 'fixtures' }],
      defaultEnvironment: 'example',
    });
    expect(value).not.toHaveProperty('templates');
    expect(read(`${ONE}lists: []\n`).value?.lists).toEqual([]);
  });

  it('wants an environment, and a default among several', () => {
    expect(faults('trailc: 1\n')).toEqual(['config/no-environment 1:1']);
    expect(faults('trailc: 1\nenvironments: {}\n')).toEqual(['config/no-environment 2:15']);
    expect(read('trailc: 1\nenvironments: {}\n').value).toBeUndefined();
    expect(faults('trailc: 1\nenvironments: { a: {}, b: {} }\n')).toEqual(['config/default-wanted 2:1']);
  });

  it('names the nearest environment', () => {
    const { diagnostics } = read(`${ONE}defaultEnvironment: exmaple\n`);
    expect(codes(diagnostics)).toEqual(['config/unknown-environment 3:21']);
    expect(textOf(diagnostics, 'config/unknown-environment')).toContain('Did you mean "example"?');
  });

  it('names the nearest key, everywhere', () => {
    const { diagnostics } = read(`trailc: 1
fixtuers: [detections]
environments:
  example:
    parms: {}
    spl: { idnex: x }
    athena: { databse: x }
    sigma: { pofile: x }
    splunk: {}
`);
    expect(codes(diagnostics)).toEqual([
      'yaml/unknown-key 2:1',
      'yaml/unknown-key 5:5',
      'yaml/unknown-key 6:12',
      'yaml/unknown-key 7:15',
      'yaml/unknown-key 8:14',
      'yaml/unknown-key 9:5',
    ]);
    expect(textOf(diagnostics, 'yaml/unknown-key')).toContain('Did you mean "fixtures"?');
  });

  it('refuses wrong types without saying it twice', () => {
    const text = `trailc: 1
rules: detections
environments:
  example:
    params: { account: 012345678901, list: [1], map: { a: b } }
    spl: { index: 5 }
    athena: text
  other: text
defaultEnvironment: example
`;
    expect(faults(text)).toEqual([
      'yaml/wrong-type 2:8',
      'yaml/number-not-text 5:24',
      'yaml/number-not-text 5:45',
      'yaml/wrong-type 5:54',
      'yaml/number-not-text 6:19',
      'yaml/wrong-type 7:13',
      'yaml/wrong-type 8:10',
    ]);
    // A list without the values that could not be read would mean something else.
    expect(read(text).value?.environments[0]?.params.size).toBe(0);
  });

  it.each(['-a', 'A', 'a b', 'a.b', 'a/b', '..', '__proto__', 'é', 'x'.repeat(41), "a'b", '$(id)'])(
    'refuses the environment name %j',
    (name) => {
      const { value, diagnostics } = read(`trailc: 1\nenvironments: { ${JSON.stringify(name)}: {} }\n`);
      expect(codes(diagnostics)).toEqual(['config/environment-name 2:17']);
      expect(value).toBeUndefined();
    },
  );

  it.each([
    '_internal',
    '-a',
    'Main',
    'a b',
    'a"b',
    "a'b",
    'a|b',
    'a\\b',
    'a,b',
    'my_kvstore',
    'a\nb',
    '`a`',
    'a*é',
    'x'.repeat(81),
  ])('refuses the index %j, and goes on with the default', (index) => {
    const text = `trailc: 1\nenvironments:\n  a: { spl: { index: ${JSON.stringify(index)} } }\n`;
    const { value, diagnostics } = read(text);
    expect(codes(diagnostics)).toEqual(['config/splunk-index 3:22']);
    expect(value?.environments[0]?.spl.index).toBe('cloudtrail');
  });

  it.each(['aws cloudtrail', 'a"b', 'a*', ':a', 'a\nb', 'x'.repeat(101)])(
    'refuses the sourcetype %j',
    (name) => {
      const text = `trailc: 1\nenvironments:\n  a: { spl: { sourcetype: ${JSON.stringify(name)} } }\n`;
      expect(faults(text)).toEqual(['config/splunk-sourcetype 3:27']);
      expect(read(text).value?.environments[0]?.spl.sourcetype).toBe('aws:cloudtrail');
    },
  );

  it.each(['a.b', '"a"', 'a b', '1a', 'a-b', 'a;drop table x', "a'", 'a\n', 'é', 'x'.repeat(256)])(
    'refuses the table and the database %j',
    (name) => {
      const quoted = JSON.stringify(name);
      const text = `trailc: 1\nenvironments:\n  a: { athena: { table: ${quoted} } }\n  b: { athena: { database: ${quoted} } }\ndefaultEnvironment: a\n`;
      expect(faults(text)).toEqual(['config/sql-name 3:25', 'config/sql-name 4:28']);
      expect(read(text).value?.environments.map(({ athena }) => [athena.database, athena.table])).toEqual([
        ['default', 'cloudtrail_logs'],
        ['default', 'cloudtrail_logs'],
      ]);
    },
  );

  it('refuses the names of params and profiles that could be none', () => {
    const text = `trailc: 1
environments:
  a:
    params: { a-b: x, $c: x, __proto__: x, ok: x }
    spl: { profile: '../raw' }
    athena: { profile: 'A' }
    sigma: { profile: 'a b' }
`;
    expect(faults(text)).toEqual([
      'config/param-name 4:15',
      'config/param-name 4:23',
      'config/param-name 4:30',
      'config/profile-name 5:21',
      'config/profile-name 6:24',
      'config/profile-name 7:23',
    ]);
    expect([...(read(text).value?.environments[0]?.params.keys() ?? [])]).toEqual(['ok']);
  });

  it('takes any text as the value of a param', () => {
    const hostile = '\'"`$(x)|%_*?[]{}\\ \u2028';
    const text = `trailc: 1\nenvironments: { a: { params: { p: ${JSON.stringify(hostile)} } } }\n`;
    expect(read(text).diagnostics).toEqual([]);
    expect(read(text).value?.environments[0]?.params.get('p')?.values).toEqual([hostile]);
  });

  it('refuses paths that no file system agrees about', () => {
    const text = `${ONE}rules: [' a', 'a\\b', "a\\tb", fine]\ntemplates: 'a '\n`;
    expect(faults(text)).toEqual([
      'config/path 3:9',
      'config/path 3:15',
      'config/path 3:22',
      'config/path 4:12',
    ]);
    const { value } = read(text);
    expect(value?.rules.map((path) => path.value)).toEqual(['fine']);
    expect(value).not.toHaveProperty('templates');
  });
});
