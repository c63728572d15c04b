/** The query for the call that issued a key: what DuckDB and the SPL oracle find with it, against the search in logs. */
import './support/seed.ts';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { templateSource } from '../src/bundle/render.ts';
import type { CloudTrailEvent } from '../src/cloudtrail/event.ts';
import type { EnvironmentDocument } from '../src/content/document.ts';
import { loadDuckDb } from '../src/duckdb/load.ts';
import { type AthenaTable, openAthenaTable } from '../src/duckdb/table.ts';
import { issueOf } from '../src/logs/trace/issue.ts';
import { timeOf } from '../src/logs/trace/time.ts';
import { findProfile } from '../src/targets/athena/profiles.ts';
import { type QueryTarget, traceQuery } from '../src/trace-query.ts';
import { HOSTILE } from './injection/hostile.ts';
import { COLUMNS, issuedRows, keysOf, type Row, sorted } from './logs/trace/issued-rows.ts';
import { role, sts, user } from './logs/trace/records.ts';
import { buildWorld, op } from './logs/trace/world.ts';
import { withoutComments } from './oracle/spl/comments.ts';
import { compileRows } from './oracle/spl/oracle.ts';
import { commands } from './oracle/spl/tokens.ts';
import { CORPUS, readCorpus } from './support/corpus.ts';
import { environment } from './targets/athena/environment.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const ENVIRONMENT = environment({ profile: 'extended' });
const TEMPLATES = templateSource({ root: '.' });

interface Asked {
  readonly at?: number;
  readonly window?: number;
  readonly profile?: string;
  readonly environment?: EnvironmentDocument;
}

function queryOf(target: QueryTarget, key: string, asked: Asked): string {
  const { window = 36 * HOUR } = asked;
  const { value, diagnostics } = traceQuery(
    { environment: ENVIRONMENT, ...asked, target, key, window },
    TEMPLATES,
  );
  if (value?.kind !== 'query') throw new Error(JSON.stringify([value, diagnostics]));
  return value.text;
}

const tables = new Map<string, AthenaTable>();
beforeAll(async () => {
  const loaded = await loadDuckDb();
  if (loaded.kind !== 'loaded') throw new Error(loaded.kind);
  for (const name of ['extended', 'projection', 'organization']) {
    const profile = findProfile(name);
    if (profile !== undefined) tables.set(name, await openAthenaTable(loaded.library, profile));
  }
});
afterAll(() => {
  for (const table of tables.values()) table.close();
});

const tableOf = (name = 'extended'): AthenaTable => {
  const table = tables.get(name);
  if (table === undefined) throw new Error(name);
  return table;
};

/** Delivered at once, or so many milliseconds after the event. */
const fill = (events: readonly CloudTrailEvent[], profile?: string, late = 0) =>
  tableOf(profile).fill(events, (event) => new Date((timeOf(event.eventTime) ?? 0) + late));

const onAthena = async (key: string, asked: Asked): Promise<readonly Row[]> =>
  (await tableOf(asked.profile).query(queryOf('athena', key, asked))) as unknown as readonly Row[];

/** The oracle knows no time range: it is read here, as Splunk's documentation has it, and taken out. */
const RANGE = / earliest=(\d+) latest=(\d+) /;

function onSplunk(key: string, asked: Asked, events: readonly CloudTrailEvent[]): readonly Row[] {
  const text = queryOf('spl', key, { ...asked, profile: 'raw' });
  const [found, earliest, latest] = RANGE.exec(text) ?? [];
  if (found === undefined) throw new Error(text);
  const records = events.filter((event) => {
    const time = (timeOf(event.eventTime) ?? 0) / 1000;
    return time >= Number(earliest) && time < Number(latest);
  });
  const rows = compileRows(text.replace(RANGE, ' ')).rows(records.map((event) => JSON.stringify(event)));
  return rows.map((row) => {
    expect(Object.keys(row)).toEqual(['_time', ...COLUMNS]);
    return COLUMNS.map((column) => (row[column] ?? null) as string | null);
  });
}

