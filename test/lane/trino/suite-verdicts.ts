/**
 * The verdicts of a suite's conditions on the events they are asked about.
 *
 * Owns: putting the two readings of verdicts.ts together, and the events that some queries cannot read. Must not: know
 * rules, or what a verdict should be.
 */

import type { Client } from './client.ts';
import { inParallel } from './in-parallel.ts';
import type { Group, Loaded } from './parts.ts';
import { matchesOf, matchesOfAll, matchStatement, negated, type Question, type Rows } from './verdicts.ts';

/** `none`: the event can be read, and yet there is no verdict: the condition is NULL on it, or the query fails. */
export type Verdict = boolean | 'unreadable' | 'none';

export interface ConditionVerdicts {
  /** By number of the event. */
  readonly verdicts: ReadonlyMap<number, Verdict>;
  readonly query: string;
  /** Why there is no verdict, where there is none. */
  readonly why: string;
}

/** By index of the condition; what has no condition is left out. */
export async function verdictsOf(
  client: Client,
  { table, groups }: Loaded,
  conditions: readonly (string | undefined)[],
): Promise<ReadonlyMap<number, ConditionVerdicts>> {
  const asked = groups.flatMap((group) =>
    group.rules.flatMap((rule) => {
      const condition = conditions[rule];
      return condition === undefined
        ? []
        : [{ rule, group, question: { table, parts: [group.part], condition } }];
    }),
  );
  const questions = asked.map(({ question }) => question);
  const matches = await matchesOfAll(client, questions);
  const misses = await matchesOfAll(client, questions.map(negated));
  const found = await inParallel(asked, async ({ rule, group, question }, at) => {
    const readable = { matches: matches[at] ?? NOT_ASKED, misses: misses[at] ?? NOT_ASKED };
    const verdicts = new Map(group.rows.map((row) => [row, verdictOf(readable, row)]));
    for (const [row, verdict] of await verdictsApart(client, question, group)) verdicts.set(row, verdict);
    return [rule, { verdicts, query: matchStatement(question), why: whyNone(readable) }] as const;
  });
  return new Map(found);
}

interface Readings {
  readonly matches: Rows;
  readonly misses: Rows;
}

const NOT_ASKED: Rows = { kind: 'failed', unreadable: false, why: 'not asked' };

function verdictOf({ matches, misses }: Readings, row: number): Verdict {
  if (matches.kind === 'failed' || misses.kind === 'failed') return 'none';
  const matched = matches.rows.has(row);
  return matched === misses.rows.has(row) ? 'none' : matched;
}

function whyNone({ matches, misses }: Readings): string {
  if (matches.kind === 'failed') return matches.why;
  return misses.kind === 'failed' ? misses.why : 'the condition is NULL';
}

/** Verdicts on the events that some query cannot read: one that reads other columns may have them. */
async function verdictsApart(
  client: Client,
  question: Question,
  { apart }: Group,
): Promise<ReadonlyMap<number, Verdict>> {
  const verdicts = new Map<number, Verdict>();
  const ask = async (some: Group['apart']): Promise<void> => {
    if (some.length === 0) return;
    const own = { ...question, parts: some.map(({ part }) => part) };
    const matches = await matchesOf(client, own);
    if (matches.kind === 'failed' && matches.unreadable) {
      if (some.length === 1) for (const { row } of some) verdicts.set(row, 'unreadable');
      else {
        const middle = some.length >> 1;
        await ask(some.slice(0, middle));
        await ask(some.slice(middle));
      }
      return;
    }
    const misses = await matchesOf(client, negated(own));
    for (const { row } of some) verdicts.set(row, verdictOf({ matches, misses }, row));
  };
  await ask(apart);
  return verdicts;
}
