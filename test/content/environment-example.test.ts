/** Values left over from examples. The names: RFC 2606; the account ids: AWS's user guides. */
import { describe, expect, it } from 'vitest';
import { checkContent } from '../../src/check.ts';
import { exampleAccountIn, exampleDomainIn } from '../../src/content/example-values.ts';
import { findConfig, loadRepository } from '../../src/content/repository.ts';
import { codes, folderWith, textOf } from './support.ts';

describe('a name set aside for examples', () => {
  it.each([
    ['@example.com', 'example.com'],
    ['EXAMPLE.ORG', 'EXAMPLE.ORG'],
    ['someone@mail.example.net', 'example.net'],
    ['https://example.com/path', 'example.com'],
    ['example.com.', 'example.com'],
    ['@example.com,@acme.com', 'example.com'],
    ['@corp.example', 'corp.example'],
    ['corp.example', 'corp.example'],
    ['@corp.test', 'corp.test'],
    ['https://login.corp.invalid/x', 'login.corp.invalid'],
    ['.corp.test', 'corp.test'],
  ])('is found in %j', (text, found) => {
    expect(exampleDomainIn(text)).toBe(found);
  });

  it.each([
    '@acme.com',
    '@my-example.com',
    '@myexample.com',
    '@example.com.au',
    '@example.community',
    'example.co',
    'an example',
    'example',
    '.example',
    'role/unit.test',
    's3://acme.test.logs/',
    'acme.test',
    '@corp.example.de',
    '@corp.testing',
    '@corp.examples',
    '',
  ])('is not found in %j', (text) => {
    expect(exampleDomainIn(text)).toBeUndefined();
  });

  it('is looked for in time that grows with the text', () => {
    expect(exampleDomainIn(`${'a.'.repeat(100_000)}`)).toBeUndefined();
    expect(exampleDomainIn(`@${'a-'.repeat(100_000)}.tes`)).toBeUndefined();
    expect(exampleDomainIn('a'.repeat(200_000))).toBeUndefined();
    expect(exampleDomainIn('@'.repeat(200_000))).toBeUndefined();
  });
});

describe("an account of AWS's documentation", () => {
  it.each([
    ['111122223333', '111122223333'],
    ['arn:aws:iam::123456789012:role/x', '123456789012'],
    ['s3://t/AWSLogs/444455556666/CloudTrail/', '444455556666'],
    ['000000000000', '000000000000'],
  ])('is found in %j', (text, found) => {
    expect(exampleAccountIn(text)).toBe(found);
  });

  it.each(['1234567890123', '112233445566', '', '0111122223333'])('is not found in %j', (text) => {
    expect(exampleAccountIn(text)).toBeUndefined();
  });
});

function check(environments: string, list = '') {
  const folder = folderWith({
    'trailc.config.yml': `trailc: 1\ndefaultEnvironment: prod\nenvironments:\n${environments}`,
    'detections/.keep': '',
    ...(list === ''
      ? {}
      : {
          'lists/l.yml': `trailc: 1\nname: l\ndescription: A list.\nentries:\n  - { value: '${list}', reason: r }\n`,
        }),
  });
  const { value, diagnostics } = loadRepository(findConfig(folder) ?? '');
  if (value === undefined) throw new Error(codes(diagnostics).join());
  return [...diagnostics, ...checkContent(value, { today: '2026-11-21' })];
}

describe('values of examples in an environment', () => {
  it.each([
    ['a param', "  prod: { params: { d: '@example.com' } }\n", ['environment/example-domain 4:24']],
    [
      'an item of a param',
      "  prod: { params: { d: [x, '@example.com'] } }\n",
      ['environment/example-domain 4:28'],
    ],
    [
      'a location',
      "  prod: { athena: { location: 's3://example.com/AWSLogs/' } }\n",
      ['environment/example-domain 4:31'],
    ],
    [
      'an account',
      "  prod: { athena: { location: 's3://logs/AWSLogs/111122223333/' } }\n",
      ['environment/example-account 4:31'],
    ],
    [
      'a value of the example that it extends',
      "  prod: { extends: example }\n  example: { params: { d: '@example.com' } }\n",
      ['environment/example-domain 5:27'],
    ],
    [
      'a value that two inherit, once',
      "  prod: { extends: b }\n  eu: { extends: b }\n  b: { abstract: true, params: { d: '@example.com' } }\n",
      ['environment/example-domain 6:37'],
    ],
  ])('are reported where they are written: %s', (_, environments, expected) => {
    expect(codes(check(environments))).toEqual(expected);
  });

  it.each([
    [
      'the environment named example',
      "  example: { params: { d: '@example.com', a: '123456789012' } }\n  prod: {}\n",
    ],
    [
      'a value that the environment overrides',
      "  prod: { extends: example, params: { d: x } }\n  example: { params: { d: '@example.com' } }\n",
    ],
    ['defaults', '  prod: {}\n'],
  ])('are not minded: %s', (_, environments) => {
    expect(codes(check(environments))).toEqual([]);
  });

  it('are found in lists, of files and of environments', () => {
    const found = check(
      '  prod: { lists: { l: { add: [{ value: x@example.org, reason: r }] } } }\n',
      'a.example',
    );
    expect(codes(found)).toEqual(['environment/example-domain 5:14', 'environment/example-domain 4:40']);
    expect(codes(check('  prod: {}\n', 'arn:aws:iam::111122223333:role/x'))).toEqual([
      'environment/example-account 5:14',
    ]);
    const removed = "  prod: { lists: { l: { remove: [{ value: '@a.example', reason: r }] } } }\n";
    expect(codes(check(removed, '@a.example'))).toEqual([]);
  });

  it('name the value, the environment and what to do', () => {
    const said = textOf(check("  prod: { params: { d: '@example.com' } }\n"), 'environment/example-domain');
    expect(said).toContain('The param "d" holds "example.com" in the environment "prod"');
    expect(said.toLowerCase()).toContain('your own domain');
    const inherited =
      "  prod: { extends: b }\n  eu: { extends: b }\n  b: { abstract: true, params: { d: '@example.com' } }\n";
    expect(textOf(check(inherited), 'environment/example-domain')).toContain('environment "prod"');
  });
});
