/**
 * The callers that have to be looked at so that all are: one for each way in which a policy can tell principals apart.
 *
 * Owns: choosing them. Must not: judge. Wildcards in `aws:PrincipalArn` and `aws:username` are solved, not tried.
 */
import { type Caller, callerOf, elementText, isMeant } from './caller.ts';
import { literal } from './clauses.ts';
import { type Policy, type PrincipalElement, SESSION_NAME, SOURCE_IDENTITY, type Test } from './policy.ts';
import { partsOf, tokensOf } from './value.ts';
import { matches, type Pattern, pattern, representatives, run, startState } from './words.ts';

const NAME = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_+=,.@-';
const FRIENDLY = ['alice', 'bob', 'carol', 'deploy-pipeline'];
/** Names of roles that stand for any. */
export const ROLES: readonly string[] = ['Developer', 'Deploy', 'Support'];
/** Accounts that stand for any other; the first that a policy does not name. */
export const FOREIGN: readonly string[] = ['999988887777', '999988886666', '999988885555'];
const SESSION = 'some-session';

/** Callers of the accounts and principals that `admits` says something of; undefined: too many ways to tell. */
export function callersOf(policy: Policy, ownAccount: string | undefined): readonly Caller[] | undefined {
  const elements = policy.statements.flatMap(({ principals }) => principals);
  const tests = policy.statements.flatMap((statement) => statement.tests);
  const allowed = policy.statements.filter(({ effect }) => effect === 'Allow');
  const admitted = allowed.flatMap(({ principals }) => principals);
  const named = elements.flatMap((one) =>
    one.kind === 'arn' ? (callerOf(one.arn, SESSION, one.text) ?? []) : [],
  );
  const accounts = accountsOf(elements, tests, ownAccount);
  const callers: Caller[] = [];
  for (const account of accounts) {
    const general = admitted.find(
      (one) =>
        one.kind === 'all' || one.kind === 'strange' || (one.kind === 'account' && one.account === account),
    );
    if (general === undefined) continue;
    const partition = named.find((one) => one.account === account)?.partition ?? partitionOf(elements);
    const apart = named.filter((one) => one.account === account && one.partition === partition);
    const made = everyoneIn({ account, partition, from: elementText(general), apart }, policy, tests);
    if (made === undefined) return undefined;
    callers.push(...made);
  }
  for (const caller of named) {
    const by = admitted.find((one) => isMeant(one, caller));
    if (by !== undefined) callers.push({ ...caller, from: elementText(by) });
  }
  return [...new Map(callers.map((one) => [JSON.stringify({ ...one, from: '' }), one])).values()];
}

const partitionOf = (elements: readonly PrincipalElement[]) =>
  elements.flatMap((one) =>
    one.kind === 'account' ? (/^arn:([a-z-]+):/.exec(one.text)?.[1] ?? []) : [],
  )[0] ?? 'aws';

function accountsOf(
  elements: readonly PrincipalElement[],
  tests: readonly Test[],
  own: string | undefined,
): readonly string[] {
  const found = new Set<string>();
  for (const one of elements) {
    if (one.kind === 'account') found.add(one.account);
    if (one.kind === 'arn') found.add(/::([0-9]{12}):/.exec(one.arn)?.[1] ?? '');
  }
  for (const { name, values } of tests) {
    if (name !== 'aws:principalarn' && name !== 'aws:principalaccount') continue;
    for (const value of values)
      for (const [account] of value.matchAll(/(?<![0-9])[0-9]{12}(?![0-9])/g)) found.add(account);
  }
  if (own !== undefined) found.add(own);
  found.delete('');
  const foreign = FOREIGN.find((account) => !found.has(account));
  return foreign === undefined ? [...found] : [...found, foreign];
}

interface Account {
  readonly account: string;
  readonly partition: string;
  readonly from: string;
  /** Callers that the policy names as principals, who are looked at one by one: none of them stands for others. */
  readonly apart: readonly Caller[];
}

