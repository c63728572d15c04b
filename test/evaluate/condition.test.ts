/** One case per sentence of the contract (docs/semantics.md) that touches the operators of the table. */
import { describe, expect, it } from 'vitest';
import type { CloudTrailEvent, Json } from '../../src/cloudtrail/event.ts';
import { compileCondition } from '../../src/evaluate/condition.ts';
import type { Expression } from '../../src/ir/expression.ts';
import { all, any, exists, field, inList, not, row, SESSION_NAME, type TextOperator, test } from './build.ts';

const holds = (expression: Expression, event: CloudTrailEvent) => compileCondition(expression)(event);
const on = (value: Json) => ({ a: value });

/** Every text operator, with a value that it accepts on `text`. */
const TEXT_OPERATORS: readonly TextOperator[] = ['equals', 'oneOf', 'startsWith', 'endsWith', 'contains'];
const WITHOUT_TEXT: [string, CloudTrailEvent][] = [
  ['missing', {}],
  ['null', on(null)],
  ['an object', on({ a: 'x' })],
  ['an array', on(['x'])],
  ['a number without text', on(0.5)],
];

describe('1. two values', () => {
  for (const [what, event] of WITHOUT_TEXT) {
    it.each(TEXT_OPERATORS)(`%s is false on a field that is ${what}, and its negation true`, (operator) => {
      const predicate = test(operator, 'a', ['x', '']);
      expect(holds(predicate, event)).toBe(false);
      expect(holds(not(predicate), event)).toBe(true);
    });
    it(`differsFrom is false on a field that is ${what}, and its negation true`, () => {
      expect(holds(test('differsFrom', 'a', 'x'), event)).toBe(false);
      expect(holds(not(test('differsFrom', 'a', 'x')), event)).toBe(true);
    });
    it(`inList is false on a field that is ${what}, and its negation true`, () => {
      const predicate = inList({ value: 'a' }, [row('x'), row('')]);
      expect(holds(predicate, event)).toBe(false);
      expect(holds(not(predicate), event)).toBe(true);
    });
  }

  it('`all` needs every part, `any` one, `not` flips', () => {
    const yes = test('equals', 'a', 'x');
    const no = test('equals', 'a', 'y');
    const event = on('x');
    expect(holds(all(yes, yes), event)).toBe(true);
    expect(holds(all(yes, no), event)).toBe(false);
    expect(holds(any(no, yes), event)).toBe(true);
    expect(holds(any(no, no), event)).toBe(false);
    expect(holds(not(all(yes, not(no))), event)).toBe(false);
  });

  it('an empty `all` is true, an empty `any` is false', () => {
    expect(holds(all(), {})).toBe(true);
    expect(holds(any(), {})).toBe(false);
  });

  it('a negated test is true for an event without the field', () => {
    expect(holds(not(test('equals', 'errorCode', 'AccessDenied')), {})).toBe(true);
  });
});

describe('2. absent', () => {
  it('the text null is an ordinary value', () => {
    expect(holds(test('equals', 'a', 'null'), on('null'))).toBe(true);
    expect(holds(test('equals', 'a', 'null'), on(null))).toBe(false);
    expect(holds(test('differsFrom', 'a', 'x'), on('null'))).toBe(true);
    expect(holds(test('differsFrom', 'a', field('b')), { a: 'null', b: 'x' })).toBe(true);
    expect(holds(test('differsFrom', 'a', field('b')), { a: null, b: 'x' })).toBe(false);
  });

  it('the empty string is present', () => {
    expect(holds(exists('a'), on(''))).toBe(true);
    expect(holds(test('equals', 'a', ''), on(''))).toBe(true);
    expect(holds(test('differsFrom', 'a', 'x'), on(''))).toBe(true);
    expect(holds(test('equals', 'a', field('b')), { a: '', b: '' })).toBe(true);
  });

  it('the empty value begins, ends and stands in every text, and equals only itself', () => {
    for (const operator of ['startsWith', 'endsWith', 'contains'] as const) {
      expect(holds(test(operator, 'a', ''), on('x'))).toBe(true);
      expect(holds(test(operator, 'a', ''), on(''))).toBe(true);
    }
    expect(holds(test('equals', 'a', ''), on('x'))).toBe(false);
  });

  it('`exists` is true for anything but null, {} and []', () => {
    for (const value of ['', 'null', 0, 0.5, false, { b: null }, [null]]) {
      expect(holds(exists('a'), on(value))).toBe(true);
    }
    for (const value of [null, {}, []]) expect(holds(exists('a'), on(value))).toBe(false);
    expect(holds(exists('a'), {})).toBe(false);
    expect(holds(exists('a.b'), on('text'))).toBe(false);
  });

  it('a derived field exists where its value is present', () => {
    const arn = 'arn:aws:sts::111122223333:assumed-role/Admin/mara';
    expect(holds(exists(SESSION_NAME), { userIdentity: { type: 'AssumedRole', arn } })).toBe(true);
    expect(holds(exists(SESSION_NAME), { userIdentity: { type: 'IAMUser', arn } })).toBe(false);
    const roleArn = field('session.roleArn', { kind: 'path', path: ['a'] });
    expect(holds(exists(roleArn), on('x'))).toBe(true);
    expect(holds(exists(roleArn), on({ b: 'x' }))).toBe(false);
  });
});

