/**
 * A rule as a prepared statement: its query over a window that whoever runs it names.
 *
 * Owns: the statement's name and the file that makes it. Must not: know how the window becomes predicates (window.ts).
 */
import type { Artefact } from '../shared/target.ts';
import type { Head } from './head.ts';
import type { Sql } from './sql.ts';

/** `trailc_session_name_bypass`. No rule's name holds an underscore, so that no two rules share one. */
export function preparedName(stem: string): string {
  return `trailc_${stem.replaceAll('-', '_')}`;
}

/** The file: PREPARE, to be run once in the workgroup, and how to EXECUTE it. */
export function preparedArtefact(stem: string, head: Head, query: Sql): Artefact {
  return {
    path: `prepared/${stem}.sql`,
    template: 'athena/prepared.sql.hbs',
    view: { ...head, name: preparedName(stem), query },
  };
}
