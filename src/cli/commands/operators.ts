/** `trailc operators`: the operator table. */
import { OPERATOR_NAMES, OPERATORS } from '../../language/operators.ts';
import { EXIT, type Format, type Io } from '../io.ts';
import { renderTable } from '../report/table.ts';

export async function operators(options: { readonly format: Format }, io: Io): Promise<number> {
  if (options.format === 'json') {
    const rows = OPERATOR_NAMES.map((name) => ({ name, ...OPERATORS[name] }));
    io.out(`${JSON.stringify({ schemaVersion: 1, operators: rows }, null, 2)}\n`);
    return EXIT.ok;
  }
  const rows = OPERATOR_NAMES.map((name) => [name, OPERATORS[name].meaning, OPERATORS[name].example]);
  io.out(
    renderTable(
      { head: ['operator', 'true when', 'example'], rows },
      { width: io.width, color: io.color.out },
    ),
  );
  return EXIT.ok;
}
