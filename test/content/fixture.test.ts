import { describe, expect, it } from 'vitest';
import { LONGEST_CHAIN, readFixtures } from '../../src/content/fixture-events.ts';
import { parseYaml } from '../../src/content/yaml.ts';
import { codes, sourceOf, textOf } from './support.ts';

const ASSUME_ROLE = `trailc: 1
description: An employee assumes a role under the same name.
event:
  eventVersion: '1.08'
  eventSource: sts.amazonaws.com
  eventName: AssumeRole
  userIdentity:
    type: AssumedRole
    accountId: '111122223333'
  requestParameters: { roleSessionName: ann@example.com, durationSeconds: 3600 }
  resources:
    - { ARN: 'arn:aws:iam::111122223333:role/admin', type: 'AWS::IAM::Role' }
`;

/** Fixtures by path; the name of each is its path without ending. */
const fixtures = (files: Readonly<Record<string, string | undefined>>) =>
  readFixtures(
    Object.entries(files).map(([path, text]) => ({
      name: path.replace(/\.[^.]*$/, ''),
      path,
      source: text === undefined ? undefined : sourceOf(text, path),
    })),
  );

const ALL = { 'fixtures/assume-role.yml': ASSUME_ROLE };

/** Reads what stands below `event:`; line numbers are those of the text. */
function event(text: string, files: Readonly<Record<string, string | undefined>> = ALL) {
  const node = parseYaml(sourceOf(text, 'rule.yml')).value;
  if (node === undefined) throw new Error('the event was not read');
  return fixtures(files).readEvent(node);
}

