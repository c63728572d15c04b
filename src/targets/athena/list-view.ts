/**
 * A list as a view: its values and why each is there, for analysts. Rules have the values in their own text.
 *
 * Owns: its columns, and splitting a long list into views that each fit. Must not: write the statement around a SELECT (a
 * template does), or leave an entry out.
 */
import { diagnose } from '../../base/catalogue.ts';
import { fail, type Result, succeed } from '../../base/result.ts';
import type { ListDocument, ListEntry } from '../../content/document.ts';
import { LONGEST_VIEW } from './limits.ts';
import { identifier, stringLiteral } from './literals.ts';
import { joinSql, type Sql, sql } from './sql.ts';
import type { StackView, ViewColumn } from './stack/input.ts';

const NOTES = ['reason', 'owner', 'ticket', 'expires'] as const;
const TEXT = { type: 'varchar', hive: 'string' };
const NOTHING = sql`NULL`;

/** The view of a list, after the parts that it reads where one statement would be too long. */
export function listViews(list: ListDocument, database: string): Result<readonly StackView[]> {
  const columns = columnsOf(list);
  const name = viewName(list.name);
  const frame = bytesOf(selectOf(columns, [NOTHING]));
  const rows = list.entries.map(rowOf);
  const long = list.entries.filter((_, at) => frame + bytesOf(rows[at] ?? NOTHING) > LONGEST_VIEW);
  if (long.length > 0) {
    const args = { list: list.name, limit: LONGEST_VIEW };
    return fail(long.map(({ span }) => diagnose('athena-stack/list-entry', span, args)));
  }
  const whole = (query: Sql): StackView => ({
    kind: 'list',
    name,
    sql: query,
    columns,
    comment: `List ${list.name}, ${entries(rows.length)}.`,
  });
  const chunks = chunksOf(rows, LONGEST_VIEW - frame);
  const [only = []] = chunks;
  if (chunks.length <= 1) return succeed([whole(selectOf(columns, only))]);
  const parts = chunks.map(
    (chunk, at): StackView => ({
      kind: 'list',
      // No list is named so: an underscore stands before a letter there.
      name: `${name}_${at + 1}`,
      sql: selectOf(columns, chunk),
      columns,
      comment: `List ${list.name}, part ${at + 1} of ${chunks.length}, ${entries(chunk.length)}.`,
    }),
  );
  const names = joinSql(
    columns.map((column) => identifier(column.name)),
    ', ',
  );
  const selects = parts.map(
    (part) => sql`SELECT ${names} FROM ${identifier(database)}.${identifier(part.name)}`,
  );
  const union = selects.reduce(
    (all, select) => sql`${all}
UNION ALL
${select}`,
  );
  return succeed([...parts, whole(union)]);
}

/** `trailc_list_ignored_actions`: lower case, as the catalogue keeps names, and another for each list. */
export function viewName(list: string): string {
  return `trailc_list_${list.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)}`;
}

/** The list's own columns, then the notes; a note gives way where the list has a column of its name. */
function columnsOf({ columns }: ListDocument): readonly ViewColumn[] {
  const own = columns.map((column) => column.toLowerCase());
  const free = (name: string): string => (own.includes(name) ? free(`entry_${name}`) : name);
  return [
    ...own.map((name) => ({ name, ...TEXT })),
    ...NOTES.map((note) => ({
      name: free(note),
      ...(note === 'expires' ? { type: 'date', hive: 'date' } : TEXT),
    })),
  ];
}

function rowOf({ values, reason, owner, ticket, expires }: ListEntry): Sql {
  const texts = [...values, reason, owner, ticket, expires?.value];
  const cells = texts.map((text) => (text === undefined ? NOTHING : stringLiteral(text)));
  return sql`(${joinSql(cells, ', ')})`;
}

/** The types are said, since those of literals differ in length, and a column without a value has none. */
function selectOf(columns: readonly ViewColumn[], rows: readonly Sql[]): Sql {
  const cast = (what: (name: string) => Sql) =>
    joinSql(
      columns.map(({ name, type }) => {
        const written = type === 'date' ? sql`date` : sql`varchar`;
        return sql`CAST(${what(name)} AS ${written}) AS ${identifier(name)}`;
      }),
      ',\n  ',
    );
  if (rows.length === 0) {
    return sql`SELECT
  ${cast(() => NOTHING)}
WHERE false`;
  }
  return sql`SELECT
  ${cast(identifier)}
FROM (VALUES
  ${joinSql(rows, ',\n  ')}
) AS entries (${joinSql(
    columns.map(({ name }) => identifier(name)),
    ', ',
  )})`;
}

/** Consecutive rows, as many as fit. */
function chunksOf(rows: readonly Sql[], room: number): readonly (readonly Sql[])[] {
  const chunks: Sql[][] = [];
  let left = 0;
  for (const row of rows) {
    const bytes = bytesOf(row) + ',\n  '.length + 1;
    const last = chunks.at(-1);
    if (last === undefined || bytes > left) {
      chunks.push([row]);
      left = room - bytes;
    } else {
      last.push(row);
      left -= bytes;
    }
  }
  return chunks;
}

/** As JSON, in which the catalogue keeps the text of a view, and which is never shorter than the text. */
const bytesOf = (text: Sql) => Buffer.byteLength(JSON.stringify(text), 'utf8');

const entries = (count: number) => (count === 1 ? '1 entry' : `${count} entries`);
