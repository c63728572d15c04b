import { describe, expect, it } from 'vitest';
import type { ListDocument } from '../../../src/content/document.ts';
import { listViews, viewName } from '../../../src/targets/athena/list-view.ts';
import type { StackView } from '../../../src/targets/athena/stack/input.ts';
import { readSql } from '../../injection/read-sql.ts';
import { listsOf } from '../../support/rule.ts';
import { packed } from './packed.ts';

/** Athena, "Service quotas". */
const LIMIT = 262_144;

function listOf(entries: readonly unknown[], columns?: readonly string[]): ListDocument {
  const [list] = listsOf([{ name: 'ignoredActions', ...(columns ? { columns } : {}), entries }]).values();
  if (list === undefined) throw new Error('no list');
  return list;
}

const viewsOf = (list: ListDocument): readonly StackView[] => listViews(list, 'security').value ?? [];

/** The rows between VALUES and its end: texts, or null for NULL. */
function rowsIn({ sql }: StackView): readonly (readonly (string | null)[])[] {
  const tokens = readSql(sql);
  const first = tokens.findIndex(({ text }) => text === 'VALUES') + 1;
  const rows: (string | null)[][] = [];
  for (const [at, { kind, text }] of tokens.entries()) {
    if (at < first || text === ',') continue;
    if (text === '(') rows.push([]);
    else if (kind === 'string') rows.at(-1)?.push(text);
    else if (text === 'NULL') rows.at(-1)?.push(null);
    else if (text !== ')' || tokens[at + 1]?.text !== ',') {
      // The last row has its bracket, and then comes that of the whole.
      if (tokens[at + 1]?.text !== ')') break;
    }
  }
  return rows;
}

const plain = (size: number) =>
  Array.from({ length: size }, (_, at) => ({
    value: `arn:aws:iam::111122223333:role/team/Role${at}`,
    reason: `Reason ${at}, in a sentence of some length, as people write it.`,
    owner: 'SOC',
  }));

describe('listViews', () => {
  it('has a row for each entry, and NULL for a note that is not there', () => {
    const [view, ...more] = viewsOf(
      listOf([
        { value: 'a', reason: 'It is.', owner: 'SOC', ticket: 'T-1', expires: '2027-01-31' },
        { value: "o'b", reason: 'x\ny' },
      ]),
    );
    expect(more).toEqual([]);
    expect(view?.name).toBe('trailc_list_ignored_actions');
    expect(view?.columns.map(({ name, type, hive }) => `${name} ${type} ${hive}`)).toEqual([
      'value varchar string',
      'reason varchar string',
      'owner varchar string',
      'ticket varchar string',
      'expires date date',
    ]);
    expect(view && rowsIn(view)).toEqual([
      ['a', 'It is.', 'SOC', 'T-1', '2027-01-31'],
      ["o'b", 'x\ny', null, null, null],
    ]);
  });

  it('of an empty list has its columns and no row', () => {
    const [view] = viewsOf(listOf([]));
    expect(view?.columns).toHaveLength(5);
    expect(view?.sql).toMatch(
      /^SELECT\n(?: {2}CAST\(NULL AS (?:varchar|date)\) AS "[a-z]+",?\n){5}WHERE false$/,
    );
  });

  it('keeps apart a column and a note of one name', () => {
    const [view] = viewsOf(
      listOf([{ value: { Reason: 'a', entry_reason: 'b' }, reason: 'c' }], ['Reason', 'entry_reason']),
    );
    expect(view?.columns.map(({ name }) => name)).toEqual([
      'reason',
      'entry_reason',
      'entry_entry_reason',
      'owner',
      'ticket',
      'expires',
    ]);
  });

  it.each([1, 10, 1_000, 10_000])('of %i entries is within the limit in every part, and whole', (size) => {
    const list = listOf(plain(size));
    const views = viewsOf(list);
    const parts = views.length === 1 ? views : views.slice(0, -1);
    expect(parts.flatMap(rowsIn).map(([value]) => value)).toEqual(
      list.entries.map(({ values }) => values[0]),
    );
    const { files } = packed([], {}, new Map([[list.name, list]]));
    const texts = [...files].filter(([path]) => path.startsWith('lists/'));
    expect(texts).toHaveLength(views.length);
    for (const [path, text] of texts) expect([path, Buffer.byteLength(text) <= LIMIT]).toEqual([path, true]);
    // No more parts than the limit makes necessary.
    const bytes = parts.reduce((sum, { sql }) => sum + Buffer.byteLength(sql), 0);
    expect(parts.length).toBeLessThanOrEqual(Math.ceil(bytes / (LIMIT - 16_384)));
    // What the catalogue keeps: base64 of JSON (AWS Glue API, "TableInput: ViewOriginalText").
    for (const { sql } of views) expect((JSON.stringify(sql).length * 4) / 3).toBeLessThan(400_000);
  });

  it('of several parts names each in the view of the whole, after them', () => {
    const views = viewsOf(listOf(plain(10_000)));
    const whole = views.at(-1);
    const parts = views.slice(0, -1);
    expect(parts.map(({ name }) => name)).toEqual(
      parts.map((_, at) => `trailc_list_ignored_actions_${at + 1}`),
    );
    expect(parts.length).toBeGreaterThan(2);
    expect(whole?.sql.split('\nUNION ALL\n')).toEqual(
      parts.map(
        ({ name }) => `SELECT "value", "reason", "owner", "ticket", "expires" FROM "security"."${name}"`,
      ),
    );
  });

  it('counts in bytes, and as the JSON that the catalogue keeps', () => {
    const entries = Array.from({ length: 2_000 }, (_, at) => ({
      value: `${at}${'"\\é'.repeat(40)}`,
      reason: 'x',
    }));
    const views = viewsOf(listOf(entries));
    expect(views.length).toBeGreaterThan(2);
    for (const { sql } of views) expect(Buffer.byteLength(JSON.stringify(sql))).toBeLessThanOrEqual(LIMIT);
  });

  it('says which entry no view can hold', () => {
    const list = listOf([
      { value: 'a', reason: 'It is.' },
      { value: 'b', reason: 'x'.repeat(LIMIT) },
    ]);
    const { value, diagnostics } = listViews(list, 'security');
    expect(value).toBeUndefined();
    expect(diagnostics.map(({ code, span }) => [code, span === list.entries[1]?.span])).toEqual([
      ['athena-stack/list-entry', true],
    ]);
  });

  it('names no two lists alike in any case', () => {
    const names = ['a', 'ab', 'aB', 'aBC', 'aBc', 'a1', 'a1b', 'a1B', 'aB1'];
    const views = names.flatMap((name) => [viewName(name), `${viewName(name)}_1`]);
    expect(new Set(views).size).toBe(views.length);
    expect(views.filter((name) => !/^[a-z0-9_]+$/.test(name))).toEqual([]);
  });
});
