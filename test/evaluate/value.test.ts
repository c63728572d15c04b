import { describe, expect, it } from 'vitest';
import type { CloudTrailEvent, Json } from '../../src/cloudtrail/event.ts';
import type { ValueExpr } from '../../src/cloudtrail/value.ts';
import { compileValue, isPresent, reach } from '../../src/evaluate/value.ts';
import { SESSION_NAME } from './build.ts';

const path = (...keys: string[]): ValueExpr => ({ kind: 'path', path: keys });
const read = (value: ValueExpr, event: CloudTrailEvent) => compileValue(value)(event);
const parse = (json: string) => JSON.parse(json) as CloudTrailEvent;

describe('the text of a value', () => {
  const cases: [string, Json, string | undefined][] = [
    ['a string is itself', 'AssumeRole', 'AssumeRole'],
    ['the empty string is present', '', ''],
    ['the text null is an ordinary value', 'null', 'null'],
    ['null is absent', null, undefined],
    ['true', true, 'true'],
    ['false', false, 'false'],
    ['zero', 0, '0'],
    ['an integer', 42, '42'],
    ['a negative integer', -42, '-42'],
    ['fifteen digits', 999_999_999_999_999, '999999999999999'],
    ['minus fifteen digits', -999_999_999_999_999, '-999999999999999'],
    ['sixteen digits have no text', 1_000_000_000_000_000, undefined],
    ['minus sixteen digits have no text', -1_000_000_000_000_000, undefined],
    ['a fraction has no text', 1.5, undefined],
    ['a huge number has no text', 1e300, undefined],
    ['minus zero has no text', -0, undefined],
    ['an object has no text', { a: 1 }, undefined],
    ['an empty object has no text', {}, undefined],
    ['an array has no text', ['a'], undefined],
    ['an array of one has no text', [1], undefined],
    ['white space is kept', ' a\n', ' a\n'],
    ['non-ASCII is kept', 'é\u212a😀', 'é\u212a😀'],
  ];
  it.each(cases)('%s', (_, value, text) => {
    expect(read(path('a', 'b'), { a: { b: value } })).toBe(text);
  });
});

describe('a path', () => {
  it('is absent where any key is missing', () => {
    expect(read(path('a', 'b'), {})).toBeUndefined();
    expect(read(path('a', 'b'), { a: {} })).toBeUndefined();
    expect(read(path('a', 'b'), { a: null })).toBeUndefined();
  });

  it('finds nothing below a text, a number, a boolean or an array', () => {
    for (const value of ['text', 7, true, ['x'], []]) {
      expect(read(path('a', 'length'), { a: value })).toBeUndefined();
      expect(read(path('a', '0'), { a: value })).toBeUndefined();
    }
  });

  it('finds own properties only', () => {
    for (const key of ['constructor', '__proto__', 'toString', 'hasOwnProperty', 'valueOf']) {
      expect(read(path(key), {})).toBeUndefined();
      expect(read(path(key, 'name'), {})).toBeUndefined();
      expect(isPresent(reach([key], {}))).toBe(false);
    }
  });

  it('finds keys with such names where the record has them', () => {
    const event = parse('{ "__proto__": { "name": "a" }, "constructor": "b" }');
    expect(read(path('__proto__', 'name'), event)).toBe('a');
    expect(read(path('constructor'), event)).toBe('b');
  });

  it('reads records without a prototype', () => {
    const event = Object.assign(Object.create(null), { a: 'b' }) as CloudTrailEvent;
    expect(read(path('a'), event)).toBe('b');
  });

  it('tells keys that differ in case apart', () => {
    expect(read(path('eventname'), { eventName: 'a' })).toBeUndefined();
  });
});

describe('presence', () => {
  const cases: [string, Json, boolean][] = [
    ['null', null, false],
    ['{}', {}, false],
    ['[]', [], false],
    ['the empty text', '', true],
    ['the text null', 'null', true],
    ['false', false, true],
    ['zero', 0, true],
    ['a number without text', 1.5, true],
    ['an object', { a: null }, true],
    ['an array', [null], true],
  ];
  it.each(cases)('of %s', (_, value, present) => {
    expect(isPresent(reach(['a'], { a: value }))).toBe(present);
  });
  it('of a missing key', () => {
    expect(isPresent(reach(['a'], {}))).toBe(false);
    expect(isPresent(reach(['a', 'b'], { a: 'text' }))).toBe(false);
  });
});