describe('generated worlds', () => {
  const worlds = fc.array(op(true), { minLength: 1, maxLength: 12 }).map(buildWorld);
  const asked = fc.record({
    window: fc.constantFrom(36 * HOUR, HOUR),
    back: fc.nat(3 * HOUR),
    late: fc.constantFrom(0, DAY),
    profile: fc.constantFrom('extended', 'projection', 'organization'),
  });

  it('give both engines the records that the search in logs has of the issuing call, column by column', async () => {
    let found = 0;
    await fc.assert(
      fc.asyncProperty(worlds, asked, async ({ events }, { window, back, late, profile }) => {
        const last = Math.max(...events.map((event) => timeOf(event.eventTime) ?? 0));
        const at = last - back;
        await fill(events, profile, late);
        for (const key of [...keysOf(events), 'ASIANOTISSUED']) {
          const expected = await issuedRows(key, { at, window }, events);
          found += expected.length;
          expect(sorted(onSplunk(key, { at, window }, events))).toEqual(sorted(expected));
          // Only the extended profiles have a column for the caller's source identity.
          const dropped = profile === 'extended' ? -1 : COLUMNS.indexOf('callerSourceIdentity');
          const shown = expected.map((row) => row.map((value, index) => (index === dropped ? null : value)));
          expect(sorted(await onAthena(key, { at, window, profile }))).toEqual(sorted(shown));
        }
      }),
      { numRuns: 40 },
    );
    expect(found).toBeGreaterThan(100);
  }, 60_000);
});

describe('records of each call', () => {
  const ann = user('ann');
  const dev = role('Dev', 'ann', 'ASIADEV', '10:00:00', '111122223333', { sourceIdentity: 'ann' });
  const credentials = (accessKeyId: string) => ({ credentials: { accessKeyId } });
  const root = (id: string, targetPrincipal: string, key: string) =>
    sts(id, '10:30:00', 'AssumeRoot', dev, {
      requestParameters: { targetPrincipal },
      responseElements: credentials(key),
    });
  const events = [
    sts('t-1', '10:00:00', 'GetSessionToken', ann, {
      requestParameters: null,
      responseElements: credentials('ASIAONE'),
    }),
    root('t-2', '444455556666', 'ASIATWO'),
    root('t-3', 'arn:aws:iam::444455556666:root', 'ASIATHREE'),
    // Refused: nothing was issued, and the key stands in the request of another service's call only.
    sts('t-4', '10:40:00', 'AssumeRole', dev, { errorCode: 'AccessDenied', responseElements: null }),
    sts('t-5', '10:41:00', 'GetCallerIdentity', dev, { responseElements: credentials('ASIAONE') }),
    {
      ...sts('t-6', '10:42:00', 'AssumeRole', dev, { responseElements: credentials('ASIAONE') }),
      eventSource: 'x.amazonaws.com',
    },
    sts('t-7', '10:43:00', 'AssumeRole', dev, { requestParameters: credentials('ASIAONE') }),
    sts('t-8', '10:44:00', 'AssumeRole', dev, { responseElements: credentials('asiaone') }),
    sts('t-9', '10:44:00', 'AssumeRole', dev, { responseElements: credentials('ASIAONE2') }),
  ];
  const at = Date.UTC(2026, 0, 1, 11);

  it.each([
    ['ASIAONE', 't-1', 'arn:aws:iam::111122223333:user/ann', null],
    ['ASIATWO', 't-2', 'arn:aws:iam::444455556666:root', 'ann'],
    ['ASIATHREE', 't-3', 'arn:aws:iam::444455556666:root', 'ann'],
  ])('%s', async (key, id, session, identity) => {
    await fill(events);
    for (const rows of [await onAthena(key, { at }), onSplunk(key, { at }, events)]) {
      const shown = ['eventID', 'issuedSession', 'callerSourceIdentity'].map((name) => COLUMNS.indexOf(name));
      expect(rows.map((row) => shown.map((index) => row[index]))).toEqual([[id, session, identity]]);
    }
    expect(sorted(await issuedRows(key, { at }, events))).toEqual(sorted(onSplunk(key, { at }, events)));
  });

  it.each(['raw', 'extracted'])(
    'give the same under every reading that profile %s leaves open',
    (profile) => {
      const records = events.map((event) => JSON.stringify(event));
      for (const key of ['ASIAONE', 'ASIATWO', 'ASIATHREE']) {
        const text = queryOf('spl', key, { at, profile }).replace(RANGE, ' ');
        const assumed = /Rests on: ([a-z, -]+)\./.exec(text)?.[1]?.split(', ') ?? [];
        const expected = { ASIAONE: 't-1', ASIATWO: 't-2', ASIATHREE: 't-3' }[key];
        let readings = 0;
        compileRows(text).readings(records, assumed, (rows) => {
          expect(rows.map(({ eventID }) => eventID)).toEqual([expected]);
          readings += 1;
          return false;
        });
        expect(readings).toBeGreaterThan(1);
      }
    },
  );

  it('are found to the second at both ends of the window, and five minutes beyond it for two clocks', async () => {
    const [first] = events;
    const edge = (eventID: string, ms: number): CloudTrailEvent => ({
      ...first,
      eventID,
      eventTime: new Date(ms).toISOString().replace('.000Z', 'Z'),
    });
    const [from, to] = [at - HOUR - 300_000, at + 300_000];
    const edges = [edge('early', from - 1000), edge('a', from), edge('b', to), edge('late', to + 1000)];
    await fill(edges);
    for (const rows of [
      await onAthena('ASIAONE', { at, window: HOUR }),
      onSplunk('ASIAONE', { at, window: HOUR }, edges),
      await issuedRows('ASIAONE', { at, window: HOUR }, edges),
    ]) {
      expect(rows.map((row) => row[COLUMNS.indexOf('eventID')])).toEqual(['a', 'b']);
    }
  });

  it('are found from the moment that the query is run, where no time is given', async () => {
    const hours = (ago: number) => new Date(Date.now() - ago * HOUR).toISOString().replace(/\.\d+Z$/, 'Z');
    const [first] = events;
    const recent = [35, 37].map((ago) => ({ ...first, eventID: `${ago}`, eventTime: hours(ago) }));
    for (const profile of tables.keys()) {
      await fill(recent as CloudTrailEvent[], profile, DAY / 2);
      const rows = await onAthena('ASIAONE', { profile });
      expect(rows.map((row) => row[COLUMNS.indexOf('eventID')])).toEqual(['35']);
    }
    expect(queryOf('spl', 'ASIAONE', { profile: 'raw' })).toContain(' earliest=-36h latest=now ');
    expect(queryOf('spl', 'ASIAONE', { profile: 'raw', window: 5_400_000 })).toContain(' earliest=-5400s ');
  });
});