describe('3. the text of a scalar', () => {
  it('a boolean equals its text, whatever the record stores', () => {
    for (const value of [false, 'false']) {
      expect(holds(test('equals', 'readOnly', 'false'), { readOnly: value })).toBe(true);
      expect(holds(test('equals', 'readOnly', 'true'), { readOnly: value })).toBe(false);
      expect(holds(test('startsWith', 'readOnly', 'fal'), { readOnly: value })).toBe(true);
    }
    expect(holds(test('equals', 'a', field('b')), { a: true, b: 'true' })).toBe(true);
  });

  it('an integer is its digits, and is never compared as a number', () => {
    expect(holds(test('equals', 'a', '10'), on(10))).toBe(true);
    expect(holds(test('equals', 'a', '10.0'), on(10))).toBe(false);
    expect(holds(test('equals', 'a', '10'), on('010'))).toBe(false);
    expect(holds(test('equals', 'a', '010'), on('010'))).toBe(true);
    expect(holds(test('equals', 'a', '1e1'), on('10'))).toBe(false);
    expect(holds(test('endsWith', 'a', '0'), on(10))).toBe(true);
    expect(holds(inList({ value: 'a' }, [row('10')]), on(10))).toBe(true);
  });
});

describe('4. case', () => {
  const operators: [TextOperator, string][] = [
    ['equals', 'Mara@Example.com'],
    ['oneOf', 'Mara@Example.com'],
    ['startsWith', 'Mara'],
    ['endsWith', '@Example.com'],
    ['contains', 'ra@Exa'],
  ];
  it.each(operators)('%s minds case unless told otherwise', (operator, value) => {
    expect(holds(test(operator, 'a', value), on('Mara@Example.com'))).toBe(true);
    expect(holds(test(operator, 'a', value), on('mARA@eXAMPLE.COM'))).toBe(false);
    expect(holds(test(operator, 'a', value, true), on('mARA@eXAMPLE.COM'))).toBe(true);
  });

  it('differsFrom minds case unless told otherwise', () => {
    expect(holds(test('differsFrom', 'a', field('b')), { a: 'Mara', b: 'mara' })).toBe(true);
    expect(holds(test('differsFrom', 'a', field('b'), true), { a: 'Mara', b: 'mara' })).toBe(false);
    expect(holds(test('differsFrom', 'a', 'MARA', true), on('mara'))).toBe(false);
  });

  it('inList minds case unless told otherwise', () => {
    expect(holds(inList({ value: 'a' }, [row('Mara')]), on('mara'))).toBe(false);
    expect(holds(inList({ value: 'a' }, [row('Mara')], true), on('MARA'))).toBe(true);
  });

  it('folds A-Z and nothing else', () => {
    const pairs = [
      ['\u212a', 'k'], // Kelvin sign
      ['\u0130', 'i'], // capital I with a dot
      ['\u0131', 'I'], // dotless i
      ['ß', 'SS'],
      ['ẞ', 'ß'],
      ['É', 'é'],
      ['Σ', 'ς'],
      ['\uff21', '\uff41'], // full-width A
      ['Å', '\u212b'],
    ] as const;
    for (const [left, right] of pairs) {
      for (const [a, b] of [
        [left, right],
        [right, left],
      ] as const) {
        expect(holds(test('equals', 'a', b, true), on(a))).toBe(false);
        expect(holds(test('contains', 'a', b, true), on(`x${a}x`))).toBe(false);
        expect(holds(test('differsFrom', 'a', field('b'), true), { a, b })).toBe(true);
        expect(holds(inList({ value: 'a' }, [row(b)], true), on(a))).toBe(false);
      }
      expect(holds(test('equals', 'a', left, true), on(left))).toBe(true);
    }
    expect(holds(test('equals', 'a', 'éab', true), on('éAB'))).toBe(true);
    expect(holds(test('equals', 'a', '[@`{', true), on('[@`{'))).toBe(true);
    expect(holds(test('equals', 'a', '{', true), on('['))).toBe(false);
  });
});

describe('5. literals are literal', () => {
  const hostile = [
    '*',
    '?',
    '%',
    '_',
    '\\',
    "'",
    '"',
    '|',
    '$',
    '[',
    ']',
    '`',
    '.',
    '^',
    '(',
    '+',
    '{',
    '\n',
  ];
  it.each(hostile)('%j matches itself and nothing else', (character) => {
    for (const operator of TEXT_OPERATORS) {
      expect(holds(test(operator, 'a', character), on(character))).toBe(true);
      expect(holds(test(operator, 'a', character), on('x'))).toBe(false);
      expect(holds(test(operator, 'a', `a${character}b`), on('axb'))).toBe(false);
    }
    expect(holds(test('contains', 'a', character), on(`x${character}y`))).toBe(true);
    expect(holds(inList({ value: 'a' }, [row(character)]), on(character))).toBe(true);
    expect(holds(test('differsFrom', 'a', character), on(character))).toBe(false);
  });

  it('a line break is a character like any other', () => {
    expect(holds(test('endsWith', 'a', '@example.com'), on('x@example.com\n'))).toBe(false);
    expect(holds(test('startsWith', 'a', 'x'), on('\nx'))).toBe(false);
    expect(holds(test('contains', 'a', 'a\nb'), on('xa\nby'))).toBe(true);
  });

  it('non-ASCII text is compared as it stands, without normalising', () => {
    expect(holds(test('equals', 'a', 'é'), on('é'))).toBe(true);
    expect(holds(test('equals', 'a', 'e\u0301'), on('é'))).toBe(false);
    expect(holds(test('endsWith', 'a', '😀'), on('a😀'))).toBe(true);
  });
});

