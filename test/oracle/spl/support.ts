/** Single expressions on the oracle, for its own tests. */
import { runSearch } from './oracle.ts';
import type { Switches } from './switches.ts';
import type { Value } from './values.ts';

/** The value of an expression; `given` are assignments before it: `'a="1", b=null()'`. */
export function resultOf(expression: string, given = '', switches: Switches = {}): Value {
  const before = given === '' ? '' : `| eval ${given} `;
  const [row] = runSearch(`| makeresults ${before}| eval result=${expression}`, switches);
  return row?.result ?? null;
}

/** Whether a Boolean expression is TRUE, FALSE or NULL. */
export function truthOf(test: string, given = '', switches: Switches = {}): 'TRUE' | 'FALSE' | 'NULL' {
  const said = resultOf(`if(${test}, "TRUE", if(NOT (${test}), "FALSE", "NULL"))`, given, switches);
  return said as 'TRUE' | 'FALSE' | 'NULL';
}