describe('the search for Splunk', () => {
  it.each(['raw', 'extracted'])(
    'of profile %s is one pass: no search within it, nothing that stops early',
    (profile) => {
      const text = queryOf('spl', 'ASIAIOSFODNN7EXAMPLE', { profile, at: 0 });
      const search = withoutComments(text);
      const names = commands(search).map(({ name }) => name);
      expect(new Set(names)).toEqual(new Set(['', 'eval', 'where', 'table']));
      // A search within a search stands in brackets outside of texts.
      expect(search.replace(/"(?:[^"\\]|\\.)*"/g, '""')).not.toMatch(/[[\]]/);
      expect(text).not.toMatch(/\b(?:join|transaction|append|appendcols|map|selfjoin|dedup|head)\b/);
      expect(text.split('\n')[0]).toContain('"ASIAIOSFODNN7EXAMPLE"');
    },
  );
});

describe('partitions', () => {
  const ask = (profile: string, at: number, window?: number) =>
    queryOf('athena', 'ASIAONE', { profile, at, ...(window === undefined ? {} : { window }) });

  it('are literals, one day beyond the window on each side', () => {
    const at = Date.UTC(2026, 0, 2, 12);
    expect(ask('projection', at)).toContain(`"timestamp" BETWEEN '2025/12/30' AND '2026/01/03'`);
    const region = ask('extended', at);
    expect(region).toContain(`year BETWEEN '2025' AND '2026'`);
    expect(region).toContain(`month IN ('01', '12')`);
    expect(region).toContain(`year || '-' || month || '-' || day BETWEEN '2025-12-30' AND '2026-01-03'`);
  });

  it('name every month that the window touches', () => {
    const at = Date.UTC(2026, 4, 31, 12);
    expect(ask('organization', at, 62 * DAY)).toContain(`month IN ('03', '04', '05', '06')`);
    expect(ask('organization', at, 366 * DAY)).not.toContain('month IN');
  });
});

