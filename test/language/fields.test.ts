import { describe, expect, it } from 'vitest';
import { allFields, fieldNames, resolveField, searchFields } from '../../src/language/fields.ts';

const problemOf = (spelled: string) => {
  const resolved = resolveField(spelled);
  if (resolved.kind !== 'problem') throw new Error(`${spelled} is a field`);
  return resolved;
};

describe('resolveField', () => {
  it('knows every name it lists', () => {
    for (const name of fieldNames()) {
      expect(resolveField(name)).toMatchObject({ kind: 'field', definition: { name } });
    }
    expect(fieldNames()).toEqual(allFields().map(({ name }) => name));
  });

  it('takes quotes that are not needed', () => {
    expect(resolveField('"userIdentity"."arn"')).toMatchObject({ definition: { name: 'userIdentity.arn' } });
  });

  it.each([
    ['requestParameters.bucketName', 'requestParameters.bucketName', ['requestParameters', 'bucketName']],
    ['requestParameters."x-amz-acl"', 'requestParameters."x-amz-acl"', ['requestParameters', 'x-amz-acl']],
    ['requestParameters."plain"', 'requestParameters.plain', ['requestParameters', 'plain']],
    ['responseElements.role.path', 'responseElements.role.path', ['responseElements', 'role', 'path']],
    ['additionalEventData.bytesIn', 'additionalEventData.bytesIn', ['additionalEventData', 'bytesIn']],
    ['serviceEventDetails.x', 'serviceEventDetails.x', ['serviceEventDetails', 'x']],
    ['requestParameters.__proto__', 'requestParameters.__proto__', ['requestParameters', '__proto__']],
  ])('takes the free path %s', (spelled, name, path) => {
    expect(resolveField(spelled)).toMatchObject({
      kind: 'field',
      definition: {
        name,
        type: 'any',
        optional: true,
        domain: 'any',
        derived: false,
        value: { kind: 'path', path },
      },
    });
  });

  it.each([
    ['eventname', 'eventName'],
    ['userIdentity.Arn', 'userIdentity.arn'],
    ['Session.Name', 'session.name'],
    ['requestparameters.roleArn', 'requestParameters.roleArn'],
    ['RequestParameters.bucketName', 'requestParameters.bucketName'],
    ['requestParameters.RoleSessionName', 'requestParameters.roleSessionName'],
    ['"eventname"', 'eventName'],
  ])('names the spelling that AWS uses for %s', (spelled, right) => {
    const problem = problemOf(spelled);
    expect(problem).toMatchObject({ problem: 'case', suggestions: [right], start: 0, end: spelled.length });
    expect(problem.what).toContain(`"${right}"`);
    expect(problem.do).toContain(`Write ${right}.`);
  });

  it('takes a quoted key of another case below an open object, and says that it would', () => {
    expect(problemOf('requestParameters.Policy').do).toContain('requestParameters."Policy"');
    expect(resolveField('requestParameters."Policy"')).toMatchObject({
      kind: 'field',
      definition: { name: 'requestParameters.Policy', type: 'any' },
    });
  });

  it.each([
    ['eventNme', ['eventName']],
    ['sesion.name', ['session.name']],
    [
      'userName',
      [
        'userIdentity.userName',
        'userIdentity.sessionContext.sessionIssuer.userName',
        'requestParameters.userName',
      ],
    ],
    ['roleSessionName', ['requestParameters.roleSessionName']],
    ['zzzzzzzzzz', []],
    ['userIdentity.sessionContext.sourceIdentty', ['userIdentity.sessionContext.sourceIdentity']],
    ['userIdentty.arn', ['userIdentity.arn']],
    ['__proto__', []],
    ['constructor', []],
    ['requestParametersX.a', ['requestParameters.a']],
    ['userIdentity.toString', []],
  ])('says that %s is unknown', (spelled, suggestions) => {
    const problem = problemOf(spelled);
    expect(problem).toMatchObject({ problem: 'unknown', suggestions });
    expect(problem.what).toContain(`"${spelled}"`);
    for (const suggestion of suggestions) expect(problem.do).toContain(`"${suggestion}"`);
  });

  it('passes a fault of the spelling on', () => {
    expect(problemOf('resources[0].ARN')).toMatchObject({ problem: 'syntax', start: 9, end: 12 });
  });

  it('is quick however many names are asked for', () => {
    const started = performance.now();
    for (let round = 0; round < 100_000; round += 1)
      resolveField('userIdentity.sessionContext.sourceIdentity');
    expect(performance.now() - started).toBeLessThan(2_000);
  });
});

