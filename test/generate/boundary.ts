/**
 * Events on the boundaries of a rule: one clause is just met or just missed, and the others are kept from deciding.
 *
 * Owns: reaching a clause, and what is done to the others. As well as it can: clauses may contradict each other, and an
 * event that decides nothing is an event all the same. Must not: give verdicts.
 */
import type { CloudTrailEvent, Json } from '../../src/cloudtrail/event.ts';
import { compileCondition } from '../../src/evaluate/condition.ts';
import { compileValue } from '../../src/evaluate/value.ts';
import type { Expression, Predicate, Some } from '../../src/ir/expression.ts';
import type { FieldRef } from '../../src/language/operands.ts';
import { get, type Place, put, putValue, type Slot } from './draft.ts';
import type { Random } from './random.ts';
import { type Value, type Variants, variantsOf } from './variants.ts';

const BASE: CloudTrailEvent = {
  eventVersion: '1.11',
  eventTime: '2026-03-14T09:26:53Z',
  eventSource: 'sts.amazonaws.com',
  eventName: 'AssumeRole',
  awsRegion: 'eu-central-1',
  sourceIPAddress: '203.0.113.7',
  userAgent: 'aws-cli/2.15.30 md/Botocore#2.0.0',
  eventID: '0f1e2d3c-4b5a-4978-8695-a4b3c2d1e0f9',
  readOnly: true,
  userIdentity: {
    type: 'AssumedRole',
    arn: 'arn:aws:sts::111122223333:assumed-role/Developer/kris@example.com',
    accountId: '111122223333',
  },
  requestParameters: { roleArn: 'arn:aws:iam::111122223333:role/ops', durationSeconds: 3600 },
  responseElements: null,
  recipientAccountId: '111122223333',
};

const CLASSES = ['just', 'near', 'folds', 'none', 'odd', 'hostile'] as const;

/** At most `most` events, no two alike; each clause gives some of every class, as far as there is room. */
export function boundaryEvents(
  condition: Expression,
  random: Random,
  most: number,
): readonly CloudTrailEvent[] {
  const found = new Map<string, CloudTrailEvent>();
  const add = (event: Json | undefined) => {
    // As a record is read: no key is undefined, and every number is the one that its digits say.
    const text = JSON.stringify(event);
    found.set(text, JSON.parse(text) as CloudTrailEvent);
  };
  for (const want of [true, false, true]) {
    const place = newPlace();
    solve(condition, want, place, random);
    add(place.event.value);
  }
  const leaves = leavesOf(condition);
  const draws = leaves.flatMap((leaf) => [
    ...CLASSES.map((kind) => ({ leaf, kind })),
    { leaf, kind: 'just' as const },
    { leaf, kind: 'near' as const },
  ]);
  for (let round = 0; found.size < most && round < 3; round += 1) {
    for (const { leaf, kind } of random.shuffled(draws)) {
      if (found.size >= most) break;
      const place = newPlace();
      decide(condition, leaf, kind, place, random);
      add(place.event.value);
    }
  }
  return [...found.values()].slice(0, most);
}

const newPlace = (): Place => ({ event: { value: BASE }, element: { value: undefined } });

function leavesOf(expression: Expression): readonly Predicate[] {
  if (expression.kind === 'predicate') return [expression];
  return 'kind' in expression.of ? leavesOf(expression.of) : expression.of.flatMap(leavesOf);
}

/** Puts a value of the class under the leaf, all around it undecided. */
function decide(
  expression: Expression,
  leaf: Predicate,
  kind: keyof Variants,
  place: Place,
  random: Random,
): void {
  switch (expression.kind) {
    case 'predicate':
      putPredicate(expression, (variants) => random.pick(variants[kind]), place, random);
      return;
    case 'not':
      decide(expression.of, leaf, kind, place, random);
      return;
    case 'all':
    case 'any': {
      const holds = (part: Expression) => leavesOf(part).includes(leaf);
      for (const part of expression.of)
        if (!holds(part)) solve(part, expression.kind === 'all', place, random);
      const part = expression.of.find(holds);
      if (part !== undefined) decide(part, leaf, kind, place, random);
      return;
    }
    case 'some':
      putElement(expression, place, random, (inner) => decide(expression.of, leaf, kind, inner, random));
      return;
  }
}

