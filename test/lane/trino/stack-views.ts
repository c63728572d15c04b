/**
 * Views of a stack on Trino: the fields that they derive are the evaluator's, and a list's rows are its entries.
 *
 * Owns: both comparisons. Must not: make the views' statements.
 */
import { join } from 'node:path';
import type { CloudTrailEvent } from '../../../src/cloudtrail/event.ts';
import type { ListDocument } from '../../../src/content/document.ts';
import { compileValue } from '../../../src/evaluate/value.ts';
import { listViews } from '../../../src/targets/athena/list-view.ts';
import { PARTITION_COLUMNS } from '../../../src/targets/athena/partitions.ts';
import { EXTENDED, type Profile } from '../../../src/targets/athena/profiles.ts';
import { eventsColumns, eventsView } from '../../../src/targets/athena/view.ts';
import { documentOf, ruleOf } from '../../support/rule.ts';
import type { Finding } from '../check.ts';
import type { Suite } from '../executor.ts';
import { athenaBreaks } from './assume.ts';
import { loadSuite } from './parts.ts';
import type { Server } from './server.ts';
import type { Stored } from './stack-records.ts';
import { PART, ROW } from './table.ts';
import { schemaOf } from './trail.ts';

/** A view that has been made, over the records of a profile's table. */
export async function eventsViewFinding(
  { client }: Server,
  view: string,
  profile: Profile,
  { records, partitions }: Stored,
): Promise<Finding> {
  const name = `${view} on ${profile.name}`;
  const [first] = partitions;
  if (first === undefined) throw new Error('the table has no partitions');
  const columns = eventsColumns(profile).map((column) => column.name);
  const partitioned = PARTITION_COLUMNS[profile.layout];
  const table = `${schemaOf(profile)}.${view}`;
  const outcome = await client.ask(`SELECT * FROM ${table} WHERE eventid IS NOT NULL`);
  if (outcome.kind === 'failed') return { name, ok: false, detail: `${outcome.name}: ${outcome.message}` };
  const wanted = new Map(
    records.map(({ id, event, partition }) => [
      id,
      [...derived(profile, event), ...partitioned.map((column) => partition.values.get(column))],
    ]),
  );
  const where = [...first.values].map(([column, value]) => `"${column}" = '${value}'`).join(' AND ');
  const pruned = await client.ask(`SELECT actor FROM ${table} WHERE ${where}`);
  const types = await client.rows(`DESCRIBE ${table}`);
  const problems = [
    ...(outcome.columns.join() === [...columns, ...partitioned].join() ? [] : [outcome.columns.join(', ')]),
    ...types.filter(([, type]) => type !== 'varchar').map(([column, type]) => `${column} is ${type}`),
    ...(outcome.rows.length === wanted.size ? [] : [`${outcome.rows.length} rows, not ${wanted.size}`]),
    ...outcome.rows.flatMap((row) => different(outcome.columns, row, wanted.get(String(row[0])))),
    ...(pruned.kind === 'rows' && pruned.read === first.lines
      ? []
      : [`one partition of ${first.lines} records does not prune`]),
  ];
  return findingOf(name, problems, `${outcome.rows.length} records`);
}

