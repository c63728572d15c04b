/**
 * What Trino proves of deployed queries beside the condition: that they run and give the rows of the rule's matches in
 * their window, and that they read the columns they name and the partitions of that window, and nothing else.
 *
 * Owns: the two proofs, as checks of the lane. Must not: know how a query or a table is made.
 */
import type { Content } from '../../../src/content/document.ts';
import { compileCondition } from '../../../src/evaluate/condition.ts';
import { compileRow } from '../../../src/evaluate/row.ts';
import { RESULT_COLUMNS } from '../../../src/ir/columns.ts';
import { PARTITION_COLUMNS } from '../../../src/targets/athena/partitions.ts';
import type { Check, Finding } from '../check.ts';
import type { Client, Outcome } from './client.ts';
import { deliveredTests, foldersRead, selectedBy } from './deliveries.ts';
import { type Deployed, deployedQueries, shippedRules } from './deployed.ts';
import { namedColumns, readExplain } from './explain.ts';
import { inParallel } from './in-parallel.ts';
import type { Server } from './server.ts';
import { createTrail, dayOf, type Folder, partitionOf } from './trail.ts';

/** Both proofs, for every shipped rule on every profile that can say it. */
export async function trinoChecks(server: Server, content: Content): Promise<readonly Check[]> {
  const rules = shippedRules(content);
  const folders = deliveredTests(rules, new Date());
  await createTrail(server, folders);
  const { queries, unsaid } = deployedQueries(rules, content);
  const asked = await inParallel(queries, async (query) => {
    const { now, outcome, plan } = await runQuery(server.client, query.text);
    return {
      ran: rowsFinding(query, outcome, folders, now),
      read: costFinding(query, outcome, plan, folders, now),
    };
  });
  const by = `Trino ${server.release}`;
  return [
    {
      name: 'deployed Athena queries run, and give the rows of the matches in their window',
      by,
      findings: asked.map(({ ran }) => ran),
      notes: unsaid.map(
        ({ rule, profiles }) =>
          `Unsupported, so that there is no query to run: ${rule} on ${profiles.join(', ')}.`,
      ),
    },
    {
      name: 'deployed Athena queries read the columns they name and the days of their window',
      by,
      findings: asked.map(({ read }) => read),
    },
  ];
}

interface QueryRun {
  readonly now: Date;
  readonly outcome: Outcome;
  readonly plan: Outcome;
}

/** A query's days change at midnight (UTC): what was asked across it is asked again. */
async function runQuery(client: Client, text: string): Promise<QueryRun> {
  for (;;) {
    const now = new Date();
    const plan = await client.ask(`EXPLAIN ${text}`);
    const outcome = await client.ask(text);
    if (dayOf(new Date(), 0) === dayOf(now, 0)) return { now, outcome, plan };
  }
}

/** The rows that come back are those of the evaluator's matches, each column of them. */
export function rowsFinding(
  { rule, profile, name }: Deployed,
  outcome: Outcome,
  folders: readonly Folder[],
  now: Date,
): Finding {
  if (outcome.kind === 'failed') return failed(name, outcome);
  const matches = compileCondition(rule.condition);
  const rowOf = compileRow(rule);
  const columns = RESULT_COLUMNS.map(({ column }) => column);
  const selected = selectedBy(rule, folders, profile, now).filter(matches).map(rowOf);
  const wanted = selected.map((row) => JSON.stringify(columns.map((column) => row[column])));
  const got = outcome.rows.map((row) => JSON.stringify(row));
  const problems = [
    ...(outcome.columns.join() === columns.join() ? [] : [`columns ${outcome.columns.join(', ')}`]),
    ...differences('row', new Set(got), new Set(wanted)),
    ...(got.length === wanted.length ? [] : [`${got.length} rows instead of ${wanted.length}`]),
    // A rule none of whose tests matches would prove nothing.
    ...(wanted.length > 0 ? [] : ['no test of the rule matches']),
  ];
  return findingOf(name, problems, `${got.length} rows`);
}

/** Columns and partitions as the plan has them; and the records read are those of the window's folders, no more. */
export function costFinding(
  { rule, profile, name, text }: Deployed,
  outcome: Outcome,
  plan: Outcome,
  folders: readonly Folder[],
  now: Date,
): Finding {
  if (plan.kind === 'failed') return failed(name, plan);
  if (outcome.kind === 'failed') return failed(name, outcome);
  const reads = readExplain(plan.rows.flat().join('\n'));
  const kept = foldersRead(rule.schedule.lookback, folders, profile, now);
  const named = namedColumns(
    text,
    new Set([...profile.columns.keys()].map((column) => column.toLowerCase())),
  );
  const partitions = PARTITION_COLUMNS[profile.layout].flatMap((column) =>
    differences(
      `partition ${column}`,
      reads.partitions.get(column) ?? new Set(),
      new Set(kept.map((folder) => partitionOf(folder, profile).get(column) ?? '')),
    ),
  );
  const lines = kept.reduce((sum, { events }) => sum + events.length, 0);
  const problems = [
    ...differences('column', reads.columns, named),
    ...partitions,
    ...(outcome.read === lines
      ? []
      : [`${outcome.read} records read, where the days of the window have ${lines}`]),
  ];
  // How many folders these are depends on the time of the day.
  return findingOf(name, problems, `${named.size} columns`);
}

const failed = (name: string, outcome: { readonly name: string; readonly message: string }): Finding => ({
  name,
  ok: false,
  detail: `${outcome.name}: ${outcome.message}`,
});

function findingOf(name: string, problems: readonly string[], remark: string): Finding {
  return { name, ok: problems.length === 0, detail: problems.length === 0 ? remark : problems.join('; ') };
}

/** `partition day 19 too much`: what stands in one set alone. */
function differences(what: string, got: ReadonlySet<string>, wanted: ReadonlySet<string>): readonly string[] {
  return [
    ...[...got].filter((one) => !wanted.has(one)).map((one) => `${what} ${one} too much`),
    ...[...wanted].filter((one) => !got.has(one)).map((one) => `${what} ${one} missing`),
  ];
}
