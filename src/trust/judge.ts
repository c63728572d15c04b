/**
 * How free callers are to choose a text that goes with the session: its name, or its source identity.
 *
 * Owns: the grades, over every caller and every world. Must not: word anything, or know roles. What is unknown is read both
 * ways; an answer stands where both agree.
 */
import type { Caller } from './caller.ts';
import {
  ASSUME_ROLE,
  type Clause,
  type Clauses,
  clausesFor,
  holds,
  literal,
  type Reading,
  relevantTo,
  type Scene,
  SET_SOURCE_IDENTITY,
  TAG_SESSION,
} from './clauses.ts';
import { createMemo } from './memo.ts';
import { type Policy, SOURCE_IDENTITY, type Statement } from './policy.ts';
import { type Accepts, bitsOf, type Found, patternKey, run, search, startState } from './words.ts';
import { contextOf, NAME_LETTERS, type World, worldsOf } from './worlds.ts';

/** From nothing to everything; each holds all that those before it hold. */
export const GRADES = ['none', 'bound', 'fixed', 'pattern', 'free'] as const;
export type Grade = (typeof GRADES)[number];

/** Texts that somebody can really choose. */
export interface Witness {
  readonly caller: Caller;
  readonly world: World;
  /** One text, or two that the same caller may choose in the same place; none: the request carries no text. */
  readonly texts: readonly string[];
}

export interface Judgement {
  readonly grade: Grade;
  readonly witness?: Witness;
  /** The statement that lets the witness through, or the Deny without which the grade would be worse. */
  readonly statement?: Statement;
  /** Every text holds a value of the caller, with more around it. */
  readonly holdsCaller: boolean;
  /** Somebody may call without any text. */
  readonly absent?: Witness;
  readonly absentStatement?: Statement;
  /** Callers that may call with a text. */
  readonly able: readonly Caller[];
  readonly unable: readonly Caller[];
  /** What could not be known, in the order it was met. */
  readonly unknown: readonly string[];
}

export type Judged =
  | { readonly kind: 'judged'; readonly judgement: Judgement }
  | { readonly kind: 'cannot-say'; readonly reasons: readonly string[]; readonly most?: Judgement };

/** IAM: `[\w+=,.@-]{2,64}` for both. */
const SHORTEST = 2;
const LONGEST = 64;
const FREE_SHARE = 0.5;
const FRIENDLY = ['anything', 'someone-else', 'root', 'admin'];

export interface JudgeOptions {
  /** `false`: the grade alone is wanted, and no witness and no statement is looked for. */
  readonly shown?: boolean;
}

const TOO_COMPLEX = 'its conditions can be combined in too many ways to look at all of them';

export function judge(
  policy: Policy,
  subject: string,
  callers: readonly Caller[] | undefined,
  { shown = true }: JudgeOptions = {},
): Judged {
  const most = callers && judgeAs(policy, subject, callers, 'most', shown);
  if (callers === undefined || most === undefined) return { kind: 'cannot-say', reasons: [TOO_COMPLEX] };
  if (most.unknown.length === 0) return { kind: 'judged', judgement: most };
  const least = judgeAs(policy, subject, callers, 'least', shown);
  const absentDiffers = (least?.absent === undefined) !== (most.absent === undefined);
  const agree = least !== undefined && least.grade === most.grade && !absentDiffers;
  // Where at most nothing but the caller's own name comes through, it cannot be worse.
  const harmless = (most.grade === 'none' || most.grade === 'bound') && !absentDiffers;
  // The witness of the stricter reading holds whatever is unknown.
  if (agree) return { kind: 'judged', judgement: least };
  return harmless ? { kind: 'judged', judgement: most } : { kind: 'cannot-say', reasons: most.unknown, most };
}

function judgeAs(
  policy: Policy,
  subject: string,
  callers: readonly Caller[],
  reading: Reading,
  isShown: boolean,
): Judgement | undefined {
  const unknown = new Set<string>();
  const able = new Set<Caller>();
  const searches = new Map<string, Found | undefined>();
  let worst: Graded = NOBODY;
  let absent: Pick<Judgement, 'absent' | 'absentStatement'> = {};
  for (const caller of callers) {
    const statements = relevantTo(policy, caller);
    if (!statements.some(({ effect }) => effect === 'Allow')) continue;
    const variables = policy.version === '2012-10-17';
    const worlds = worldsOf({ statements, caller, subject, variables });
    if (worlds === undefined) return undefined;
    for (const world of worlds) {
      const context = contextOf(world, caller, variables);
      const scene: Scene = { caller, world, context, subject, reading, patterns: [], unknown };
      const one = judgeWorld(statements, scene, searches);
      if (one === undefined) return undefined;
      if (one.grade !== 'none') able.add(caller);
      if (GRADES.indexOf(one.grade) > GRADES.indexOf(worst.grade)) worst = one;
      if (subject !== SOURCE_IDENTITY || absent.absent !== undefined) continue;
      const by = letsThrough(clausesOf(statements, scene, false), []);
      if (by !== undefined) absent = { absent: { caller, world, texts: [] }, absentStatement: by };
    }
  }
  const unable = callers.filter((caller) => !able.has(caller));
  const { grade, holdsCaller, shown } = worst;
  return {
    grade,
    holdsCaller,
    ...(isShown ? shown() : {}),
    ...absent,
    able: [...able],
    unable,
    unknown: [...unknown],
  };
}