describe('values made of paths', () => {
  const arn = (name: string) => `arn:aws:sts::111122223333:assumed-role/Admin/${name}`;
  const session = (type: Json, at: Json) =>
    read(SESSION_NAME.definition.value, { userIdentity: { type, arn: at } });

  it('captures the session name of an assumed role', () => {
    expect(session('AssumedRole', arn('mara@example.com'))).toBe('mara@example.com');
    expect(session('AssumedRole', 'arn:aws-cn:sts::111122223333:assumed-role/Admin/i-0')).toBe('i-0');
    expect(session('AssumedRole', 'arn:aws:sts:::assumed-role/Admin/null')).toBe('null');
  });

  it('is absent where the guard or the pattern does not hold', () => {
    expect(session('IAMUser', arn('mara'))).toBeUndefined();
    expect(session('assumedrole', arn('mara'))).toBeUndefined();
    expect(session(null, arn('mara'))).toBeUndefined();
    expect(session('AssumedRole', null)).toBeUndefined();
    expect(session('AssumedRole', arn(''))).toBeUndefined();
    expect(session('AssumedRole', arn('a/b'))).toBeUndefined();
    expect(session('AssumedRole', `x${arn('mara')}`)).toBeUndefined();
  });

  it('takes `$` as the very end: a line break is part of the name', () => {
    expect(session('AssumedRole', arn('mara\n'))).toBe('mara\n');
    const digits: ValueExpr = { kind: 'capture', of: path('a'), pattern: '^([0-9]+)$' };
    expect(read(digits, { a: '12\n' })).toBeUndefined();
    expect(read(digits, { a: '12\nx' })).toBeUndefined();
  });

  it('takes `.` as any code point but a line feed', () => {
    const dot: ValueExpr = { kind: 'capture', of: path('a'), pattern: '^(.)$' };
    expect(read(dot, { a: '\u2028' })).toBe('\u2028');
    expect(read(dot, { a: '\r' })).toBe('\r');
    expect(read(dot, { a: '😀' })).toBe('😀');
    expect(read(dot, { a: '\n' })).toBeUndefined();
    const quoted: ValueExpr = { kind: 'capture', of: path('a'), pattern: '^([.]\\.)$' };
    expect(read(quoted, { a: '..' })).toBe('..');
    expect(read(quoted, { a: 'ab' })).toBeUndefined();
  });

  it('strips one suffix', () => {
    const stripped: ValueExpr = { kind: 'withoutSuffix', of: path('a'), suffix: '.amazonaws.com' };
    expect(read(stripped, { a: 'sts.amazonaws.com' })).toBe('sts');
    expect(read(stripped, { a: 'sts.amazonaws.com.amazonaws.com' })).toBe('sts.amazonaws.com');
    expect(read(stripped, { a: '.amazonaws.com' })).toBe('');
    expect(read(stripped, { a: 'sts.amazonaws.com.cn' })).toBe('sts.amazonaws.com.cn');
    expect(read(stripped, { a: 'sts.AMAZONAWS.com' })).toBe('sts.AMAZONAWS.com');
    expect(read(stripped, { a: null })).toBeUndefined();
  });

  it('joins parts, and is absent where one is', () => {
    const joined: ValueExpr = {
      kind: 'concat',
      parts: [path('a'), { kind: 'text', text: ':' }, path('b')],
    };
    expect(read(joined, { a: 'x', b: '' })).toBe('x:');
    expect(read(joined, { a: 'x' })).toBeUndefined();
    expect(read(joined, { a: 'x', b: {} })).toBeUndefined();
  });

  it('takes the first that is present, the empty text included', () => {
    const first: ValueExpr = { kind: 'firstOf', of: [path('a'), path('b'), { kind: 'text', text: 'c' }] };
    expect(read(first, { a: null, b: '' })).toBe('');
    expect(read(first, { a: ['x'] })).toBe('c');
    expect(read({ kind: 'firstOf', of: [] }, {})).toBeUndefined();
  });

  it('compares a guard by text: a boolean equals its text', () => {
    const guarded: ValueExpr = {
      kind: 'when',
      path: ['readOnly'],
      equals: 'true',
      // biome-ignore lint/suspicious/noThenProperty: the name of the part in the algebra of values.
      then: { kind: 'text', text: 'yes' },
    };
    expect(read(guarded, { readOnly: true })).toBe('yes');
    expect(read(guarded, { readOnly: 'true' })).toBe('yes');
    expect(read(guarded, { readOnly: false })).toBeUndefined();
  });
});
