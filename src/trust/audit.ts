/**
 * What is found out about one role.
 *
 * Owns: the verdict, from the judgements on session name and source identity. Must not: word it (words-of.ts), print, or
 * know of exceptions. What is not in a trust policy (permissions of the callers, SCPs, boundaries) is not judged.
 */
import { callerArn } from './caller.ts';
import { callersOf } from './callers.ts';
import { type Correction, correct } from './correct.ts';
import type { Role } from './inventory.ts';
import { type Grade, type Judged, type Judgement, judge, type Witness } from './judge.ts';
import { placeOfStatement } from './place.ts';
import { SESSION_NAME, SOURCE_IDENTITY, type Statement } from './policy.ts';
import { type Reason, reasonFor } from './reason.ts';
import { type SelfTrust, selfTrustOf, type Trust, trustsOf } from './trusts.ts';

export type Verdict =
  | 'bound-to-caller'
  | 'fixed-names'
  | 'pattern'
  | 'free'
  | 'not-assumable-by-aws-principals'
  | 'cannot-say';

export interface ShownWitness {
  readonly principal: string;
  /** Names that it may choose, each with the same call otherwise. */
  readonly names: readonly string[];
  /** What else must be in the call, by condition key. */
  readonly given: Readonly<Record<string, string>>;
}

export interface ShownStatement {
  /** From 1. */
  readonly number: number;
  readonly sid?: string;
  readonly line: number;
  readonly column: number;
}

export interface SourceIdentityAudit {
  /** `no`: a call without one gets through. */
  readonly required: 'no' | 'yes' | 'cannot-say' | 'not-assumable';
  /** How freely it can be chosen where it is set. */
  readonly value: Grade | 'cannot-say';
  /** Principals, as written, of whom somebody may set one; for the others a session that has one cannot go on. */
  readonly settableBy: readonly string[];
  readonly notSettableBy: readonly string[];
}

export interface RoleAudit {
  readonly role: Omit<Role, 'document'>;
  readonly verdict: Verdict;
  readonly reason: Reason;
  readonly statement?: ShownStatement;
  readonly witness?: ShownWitness;
  /** The deciding condition asks for the name only where there is one. */
  readonly onlyIfExists: boolean;
  readonly sourceIdentity: SourceIdentityAudit;
  readonly trusts: readonly Trust[];
  readonly selfTrust: SelfTrust;
  readonly correction?: Correction;
}

const VERDICTS: Readonly<Record<Grade, Verdict>> = {
  none: 'not-assumable-by-aws-principals',
  bound: 'bound-to-caller',
  fixed: 'fixed-names',
  pattern: 'pattern',
  free: 'free',
};

/** Verdicts under which somebody may act under a name that is not theirs, or nobody knows. */
export const isFinding = ({ verdict }: Pick<RoleAudit, 'verdict'>): boolean =>
  verdict === 'free' || verdict === 'pattern' || verdict === 'cannot-say';

export interface AuditOptions {
  /** The key of the tag that names the person, in corrections for roles. */
  readonly principalTag: string;
}

export function auditRole(role: Role, options: AuditOptions): RoleAudit {
  const { document, ...known } = role;
  if (document.kind === 'unreadable') {
    return {
      role: known,
      verdict: 'cannot-say',
      reason: { code: 'unreadable', says: `Its trust policy cannot be read: ${document.reason}.` },
      onlyIfExists: false,
      sourceIdentity: { required: 'cannot-say', value: 'cannot-say', settableBy: [], notSettableBy: [] },
      trusts: [],
      selfTrust: 'no',
    };
  }
  const { policy, json } = document;
  const callers = callersOf(policy, role.account);
  const name = judge(policy, SESSION_NAME, callers);
  const identity = judge(policy, SOURCE_IDENTITY, callers);
  const verdict = verdictOf(name);
  const judgement = name.kind === 'judged' ? name.judgement : name.most;
  const trusts = trustsOf(policy, role.account);
  const statement = judgement?.statement;
  const correction = correct(
    { policy, json, account: role.account, name, identity, label: role.name },
    options,
  );
  return {
    role: known,
    verdict,
    reason: reasonFor(policy, name, trusts),
    ...(statement === undefined ? {} : { statement: shownStatement(statement, json) }),
    ...(name.kind === 'judged' && judgement?.witness !== undefined
      ? { witness: shownWitness(judgement.witness) }
      : {}),
    onlyIfExists: asksOnlyIfExists(judgement),
    sourceIdentity: identityOf(identity, name),
    trusts,
    selfTrust: selfTrustOf(policy, role),
    ...(correction === undefined ? {} : { correction }),
  };
}

const verdictOf = (judged: Judged): Verdict =>
  judged.kind === 'cannot-say' ? 'cannot-say' : VERDICTS[judged.judgement.grade];

function shownStatement(
  { index, sid }: Statement,
  json: Parameters<typeof placeOfStatement>[0],
): ShownStatement {
  return { number: index + 1, ...(sid === undefined ? {} : { sid }), ...placeOfStatement(json, index) };
}

function shownWitness({ caller, world, texts }: Witness): ShownWitness {
  const given = [...world].flatMap(([key, value]) => {
    return value === undefined ? [] : [[key, typeof value === 'string' ? value : value.join(', ')]];
  });
  return { principal: callerArn(caller), names: texts, given: Object.fromEntries(given) };
}

const asksOnlyIfExists = (judgement: Judgement | undefined) =>
  judgement?.statement?.effect === 'Allow' &&
  judgement.statement.tests.some(
    ({ name, operator }) => name === SESSION_NAME && operator.kind !== 'unknown' && operator.ifExists,
  );

function identityOf(judged: Judged, name: Judged): SourceIdentityAudit {
  if (judged.kind === 'cannot-say')
    return { required: 'cannot-say', value: 'cannot-say', settableBy: [], notSettableBy: [] };
  const { grade, absent, able, unable } = judged.judgement;
  const nobody = name.kind === 'judged' && name.judgement.grade === 'none' && absent === undefined;
  const names = new Set(name.kind === 'judged' ? name.judgement.able.map(callerArn) : []);
  const texts = (callers: Judgement['able']) => [...new Set(callers.map(({ from }) => from))];
  const settableBy = texts(able);
  return {
    required: nobody ? 'not-assumable' : absent === undefined ? 'yes' : 'no',
    value: grade,
    settableBy,
    notSettableBy: texts(unable.filter((one) => names.has(callerArn(one)))).filter(
      (text) => !settableBy.includes(text),
    ),
  };
}
