/** Reading verdicts and finding unreadable events, with an engine whose answers are made up. */
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { EXTENDED } from '../../../src/targets/athena/profiles.ts';
import type { Suite } from '../executor.ts';
import { BAD_LINE, fakeClient, rowsOutcome } from './fake-client.ts';
import { loadSuite } from './parts.ts';
import { unreadableRows } from './readable.ts';
import { verdictsOf } from './suite-verdicts.ts';
import { batchesOf, batchStatement, matchesOfAll } from './verdicts.ts';

const folder = mkdtempSync(join(tmpdir(), 'trailc-verdicts-'));
afterAll(() => rmSync(folder, { recursive: true }));
let tables = 0;
const newTable = () => {
  tables += 1;
  return `t${tables}`;
};

const question = (part: number, condition: string) => ({ table: 't', parts: [part], condition });
/** The parts that a statement asks about, and whether it asks for what a condition does not hold of. */
const partsIn = (statement: string) =>
  (/_part IN \(([\d, ]+)\)/.exec(statement)?.[1] ?? '').split(', ').map(Number);
const isNegated = (statement: string) => statement.includes('NOT (');

describe('statements', () => {
  it('lets each row meet the conditions of its own part', () => {
    expect(batchStatement('t', [question(3, 'a'), question(5, 'b OR c')])).toBe(
      `SELECT which, _row FROM t CROSS JOIN UNNEST(sequence(0, 1)) AS questions(which)
WHERE _part IN (3, 5) AND CASE which
WHEN 0 THEN _part IN (3) AND (a)
WHEN 1 THEN _part IN (5) AND (b OR c)
END`,
    );
  });
  it('keeps statements short', () => {
    const sizes = (questions: readonly { condition: string }[]) =>
      batchesOf(questions.map(({ condition }) => question(0, condition))).map(({ length }) => length);
    expect(sizes(Array.from({ length: 85 }, () => ({ condition: 'a' })))).toEqual([40, 40, 5]);
    expect(sizes([390, 390, 401, 10, 390].map((size) => ({ condition: 'a'.repeat(size) })))).toEqual([
      2, 1, 2,
    ]);
    expect(sizes(Array.from({ length: 20 }, () => ({ condition: 'a'.repeat(390) })))).toEqual([15, 5]);
    expect(sizes([])).toEqual([]);
  });
  it('halves a batch that fails, down to the condition that does', async () => {
    const client = fakeClient((statement) =>
      statement.includes('bad')
        ? { kind: 'failed', name: 'COMPILER_ERROR', message: 'too much' }
        : rowsOutcome([[7]]),
    );
    const found = await matchesOfAll(client, [question(0, 'good'), question(0, 'bad')]);
    expect(found.map(({ kind }) => kind)).toEqual(['rows', 'failed']);
  });
});

describe('verdictsOf', () => {
  const group = (rows: readonly number[], apart: { part: number; row: number }[] = []) => ({
    rules: [0],
    part: 0,
    rows,
    apart,
  });
  const loaded = (rows: readonly number[], apart?: { part: number; row: number }[]) => ({
    table: 't',
    groups: [group(rows, apart)],
  });

  it('takes a row for NULL that is in neither answer, or in both', async () => {
    const client = fakeClient((statement) => rowsOutcome(isNegated(statement) ? [[2], [4]] : [[1], [4]]));
    const found = await verdictsOf(client, loaded([1, 2, 3, 4]), ['c']);
    expect([...(found.get(0)?.verdicts ?? [])]).toEqual([
      [1, true],
      [2, false],
      [3, 'none'],
      [4, 'none'],
    ]);
    expect(found.get(0)?.query).toBe('SELECT _row FROM t WHERE _part IN (0) AND (c)');
  });
  it('has no verdict where a query fails on events that can be read', async () => {
    const client = fakeClient((statement) => (isNegated(statement) ? rowsOutcome([]) : BAD_LINE));
    const found = await verdictsOf(client, loaded([1]), ['c']);
    expect([...(found.get(0)?.verdicts ?? [])]).toEqual([[1, 'none']]);
    expect(found.get(0)?.why).toContain('HIVE_CURSOR_ERROR');
  });
  it('asks about events apart, so that one that cannot be read hides no other', async () => {
    const client = fakeClient((statement) => {
      const parts = partsIn(statement);
      if (parts.includes(6)) return BAD_LINE;
      const wanted = isNegated(statement) ? 5 : 7;
      return rowsOutcome(parts.includes(wanted) ? [[wanted * 10]] : []);
    });
    const apart = [5, 6, 7].map((part) => ({ part, row: part * 10 }));
    const found = await verdictsOf(client, loaded([], apart), ['c']);
    expect([...(found.get(0)?.verdicts ?? [])]).toEqual([
      [50, false],
      [60, 'unreadable'],
      [70, true],
    ]);
  });
  it('leaves out what has no condition', async () => {
    const found = await verdictsOf(
      fakeClient(() => rowsOutcome([])),
      loaded([1]),
      [undefined],
    );
    expect(found.size).toBe(0);
  });
});