describe('hostile texts', () => {
  it('stay in the comments that name the environment', () => {
    const stages = (text: string) =>
      commands(withoutComments(text)).map(({ name, rest }) => `${name} ${rest.trim()}`);
    const statement = (text: string) => text.split('\n').filter((line) => !line.startsWith('--'));
    const plain = {
      spl: queryOf('spl', 'ASIAONE', { at: 0 }),
      athena: queryOf('athena', 'ASIAONE', { at: 0 }),
    };
    for (const name of HOSTILE) {
      const asked = { at: 0, environment: { ...ENVIRONMENT, name } };
      expect(stages(queryOf('spl', 'ASIAONE', asked))).toEqual(stages(plain.spl));
      expect(statement(queryOf('athena', 'ASIAONE', asked))).toEqual(statement(plain.athena));
    }
  });

  it('as a key are a value and nothing else, even if one got past the command', async () => {
    const at = Date.UTC(2026, 0, 1, 12);
    for (const key of ["x' OR 1=1 --", '" | delete | search "', 'a\\', "');--", '[search index=*]']) {
      const events = [key, 'ASIAOTHER'].map((one, index) =>
        sts(`h-${index}`, '10:00:00', 'GetSessionToken', user('ann'), {
          responseElements: { credentials: { accessKeyId: one } },
        }),
      );
      await fill(events);
      for (const rows of [await onAthena(key, { at }), onSplunk(key, { at }, events)]) {
        expect(rows.map((row) => row[COLUMNS.indexOf('eventID')])).toEqual(['h-0']);
      }
    }
  });
});

describe.skipIf(CORPUS === undefined)('the corpus', () => {
  const records = CORPUS === undefined ? [] : readCorpus(CORPUS);
  // A query selects by time. One publisher's records have lost their eventTime on the way.
  const events = records
    .map(({ event }, at): CloudTrailEvent => ({ eventID: `record-${at}`, ...event }))
    .filter(({ eventTime }) => timeOf(eventTime) !== null);

  it('has each issued key found in both engines by the records that the search in logs has', async () => {
    await fill(events);
    const keys = keysOf(events);
    let rows = 0;
    for (const key of keys) {
      const issued = events.filter((event) => issueOf(event)?.key === key);
      for (const time of new Set(issued.map((event) => timeOf(event.eventTime) ?? 0))) {
        const at = time + HOUR;
        const ids = (all: readonly Row[]) =>
          [...new Set(all.map((row) => row[COLUMNS.indexOf('eventID')]))].sort();
        const expected = ids(await issuedRows(key, { at }, events));
        rows += expected.length;
        expect([key, ids(await onAthena(key, { at }))]).toEqual([key, expected]);
        expect([key, ids(onSplunk(key, { at }, events))]).toEqual([key, expected]);
      }
    }
    expect([keys.length, rows]).toEqual([16, 16]);
  }, 60_000);

  it('leads from the last session of the article of 2021 to user_1, question by question', async () => {
    const published = records.flatMap(({ file, event }) => (file.startsWith('aws-2021') ? [event] : []));
    // The article prints the last call without its response.
    const answered = {
      eventID: 'last',
      responseElements: { credentials: { accessKeyId: 'ASIALAST00000000' } },
    };
    const chain = published.map((event): CloudTrailEvent => {
      const asked = event.requestParameters as { roleSessionName?: string } | null | undefined;
      return asked?.roleSessionName === 'Session_Name_Two' ? { ...event, ...answered } : event;
    });
    await fill(chain);
    for (const ask of [onAthena, async (key: string, asked: Asked) => onSplunk(key, asked, chain)]) {
      const path: (string | null)[] = [];
      let key: string | null = 'ASIALAST00000000';
      let at = Math.max(...chain.map((event) => timeOf(event.eventTime) ?? 0));
      while (key?.startsWith('ASIA') === true) {
        const [row] = await ask(key, { at });
        if (row === undefined) throw new Error(key);
        const cell = (name: string) => row[COLUMNS.indexOf(name)] ?? null;
        path.push(cell('requestedName'), cell('callerArn'), cell('issuedSourceIdentity'));
        key = cell('callerAccessKey');
        at = timeOf(cell('eventTime')) ?? 0;
      }
      expect([...path, key]).toEqual([
        'Session_Name_Two',
        'arn:aws:sts::111122223333:assumed-role/Developer_Role/Session_Name',
        'Admin',
        'Session_Name',
        'arn:aws:iam::111122223333:user/user_1',
        'Admin',
        'AKIAIOSFODNN7EXAMPLE',
      ]);
    }
  });
});
