/**
 * The functions of Trino that DuckDB lacks or has otherwise.
 *
 * Owns: their stand-ins, which follow Trino's documentation. Nothing here knows the printers. Must not: fill tables.
 */
import { ipOf } from './ip-of.ts';
import type { Connection, DuckDbLibrary, ScalarFunction } from './load.ts';

/**
 * - json_extract_scalar  NULL on text that is no JSON, on null, objects and arrays; Trino's path becomes a JSON pointer,
 *                        in which, as in Trino, a number also means an element of an array
 * - json_format          the JSON text of a JSON value
 * - regexp_like          whether the pattern matches somewhere
 * - regexp_extract       NULL where the pattern does not match
 * - date_format          MySQL's patterns, as far as they are used
 */
const MACROS: readonly string[] = [
  String.raw`trino_pointer(p) AS array_to_string(list_transform(
  regexp_extract_all(p, '\.[A-Za-z0-9_:]+|\["(?:[^"\\]|\\.)*"\]', 0),
  lambda step: '/' || replace(replace(
    CASE WHEN starts_with(step, '.') THEN substr(step, 2)
         ELSE regexp_replace(substr(step, 3, length(step) - 4), '\\(["\\])', '\1', 'g') END,
    '~', '~0'), '/', '~1')), '')`,
  `json_extract_scalar(j, p) AS
  CASE WHEN json_valid(j) AND json_type(j, trino_pointer(p)) NOT IN ('OBJECT', 'ARRAY', 'NULL')
       THEN json_extract_string(j, trino_pointer(p)) END`,
  'json_extract(j, p) AS CASE WHEN json_valid(j) THEN system.main.json_extract(j, trino_pointer(p)) END',
  'json_format(j) AS CAST(j AS varchar)',
  'cardinality(l) AS len(l)',
  'regexp_like(x, p) AS regexp_matches(x, p)',
  'regexp_extract(x, p, g) AS list_extract(regexp_extract_all(x, p, g), 1)',
  "date_format(t, f) AS strftime(t, replace(replace(f, '%i', '%M'), '%s', '%S'))",
];

/** Makes them known to a connection. */
export async function addTrinoFunctions(connection: Connection, library: DuckDbLibrary): Promise<void> {
  for (const macro of MACROS) await connection.run(`CREATE MACRO ${macro}`);
  connection.registerScalarFunction(ipFunction(library));
}

/** `ip_of`, which stands in for casts to IPADDRESS (dialect.ts). */
function ipFunction({ DuckDBScalarFunction, VARCHAR }: DuckDbLibrary): ScalarFunction {
  return DuckDBScalarFunction.create({
    name: 'ip_of',
    parameterTypes: [VARCHAR],
    returnType: VARCHAR,
    mainFunction: (_, input, output) => {
      const texts = input.getColumnVector(0);
      for (let row = 0; row < input.rowCount; row += 1) {
        const text = texts.getItem(row);
        output.setItem(row, (typeof text === 'string' ? ipOf(text) : undefined) ?? null);
      }
      output.flush();
    },
  });
}
