/**
 * What Trino answers to the query of `trailc trace --query --target athena`, held against the search in logs: the same
 * records of the issuing call, column by column, of every key of generated accounts.
 *
 * Owns: the tables of those accounts, one a profile, and asking. Must not: print the query, or know who issued a key.
 */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import fc from 'fast-check';
import { templateSource } from '../../../src/bundle/render.ts';
import type { CloudTrailEvent } from '../../../src/cloudtrail/event.ts';
import type { Content } from '../../../src/content/document.ts';
import { timeOf } from '../../../src/logs/trace/time.ts';
import { EXTENDED, findProfile, type Profile } from '../../../src/targets/athena/profiles.ts';
import { traceQuery } from '../../../src/trace-query.ts';
import { COLUMNS, issuedRows, keysOf, type Row, sorted } from '../../logs/trace/issued-rows.ts';
import { buildWorld, op } from '../../logs/trace/world.ts';
import type { Check, Finding } from '../check.ts';
import { inParallel } from './in-parallel.ts';
import type { Server } from './server.ts';
import { writeLines } from './table.ts';
import { ACCOUNT, HOME_REGION, schemaOf, tableStatement } from './trail.ts';

const WORLDS = 10;
const SEED = 20_261_122;
/** One of each layout that generated records fit, and of both sets of columns. */
const PROFILES = ['extended', 'projection'];
const TABLE = 'traced';
const HOUR = 3_600_000;
const DAY = 24 * HOUR;

interface Account {
  readonly name: string;
  readonly events: readonly CloudTrailEvent[];
  readonly at: number;
  /** Milliseconds. */
  readonly window: number;
  /** Days between an event and its folder. */
  readonly late: number;
}

/** One finding for each account on each profile. */
export async function traceQueryCheck(server: Server, content: Content): Promise<Check> {
  const accounts = generatedAccounts();
  const findings: Finding[] = [];
  for (const name of PROFILES) {
    const profile = findProfile(name);
    if (profile === undefined) throw new Error(name);
    await createTable(server, profile, accounts);
    findings.push(...(await inParallel(accounts, (account) => ask(server, content, profile, account))));
  }
  return {
    name: 'the query of `trailc trace --query --target athena` gives the records that the search in logs has',
    by: `Trino ${server.release}`,
    findings,
  };
}

/** Accounts that share a table, so each has its own keys and ids. */
function generatedAccounts(): readonly Account[] {
  const account = fc.record({
    ops: fc.array(op(true), { minLength: 4, maxLength: 12 }),
    window: fc.constantFrom(36 * HOUR, HOUR),
    back: fc.nat(3 * HOUR),
    late: fc.constantFrom(0, 1),
  });
  return fc.sample(account, { numRuns: WORLDS, seed: SEED }).map(({ ops, back, ...rest }, at) => {
    const text = JSON.stringify(buildWorld(ops).events);
    const own = text.replace(/"(ASIA|e-|s-)(?=[0-9]+")/g, (_, kind: string) => `"${kind}${100 + at}`);
    const events = JSON.parse(own) as readonly CloudTrailEvent[];
    const last = Math.max(...events.map((event) => timeOf(event.eventTime) ?? 0));
    return { ...rest, name: `account ${at + 1}`, events, at: last - back };
  });
}

async function createTable({ client, folder }: Server, profile: Profile, accounts: readonly Account[]) {
  const root = join(folder, `traced-${profile.name}`);
  const byDay = new Map<string, string[]>();
  for (const { events, late } of accounts) {
    for (const event of events) {
      const day = new Date((timeOf(event.eventTime) ?? 0) + late * DAY).toISOString().slice(0, 10);
      byDay.set(day, [...(byDay.get(day) ?? []), JSON.stringify(event)]);
    }
  }
  for (const [day, lines] of byDay) {
    const [year = '', month = '', date = ''] = day.split('-');
    const named = [`region=${HOME_REGION}`, `year=${year}`, `month=${month}`, `day=${date}`];
    const parts = profile.layout === 'projection' ? [year, month, date] : [`account=${ACCOUNT}`, ...named];
    writeLines(join(root, ...parts), lines);
  }
  const location = profile.layout === 'projection' ? root : join(root, `account=${ACCOUNT}`);
  await client.rows(`CREATE SCHEMA IF NOT EXISTS ${schemaOf(profile)}`);
  await client.rows(tableStatement(profile, pathToFileURL(location).href, TABLE));
  if (profile.layout === 'projection') return;
  await client.rows(`CALL system.sync_partition_metadata('${schemaOf(profile)}', '${TABLE}', 'ADD')`);
}

async function ask(server: Server, content: Content, profile: Profile, account: Account): Promise<Finding> {
  const name = `${account.name} on ${profile.name}`;
  const { at, window, events } = account;
  let rows = 0;
  for (const key of [...keysOf(events), 'ASIANOTISSUED']) {
    const outcome = await server.client.ask(queryOf(key, content, profile, account));
    if (outcome.kind === 'failed') return { name, ok: false, detail: `${outcome.name}: ${outcome.message}` };
    const expected = (await issuedRows(key, { at, window }, events)).map((row) => shownOn(profile, row));
    const got = sorted(outcome.rows as readonly Row[]);
    rows += expected.length;
    if (outcome.columns.join() !== COLUMNS.join())
      return { name, ok: false, detail: `columns ${outcome.columns.join(', ')}` };
    if (got.join('\n') !== sorted(expected).join('\n')) {
      const detail = `${key}: ${got.join(' ') || 'no row'} instead of ${sorted(expected).join(' ') || 'none'}`;
      return { name, ok: false, detail: detail.slice(0, 1_000) };
    }
  }
  return { name, ok: true, detail: `${rows} rows` };
}

/** The documented columns have none for the caller's source identity. */
const shownOn = ({ columns }: Profile, row: Row): Row =>
  columns === EXTENDED.columns
    ? row
    : row.map((value, at) => (COLUMNS[at] === 'callerSourceIdentity' ? null : value));

function queryOf(key: string, content: Content, profile: Profile, { at, window }: Account): string {
  const [environment] = content.config.environments;
  if (environment === undefined) throw new Error('the configuration names no environment');
  const athena = { ...environment.athena, profile: profile.name, database: schemaOf(profile), table: TABLE };
  // Named, since the lane is bundled, and then does not stand where it looks for them otherwise.
  const templates = templateSource({
    root: '.',
    templates: { value: 'templates', span: content.config.span },
  });
  const asked = { target: 'athena', key, at, window, environment: { ...environment, athena } } as const;
  const { value, diagnostics } = traceQuery(asked, templates);
  if (value?.kind !== 'query') throw new Error(JSON.stringify([value, diagnostics]));
  return value.text;
}
