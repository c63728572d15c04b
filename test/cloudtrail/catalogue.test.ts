import { describe, expect, it } from 'vitest';
import { FIELDS, OPEN_OBJECTS } from '../../src/cloudtrail/catalogue.ts';
import { DERIVED_FIELDS } from '../../src/cloudtrail/derived.ts';
import { dispatchValue, pathsOf, type ValueExpr } from '../../src/cloudtrail/value.ts';

const ALL = [...FIELDS, ...DERIVED_FIELDS];
const byName = new Map(ALL.map((field) => [field.name, field]));

describe('the field catalogue', () => {
  it('has no two names that are equal, or differ in case alone', () => {
    expect(new Set(ALL.map(({ name }) => name.toLowerCase())).size).toBe(ALL.length);
  });

  it('reads every field at the path that is its name', () => {
    for (const { name, value } of FIELDS) expect(value).toEqual({ kind: 'path', path: name.split('.') });
  });

  it('has an object for every parent', () => {
    for (const { name } of FIELDS.filter(({ name: at }) => at.includes('.'))) {
      const parent = name.slice(0, name.lastIndexOf('.'));
      expect([name, byName.get(parent)?.type]).toEqual([name, 'object']);
    }
  });

  it('describes each in one sentence, and gives an example of its type', () => {
    for (const { name, type, description, example } of ALL) {
      expect([name, /^[A-Za-z].*\.$/.test(description)]).toEqual([name, true]);
      const isContainer = type === 'object' || type === 'array';
      expect([name, example === undefined]).toEqual([name, isContainer]);
      if (type === 'boolean') expect(example).toMatch(/^(true|false)$/);
      if (type === 'integer') expect(example).toMatch(/^[0-9]+$/);
      if (type === 'timestamp') expect(example).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
      if (type === 'version') expect(example).toMatch(/^\d+\.\d+$/);
    }
  });

  it('knows the fields that the detections need', () => {
    const shape = (name: string) => {
      const { type, optional, domain, oneSpelling, chosenByPeople } = byName.get(name) ?? {};
      return { type, optional, domain, oneSpelling, chosenByPeople };
    };
    expect(shape('eventName')).toEqual({
      type: 'text',
      optional: false,
      domain: 'ascii',
      oneSpelling: true,
      chosenByPeople: false,
    });
    expect(shape('requestParameters.roleSessionName')).toEqual({
      type: 'text',
      optional: true,
      domain: 'ascii',
      oneSpelling: false,
      chosenByPeople: true,
    });
    expect(shape('userIdentity.userName')).toMatchObject({ domain: 'any', chosenByPeople: true });
    expect(shape('userAgent')).toMatchObject({ domain: 'any', chosenByPeople: true });
    expect(shape('readOnly')).toMatchObject({ type: 'boolean', optional: true, oneSpelling: true });
    expect(shape('resources')).toMatchObject({ type: 'array' });
    expect(shape('sourceIPAddress')).toMatchObject({ type: 'ip', oneSpelling: false });
    expect(shape('additionalEventData.explicitTrustGrant')).toMatchObject({ type: 'boolean' });
    expect(shape('userIdentity.sessionContext.sourceIdentity')).toMatchObject({ chosenByPeople: true });
    // AWS prints it in two spellings.
    expect(shape('eventType')).toMatchObject({ oneSpelling: false });
  });

  it('has the four open objects', () => {
    for (const name of OPEN_OBJECTS) expect(byName.get(name)?.type).toBe('object');
  });
});

/** The algebra, read as value.ts defines it; small enough to be checked by eye. */
function readValue(value: ValueExpr, event: Record<string, unknown>): string | undefined {
  const at = (path: readonly string[]) => {
    let found: unknown = event;
    for (const key of path) found = (found as Record<string, unknown> | undefined)?.[key];
    return typeof found === 'string' ? found : undefined;
  };
  return dispatchValue<string | undefined>(value, {
    path: ({ path }) => at(path),
    element: () => undefined,
    text: ({ text }) => text,
    when: ({ path, equals, then }) => (at(path) === equals ? readValue(then, event) : undefined),
    capture: ({ of, pattern }) => new RegExp(pattern, 'u').exec(readValue(of, event) ?? '')?.[1],
    withoutSuffix: ({ of, suffix }) => {
      const text = readValue(of, event);
      return text?.endsWith(suffix) ? text.slice(0, -suffix.length) : text;
    },
    concat: ({ parts }) => {
      const texts = parts.map((part) => readValue(part, event));
      return texts.includes(undefined) ? undefined : texts.join('');
    },
    firstOf: ({ of }) => of.map((one) => readValue(one, event)).find((text) => text !== undefined),
  });
}