describe('unreadableRows', () => {
  it('finds each line that fails, and no other', async () => {
    const table = newTable();
    const lineOf = (row: number) => (row % 10 === 3 ? 'bad' : 'good');
    const client = fakeClient((statement) => {
      const part = /_part = (\d+)/.exec(statement)?.[1];
      if (part === undefined) return rowsOutcome([]);
      const text = readFileSync(join(folder, table, part, 'events.json'), 'utf8');
      return text.includes('bad') ? BAD_LINE : rowsOutcome([[0]]);
    });
    const rows = Array.from({ length: 25 }, (_, at) => at);
    const found = await unreadableRows({ client, columns: EXTENDED.columns, folder, table, lineOf }, rows);
    expect(found.map(({ row }) => row)).toEqual([3, 13, 23]);
    expect(found[0]?.why).toContain('Failed to read file');
  });
  it('takes no other failure for a line that cannot be read', async () => {
    const client = fakeClient((statement) =>
      statement.startsWith('CREATE')
        ? rowsOutcome([])
        : { kind: 'failed', name: 'EXCEEDED_TIME_LIMIT', message: 'slow' },
    );
    const search = { client, columns: EXTENDED.columns, folder, table: newTable(), lineOf: () => '' };
    await expect(unreadableRows(search, [1])).rejects.toThrow('EXCEEDED_TIME_LIMIT: slow');
  });
});

describe('loadSuite', () => {
  const suite = (asked: Suite['asked']): Suite => ({
    name: 's',
    rules: [],
    events: [{ eventName: 'a' }, { eventName: 'b' }, { eventName: 'bad' }],
    asked,
  });
  const lines = (table: string, part: number) => {
    const file = join(folder, table, String(part), 'events.json');
    return existsSync(file)
      ? readFileSync(file, 'utf8')
          .split('\n')
          .slice(0, -1)
          .map((line) => JSON.parse(line)._row)
      : undefined;
  };

  it('makes one part of what several rules are asked about', async () => {
    const store = { client: fakeClient(() => rowsOutcome([[0]])), columns: EXTENDED.columns, folder };
    const loaded = await loadSuite(store, newTable(), suite([[0, 1], [1], [0, 1]]));
    expect(loaded.groups).toEqual([
      { rules: [0, 2], rows: [0, 1], part: 0, apart: [] },
      { rules: [1], rows: [1], part: 1, apart: [] },
    ]);
    expect([lines(loaded.table, 0), lines(loaded.table, 1)]).toEqual([[0, 1], [1]]);
  });
  it('keeps what cannot be read apart', async () => {
    const bad = (statement: string, table: string) => {
      const parts = / BETWEEN 0 AND (\d+)/.exec(statement);
      if (parts !== null) return true;
      const part = /_part = (\d+)/.exec(statement)?.[1];
      return (
        part !== undefined &&
        readFileSync(join(folder, `${table}_search`, part, 'events.json'), 'utf8').includes('bad')
      );
    };
    const table = newTable();
    const client = fakeClient((statement) => (bad(statement, table) ? BAD_LINE : rowsOutcome([[0]])));
    const loaded = await loadSuite(
      { client, columns: EXTENDED.columns, folder },
      table,
      suite([[0, 2], [2]]),
    );
    expect(loaded.groups).toEqual([
      { rules: [0], rows: [0], part: 0, apart: [{ part: 2, row: 2 }] },
      { rules: [1], rows: [], part: 1, apart: [{ part: 3, row: 2 }] },
    ]);
    expect([0, 1, 2, 3].map((part) => lines(loaded.table, part))).toEqual([[0], [], [2], [2]]);
  });
});
