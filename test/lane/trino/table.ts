/**
 * Tables of events on Trino: AWS's SerDe is not in it, so they are read by its OPENX_JSON (see the notes of the lane).
 *
 * Owns: a profile's columns as Trino's types, and files of lines. A line is the event's own JSON, whole, behind a number
 * that says which event it is; what becomes of it is the engine's doing. Must not: ask, or flatten.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { CloudTrailEvent } from '../../../src/cloudtrail/event.ts';
import type { Columns, ColumnType } from '../../../src/targets/athena/columns.ts';

/** The number of the event; no key of CloudTrail's. */
export const ROW = '_row';
/** Each part is a folder, and a query that names parts reads no other. */
export const PART = '_part';

/** `"name" type, …` of a profile's columns, in lower case, as Athena and Trino have them. */
export function trinoColumns(columns: Columns): string {
  return [...columns].map(([name, type]) => `"${name.toLowerCase()}" ${trinoType(type)}`).join(', ');
}

function trinoType(type: ColumnType): string {
  switch (type.kind) {
    case 'text':
    case 'json':
      return 'varchar';
    case 'map':
      return 'map(varchar, varchar)';
    case 'struct':
      return `row(${trinoColumns(type.members)})`;
    case 'array':
      return `array(row(${trinoColumns(type.members)}))`;
  }
}

/**
 * The statement for a table of numbered events in `parts` parts, below `folder`, which is made. Trino goes through all
 * the parts there may be for each query, so there should not be many more than there are.
 */
export function createParts(name: string, columns: Columns, folder: string, parts: number): string {
  mkdirSync(folder, { recursive: true });
  const location = pathToFileURL(folder).href;
  return `CREATE TABLE ${name} (${ROW} integer, ${trinoColumns(columns)},
    ${PART} integer WITH (partition_projection_type = 'integer', partition_projection_range = ARRAY['0', '${parts - 1}']))
  WITH (external_location = '${location}', format = 'OPENX_JSON', partitioned_by = ARRAY['${PART}'],
    partition_projection_enabled = true, partition_projection_location_template = '${location}/\${${PART}}/')`;
}

/** Writes the file of one part. A part is written once: Trino may keep what it saw of a folder. */
export function writePart(folder: string, part: number, lines: readonly string[]): void {
  writeLines(join(folder, String(part)), lines);
}

/** Writes `events.json` in a folder of its own. */
export function writeLines(folder: string, lines: readonly string[]): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'events.json'), lines.map((line) => `${line}\n`).join(''));
}

/** An event as a line. */
export function eventLine(row: number, event: CloudTrailEvent): string {
  return rawLine(row, JSON.stringify(event));
}

/**
 * Any text as a line: an object has its number before its first key, and nothing else of it is touched; what begins
 * otherwise stays as it is, and has none.
 */
export function rawLine(row: number, text: string): string {
  if (/[\n\r]/.test(text)) throw new Error('a line cannot hold a line break');
  const inside = /^\s*\{\s*/.exec(text)?.[0];
  if (inside === undefined) return text;
  const rest = text.slice(inside.length);
  return rest.startsWith('}') ? `{"${ROW}":${row}${rest}` : `{"${ROW}":${row},${rest}`;
}
