/** Rules as files and the lock that a bump of them writes, without a disk. */
import { hasErrors } from '../../src/base/result.ts';
import { type BumpOptions, type BumpPlan, planBump } from '../../src/bundle/lock/bump.ts';
import type { Lock } from '../../src/bundle/lock/lock.ts';
import type { Content, ListDocument, RuleDocument } from '../../src/content/document.ts';
import { readRule } from '../../src/content/rule.ts';
import { listsOf, whats } from '../support/rule.ts';

export const ID = '7d3cb1f2-0f0e-4d5c-9f7e-2a3a4f0a9b10';
export const OTHER_ID = '0a3cb1f2-0f0e-4d5c-9f7e-2a3a4f0a9b10';

/** A rule as somebody would write it, with a comment and a quoted version. */
export const TEXT = `trailc: 1
id: ${ID}
title: A rule of the lock  # its title
version: '1.2.0' # of its meaning
status: test
level: low
author: trailc
date: 2026-11-01
modified: 2026-11-02
description: A rule.
triage: Look.
source: aws.cloudtrail
params:
  names: { type: list<text>, example: [a], description: Names. }
match:
  eventName: [CreateUser, DeleteUser]   # both
  userIdentity.userName: { startsWith: $names, ignoreCase: true }
  not: { requestParameters.userName: { inList: people, ignoreCase: true } }
alert: { title: A rule }
schedule: { every: 15m, lookback: 75m }
tests:
  - { name: one, event: { inline: {} }, expect: no-match }
`;

export const LISTS = listsOf([{ name: 'people', entries: [{ value: 'ann', reason: 'One.' }] }]);

export function ruleFrom(text: string, stem = 'locked-rule'): RuleDocument {
  const read = readRule({ path: `detections/${stem}.yml`, text }, () => ({ value: {}, diagnostics: [] }));
  if (read.value === undefined || hasErrors(read.diagnostics))
    throw new Error(whats(read.diagnostics).join('\n'));
  return read.value;
}

/** The text with parts replaced; each must stand in it. */
export function edited(changes: Readonly<Record<string, string>>, text = TEXT): string {
  return Object.entries(changes).reduce((whole, [from, to]) => {
    if (!whole.includes(from)) throw new Error(`"${from}" does not stand in the rule`);
    return whole.replace(from, to);
  }, text);
}

export const contentFrom = (
  rules: readonly RuleDocument[],
  lists: ReadonlyMap<string, ListDocument> = LISTS,
): Pick<Content, 'rules' | 'lists'> => ({ rules, lists });

const OPTIONS: BumpOptions = { trailc: '0.1.0', date: '2026-11-21' };

export function bump(
  rules: readonly RuleDocument[],
  lock?: Lock,
  options: Partial<BumpOptions> & { readonly lists?: ReadonlyMap<string, ListDocument> } = {},
): BumpPlan {
  const { lists, ...more } = options;
  const planned = planBump(contentFrom(rules, lists), lock, { ...OPTIONS, ...more });
  if (planned.value === undefined) throw new Error(whats(planned.diagnostics).join('\n'));
  return planned.value;
}

export const LOCK = bump([ruleFrom(TEXT)]).lock;
