/** `trailc fields [word]`: the field catalogue, generated from the tables in the code. */
import { searchFields } from '../../language/fields.ts';
import { EXIT, type Format, type Io } from '../io.ts';
import { renderTable } from '../report/table.ts';

export async function fields(
  word: string | undefined,
  options: { readonly format: Format },
  io: Io,
): Promise<number> {
  const found = searchFields(word ?? '');
  if (options.format === 'json') {
    const rows = found.map(({ name, type, optional, derived, since, description, example }) => ({
      name,
      type,
      optional,
      derived,
      since: since ?? null,
      description,
      example: example ?? null,
    }));
    io.out(`${JSON.stringify({ schemaVersion: 1, fields: rows }, null, 2)}\n`);
  } else if (found.length === 0) {
    io.err(`trailc: no field has "${word}" in its name or description\n`);
  } else {
    const rows = found.map((field) => [
      field.name,
      `${field.type}${field.optional ? '?' : ''}${field.derived ? ' (derived)' : ''}`,
      field.description,
    ]);
    io.out(
      renderTable({ head: ['field', 'type', 'meaning'], rows }, { width: io.width, color: io.color.out }),
    );
  }
  return found.length === 0 ? EXIT.findings : EXIT.ok;
}
