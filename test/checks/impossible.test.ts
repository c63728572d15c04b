/**
 * What the checks call impossible is so on every event: a part that never holds is put out of a random condition, and one
 * that always holds is put to true; the verdicts, by the evaluator, must not change on any event of a small world.
 */
import { describe, expect, it } from 'vitest';
import type { Impossible } from '../../src/checks/impossible.ts';
import { impossibleParts } from '../../src/checks/impossible.ts';
import { compileCondition } from '../../src/evaluate/condition.ts';
import type { Expression } from '../../src/ir/expression.ts';
import { seeded } from '../generate/random.ts';
import { contentOf, documentOf, listsOf, ruleOf } from '../support/rule.ts';

const NAMES = [undefined, 'A', 'a', 'B', 'AB'];
const CODES = [undefined, 'A', 'B', 'ab'];
const RESOURCES = [undefined, [{ type: 'A' }], [{ type: 'A' }, { type: 'B' }], [{}, { type: 'ab' }]];
const EVENTS = NAMES.flatMap((eventName) =>
  CODES.flatMap((errorCode) =>
    RESOURCES.map((resources) => JSON.parse(JSON.stringify({ eventName, errorCode, resources }))),
  ),
);
const reason = 'For a test.';
const LISTS = listsOf([
  { name: 'one', entries: ['A', 'ab'].map((value) => ({ value, reason })) },
  {
    name: 'pairs',
    columns: ['name', 'code'],
    entries: [
      { value: { name: 'A', code: 'B' }, reason },
      { value: { name: 'AB', code: 'ab' }, reason },
    ],
  },
]);

function conditionFrom(random: (below: number) => number, depth: number, element = false): unknown {
  const pick = <T>(of: readonly T[]) => of[random(of.length)] as T;
  const value = () => pick(['A', 'a', 'B', 'AB', 'b']);
  const part = () => conditionFrom(random, depth - 1, element);
  const kind = depth === 0 ? 0 : random(6);
  if (kind === 1) return { all: [part(), part(), ...(random(2) ? [part()] : [])] };
  if (kind === 2) return { any: [part(), part()] };
  if (kind === 3) return { not: part() };
  if (kind === 4 && !element) return { 'resources[]': { some: conditionFrom(random, depth - 1, true) } };
  const ignoreCase = random(3) === 0;
  if (kind === 5 && !element && random(2) === 0) {
    return { inList: { list: 'pairs', columns: { name: 'eventName', code: 'errorCode' }, ignoreCase } };
  }
  const field = element ? 'type' : pick(['eventName', 'eventName', 'errorCode']);
  const test = pick([
    () => ({ equals: value() }),
    () => ({ oneOf: [value(), value()] }),
    () => ({ startsWith: value() }),
    () => ({ endsWith: [value(), value()] }),
    () => ({ contains: value() }),
    () => ({ differsFrom: value() }),
    () => ({ inList: 'one' }),
    () => ({ equals: { field: pick(['eventName', 'errorCode']) } }),
  ])();
  return { [field]: random(6) === 0 ? { exists: random(2) === 0 } : { ...test, ignoreCase } };
}

/** The condition without what was found, or undefined where the finding is of a group whose parts were not told apart. */
function without(expression: Expression, found: Impossible): Expression | undefined {
  const { span } = expression;
  const isHere = span.start === found.span.start && span.end === found.span.end;
  if (isHere && found.kind === 'always') {
    return expression.kind === 'any' ? { kind: 'all', of: [], span } : undefined;
  }
  if (isHere && expression.kind === 'predicate') {
    return { kind: found.other.startsWith('not (') ? 'all' : 'any', of: [], span };
  }
  if (expression.kind === 'predicate') return undefined;
  if (expression.kind === 'not' || expression.kind === 'some') {
    const of = without(expression.of, found);
    return of && { ...expression, of };
  }
  let changed = false;
  const of = expression.of.map((part) => {
    const other = without(part, found);
    changed ||= other !== undefined;
    return other ?? part;
  });
  return changed ? { ...expression, of } : undefined;
}

describe('what is called impossible', () => {
  it('is so on every event', () => {
    const random = seeded(7).nat;
    const counts = { never: 0, always: 0, 'no-hit': 0 };
    for (let at = 0; at < 1500; at += 1) {
      const match = conditionFrom(random, 3);
      const document = documentOf(match);
      const rule = ruleOf(document, LISTS);
      const verdict = compileCondition(rule.condition);
      for (const found of impossibleParts(rule, contentOf([document], LISTS))) {
        const changed = without(rule.condition, found);
        if (changed === undefined) continue;
        counts[found.kind] += 1;
        const other = compileCondition(changed);
        const differs = EVENTS.find((event) => other(event) !== verdict(event));
        expect(differs, JSON.stringify({ match, found: { ...found, span: 0 } })).toBeUndefined();
      }
    }
    for (const kind of ['never', 'always', 'no-hit'] as const) expect(counts[kind]).toBeGreaterThan(5);
  });
});
