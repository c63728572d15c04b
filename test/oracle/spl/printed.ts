/**
 * What `trailc selftest` prints for Splunk, run on the oracle whole and unaltered.
 *
 * Owns: calling the printers, and what the rows say under every reading left open. Must not: take a
 * search apart.
 */
import type { EnvironmentDocument } from '../../../src/content/document.ts';
import { normalForm } from '../../../src/ir/normal.ts';
import type { RuleIr } from '../../../src/ir/rule.ts';
import { canarySearches } from '../../../src/targets/spl/canaries-search.ts';
import { selftestOf } from '../../../src/targets/spl/selftest.ts';
import { assumptionNames, renderAll, splFiles } from './artefacts.ts';
import { compileRows, type ResultRow } from './oracle.ts';
import type { Switches } from './switches.ts';

export interface PrintedSelftest {
  readonly text: string;
  readonly assumptions: readonly string[];
  /** The rule's files: a long list is read of its lookup. */
  readonly files: ReadonlyMap<string, string>;
}

/** Undefined where the profile cannot say the rule. */
export function printedSelftest(
  rule: RuleIr,
  environment: EnvironmentDocument,
  profile: string,
): PrintedSelftest | undefined {
  const normal = { ...rule, condition: normalForm(rule.condition) };
  const { value, diagnostics } = selftestOf(normal, environment, profile);
  if (value === undefined) throw new Error(diagnostics.map(({ what }) => what).join('\n'));
  const { answer, artefact } = value;
  if (artefact === undefined) return undefined;
  const { files } = splFiles(rule, environment, profile);
  const [text = ''] = renderAll([artefact]).values();
  return { text, assumptions: assumptionNames(answer), files };
}

/** Each search is pasted alone. */
export function printedCanaries(
  rules: readonly RuleIr[],
  environment: EnvironmentDocument,
  profile: string,
): readonly string[] {
  const normal = rules.map((rule) => ({ ...rule, condition: normalForm(rule.condition) }));
  const { value, diagnostics } = canarySearches(normal, environment, profile);
  if (value === undefined) throw new Error(diagnostics.map(({ what }) => what).join('\n'));
  return [...renderAll(value).values()];
}

/** A row that some reading gives. */
export interface SaidRow {
  readonly row: ResultRow;
  readonly switches: Switches;
}

/**
 * The rows by their `key` column, each as it is under the first reading that does not give `wanted` in `column`; as
 * expected where none does. A row that only some readings give counts as one that is not wanted.
 */
export function rowsUnderAll(
  { text, assumptions, files }: PrintedSelftest,
  { key, column, wanted }: { readonly key: string; readonly column: string; readonly wanted: string },
  records: readonly string[] = [],
): ReadonlyMap<string, SaidRow> {
  const said = new Map<string, SaidRow>();
  compileRows(text, files).readings(records, assumptions, (rows, switches) => {
    for (const row of rows) {
      const name = String(row[key]);
      if (row[column] !== wanted || !said.has(name)) said.set(name, { row, switches });
    }
    if (new Set(rows.map((row) => row[key])).size !== said.size)
      throw new Error(`rows that come and go: ${text}`);
    return false;
  });
  return said;
}