/** Makes the expression true or false, as well as it can. */
function solve(expression: Expression, want: boolean, place: Place, random: Random): void {
  switch (expression.kind) {
    case 'predicate': {
      const meets = compileCondition(expression);
      const holds = () => meets((place.event.value ?? {}) as CloudTrailEvent, place.element.value) === want;
      for (let tries = 0; tries < 6 && !holds(); tries += 1) {
        const draw = (variants: Variants) =>
          random.pick(want ? variants.just : [...variants.near, ...variants.none]);
        putPredicate(expression, draw, place, random);
      }
      return;
    }
    case 'not':
      solve(expression.of, !want, place, random);
      return;
    case 'all':
    case 'any': {
      const every = want === (expression.kind === 'all');
      const one = random.pick(expression.of);
      for (const part of every ? expression.of : one === undefined ? [] : [one])
        solve(part, want, place, random);
      return;
    }
    case 'some':
      if (want) putElement(expression, place, random, (inner) => solve(expression.of, true, inner, random));
      else put(arraySlot(expression, place), expression.array.value.path, random.pick([undefined, null, []]));
  }
}

const arraySlot = ({ array }: Some, { event, element }: Place): Slot =>
  array.value.kind === 'path' ? event : element;

/** Lets an element be made, and puts it into the array: alone, beside others, or in place of a list of one. */
function putElement(some: Some, place: Place, random: Random, make: (inner: Place) => void): void {
  const slot = arraySlot(some, place);
  const { path } = some.array.value;
  const there = get(slot, path);
  const before = Array.isArray(there) ? (there as readonly Json[]) : [];
  const element: Slot = { value: random.chance(2) ? before[0] : undefined };
  make({ event: place.event, element });
  const made = element.value ?? random.pick<Json>([null, {}]);
  const lists: readonly Json[] = [
    [made],
    [null, made],
    [made, {}],
    [{ other: 'x' }, made],
    [...before, made],
  ];
  put(slot, path, random.chance(6) && !Array.isArray(made) ? made : random.pick(lists));
}

/** Puts values where the predicate reads them. */
function putPredicate(
  predicate: Predicate,
  draw: (variants: Variants) => Value,
  place: Place,
  random: Random,
): void {
  if (!('columns' in predicate)) {
    const right = otherSide(predicate, place, random);
    putValue(predicate.field.definition.value, draw(variantsOf(predicate, right, random)), place, random);
    return;
  }
  // A row, one of whose cells is as drawn.
  const row = random.pick(predicate.rows)?.values ?? [];
  const odd = random.nat(predicate.columns.length);
  for (const [at, { field }] of predicate.columns.entries()) {
    const cell = row[at] ?? '';
    const own = { ...predicate, rows: [{ ...predicate.rows[0], values: [cell] }] } as Predicate;
    const value = at === odd ? draw(variantsOf(own, undefined, random)) : cell;
    putValue(field.definition.value, value, place, random);
  }
}

/** The text of a field on the right, which is given one where it has none. */
function otherSide(predicate: Predicate, place: Place, random: Random): string | undefined {
  if (!('operands' in predicate)) return undefined;
  const fields = predicate.operands.filter((operand): operand is FieldRef => operand.kind === 'field');
  const chosen = random.pick(fields);
  if (chosen === undefined) return undefined;
  const { value } = chosen.definition;
  const read = () => compileValue(value)((place.event.value ?? {}) as CloudTrailEvent, place.element.value);
  if (read() === undefined && !random.chance(4))
    putValue(value, random.pick(['kris@example.com', 'K', '']), place, random);
  return read();
}
