// One question put to DuckDB's reader of NDJSON: prints the matching records, and how many different events they are.
// read_json with columns and a STRUCT of the one asked for is the fastest form: about 0.6 of the time of read_ndjson_objects with
// `->>`, and 0.9 of read_json with that column as JSON. Not all columns can be left to its sampling: records differ too much.
import { DuckDBInstance } from '@duckdb/node-api';

const [events, columns, where] = process.argv.slice(2);
const instance = await DuckDBInstance.create(':memory:');
const connection = await instance.connect();
const said = await connection.runAndReadAll(
  `SELECT count(*), count(DISTINCT eventID) FROM read_json('${events}', format = 'newline_delimited', columns = ${columns}) WHERE ${where}`,
);
console.log(said.getRows()[0].map(Number).join(' '));