/** The SELECT of the view, over a table of a suite's events in place of a trail. */
export async function suiteViewFinding(server: Server, suite: Suite): Promise<Finding> {
  const { client, folder, newName } = server;
  const rows = suite.events.map((_, row) => row);
  const store = { client, columns: EXTENDED.columns, folder: join(folder, 'views') };
  const { table, groups } = await loadSuite(store, newName(), { ...suite, rules: [], asked: [rows] });
  const [group] = groups;
  if (group === undefined) throw new Error('a suite without events');
  const { sql } = eventsView({ profile: EXTENDED.name, database: 'default', table }, EXTENDED);
  const partitions = PARTITION_COLUMNS[EXTENDED.layout].map((column) => `'' AS "${column}"`).join(', ');
  const statement = sql
    .replace('SELECT\n', `SELECT ${ROW},\n`)
    .replace(
      `FROM "default"."${table}"`,
      `FROM (SELECT *, ${partitions} FROM ${table} WHERE ${PART} = ${group.part})`,
    );
  const outcome = await client.ask(statement);
  const name = `the view's fields on ${suite.name}`;
  if (outcome.kind === 'failed') return { name, ok: false, detail: `${outcome.name}: ${outcome.message}` };
  const fields = outcome.columns.slice(1, 1 + eventsColumns(EXTENDED).length);
  let outside = 0;
  const problems = outcome.rows.flatMap((row) => {
    const event = suite.events[Number(row[0])] ?? {};
    const found = different(fields, row.slice(1, 1 + fields.length), derived(EXTENDED, event));
    if (found.length === 0 || !breaksAssumption(event)) return found;
    outside += 1;
    return [];
  });
  if (outcome.rows.length !== group.rows.length) problems.push(`${outcome.rows.length} rows`);
  const remarks = [
    `${group.rows.length} records`,
    ...(outside === 0 ? [] : [`${outside} outside the assumptions of Athena's answers`]),
    ...(group.apart.length === 0 ? [] : [`${group.apart.length} that the engine cannot read`]),
  ];
  return findingOf(name, problems, remarks.join(', '));
}

/** Whether a rule that reads all the fields of the view would not be asked about the event. */
function breaksAssumption(event: CloudTrailEvent): boolean {
  const any = eventsColumns(EXTENDED).map(({ field }) => ({ [field.name]: { exists: true } }));
  const rule = ruleOf(documentOf({ any }));
  return ASSUMED.some((assumption) => athenaBreaks(assumption, rule, event));
}

const ASSUMED = ['no-object-here', 'one-key-case', 'json-is-whole', 'no-array-at-number'];

/** The views of a list, made in order; the last is the list's. */
export async function listViewFinding({ client }: Server, list: ListDocument): Promise<Finding> {
  const views = listViews(list, 'default').value ?? [];
  const name = `list ${list.name}, ${list.entries.length} entries in ${views.length} views`;
  for (const { name: view, sql } of views) {
    await client.rows(`CREATE OR REPLACE VIEW "default"."${view}" AS\n${sql}`);
  }
  const view = views.at(-1);
  if (view === undefined) return { name, ok: false, detail: 'no view' };
  const columns = view.columns.map((column) => column.name);
  const got = await client.rows(
    `SELECT ${columns.map((column) => `"${column}"`).join(', ')} FROM ${view.name}`,
  );
  const types = await client.rows(`DESCRIBE ${view.name}`);
  const wanted = list.entries.map(({ values, reason, owner, ticket, expires }) =>
    JSON.stringify([...values, reason, owner ?? null, ticket ?? null, expires?.value ?? null]),
  );
  const rows = got.map((row) => JSON.stringify(row));
  const problems = [
    ...(rows.toSorted().join('\n') === wanted.toSorted().join('\n') ? [] : ['other rows than entries']),
    ...types.flatMap(([column, type], at) =>
      type === view.columns[at]?.type ? [] : [`${column} is ${type}, said to be ${view.columns[at]?.type}`],
    ),
  ];
  return findingOf(name, problems, `${rows.length} rows`);
}

function derived(profile: Profile, event: CloudTrailEvent): readonly (string | null)[] {
  return eventsColumns(profile).map(({ field }) => compileValue(field.value)(event) ?? null);
}

function different(
  columns: readonly string[],
  got: readonly unknown[],
  wanted: readonly unknown[] | undefined,
): readonly string[] {
  return columns.flatMap((column, at) =>
    got[at] === wanted?.[at] ? [] : [`${column} is ${got[at]}, not ${wanted?.[at]}`],
  );
}

const SHOWN = 5;

function findingOf(name: string, problems: readonly string[], remark: string): Finding {
  return { name, ok: problems.length === 0, detail: problems.slice(0, SHOWN).join('; ') || remark };
}
