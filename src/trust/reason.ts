/**
 * Why a role has its verdict, in a sentence.
 *
 * Owns: the reasons and their words. Must not: judge anew.
 */

import type { Judged, Judgement } from './judge.ts';
import { keyOf } from './keys.ts';
import { nameOf, type Policy, SESSION_NAME, type Statement } from './policy.ts';
import type { Trust } from './trusts.ts';

export type ReasonCode =
  | 'no-condition'
  | 'other-statement'
  | 'says-nothing'
  | 'wide-pattern'
  | 'holds-caller'
  | 'equals-caller'
  | 'fixed-set'
  | 'only-apart'
  | 'nobody'
  | 'old-version'
  | 'unknown'
  | 'unreadable';

export interface Reason {
  readonly code: ReasonCode;
  readonly says: string;
}

export function reasonFor(policy: Policy, judged: Judged, trusts: readonly Trust[]): Reason {
  if (judged.kind === 'cannot-say')
    return {
      code: 'unknown',
      says: `It depends on what nobody can know from here: ${judged.reasons.join('; ')}.`,
    };
  const { judgement } = judged;
  switch (judgement.grade) {
    case 'none':
      return nobody(policy, trusts);
    case 'bound':
      return {
        code: 'equals-caller',
        says: `The session name must be a value of the caller${by(judgement)}.`,
      };
    case 'fixed':
      return { code: 'fixed-set', says: `The session name must be one of a fixed set${by(judgement)}.` };
    case 'pattern':
    case 'free':
      return open(policy, judgement);
  }
}

const by = ({ statement }: Judgement): string =>
  statement === undefined
    ? ''
    : statement.effect === 'Deny'
      ? `, because ${nameOf(statement)} denies every other`
      : `: ${nameOf(statement)}`;

const asks = ({ tests }: Statement) => tests.filter(({ name }) => name === SESSION_NAME);

function open(policy: Policy, judgement: Judgement): Reason {
  const { statement, grade } = judgement;
  if (statement === undefined) return { code: 'no-condition', says: 'Nothing is asked of the session name.' };
  const tests = asks(statement);
  const where = nameOf(statement);
  if (tests.length === 0) {
    const other = policy.statements.find(
      (one) => one !== statement && one.effect === 'Allow' && asks(one).length > 0,
    );
    return grade === 'pattern'
      ? { code: 'wide-pattern', says: `Only a Deny limits the session name; ${where} asks nothing of it.` }
      : other === undefined
        ? {
            code: 'no-condition',
            says: `Anyone whom ${where} lets in chooses the session name: it asks nothing of it.`,
          }
        : {
            code: 'other-statement',
            says: `${capital(nameOf(other))} asks for a session name, but ${where} lets in without it.`,
          };
  }
  const values = tests.flatMap((test) => test.values.map((value) => JSON.stringify(value))).join(', ');
  if (grade === 'free')
    return {
      code: 'says-nothing',
      says: `The condition of ${where} says nothing: ${values} lets nearly every name through.`,
    };
  return judgement.holdsCaller
    ? {
        code: 'holds-caller',
        says: `The session name must hold a value of the caller, and may hold more: ${where}, ${values}.`,
      }
    : { code: 'wide-pattern', says: `The session name must only fit a pattern: ${where}, ${values}.` };
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

function nobody(policy: Policy, trusts: readonly Trust[]): Reason {
  const apart = trusts.filter((trust) => trust.apart !== undefined);
  if (apart.length > 0 && apart.length === trusts.length)
    return {
      code: 'only-apart',
      says: `${[...new Set(apart.map(({ class: kind, apart: why }) => `${kind}: ${why}`))].join('; ')}.`,
    };
  const old =
    policy.version === '2008-10-17' &&
    policy.statements.some(({ tests }) =>
      tests.some(({ values }) => values.some((value) => /\$\{/.test(value))),
    );
  if (old)
    return {
      code: 'old-version',
      says: 'Without "Version": "2012-10-17" a variable is plain text, which no session name can be.',
    };
  const never = policy.statements
    .flatMap(({ tests }) => tests)
    .find(({ name }) => keyOf(name).kind === 'never');
  const more = never === undefined ? '' : ` The key "${never.key}" is never in such a call.`;
  return { code: 'nobody', says: `No call of AssumeRole by an AWS principal gets through.${more}` };
}