describe('the event of a test', () => {
  it('is a fixture as it is', () => {
    const { value, diagnostics } = event('base: fixtures/assume-role');
    expect(diagnostics).toEqual([]);
    expect(value).toMatchObject({ eventName: 'AssumeRole', requestParameters: { durationSeconds: 3600 } });
  });

  it('is a fixture with changes, set first and then unset', () => {
    const { value, diagnostics } = event(`base: fixtures/assume-role
set:
  requestParameters.roleSessionName: om
  resources[0].ARN: x
  requestParameters."x-amz-acl": private
  responseElements.credentials.accessKeyId: ASIAEXAMPLE
  readOnly: true
  errorCode: null
unset: [requestParameters.durationSeconds, 'resources[0].type']
`);
    expect(diagnostics).toEqual([]);
    expect(value).toMatchObject({
      requestParameters: { roleSessionName: 'om', 'x-amz-acl': 'private' },
      resources: [{ ARN: 'x' }],
      responseElements: { credentials: { accessKeyId: 'ASIAEXAMPLE' } },
      readOnly: true,
      errorCode: null,
    });
    expect(value?.requestParameters).not.toHaveProperty('durationSeconds');
  });

  it('never changes the fixture that others share', () => {
    const { readEvent } = fixtures(ALL);
    const read = (text: string) => {
      const node = parseYaml(sourceOf(text)).value;
      return node === undefined ? undefined : readEvent(node).value;
    };
    const before = JSON.stringify(read('base: fixtures/assume-role'));
    read('base: fixtures/assume-role\nset: { userIdentity.type: IAMUser }\nunset: [resources]');
    expect(JSON.stringify(read('base: fixtures/assume-role'))).toBe(before);
  });

  it('is a whole record', () => {
    const { value, diagnostics } = event('inline: { eventName: ConsoleLogin, requestParameters: null }');
    expect(diagnostics).toEqual([]);
    expect(value).toEqual({ eventName: 'ConsoleLogin', requestParameters: null });
  });

  it('has the form of every event: JSON text in the open objects is that object', () => {
    const { value } = event(`inline: { eventName: A, requestParameters: '{"a": {"b": 1}}' }`);
    expect(value?.requestParameters).toEqual({ a: { b: 1 } });
  });

  it.each([
    ['fixtures/assume-role', 'test/event-shape 1:1', 'is no event'],
    ['{ set: { a: b } }', 'test/event-shape 1:1', 'neither "base" nor "inline"'],
    ['{ base: fixtures/assume-role, inline: { a: b } }', 'test/event-shape 1:1', 'both'],
    ['{ inline: { a: b }, unset: [a] }', 'test/event-shape 1:1', 'could write as it should be'],
    ['{ base: fixtures/assume-role, sett: { a: b } }', 'test/event-shape 1:31', 'Did you mean "set"?'],
    ['{ eventName: AssumeRole }', 'test/event-shape 1:3', '"eventName" is no key'],
    ['{ base: [a] }', 'test/event-shape 1:9', 'path of a fixture'],
    ['{ base: 5 }', 'test/event-shape 1:9', 'path of a fixture'],
    ['{ inline: text }', 'test/event-shape 1:11', 'whole record'],
    ['{ base: fixtures/assume-role, set: [a] }', 'test/event-shape 1:36', 'paths with their values'],
    ['{ base: fixtures/assume-role, unset: a }', 'test/event-shape 1:38', 'list of paths'],
    ['{ base: fixtures/assume-role, unset: [a, 5] }', 'test/event-shape 1:42', 'list of paths'],
  ])('%s is refused', (text, code, words) => {
    const { value, diagnostics } = event(text);
    expect(codes(diagnostics)).toEqual([code]);
    expect(textOf(diagnostics, 'test/event-shape')).toContain(words);
    expect(value).toBeUndefined();
  });

  it('names the nearest fixture', () => {
    for (const name of [
      'fixtures/asume-role',
      'assume-role',
      'fixtures/assume-role.yml',
      './fixtures/assume-role',
    ]) {
      const { diagnostics } = event(`base: ${name}`);
      expect(codes(diagnostics)).toEqual(['test/unknown-fixture 1:7']);
      expect(textOf(diagnostics, 'test/unknown-fixture')).toContain('Did you mean "fixtures/assume-role"?');
    }
    for (const name of ['__proto__', 'constructor', '../../etc/passwd', '/etc/passwd']) {
      expect(codes(event(`base: ${name}`).diagnostics)).toEqual(['test/unknown-fixture 1:7']);
    }
  });

  it('points at every path that cannot be followed', () => {
    const { value, diagnostics } = event(`base: fixtures/assume-role
set:
  eventName.below: 1
  resources[1].ARN: x
  resources.ARN: x
unset:
  - errorMessage
  - resources[1]
`);
    expect(codes(diagnostics)).toEqual([
      'test/set-below 3:3',
      'test/index-past-end 4:3',
      'test/set-below 5:3',
      'test/unset-missing 7:5',
      'test/unset-missing 8:5',
    ]);
    expect(textOf(diagnostics, 'test/index-past-end')).toContain(
      '"resources" has one item, counted from [0]',
    );
    expect(value).toBeUndefined();
  });

  it('points at every path that is none, with the fix', () => {
    const { diagnostics } = event(`base: fixtures/assume-role
set:
  requestParameters.x-amz-acl: private
  'resources[].ARN': x
  "__proto__.polluted": true
unset: ['']
`);
    expect(codes(diagnostics)).toEqual(['test/path 3:3', 'test/path 4:3', 'test/path 5:3', 'test/path 6:9']);
    expect(textOf(diagnostics, 'test/path')).toContain(`'requestParameters."x-amz-acl"'`);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });

  it('refuses derived fields, which no record holds, and names what they come from', () => {
    const { diagnostics } = event(`base: fixtures/assume-role
set: { session.name: om, action: 'sts:AssumeRole' }
unset: [actor]
`);
    expect(codes(diagnostics)).toEqual([
      'test/derived-field 2:8',
      'test/derived-field 2:26',
      'test/derived-field 3:9',
    ]);
    expect(textOf(diagnostics, 'test/derived-field')).toContain('userIdentity.type, userIdentity.arn');
  });

  it('warns of a first word that is no field', () => {
    const { value, diagnostics } = event(`base: fixtures/assume-role
set: { requestParamters.roleSessionName: om }
`);
    expect(codes(diagnostics)).toEqual(['test/unknown-field 2:8']);
    expect(diagnostics[0]?.severity).toBe('warning');
    expect(textOf(diagnostics, 'test/unknown-field')).toContain('Did you mean "requestParameters"?');
    expect(value).toBeDefined();
  });

  it.each(['012345678901', '1.08', '1.10', '1e3', '0x1F', '.inf', '.nan', '1234567890123456', '-0', '+5'])(
    'refuses the number %s, which YAML would change',
    (number) => {
      const { diagnostics } = event(`inline: { eventName: A, userIdentity: { accountId: ${number} } }`);
      expect(codes(diagnostics)).toEqual(['test/number 1:52']);
      expect(textOf(diagnostics, 'test/number')).toContain(`'${number}'`);
      const set = event(`base: fixtures/assume-role\nset: { userIdentity.accountId: ${number} }`);
      expect(codes(set.diagnostics)).toEqual(['test/number 2:32']);
    },
  );

  it('keeps keys such as __proto__ out', () => {
    const { value, diagnostics } = event('inline: { eventName: A, a: { __proto__: { polluted: true } } }');
    expect(codes(diagnostics)).toEqual(['test/key 1:30']);
    expect(value).toBeUndefined();
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });
});

