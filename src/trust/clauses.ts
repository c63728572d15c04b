/**
 * Statements as they stand for one caller in one world: what is left of them is a question about one text.
 *
 * Owns: actions, the truth of every other condition, and both readings of what nobody can know. Must not: grade.
 */
import { type Caller, isMeant, principalKey } from './caller.ts';
import { type Context, nullTruth, type Truth, truthOf } from './compare.ts';
import { keyOf, namesCaller } from './keys.ts';
import { createMemo } from './memo.ts';
import type { Policy, Statement, Test } from './policy.ts';
import { unknownOf } from './read-policy.ts';
import { charsOf, type Part, partsOf, type Token, tokensOf } from './value.ts';
import { matches, type Pattern, pattern } from './words.ts';
import type { World } from './worlds.ts';

/** How what is unknown is read: so that it lets the most through, or the least. */
export type Reading = 'most' | 'least';

export const ASSUME_ROLE = 'sts:AssumeRole';
export const SET_SOURCE_IDENTITY = 'sts:SetSourceIdentity';
export const TAG_SESSION = 'sts:TagSession';

/** A pattern that the text is compared with, and where it comes from. */
export interface SubjectPattern {
  readonly pattern: Pattern;
  /** Whether it holds a value that tells the caller from others. */
  readonly ofCaller: boolean;
  readonly wild: boolean;
}

/** `true` for a text if any pattern matches it (`negated`: none does). */
export interface SubjectTest {
  readonly patterns: readonly number[];
  readonly negated: boolean;
}

export interface Clause {
  readonly statement: Statement;
  readonly tests: readonly SubjectTest[];
}

export interface Clauses {
  readonly allow: readonly Clause[];
  readonly deny: readonly Clause[];
}

export function coversAction({ actions, actionsNegated }: Statement, action: string): boolean {
  const listed = actions.some((one) => covered(`${action} ${one}`, () => fitsAction(one, action)));
  return listed !== actionsNegated;
}

const covered = createMemo<boolean>();

function fitsAction(written: string, action: string): boolean {
  const tokens = [...written].map((char): Token => {
    return char === '*' ? { kind: 'any' } : char === '?' ? { kind: 'one' } : { kind: 'char', char };
  });
  return matches(pattern(tokens, true), action);
}

/** Statements that speak of the caller and of any of the actions that opening a session may take. */
export const relevantTo = (policy: Policy, caller: Caller): readonly Statement[] =>
  policy.statements.filter(
    (one) =>
      one.principals.some((element) => isMeant(element, caller)) &&
      [ASSUME_ROLE, SET_SOURCE_IDENTITY, TAG_SESSION].some((action) => coversAction(one, action)),
  );

export interface Scene {
  readonly caller: Caller;
  readonly world: World;
  readonly context: Context;
  readonly subject: string;
  readonly reading: Reading;
  /** Filled while clauses are made: the patterns, and what could not be known. */
  readonly patterns: SubjectPattern[];
  readonly unknown: Set<string>;
}

/** What is left of the statements on an action; `present`: whether the request carries the subject at all. */
export function clausesFor(
  statements: readonly Statement[],
  action: string,
  scene: Scene,
  present: boolean,
): Clauses {
  const allow: Clause[] = [];
  const deny: Clause[] = [];
  for (const statement of statements) {
    if (!coversAction(statement, action)) continue;
    const tests = remaining(statement, scene, present);
    if (tests === undefined) continue;
    (statement.effect === 'Allow' ? allow : deny).push({ statement, tests });
  }
  return { allow, deny };
}

