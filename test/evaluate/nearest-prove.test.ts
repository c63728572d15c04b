/** Events that are said to match do, by the evaluator, and by the changes that are shown. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CloudTrailEvent, JsonObject } from '../../src/cloudtrail/event.ts';
import { setIn, unsetIn } from '../../src/content/event-patch.ts';
import { parseEventPath } from '../../src/content/event-path.ts';
import { compileCondition } from '../../src/evaluate/condition.ts';
import { nearestMiss } from '../../src/evaluate/nearest.ts';
import type { Expression } from '../../src/ir/expression.ts';
import { type Proof, proveNearest } from '../../src/testing/nearest/prove.ts';
import { event as anyEvent, expression } from './arbitrary.ts';
import {
  all,
  any,
  element,
  exists,
  field,
  inCidr,
  inList,
  matches,
  not,
  order,
  row,
  SESSION_NAME,
  some,
  test,
} from './build.ts';
import { chars, patternOf } from './patterns.ts';

function prove(condition: Expression, event: CloudTrailEvent): Proof | undefined {
  const miss = nearestMiss(condition, event);
  if (miss === undefined) throw new Error('it matches already');
  return proveNearest(condition, event, miss);
}

const changesOf = (condition: Expression, event: CloudTrailEvent) => {
  const proof = prove(condition, event);
  if (proof === undefined) return undefined;
  expect(compileCondition(condition)(proof.event)).toBe(true);
  const { set, unset } = proof.changes;
  return [
    ...set.map(({ path, value }) => `${path} = ${JSON.stringify(value)}`),
    ...unset.map((path) => `- ${path}`),
  ];
};

const arn = (session: string) => `arn:aws:sts::111122223333:assumed-role/Admin/${session}`;
const person = (session: string) => ({ userIdentity: { type: 'AssumedRole', arn: arn(session) } });

describe('a changed event', () => {
  it.each<[string, Expression, CloudTrailEvent, readonly string[] | undefined]>([
    ['has the value', test('equals', 'a', 'x'), { a: 'y' }, ['a = "x"']],
    ['has it below objects that are not there', test('equals', 'a.b', 'x'), {}, ['a = {"b":"x"}']],
    ['lacks what must be absent', not(exists('a')), { a: 'y' }, ['- a']],
    [
      'has the ending for the one it has',
      test('endsWith', 'a', '@example.com'),
      { a: 'mara@x.org' },
      ['a = "mara@example.com"'],
    ],
    ['has the beginning', test('startsWith', 'a', 'Get'), { a: 'Object' }, ['a = "GetObject"']],
    ['has the part', test('contains', 'a', 'b'), { a: 'x' }, ['a = "xb"']],
    ['has a text the pattern is found in', matches('a', [patternOf(chars('ab'))]), {}, ['a = "ab"']],
    ['has an address of the network', inCidr('a', ['10.0.0.0/8']), { a: 'x' }, ['a = "10.0.0.1"']],
    ['has one of IPv6', inCidr('a', ['2001:db8::/32']), {}, ['a = "2001:db8:0:0:0:0:0:1"']],
    ['has the limit', order('atLeast', 'a', 'integer', '10'), { a: 9 }, ['a = "10"']],
    [
      'has more than the limit',
      order('greaterThan', 'a', 'timestamp', '2026-12-31T23:59:59Z'),
      {},
      ['a = "2027-01-01T00:00:00Z"'],
    ],
    ['has less than the limit', order('lessThan', 'a', 'version', '1.10'), {}, ['a = "1.9"']],
    [
      'has the entry that comes nearest',
      inList({ s: 'a', n: 'b' }, [row('s3', 'Get'), row('ec2', 'Run')]),
      { a: 'ec2', b: 'run' },
      ['b = "Run"'],
    ],
    ['has a name that is in no entry', not(inList({ value: 'a' }, [row('x')])), { a: 'x' }, ['a = "y"']],
    ['has two fields that are the same', test('equals', 'a', field('b')), { a: 'x', b: 'y' }, ['a = "y"']],
    ['has two that are not', test('differsFrom', 'a', field('b')), { b: 'y' }, ['a = "z"']],
    [
      'has a session, where it had a user',
      test('equals', SESSION_NAME, 'mara'),
      { userIdentity: { type: 'IAMUser', arn: 'arn:aws:iam::111122223333:user/mara' } },
      [
        'userIdentity.type = "AssumedRole"',
        'userIdentity.arn = "arn:aws:sts::111122223333:assumed-role/Role/mara"',
      ],
    ],
    [
      'has a session of that name',
      test('endsWith', SESSION_NAME, '@example.com'),
      person('mara'),
      [`userIdentity.arn = "${arn('mara@example.com')}"`],
    ],
    [
      'has the element changed that comes nearest',
      some('r', all(test('equals', element('k'), 'x'), test('equals', element('l'), 'x'))),
      { r: [{}, { l: 'x' }] },
      ['r[1].k = "x"'],
    ],
    [
      'has an element, where there was none',
      some('r', test('equals', element('k'), 'x')),
      { b: 'y' },
      ['r = [{"k":"x"}]'],
    ],
    ['has a text as its element', some('r', test('equals', element(), 'x')), { r: [] }, ['r = ["x"]']],
    [
      'has what stands in place of an array changed',
      some('r', test('equals', element('k'), 'x')),
      { r: { k: 'y' } },
      ['r.k = "x"'],
    ],
    [
      'has an element of an element',
      some('r', some('s', test('equals', element(), 'x'), true)),
      { r: [{ s: ['y'] }] },
      ['r[0].s[0] = "x"'],
    ],
    [
      'has no element that is excluded',
      not(some('r', exists(element('k')))),
      { r: [{ k: 1 }, {}, { k: 2 }] },
      ['- r[0].k', '- r[2].k'],
    ],
    [
      'takes the next set where the smallest contradicts itself',
      any(
        all(test('equals', 'a', 'x'), test('equals', 'a', 'y')),
        all(exists('b'), exists('c'), exists('d')),
      ),
      {},
      ['b = "x"', 'c = "x"', 'd = "x"'],
    ],
    [
      'also has what one change breaks',
      all(test('equals', 'a', 'x'), any(test('equals', 'a', 'y'), exists('b'))),
      { a: 'y' },
      ['a = "x"', 'b = "x"'],
    ],
    [
      'is not there where all contradict',
      all(test('equals', 'a', 'x'), test('equals', 'a', 'y')),
      {},
      undefined,
    ],
  ])('%s', (_, condition, event, expected) => {
    expect(changesOf(condition, event)).toEqual(expected);
  });

  it('names the set it proves, none where other clauses had to change', () => {
    const contradicting = all(test('equals', 'a', 'x'), test('equals', 'a', 'y'));
    expect(prove(any(contradicting, all(exists('b'), exists('c'))), {})?.set).toBe(1);
    expect(
      prove(all(test('equals', 'a', 'x'), any(test('equals', 'a', 'y'), exists('b'))), { a: 'y' })?.set,
    ).toBeUndefined();
  });
});

/** The changes as a test of a rule would write them; undefined where no test can (a key `__proto__`). */
function applied(event: CloudTrailEvent, { changes: { set, unset } }: Proof): JsonObject | undefined {
  let at: JsonObject = event;
  const steps = (path: string) => {
    const read = parseEventPath(path);
    return read.ok ? read.steps : undefined;
  };
  for (const { path, value } of set) {
    const to = steps(path);
    const patched = to && setIn(at, to, value);
    if (!patched?.ok) return undefined;
    at = patched.event;
  }
  for (const path of [...unset].reverse()) {
    const to = steps(path);
    const patched = to && unsetIn(at, to);
    if (!patched?.ok) return undefined;
    at = patched.event;
  }
  return at;
}

describe('random conditions and events', () => {
  it('every event that is shown matches, and is the first one with the changes shown', () => {
    let misses = 0;
    let proved = 0;
    let written = 0;
    fc.assert(
      fc.property(expression, anyEvent, (condition, one) => {
        const miss = nearestMiss(condition, one);
        if (miss === undefined || miss.sets.length === 0) return;
        misses += 1;
        const before = JSON.stringify(one);
        const proof = proveNearest(condition, one, miss);
        expect(JSON.stringify(one)).toBe(before);
        if (proof === undefined) return;
        proved += 1;
        expect(compileCondition(condition)(proof.event)).toBe(true);
        const again = applied(one, proof);
        if (again === undefined) return;
        written += 1;
        expect(again).toEqual(proof.event);
      }),
      { numRuns: 2_000 },
    );
    expect(proved).toBeGreaterThan(misses * 0.6);
    expect(written).toBeGreaterThan(proved * 0.6);
  });
});