describe('fixture files', () => {
  const BASED = (base: string, more = '') => `trailc: 1\nbase: ${base}\n${more}`;

  it('build on each other', () => {
    const files = {
      ...ALL,
      'fixtures/a-renamed.yml': BASED(
        'fixtures/assume-role',
        'set: { requestParameters.roleSessionName: om }\n',
      ),
      'fixtures/b-refused.yaml': BASED(
        'fixtures/a-renamed',
        'set: { errorCode: AccessDenied }\nunset: [resources]\n',
      ),
    };
    expect(fixtures(files).diagnostics).toEqual([]);
    const { value } = event('base: fixtures/b-refused', files);
    expect(value).toMatchObject({ errorCode: 'AccessDenied', requestParameters: { roleSessionName: 'om' } });
    expect(value).not.toHaveProperty('resources');
  });

  it('may be a bare record in JSON, with numbers as they are and any nesting', () => {
    const record = JSON.stringify(
      {
        eventName: 'PutObject',
        eventSource: 's3.amazonaws.com',
        additionalEventData: { bytes: 1.5, 'a b': [[]] },
      },
      null,
      '\t',
    ).replace('1.5', '10.0');
    const files = { 'fixtures/record.json': record };
    expect(codes(fixtures(files).diagnostics)).toEqual([]);
    const { value } = event('base: fixtures/record', files);
    expect(value).toEqual({
      eventName: 'PutObject',
      eventSource: 's3.amazonaws.com',
      additionalEventData: { bytes: 10, 'a b': [[]] },
    });
  });

  it('may be JSON in the form of a fixture', () => {
    const files = {
      ...ALL,
      'x.json': '{"trailc": 1, "base": "fixtures/assume-role", "set": {"eventName": "B"}}',
    };
    expect(codes(fixtures(files).diagnostics)).toEqual([]);
    expect(event('base: x', files).value).toMatchObject({ eventName: 'B' });
  });

  it.each([
    ['x.json', '{"Records": []}', 'test/fixture-shape 1:1'],
    ['x.json', '{"a": 1}', 'test/fixture-shape 1:1'],
    ['x.json', '[]', 'test/fixture-shape 1:1'],
    ['x.json', '"text"', 'test/fixture-shape 1:1'],
    ['x.yml', 'trailc: 1\ndescription: d\n', 'test/fixture-shape 1:1'],
    ['x.yml', 'trailc: 1\nbase: a\nevent: {}\n', 'test/fixture-shape 1:1'],
    ['x.yml', 'trailc: 1\nevent: { a: b }\nset: { a: c }\n', 'test/fixture-shape 1:1'],
    ['x.yml', 'eventName: A\neventSource: b\n', 'yaml/language-version 1:1'],
    ['x.yml', 'trailc: 1\nevent: text\n', 'yaml/wrong-type 2:8'],
    ['x.yml', 'trailc: 1\nevent: { accountId: 012345678901 }\n', 'test/number 2:21'],
  ])('%s: %s is refused', (path, text, code) => {
    const { diagnostics } = fixtures({ [path]: text });
    expect(codes(diagnostics)).toContain(code);
    expect(codes(event('base: x', { [path]: text }).diagnostics)).toEqual(['test/broken-fixture 1:7']);
  });

  it('that could not be read are not unknown', () => {
    expect(codes(event('base: x', { 'x.yml': undefined }).diagnostics)).toEqual(['test/broken-fixture 1:7']);
  });

  it('with one name are refused', () => {
    const { diagnostics } = fixtures({ ...ALL, 'fixtures/assume-role.json': '{}' });
    expect(codes(diagnostics)).toEqual(['test/same-fixture']);
    expect(textOf(diagnostics, 'test/same-fixture')).toContain('fixtures/assume-role.yml');
  });

  it('in a circle are reported once, with the circle', () => {
    const files = { 'a.yml': BASED('b'), 'b.yml': BASED('c'), 'c.yml': BASED('b'), 'd.yml': BASED('d') };
    const { diagnostics } = fixtures(files);
    expect(codes(diagnostics)).toEqual([
      'test/broken-fixture 2:7',
      'test/circular-fixture 2:7',
      'test/circular-fixture 2:7',
    ]);
    expect(textOf(diagnostics, 'test/circular-fixture')).toContain('b → c → b.');
    expect(diagnostics.map(({ what }) => what).join()).toContain('d → d.');
    expect(codes(event('base: a', files).diagnostics)).toEqual(['test/broken-fixture 1:7']);
  });

  it('on an unknown base say so at their own place', () => {
    const { diagnostics } = fixtures({ ...ALL, 'x.yml': BASED('fixtures/assume-rol') });
    expect(codes(diagnostics)).toEqual(['test/unknown-fixture 2:7']);
    expect(textOf(diagnostics, 'test/unknown-fixture')).toContain('Did you mean "fixtures/assume-role"?');
  });

  const chain = (length: number) => ({
    'f0.yml': ASSUME_ROLE,
    ...Object.fromEntries(Array.from({ length }, (_, at) => [`f${at + 1}.yml`, BASED(`f${at}`)])),
  });

  it('may be as deep as a reader can follow', () => {
    expect(fixtures(chain(LONGEST_CHAIN)).diagnostics).toEqual([]);
    const { diagnostics } = fixtures(chain(LONGEST_CHAIN + 1));
    expect(codes(diagnostics)).toEqual(['test/fixture-chain 2:7']);
    expect(textOf(diagnostics, 'test/fixture-chain')).toContain(
      `f${LONGEST_CHAIN + 1} → f${LONGEST_CHAIN} → `,
    );
  });

  it('in a chain of thousands need no stack', () => {
    const forwards = Object.entries(chain(5_000));
    for (const files of [forwards, forwards.reverse()]) {
      const { diagnostics } = fixtures(Object.fromEntries(files));
      expect(diagnostics.filter(({ code }) => code === 'test/fixture-chain')).toHaveLength(1);
    }
  });

  it('report changes that cannot be made, used or not', () => {
    const files = { ...ALL, 'x.yml': BASED('fixtures/assume-role', 'unset: [errorCode]\n') };
    expect(codes(fixtures(files).diagnostics)).toEqual(['test/unset-missing 3:9']);
  });
});
