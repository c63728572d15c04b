/**
 * What else can be true of a request: for every other condition key the values that a policy can tell apart.
 *
 * Owns: choosing the values, and leaving out those that can only let less through. Must not: judge, or know what is asked.
 */
import { type Caller, principalKey } from './caller.ts';
import { type Context, ipOf, secondsOf, type Truth, truthOf, type Value } from './compare.ts';
import { keyOf, namesCaller } from './keys.ts';
import { SESSION_NAME, SOURCE_IDENTITY, type Statement, type Test } from './policy.ts';
import { partsOf, tokensOf } from './value.ts';
import { pattern, representatives, startState } from './words.ts';

/** Values by key in lower case; a key without one is absent. */
export type World = ReadonlyMap<string, Value>;

export const NAME_LETTERS = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_+=,.@-';
const LETTERS = `${NAME_LETTERS}:/ `;
const MOST_WORLDS = 2000;
const FLAGS = new Set(['aws:multifactorauthpresent', 'aws:securetransport', 'aws:viaawsservice']);

export interface Asked {
  readonly statements: readonly Statement[];
  readonly caller: Caller;
  /** The key that is asked about; it is in no world. */
  readonly subject: string;
  readonly variables: boolean;
}

/** Looks a key up for a caller in a world. */
export const contextOf = (world: World, caller: Caller, variables: boolean): Context => ({
  variables,
  valueOf: (key) => {
    const value = world.get(key);
    return principalKey(key, caller) ?? (typeof value === 'string' ? value : undefined);
  },
});

/** All worlds that matter; undefined: there are too many. */
export function worldsOf(asked: Asked): readonly World[] | undefined {
  const { statements, subject, variables } = asked;
  const tests = statements.flatMap((one) => one.tests);
  const inValues = new Set<string>();
  for (const { values } of tests) {
    for (const value of values) {
      for (const part of partsOf(value, variables)) if (part.kind === 'variable') inValues.add(part.key);
    }
  }
  const keys = [...new Set([...tests.map(({ name }) => name), ...inValues])].filter((key) => {
    const { kind } = keyOf(key);
    return key !== subject && (kind === 'attribute' || kind === 'request');
  });
  // What other keys are compared with comes first, and before the request what belongs to the caller.
  const rank = (key: string) => (inValues.has(key) ? 0 : 2) + (namesCaller(key) ? 0 : 1);
  keys.sort((one, other) => rank(one) - rank(other));
  let worlds: readonly World[] = [new Map()];
  for (const key of keys) {
    const next: World[] = [];
    for (const world of worlds) {
      const values = valuesFor(key, world, asked, inValues.has(key));
      if (values === undefined) return undefined;
      for (const value of values) next.push(value === undefined ? world : new Map([...world, [key, value]]));
      if (next.length > MOST_WORLDS) return undefined;
    }
    worlds = next;
  }
  return worlds;
}

function valuesFor(key: string, world: World, asked: Asked, inValues: boolean): readonly Value[] | undefined {
  const { mayBeAbsent, several } = keyOf(key);
  const context = contextOf(world, asked.caller, asked.variables);
  const tests = asked.statements.flatMap((statement) =>
    statement.tests.flatMap((test) =>
      test.name === key ? { test, allow: statement.effect === 'Allow' } : [],
    ),
  );
  const onKey = tests.map(({ test }) => test);
  // What a variable stands for is compared with whatever else is asked of the text that holds it.
  const asking = inValues ? asked.statements.flatMap((one) => one.tests) : [];
  const words = wordsFor(
    key,
    [...onKey, ...asking.filter(({ name }) => isName(name) && name !== key)],
    context,
  );
  if (words === undefined) return undefined;
  // Other keys are compared with it: it can be what they are.
  const others = inValues ? [...principalValues(asked.caller), ...textsOf(world)] : [];
  const present: readonly Value[] = several
    ? [...words.map((word) => [word]), words]
    : [...new Set([...words, ...others])];
  // Of users and root no source identity was set before they assume a role.
  const never = key === 'aws:sourceidentity' && asked.caller.kind !== 'role';
  const all: readonly Value[] = never ? [undefined] : mayBeAbsent ? [undefined, ...present] : present;
  if (inValues) return all;
  const vectors = all.map((value) =>
    tests.map(({ test, allow }) => openness(truthOf(test, value, context), allow)),
  );
  // A source identity or a tag in the request takes another permission, so what is absent stays.
  const apart = key === SOURCE_IDENTITY || key.startsWith('aws:requesttag/');
  return all.filter((value, at) =>
    vectors.every((other, index) => {
      if (index === at || (apart && (value === undefined) !== (all[index] === undefined))) return true;
      const mine = vectors[at] ?? [];
      const covers = other.every((open, place) => open >= (mine[place] ?? 0));
      const same = covers && mine.every((open, place) => open >= (other[place] ?? 0));
      return !covers || (same && at < index);
    }),
  );
}

const principalValues = (caller: Caller) =>
  ['aws:username', 'aws:principalaccount', 'aws:principalarn'].flatMap(
    (key) => principalKey(key, caller) ?? [],
  );

const textsOf = (world: World) =>
  [...world.values()].flatMap((value) => (typeof value === 'string' ? value : []));

/** How much a test lets through: of a Deny, least where it holds. */
const openness = (truth: Truth, allow: boolean): number =>
  truth === 'unknown' ? 1 : truth === allow ? 2 : 0;

/** Keys whose values are of the form of session names. */
const isName = (key: string) =>
  key === SESSION_NAME || key === SOURCE_IDENTITY || key === 'aws:sourceidentity';

function wordsFor(key: string, tests: readonly Test[], context: Context): readonly string[] | undefined {
  if (FLAGS.has(key)) return ['true', 'false'];
  const found: string[] = [];
  const patterns = tests.flatMap(({ operator, values }) => {
    if (operator.kind === 'unknown') return [];
    return values.flatMap((value) => {
      const tokens = tokensOf(partsOf(value, context.variables), operator.wildcards, context.valueOf);
      if (tokens === undefined || operator.kind === 'null') return [];
      if (operator.kind === 'string' || operator.kind === 'arn')
        return pattern(tokens, operator.ignoreCase, operator.kind === 'arn');
      found.push(...nearby(operator.kind, value));
      return [];
    });
  });
  if (found.length > 0) return [...new Set(found)];
  const start = startState(patterns);
  const names = representatives(patterns, { alphabet: NAME_LETTERS, shortest: 2, longest: 64, start });
  if (isName(key) || names === undefined) return names;
  const others = representatives(patterns, { alphabet: LETTERS, shortest: 1, longest: 256, start });
  return others && [...new Set([...names, ...others])];
}

/** Numbers, times and addresses on both sides of a bound. */
function nearby(kind: 'number' | 'date' | 'bool' | 'ip', value: string): readonly string[] {
  switch (kind) {
    case 'number':
      return [-1, 0, 1].map((by) => String(Number(value) + by));
    case 'date':
      return [-1, 0, 1].flatMap((by) => {
        const time = new Date((secondsOf(value) + by) * 1000);
        return Number.isNaN(time.getTime()) ? [] : [time.toISOString()];
      });
    case 'bool':
      return ['true', 'false'];
    case 'ip':
      return ipOf(value.split('/')[0] ?? '') === undefined
        ? ['192.0.2.1']
        : [value.split('/')[0] ?? '', '192.0.2.1', '203.0.113.77'];
  }
}
