/**
 * Which lists become Sigma filters, for which rules, and why others do not.
 *
 * Owns: finding the exclusions of whole rules (`not … inList` that must hold whatever else does), and gathering those
 * that ask the same. Must not: print (filter-document.ts).
 */
import type { Clause, ListDocument } from '../../content/document.ts';
import type { Expression, PredicateOf } from '../../ir/expression.ts';
import type { PackedRule } from '../shared/package.ts';
import { type Members, membersOf } from './membership.ts';

type Membership = PredicateOf<'inList'>;

/** One list in one use: columns on fields. */
export interface ListFilter {
  readonly list: ListDocument;
  readonly test: Membership;
  readonly members: Members;
  /** Rules that exclude by it, in the order of their names. */
  readonly rules: readonly PackedRule[];
  /** Which use of the list this is; empty where there is one only. */
  readonly mark: string;
}

/** A list that a rule reads and that is no filter of it. */
export interface NoFilter {
  readonly list: ListDocument;
  readonly rule: PackedRule;
  readonly why: string;
}

export interface Filters {
  readonly filters: readonly ListFilter[];
  readonly without: readonly NoFilter[];
}

const EMPTY = 'The list is empty in this environment, and Sigma has no empty list.';
const NO_RULE = 'The rule has no Sigma form.';
const NOT_WHOLE =
  'The rule does not exclude what the list holds as a whole: it looks for it, or excludes it in one of its parts.';

/** In the order of lists and rules. */
export function filtersOf(rules: readonly PackedRule[], lists: readonly ListDocument[]): Filters {
  const filters: ListFilter[] = [];
  const without: NoFilter[] = [];
  for (const list of lists) {
    const uses = new Map<string, { readonly test: Membership; readonly rules: PackedRule[] }>();
    for (const rule of rules.filter(({ rule: { document } }) => reads(document.match, list.name))) {
      const found = exclusionsOf(rule.rule.condition).filter((test) => test.list === list.name);
      const why = whyNone(list, rule, found);
      if (why !== undefined) without.push({ list, rule, why });
      else for (const test of found) addUse(uses, test, rule);
    }
    for (const [key, { test, rules: users }] of uses) {
      const members = membersOf(test, undefined);
      if ('why' in members) without.push(...users.map((rule) => ({ list, rule, why: members.why })));
      else filters.push({ list, test, members, rules: users, mark: uses.size === 1 ? '' : key });
    }
  }
  return { filters, without };
}

function whyNone(list: ListDocument, rule: PackedRule, found: readonly Membership[]): string | undefined {
  if (rule.compiled.answer.kind === 'unsupported') return NO_RULE;
  if (list.entries.length === 0) return EMPTY;
  return found.length === 0 ? NOT_WHOLE : undefined;
}

function addUse(
  uses: Map<string, { readonly test: Membership; readonly rules: PackedRule[] }>,
  test: Membership,
  rule: PackedRule,
): void {
  const columns = test.columns.map(({ column, field }) => [column, field.definition.value]);
  const key = JSON.stringify([columns, test.ignoreCase]);
  const known = uses.get(key);
  if (known === undefined) uses.set(key, { test, rules: [rule] });
  else if (!known.rules.includes(rule)) known.rules.push(rule);
}

/** Memberships that a condition denies whatever else it says. */
export function exclusionsOf(expression: Expression): readonly Membership[] {
  if (expression.kind === 'all') return expression.of.flatMap(exclusionsOf);
  return expression.kind === 'not' ? denied(expression.of) : [];
}

/** To deny an `any` is to deny each of its parts; to deny an `all` denies no one part. */
function denied(expression: Expression): readonly Membership[] {
  if (expression.kind === 'any') return expression.of.flatMap(denied);
  if (expression.kind === 'not') return exclusionsOf(expression.of);
  return expression.kind === 'predicate' && expression.operator === 'inList' ? [expression] : [];
}

/** Whether a condition as written reads a list: the normal form has dropped those that are empty. */
function reads(clause: Clause, list: string): boolean {
  switch (clause.kind) {
    case 'all':
    case 'any':
      return clause.of.some((part) => reads(part, list));
    case 'not':
    case 'some':
      return reads(clause.of, list);
    case 'field':
      return [...clause.tests, ...(clause.not?.tests ?? [])].some(
        ({ operator, operands }) =>
          operator === 'inList' && operands.some((one) => one.kind === 'text' && one.text === list),
      );
    case 'rows':
      return clause.list.value === list;
  }
}
