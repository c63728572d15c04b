/**
 * Prepared statements on Trino: each is prepared and executed with two times, and held against the evaluator's matches in
 * that window, and against the days that it may read.
 *
 * Owns: the windows, and what is wanted of each. Must not: make statements or tables.
 */
import { compileCondition } from '../../../src/evaluate/condition.ts';
import { compileRow } from '../../../src/evaluate/row.ts';
import { RESULT_COLUMNS } from '../../../src/ir/columns.ts';
import type { RuleIr } from '../../../src/ir/rule.ts';
import { PARTITION_COLUMNS } from '../../../src/targets/athena/partitions.ts';
import type { Profile } from '../../../src/targets/athena/profiles.ts';
import type { Finding } from '../check.ts';
import type { Client, Outcome } from './client.ts';
import { readExplain } from './explain.ts';
import { prepare } from './stack-prepare.ts';
import type { Partition, Stored, StoredRecord } from './stack-records.ts';
import { DAY, dayOf } from './trail.ts';

export interface PreparedRule {
  readonly rule: RuleIr;
  readonly profile: Profile;
  /** The text of the file. */
  readonly text: string;
  readonly stored: Stored;
}

/** Seconds since 1970: the first is in, the second is out. */
interface Window {
  readonly from: number;
  readonly to: number;
  /** Hours that the times are written ahead of UTC. */
  readonly offset: number;
}

/** Both windows of a statement. One begins, and the other ends, at the very second of records that match. */
export async function preparedFinding(address: string, prepared: PreparedRule): Promise<Finding> {
  const { rule, profile, text, stored } = prepared;
  const { stem } = rule.document;
  const name = `${stem} on ${profile.name}`;
  const statement = /^PREPARE (\w+) FROM$/m.exec(text)?.[1];
  if (statement === undefined) return { name, ok: false, detail: 'the file prepares nothing' };
  const client = await prepare(address, text);
  const inside = secondOf(stored, `${stem}, test 1, inside`);
  const before = secondOf(stored, `${stem}, test 1, before the window`);
  const short = { from: inside, to: inside + 1, offset: 1 };
  const problems = [
    ...(await windowProblems(client, statement, prepared, { from: before, to: inside, offset: 0 })),
    ...(await windowProblems(client, statement, prepared, short)),
    ...(await planProblems(client, statement, prepared, short)),
  ];
  return { name, ok: problems.length === 0, detail: problems.join('; ') || 'two windows' };
}

function secondOf({ records }: Stored, id: string): number {
  const record = records.find((one) => one.id === id);
  if (record === undefined) throw new Error(`no record ${id}`);
  return Date.parse(record.time) / 1_000;
}

const using = ({ from, to, offset }: Window) => `USING '${written(from, offset)}', '${written(to, offset)}'`;

function written(second: number, offset: number): string {
  const text = new Date((second + offset * 3_600) * 1_000).toISOString().slice(0, 19);
  return offset === 0 ? `${text}Z` : `${text}+0${offset}:00`;
}

/** The rows are those of the evaluator's matches, of the window and of the days around it; and nothing else was read. */
async function windowProblems(
  client: Client,
  statement: string,
  { rule, stored }: PreparedRule,
  window: Window,
): Promise<readonly string[]> {
  const outcome = await client.ask(`EXECUTE ${statement} ${using(window)}`);
  if (outcome.kind === 'failed') return [`${outcome.name}: ${outcome.message}`];
  const matches = compileCondition(rule.condition);
  const rowOf = compileRow(rule);
  const columns = RESULT_COLUMNS.map(({ column }) => column);
  const selected = stored.records.filter((record) => isSelected(record, window) && matches(record.event));
  const wanted = selected.map(({ event }) => {
    const row = rowOf(event);
    return JSON.stringify(columns.map((column) => row[column]));
  });
  const lines = read(stored, window).reduce((sum, partition) => sum + partition.lines, 0);
  return [
    ...(outcome.columns.join() === columns.join() ? [] : [`columns ${outcome.columns.join(', ')}`]),
    ...differences('row', rowsOf(outcome), wanted),
    ...(outcome.read === lines ? [] : [`${outcome.read} records read, where its days have ${lines}`]),
    // A window without matches would prove nothing.
    ...(wanted.length > 0 ? [] : ['no test of the rule matches']),
  ];
}

const rowsOf = (outcome: Outcome) =>
  outcome.kind === 'rows' ? outcome.rows.map((row) => JSON.stringify(row)) : [];

/** EXPLAIN names the partitions that are left, before anything is read. */
async function planProblems(
  client: Client,
  statement: string,
  { profile, stored }: PreparedRule,
  window: Window,
): Promise<readonly string[]> {
  const outcome = await client.ask(`EXPLAIN EXECUTE ${statement} ${using(window)}`);
  if (outcome.kind === 'failed') return [`${outcome.name}: ${outcome.message}`];
  const { partitions } = readExplain(outcome.rows.flat().join('\n'));
  const kept = read(stored, window);
  return PARTITION_COLUMNS[profile.layout].flatMap((column) => {
    const wanted = new Set(kept.map(({ values }) => values.get(column) ?? ''));
    return differences(`partition ${column}`, [...(partitions.get(column) ?? [])], [...wanted]);
  });
}

/** docs/athena.md: the days of the window, and one on each side. */
function read({ partitions }: Stored, { from, to }: Window): readonly Partition[] {
  const dayAt = (second: number) => dayOf(new Date(second * 1_000), 0);
  return partitions.filter(({ day }) => day >= dayAt(from - DAY) && day <= dayAt(to - 1 + DAY));
}

function isSelected({ time, partition }: StoredRecord, window: Window): boolean {
  const second = Date.parse(time) / 1_000;
  const { day } = partition;
  const inDays = read({ partitions: [partition], records: [] }, window).some((one) => one.day === day);
  return inDays && second >= window.from && second < window.to;
}

function differences(what: string, got: readonly string[], wanted: readonly string[]): readonly string[] {
  return [
    ...got.filter((one) => !wanted.includes(one)).map((one) => `${what} ${one} too much`),
    ...wanted.filter((one) => !got.includes(one)).map((one) => `${what} ${one} missing`),
    ...(got.length === wanted.length ? [] : [`${got.length} of ${what} instead of ${wanted.length}`]),
  ];
}