/** One of each kind of user and role of an account that the conditions tell apart, and its root user. */
function everyoneIn(at: Account, policy: Policy, tests: readonly Test[]): readonly Caller[] | undefined {
  const arns = patternsOn('aws:principalarn', policy, tests);
  const asVariable = tests.some(({ values }) => values.some((value) => /\$\{\s*aws:username/i.test(value)));
  // Where the name stands for a variable, it meets whatever else is asked of the same text.
  const names = (asVariable ? ['aws:username', SESSION_NAME, SOURCE_IDENTITY] : ['aws:username']).flatMap(
    (key) => patternsOn(key, policy, tests),
  );
  const { apart, ...place } = at;
  const taken = (kind: Caller['kind']) =>
    new Set(apart.flatMap((one) => (one.kind === kind ? one.name : [])));
  const arnOf = (kind: string) => `arn:${at.partition}:iam::${at.account}:${kind}/`;
  const users = namesUnder({ prefix: arnOf('user'), taken: taken('user') }, arns, names, NAME, FRIENDLY);
  const pathed =
    arns.length === 0
      ? []
      : namesUnder({ prefix: arnOf('user'), taken: taken('user') }, arns, [], `${NAME}/`, []);
  const roles = namesUnder({ prefix: arnOf('role'), taken: taken('role') }, arns, [], `${NAME}/`, ROLES);
  if (users === undefined || pathed === undefined || roles === undefined) return undefined;
  const usable = (name: string) => !name.startsWith('/') && !name.endsWith('/') && !name.includes('//');
  return [
    ...[...new Set([...users, ...pathed])]
      .filter(usable)
      .map((name): Caller => ({ ...place, kind: 'user', name, session: '' })),
    ...roles.filter(usable).map((name): Caller => ({ ...place, kind: 'role', name, session: SESSION })),
    { ...place, kind: 'root', name: '', session: '' },
  ];
}

function patternsOn(key: string, policy: Policy, tests: readonly Test[]): readonly Pattern[] {
  const variables = policy.version === '2012-10-17';
  return tests.flatMap(({ name, operator, values }) => {
    if (name !== key || operator.kind === 'unknown' || operator.kind === 'null') return [];
    return values.flatMap((value) => {
      const tokens = tokensOf(partsOf(value, variables), operator.wildcards, () => undefined);
      return tokens === undefined ? [] : pattern(tokens, operator.ignoreCase, operator.kind === 'arn');
    });
  });
}

interface Names {
  /** Of an ARN, before the name. */
  readonly prefix: string;
  /** Names that stand for themselves alone. */
  readonly taken: ReadonlySet<string>;
}

function namesUnder(
  { prefix, taken }: Names,
  arns: readonly Pattern[],
  given: readonly Pattern[],
  alphabet: string,
  friendly: readonly string[],
): readonly string[] | undefined {
  const told: string[] = [];
  for (;;) {
    const names = [...given, ...told.map(literal)];
    const start = [...run(startState(arns), prefix, arns), ...startState(names)];
    const words = representatives([...arns, ...names], { alphabet, shortest: 1, longest: 64, start });
    if (words === undefined) return undefined;
    // A word that is taken must not stand for others: they are told apart from it, and the words are found anew.
    const clashing = words.filter((word) => taken.has(word) && !told.includes(word));
    if (clashing.length > 0) {
      told.push(...clashing);
      continue;
    }
    // A friendly name stands for a made-up one that the policy cannot tell from it.
    const vectorOf = (word: string) =>
      [...arns.map((one) => matches(one, prefix + word)), ...names.map((one) => matches(one, word))].join();
    const free = (word: string) => !taken.has(word);
    const byVector = new Map(words.filter(free).map((word) => [vectorOf(word), word]));
    for (const word of friendly.filter(free).reverse()) byVector.set(vectorOf(word), word);
    return [...byVector.values()];
  }
}