describe('paths into arrays', () => {
  const path = (...keys: readonly string[]) => ({ kind: 'path', path: keys });
  const element = (...keys: readonly string[]) => ({ kind: 'element', path: keys });

  it.each([
    ['resources[].ARN', 'text', element('ARN'), [[path('resources'), 'resources[]']]],
    ['resources[].accountId', 'text', element('accountId'), [[path('resources'), 'resources[]']]],
    ['resources[]', 'any', element(), [[path('resources'), 'resources[]']]],
    ['resources[]."arn"', 'any', element('arn'), [[path('resources'), 'resources[]']]],
    [
      'requestParameters.things[].key',
      'any',
      element('key'),
      [[path('requestParameters', 'things'), 'requestParameters.things[]']],
    ],
    [
      'requestParameters.a.b[].c[].d.e',
      'any',
      element('d', 'e'),
      [
        [path('requestParameters', 'a', 'b'), 'requestParameters.a.b[]'],
        [element('c'), 'requestParameters.a.b[].c[]'],
      ],
    ],
    [
      'requestParameters.roleArn[]',
      'any',
      element(),
      [[path('requestParameters', 'roleArn'), 'requestParameters.roleArn[]']],
    ],
  ])('%s', (spelled, type, value, arrays) => {
    const resolved = resolveField(spelled);
    if (resolved.kind === 'problem') throw new Error(resolved.what);
    expect(resolved.definition).toMatchObject({ type, value });
    expect(resolved.arrays.map((array) => [array.value, array.name])).toEqual(arrays);
  });

  it.each([
    ['eventName[]', 'shape', /"eventName" holds one text, so it has no elements/, ['eventName']],
    ['eventName.x', 'shape', /nothing stands below it/, ['eventName']],
    ['session.name.first', 'shape', /"session.name" holds one text/, ['session.name']],
    ['readOnly[].x', 'shape', /"readOnly" is true or false/, ['readOnly']],
    ['userIdentity[].arn', 'shape', /"userIdentity" is an object, not an array/, ['userIdentity.arn']],
    ['userIdentity[]', 'shape', /not an array/, []],
    ['requestParameters[]', 'shape', /not an array/, []],
    ['requestParameters[].x', 'shape', /not an array/, ['requestParameters.x']],
    ['resources.ARN', 'shape', /no key stands below an array itself/, ['resources[].ARN']],
    ['resources.arn', 'shape', /no key stands below an array itself/, ['resources[].ARN']],
    ['resources[].arn', 'case', /"resources\[\].ARN"/, ['resources[].ARN']],
    ['Resources[]', 'case', /"resources\[\]"/, ['resources[]']],
    ['RequestParameters.a[].b', 'case', /"requestParameters.a\[\].b"/, ['requestParameters.a[].b']],
    ['resources[].accuntId', 'unknown', /have no "accuntId"/, ['resources[].accountId']],
    ['resources[].colour', 'unknown', /have no "colour"/, []],
    ['recources[].ARN', 'unknown', /no field "recources\[\].ARN"/, ['resources[].ARN']],
    ['zzzzzzzz[].yyyyyyyy', 'unknown', /no field "zzzzzzzz\[\].yyyyyyyy"/, []],
  ])('%s is a fault of %s', (spelled, problem, what, suggestions) => {
    const found = problemOf(spelled);
    expect(found).toMatchObject({ problem, suggestions, start: 0, end: spelled.length });
    expect(found.what).toMatch(what);
  });

  it('says how to name a key that the catalogue has not', () => {
    expect(problemOf('resources[].colour').do).toBe(
      'It has "resources[].ARN" or "resources[].accountId" or "resources[].type". If AWS really writes that key, quote it: resources[]."colour"',
    );
  });

  it.each([
    ['ARN', 'resources[]', { name: 'resources[].ARN', type: 'text', value: element('ARN') }],
    ['"arn"', 'resources[]', { name: 'resources[].arn', type: 'any', value: element('arn') }],
    ['key', 'requestParameters.things[]', { name: 'requestParameters.things[].key', value: element('key') }],
    ['a.b', 'requestParameters.x[].y[]', { name: 'requestParameters.x[].y[].a.b', value: element('a', 'b') }],
  ])('%s within %s begins at the element', (spelled, within, definition) => {
    expect(resolveField(spelled, within)).toMatchObject({ kind: 'field', definition, arrays: [] });
  });

  it.each([
    ['arn', 'resources[]', 'case', ['ARN']],
    ['colour', 'resources[]', 'unknown', []],
    ['session.name', 'requestParameters.things[]', 'shape', []],
    ['userIdentity.arn', 'resources[]', 'shape', []],
    ['requestParameters.x', 'requestParameters.things[]', 'shape', []],
    ['a[].b', 'requestParameters.things[]', 'syntax', []],
    ['a[0]', 'requestParameters.things[]', 'syntax', []],
  ])('%s within %s is a fault', (spelled, within, problem, suggestions) => {
    expect(resolveField(spelled, within)).toMatchObject({ kind: 'problem', problem, suggestions });
  });

  it('refuses a path deeper than any record, in no time', () => {
    const started = performance.now();
    expect(resolveField(`requestParameters.${Array(63).fill('a[]').join('.')}`).kind).toBe('field');
    for (const spelled of [
      `requestParameters.${Array(20_000).fill('a[]').join('.')}`,
      Array(65).fill('a').join('.'),
    ])
      expect(problemOf(spelled)).toMatchObject({ problem: 'syntax', what: 'A path of more than 64 keys.' });
    expect(performance.now() - started).toBeLessThan(2_000);
  });
});

describe('searchFields', () => {
  it('finds names before descriptions, in any case', () => {
    const found = searchFields('SOURCEIDENTITY').map(({ name }) => name);
    expect(found.slice(0, 3)).toEqual([
      'userIdentity.sessionContext.sourceIdentity',
      'requestParameters.sourceIdentity',
      'responseElements.sourceIdentity',
    ]);
    expect(searchFields('outposts').map(({ name }) => name)).toContain('edgeDeviceDetails');
    expect(searchFields('nothing-like-it')).toEqual([]);
    expect(searchFields('')).toHaveLength(fieldNames().length);
  });
});
