import { describe, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../src/cloudtrail/event.ts';
import { setIn, unsetIn } from '../../src/content/event-patch.ts';
import { LONGEST_PATH, parseEventPath, printEventPath } from '../../src/content/event-path.ts';

const stepsOf = (path: string) => {
  const parsed = parseEventPath(path);
  return parsed.ok ? parsed.steps : parsed.problem;
};

describe('a path into an event', () => {
  it.each([
    ['eventName', ['eventName']],
    ['requestParameters.roleSessionName', ['requestParameters', 'roleSessionName']],
    ['resources[0].ARN', ['resources', 0, 'ARN']],
    ['a[0][12].b', ['a', 0, 12, 'b']],
    ['requestParameters."x-amz-acl"', ['requestParameters', 'x-amz-acl']],
    ['"a.b"."c[0]"', ['a.b', 'c[0]']],
    ['a."say \\"hi\\" \\\\"', ['a', 'say "hi" \\']],
    ['a.""', ['a', '']],
    ['constructor.prototype', ['constructor', 'prototype']],
  ])('%s', (path, steps) => {
    expect(stepsOf(path)).toEqual(steps);
    expect(stepsOf(printEventPath(steps))).toEqual(steps);
  });

  it.each([
    ['', 'it is empty'],
    ['.a', 'a key is missing between its parts'],
    ['a.', 'a key is missing between its parts'],
    ['a..b', 'a key is missing between its parts'],
    ['[0]', 'a key is missing between its parts'],
    ['a[]', '"[]" means any item, and a change needs one'],
    ['a[-1]', 'what stands after "[" is no index'],
    ['a[01]', 'what stands after "[" is no index'],
    ['a[1', 'what stands after "[" is no index'],
    ['a[9999999]', 'what stands after "[" is no index'],
    ['a[0]b', '"b" is no plain word'],
    ['a."b', 'a quote is never closed'],
    ['a."b"c', '"c" is no plain word'],
    ['a.x-amz-acl', '"x-amz-acl" is no plain word'],
    ['a b', '"a b" is no plain word'],
    ['__proto__', 'no record has the key "__proto__"'],
    ['a."__proto__".b', 'no record has the key "__proto__"'],
    ['ключ', '"ключ" is no plain word'],
  ])('%s is refused', (path, problem) => {
    expect(stepsOf(path)).toBe(problem);
  });

  it('shows where the quotes go', () => {
    const parsed = parseEventPath('requestParameters.x-amz-acl.b');
    expect(parsed.ok ? '' : parsed.fix).toContain(`'requestParameters."x-amz-acl".b'`);
  });

  it('is bounded', () => {
    const longest = Array.from({ length: LONGEST_PATH }, () => 'a').join('.');
    expect(stepsOf(longest)).toHaveLength(LONGEST_PATH);
    expect(stepsOf(`${longest}.a`)).toBe(`it has more than ${LONGEST_PATH} parts`);
    expect(stepsOf(`a${'.'.repeat(1_000_000)}`)).toBe('a key is missing between its parts');
  });
});

const EVENT: JsonObject = freeze({
  eventName: 'AssumeRole',
  requestParameters: null,
  userIdentity: { type: 'AssumedRole', sessionContext: { attributes: {} } },
  resources: [{ ARN: 'a' }, { ARN: 'b' }],
});

function freeze<T extends Json>(value: T): T {
  if (typeof value === 'object' && value !== null) for (const inner of Object.values(value)) freeze(inner);
  return Object.freeze(value);
}

const set = (path: string, value: Json, event = EVENT) => {
  const steps = stepsOf(path);
  if (typeof steps === 'string') throw new Error(steps);
  const patched = setIn(event, steps, value);
  return patched.ok ? patched.event : patched.fault;
};
const unset = (path: string, event = EVENT) => {
  const steps = stepsOf(path);
  if (typeof steps === 'string') throw new Error(steps);
  const patched = unsetIn(event, steps);
  return patched.ok ? patched.event : patched.fault;
};

describe('set', () => {
  it('changes a value, adds one, and creates objects below null and nothing', () => {
    expect(set('eventName', 'x')).toEqual({ ...EVENT, eventName: 'x' });
    expect(set('errorCode', 'AccessDenied')).toEqual({ ...EVENT, errorCode: 'AccessDenied' });
    expect(set('requestParameters.tags.k', 1)).toEqual({ ...EVENT, requestParameters: { tags: { k: 1 } } });
    expect(set('additionalEventData.a', false)).toEqual({ ...EVENT, additionalEventData: { a: false } });
    expect(set('requestParameters', null)).toEqual(EVENT);
  });

  it('changes an item of a list and below it', () => {
    expect(set('resources[1].ARN', 'x')).toEqual({ ...EVENT, resources: [{ ARN: 'a' }, { ARN: 'x' }] });
    expect(set('resources[0]', null)).toEqual({ ...EVENT, resources: [null, { ARN: 'b' }] });
  });

  it('keeps the order of keys', () => {
    expect(Object.keys(set('eventName', 'x'))).toEqual(Object.keys(EVENT));
  });

  it('refuses to go below a scalar, to mix keys and indexes, and to pass the end', () => {
    expect(set('eventName.a.b', 1)).toEqual({ kind: 'below', depth: 1, found: 'the text "AssumeRole"' });
    expect(set('resources.ARN', 1)).toEqual({ kind: 'below', depth: 1, found: 'a list' });
    expect(set('userIdentity[0]', 1)).toEqual({ kind: 'below', depth: 1, found: 'an object' });
    expect(set('requestParameters[0]', 1)).toEqual({ kind: 'below', depth: 1, found: 'null' });
    expect(set('nothing[0].a', 1)).toEqual({ kind: 'below', depth: 1, found: 'nothing' });
    expect(set('resources[2].ARN', 1)).toEqual({ kind: 'past-end', depth: 1, length: 2 });
  });

  it('never writes through to the event it was given', () => {
    // Frozen to its leaves: a write would throw. What was not on the path is shared, not copied.
    const changed = set('userIdentity.type', 'x') as JsonObject;
    expect(changed.resources).toBe(EVENT.resources);
    expect((changed.userIdentity as JsonObject).sessionContext).toBe(
      (EVENT.userIdentity as JsonObject).sessionContext,
    );
    expect(EVENT.userIdentity).toMatchObject({ type: 'AssumedRole' });
  });

  it('treats names of JavaScript as keys like any other', () => {
    expect(set('constructor.prototype.polluted', true)).toMatchObject({
      constructor: { prototype: { polluted: true } },
    });
    expect(set('toString', 'x')).toMatchObject({ toString: 'x' });
    const proto = setIn(EVENT, ['__proto__', 'polluted'], true);
    expect(proto.ok && Object.keys(proto.event)).toContain('__proto__');
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });
});

describe('unset', () => {
  it('takes out keys and items', () => {
    expect(unset('eventName')).not.toHaveProperty('eventName');
    expect(unset('userIdentity.sessionContext.attributes')).toEqual({
      ...EVENT,
      userIdentity: { type: 'AssumedRole', sessionContext: {} },
    });
    expect(unset('resources[0]')).toEqual({ ...EVENT, resources: [{ ARN: 'b' }] });
    expect(unset('requestParameters')).not.toHaveProperty('requestParameters');
  });

  it.each([
    'nothing',
    'userIdentity.nothing.below',
    'resources[2]',
    'resources.ARN',
    'eventName.length',
    'toString',
  ])('refuses %s, which is not there', (path) => {
    expect(unset(path)).toEqual({ kind: 'missing' });
  });

  it('leaves the event it was given alone', () => {
    unset('resources[0].ARN');
    expect(EVENT.resources).toEqual([{ ARN: 'a' }, { ARN: 'b' }]);
  });
});