/** The tests on the subject; undefined where the statement does not take part. */
function remaining(statement: Statement, scene: Scene, present: boolean): readonly SubjectTest[] | undefined {
  const { subject, context, unknown } = scene;
  const takesPart = (scene.reading === 'most') === (statement.effect === 'Allow');
  const decide = (truth: Truth, why: string): boolean => {
    if (truth !== 'unknown') return truth;
    unknown.add(why);
    return takesPart;
  };
  for (const why of statement.unknown) if (!decide('unknown', why)) return undefined;
  const tests: SubjectTest[] = [];
  for (const test of statement.tests) {
    const strange = unknownOf(test);
    if (strange !== undefined) {
      if (!decide('unknown', strange)) return undefined;
    } else if (test.name === subject && present) {
      const left = onSubject(test, scene);
      if (left === 'unknown' || left === 'unresolved') {
        if (!decide('unknown', left === 'unknown' ? misused(test) : unresolved(test))) return undefined;
      } else if (typeof left === 'boolean') {
        if (!left) return undefined;
      } else {
        if (left.open && !decide('unknown', unresolved(test))) return undefined;
        tests.push(left);
      }
    } else {
      if (isEntangled(test, context.variables) && !decide('unknown', entangled(test))) return undefined;
      const value =
        test.name === subject
          ? undefined
          : (principalKey(test.name, scene.caller) ?? scene.world.get(test.name));
      if (!decide(truthOf(test, value, context), unresolved(test))) return undefined;
    }
  }
  return tests;
}

const misused = ({ operator, key }: Test) =>
  `AWS does not say what the operator "${operator.written}" means for the key "${key}"`;
const unresolved = ({ key, values }: Test) =>
  `AWS leaves open what a condition on "${key}" means where ${values.join(', ').slice(0, 200)} has no value or no such type`;

const entangled = ({ key, values }: Test) =>
  `the condition on "${key}" compares two things of the caller: ${values.join(', ').slice(0, 200)}`;

/** A value of the caller against a part of another: no few callers stand for all. */
const isEntangled = ({ name, values }: Test, variables: boolean): boolean =>
  (keyOf(name).kind === 'principal' || keyOf(name).kind === 'attribute') &&
  values.some((value) => {
    const parts = partsOf(value, variables);
    const texts = parts.flatMap((part) => (part.kind === 'text' ? part.text.replace(/[*?]/g, '') : []));
    return (
      parts.some((part) => part.kind === 'variable' && keyOf(part.key).kind === 'attribute') &&
      texts.join('') !== ''
    );
  });

type Left = boolean | 'unknown' | 'unresolved' | (SubjectTest & { readonly open: boolean });

function onSubject({ operator, values }: Test, scene: Scene): Left {
  if (operator.kind === 'unknown') return 'unknown';
  if (operator.kind === 'null') return nullTruth(values, false);
  if (operator.kind !== 'string') return 'unknown';
  const indices: number[] = [];
  let open = false;
  for (const value of values) {
    const parts = partsOf(value, scene.context.variables);
    const tokens = tokensOf(parts, operator.wildcards, (key) => usable(key, scene));
    if (tokens === undefined) {
      open = true;
      continue;
    }
    indices.push(scene.patterns.length);
    scene.patterns.push({
      pattern: pattern(tokens, operator.ignoreCase),
      ofCaller: parts.some((part) => isOfCaller(part, scene)),
      wild: tokens.some(({ kind }) => kind !== 'char'),
    });
  }
  // No value can match: with a plain operator the condition fails, whatever an unresolved one would mean.
  if (indices.length === 0 && open) return operator.negated ? 'unresolved' : false;
  return { patterns: indices, negated: operator.negated, open };
}

/** What the caller chooses in the same call says nothing of who calls. */
const usable = (key: string, { context, caller }: Scene) =>
  principalKey(key, caller) ??
  (keyOf(key).kind === 'attribute' || key === 'aws:principalorgid' ? context.valueOf(key) : undefined);

const isOfCaller = (part: Part, { context }: Scene) =>
  part.kind === 'variable' && namesCaller(part.key) && context.valueOf(part.key) !== undefined;

export const holds = ({ tests }: Clause, bits: readonly boolean[]): boolean =>
  tests.every(({ patterns, negated }) => patterns.some((at) => bits[at]) !== negated);

export const literal = (text: string): Pattern => pattern(charsOf(text));
