/**
 * A view as the Glue catalogue keeps it for Athena.
 *
 * Owns: the text that Trino reads a view from (Trino, ViewReaderUtil.encodeViewData: the definition as JSON in Base64,
 * between two marks of a comment), and its limit. Must not: know a language of templates.
 */
import type { StackView } from './input.ts';

/** AWS Glue API, TableInput: ViewOriginalText. In characters. */
export const LONGEST_VIEW_TEXT = 409_600;
/** AWS Glue API, TableInput: Description. In bytes. */
export const LONGEST_VIEW_DESCRIPTION = 2_048;

/** Both must stand so, or the table is taken for a view of Hive (Trino, ViewReaderUtil.isTrinoView). */
export const VIEW_PARAMETERS = { comment: 'Presto View', presto_view: 'true' } as const;

export const VIEW_EXPANDED_TEXT = '/* Presto View */';

/** Athena names the Glue catalogue so in the views that it makes itself. */
const CATALOGUE = 'awsdatacatalog';

export function viewText(view: StackView, database: string): string {
  const definition = {
    originalSql: view.sql,
    catalog: CATALOGUE,
    schema: database.toLowerCase(),
    columns: view.columns.map(({ name, type }) => ({ name, type })),
  };
  return `/* Presto View: ${Buffer.from(JSON.stringify(definition), 'utf8').toString('base64')} */`;
}