const derived = (name: string, event: Record<string, unknown>) => {
  const field = byName.get(name);
  if (field === undefined) throw new Error(name);
  return readValue(field.value, event);
};
const caller = (arn: string, type = 'AssumedRole') => ({ userIdentity: { type, arn } });

describe('session.name', () => {
  it.each([
    ['arn:aws:sts::111122223333:assumed-role/Dev/ann@example.com', 'ann@example.com', 'Dev'],
    ['arn:aws-us-gov:sts::111122223333:assumed-role/Dev/i-0abc', 'i-0abc', 'Dev'],
    ['arn:aws:sts:::assumed-role/x@example.com/null', 'null', 'x@example.com'],
  ])('is the last part of %s', (arn, name, role) => {
    expect(derived('session.name', caller(arn))).toBe(name);
    expect(derived('session.roleName', caller(arn))).toBe(role);
  });

  it.each([
    'arn:aws:iam::111122223333:user/team/ann@example.com',
    'arn:aws:iam::111122223333:role/assumed-role/ann@example.com',
    'arn:aws:sts::111122223333:assumed-role/Dev',
    'arn:aws:sts::111122223333:assumed-role/Dev/ann@example.com/x',
    'arn:aws:sts::111122223333:assumed-role//ann@example.com',
    'arn:aws:sts::111122223333:assumed-role/Dev/',
    'x arn:aws:sts::111122223333:assumed-role/Dev/ann@example.com',
    '',
  ])('is absent for the ARN "%s"', (arn) => {
    expect(derived('session.name', caller(arn))).toBeUndefined();
  });

  it('is absent for every type but AssumedRole', () => {
    const arn = 'arn:aws:sts::111122223333:assumed-role/Dev/ann@example.com';
    expect(derived('session.name', caller(arn, 'Role'))).toBeUndefined();
    expect(derived('session.name', caller(arn, 'assumedrole'))).toBeUndefined();
    expect(derived('session.name', { userIdentity: { arn } })).toBeUndefined();
  });
});

describe('action', () => {
  it.each([
    ['sts.amazonaws.com', 'AssumeRole', 'sts:AssumeRole'],
    ['sts.amazonaws.com.cn', 'AssumeRole', 'sts.amazonaws.com.cn:AssumeRole'],
    ['.amazonaws.com', 'X', ':X'],
    ['custom', 'X', 'custom:X'],
  ])('of %s and %s is %s', (eventSource, eventName, action) => {
    expect(derived('action', { eventSource, eventName })).toBe(action);
  });

  it('is absent when either part is', () => {
    expect(derived('action', { eventName: 'X' })).toBeUndefined();
    expect(derived('action', { eventSource: 'sts.amazonaws.com' })).toBeUndefined();
  });
});

describe('actor', () => {
  it('falls back in the documented order', () => {
    const arn = 'arn:aws:sts::111122223333:assumed-role/Dev/ann';
    const userIdentity: Record<string, unknown> = {
      type: 'AssumedRole',
      arn,
      userName: 'ann-user',
      onBehalfOf: { userId: 'uid' },
      principalId: 'AROA:ann',
      invokedBy: 'ec2.amazonaws.com',
      accountId: '111122223333',
    };
    const seen: (string | undefined)[] = [];
    for (const drop of ['type', 'userName', 'arn', 'onBehalfOf', 'principalId', 'invokedBy', 'accountId']) {
      seen.push(derived('actor', { userIdentity }));
      delete userIdentity[drop];
    }
    expect(seen).toEqual(['ann', 'ann-user', arn, 'uid', 'AROA:ann', 'ec2.amazonaws.com', '111122223333']);
    expect(derived('actor', { userIdentity })).toBeUndefined();
  });

  it('reads only fields of the catalogue, as every derived field does', () => {
    for (const { value } of DERIVED_FIELDS) {
      for (const path of pathsOf(value)) expect(byName.has(path.join('.'))).toBe(true);
    }
  });
});

describe('IAM and sign-in', () => {
  it.each([
    ['requestParameters.assumeRolePolicyDocument', 'text', true],
    ['requestParameters.policyDocument', 'text', true],
    ['requestParameters.roleName', 'text', false],
    ['requestParameters.tags', 'array', false],
    ['requestParameters.policyArns', 'array', false],
    ['requestParameters.transitiveTagKeys', 'array', false],
    ['responseElements.ConsoleLogin', 'text', false],
    ['additionalEventData.SwitchFrom', 'text', false],
  ])('%s is %s', (name, type, chosenByPeople) => {
    expect(byName.get(name)).toMatchObject({ type, chosenByPeople });
  });

  it('promises no spelling of what other services may write there too', () => {
    expect(byName.get('requestParameters.roleName')).toMatchObject({ domain: 'any', oneSpelling: false });
    // Lambda writes the ARN of a role there, IAM an object.
    expect(byName.has('responseElements.role')).toBe(false);
  });
});