/** Of every action that the request takes, what is left of the statements. */
function clausesOf(statements: readonly Statement[], scene: Scene, present: boolean): readonly Clauses[] {
  const { world, subject } = scene;
  const setsIdentity = subject === SOURCE_IDENTITY ? present : world.get(SOURCE_IDENTITY) !== undefined;
  const tags = [...world.keys()].some((key) => key.startsWith('aws:requesttag/') || key === 'aws:tagkeys');
  const actions = [
    ASSUME_ROLE,
    ...(setsIdentity ? [SET_SOURCE_IDENTITY] : []),
    ...(tags ? [TAG_SESSION] : []),
  ];
  return actions.map((action) => clausesFor(statements, action, scene, present));
}

/** The statement that allows the first action, if each is allowed and none denied. */
function letsThrough(needed: readonly Clauses[], bits: readonly boolean[]): Statement | undefined {
  const by = needed.map(({ allow, deny }) =>
    deny.some((clause) => holds(clause, bits)) ? undefined : allow.find((clause) => holds(clause, bits)),
  );
  return by.includes(undefined) ? undefined : by[0]?.statement;
}

interface Graded extends Pick<Judgement, 'grade' | 'holdsCaller'> {
  /** Looked for only where it is shown. */
  readonly shown: () => Pick<Judgement, 'witness' | 'statement'>;
}

const NOBODY: Graded = { grade: 'none', holdsCaller: false, shown: () => ({}) };

function judgeWorld(
  statements: readonly Statement[],
  scene: Scene,
  searches: Map<string, Found | undefined>,
): Graded | undefined {
  const needed = clausesOf(statements, scene, true);
  if (needed.some(({ allow }) => allow.length === 0)) return NOBODY;
  // What the caller's own value is in any letters is still the caller's.
  const sources = scene.patterns;
  const patterns = [
    ...sources.map((one) => one.pattern),
    ...sources.map((one) => ({ ...one.pattern, ignoreCase: true })),
  ];
  const caseless = (bits: readonly boolean[], which: (one: (typeof sources)[number]) => boolean) =>
    sources.some((one, at) => which(one) && bits[sources.length + at]);
  const accepts = (bits: readonly boolean[]) => letsThrough(needed, bits) !== undefined;
  const own = (bits: readonly boolean[]) => caseless(bits, ({ ofCaller, wild }) => ofCaller && !wild);
  const fixed = (bits: readonly boolean[]) => caseless(bits, ({ wild }) => !wild);
  const withoutDenies = needed.map(({ allow }) => ({ allow, deny: [] }));
  const walk = { alphabet: NAME_LETTERS, shortest: SHORTEST, longest: LONGEST, start: startState(patterns) };
  const questions: readonly Accepts[] = [
    accepts,
    (bits) => accepts(bits) && !own(bits),
    (bits) => accepts(bits) && !fixed(bits),
    (bits) => accepts(bits) && !caseless(bits, ({ ofCaller }) => ofCaller),
    (bits) => letsThrough(withoutDenies, bits) !== undefined && !accepts(bits) && !fixed(bits),
  ];
  // Callers and worlds that differ in nothing that is compared with the text.
  const alike = JSON.stringify([sources.map(sourceKey), needed.map(shapeOf)]);
  if (!searches.has(alike))
    searches.set(
      alike,
      searched(alike, () => search(patterns, questions, walk)),
    );
  const found = searches.get(alike);
  if (found === undefined) return undefined;
  const [any, notOwn, notFixed, notCallers, denied] = found.words;
  if (any === undefined) return NOBODY;
  const grade: Grade =
    notOwn === undefined
      ? 'bound'
      : notFixed === undefined
        ? 'fixed'
        : found.share >= FREE_SHARE
          ? 'free'
          : 'pattern';
  const shown = () => {
    const bitsAt = (text: string) => bitsOf(run(startState(patterns), text, patterns), patterns);
    const first = grade === 'bound' ? any : grade === 'fixed' ? (notOwn ?? any) : (notFixed ?? any);
    const friendly = grade === 'free' ? FRIENDLY.filter((text) => accepts(bitsAt(text))) : [];
    const second = () => {
      const more = [...patterns, literal(first)];
      const differs = (bits: readonly boolean[]) => accepts(bits) && bits.at(-1) !== true;
      return search(more, [differs], { ...walk, start: startState(more) })?.words[0];
    };
    const made = () => [first, grade === 'bound' ? undefined : second()].filter((text) => text !== undefined);
    const texts = friendly.length >= 2 ? friendly.slice(0, 2) : made();
    const rejects = denied === undefined ? undefined : denierOf(needed, bitsAt(denied));
    const held = grade === 'bound' || grade === 'fixed' ? rejects : undefined;
    const statement = held ?? letsThrough(needed, bitsAt(texts[0] ?? ''));
    const witness = { caller: scene.caller, world: scene.world, texts };
    return statement === undefined ? { witness } : { witness, statement };
  };
  return { grade, holdsCaller: notCallers === undefined, shown };
}

/** Of every policy: which texts fit follows from the patterns and the tests alone. */
const searched = createMemo<Found | undefined>();

const sourceKey = ({ pattern, ofCaller, wild }: Scene['patterns'][number]): string =>
  `${ofCaller ? 'c' : ''}${wild ? 'w' : ''} ${patternKey(pattern)}`;

const shapeOf = ({ allow, deny }: Clauses) =>
  [allow, deny].map((clauses) => clauses.map(({ statement, tests }) => [statement.index, tests]));

const denierOf = (needed: readonly Clauses[], bits: readonly boolean[]): Statement | undefined =>
  needed.flatMap(({ deny }): readonly Clause[] => deny).find((clause) => holds(clause, bits))?.statement;