describe('8. arrays', () => {
  it('a path that holds an array has no text, whatever stands in it', () => {
    expect(holds(test('equals', 'a', 'x'), on(['x']))).toBe(false);
    expect(holds(test('equals', 'a.0', 'x'), on(['x']))).toBe(false);
    expect(holds(not(test('equals', 'a', 'x')), on(['x']))).toBe(true);
    expect(holds(exists('a'), on(['x']))).toBe(true);
  });
});

describe('9. field to field', () => {
  const rights: [string, CloudTrailEvent][] = [
    ['missing', { a: 'x' }],
    ['null', { a: 'x', b: null }],
    ['an object', { a: 'x', b: { c: 'x' } }],
    ['an array', { a: 'x', b: ['x'] }],
  ];
  it.each(rights)('is false where the right side is %s', (_, event) => {
    expect(holds(test('equals', 'a', field('b')), event)).toBe(false);
    expect(holds(test('differsFrom', 'a', field('b')), event)).toBe(false);
    expect(holds(test('differsFrom', 'a', field('b'), true), event)).toBe(false);
  });

  it('is false where both are absent', () => {
    expect(holds(test('equals', 'a', field('b')), { a: null, b: null })).toBe(false);
    expect(holds(test('differsFrom', 'a', field('b')), {})).toBe(false);
  });

  it('is never a suffix, a prefix or a pattern', () => {
    expect(holds(test('equals', 'a', field('b')), { a: 'b@corp.example', b: 'bob@corp.example' })).toBe(
      false,
    );
    expect(holds(test('differsFrom', 'a', field('b')), { a: 'b@corp.example', b: 'bob@corp.example' })).toBe(
      true,
    );
    expect(holds(test('equals', 'a', field('b')), { a: 'abc', b: '*' })).toBe(false);
  });

  it('a literal beside a field suffices', () => {
    expect(holds(test('equals', 'a', ['x', field('b')]), { a: 'x' })).toBe(true);
    expect(holds(test('equals', 'a', ['y', field('b')]), { a: 'x', b: 'x' })).toBe(true);
    expect(holds(test('equals', 'a', ['y', 'z', field('b')]), { a: 'x', b: 'x' })).toBe(true);
    expect(holds(test('equals', 'a', ['y', 'z', field('b')]), { a: 'x' })).toBe(false);
    expect(holds(test('equals', 'a', field('a')), { a: 'x' })).toBe(true);
  });
});

describe('10. an empty list matches nothing', () => {
  it.each([...TEXT_OPERATORS, 'differsFrom'] as const)('%s', (operator) => {
    expect(holds(test(operator, 'a', []), on('x'))).toBe(false);
    expect(holds(test(operator, 'a', [], true), on(''))).toBe(false);
    expect(holds(not(test(operator, 'a', [])), on('x'))).toBe(true);
  });
  it('inList', () => {
    expect(holds(inList({ value: 'a' }, []), on('x'))).toBe(false);
    expect(holds(inList({ one: 'a', two: 'b' }, []), { a: 'x', b: 'y' })).toBe(false);
  });
});

describe('lists of several columns', () => {
  const pairs = inList({ source: 'a', name: 'b' }, [row('s3', 'Get'), row('ec2', 'Run')]);

  it('compare column by column', () => {
    expect(holds(pairs, { a: 's3', b: 'Get' })).toBe(true);
    expect(holds(pairs, { a: 's3', b: 'Run' })).toBe(false);
    expect(holds(pairs, { a: 'Get', b: 's3' })).toBe(false);
    expect(holds(pairs, { a: 's3' })).toBe(false);
    expect(holds(pairs, { b: 'Get' })).toBe(false);
    expect(holds({ ...pairs, ignoreCase: true }, { a: 'S3', b: 'GET' })).toBe(true);
  });

  it('cannot be confused by values that hold separators or digits', () => {
    const values = ['', '1', ':', '1:', ':1', '1:1', 'a', '1:a', '0:', '2:1:', '\u0000', '"', '","'];
    for (const one of values) {
      for (const two of values) {
        const known = inList({ x: 'a', y: 'b' }, [row(one, two)]);
        for (const a of values) {
          for (const b of values) expect(holds(known, { a, b })).toBe(a === one && b === two);
        }
      }
    }
  });
});
