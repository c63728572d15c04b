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
    ['additionalEventData.MFAUsed', 'additionalEventData.MFAUsed', ['additionalEventData', 'MFAUsed']],
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
    ['userName', ['userIdentity.userName', 'userIdentity.sessionContext.sessionIssuer.userName']],
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
    expect(problemOf('resources[].ARN')).toMatchObject({ problem: 'syntax', start: 9, end: 11 });
  });

  it('is quick however many names are asked for', () => {
    const started = performance.now();
    for (let round = 0; round < 100_000; round += 1)
      resolveField('userIdentity.sessionContext.sourceIdentity');
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
