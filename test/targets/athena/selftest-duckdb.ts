/**
 * A selftest statement on DuckDB: `CAST(… AS ROW(…))` of a JSON object, which DuckDB has as `json_transform`.
 *
 * Its cast wants every member to be there, where Trino's takes a missing one for NULL. The phrase stands before the
 * first text of a test, so the first one found is the one that is meant.
 */
import type { RuleIr } from '../../../src/ir/rule.ts';
import { athenaTarget } from '../../../src/targets/athena/index.ts';
import type { Profile } from '../../../src/targets/athena/profiles.ts';
import { type Selftest, selftestOf } from '../../../src/targets/athena/selftest.ts';
import { type AthenaTable, openAthenaTable } from '../../support/duckdb.ts';
import { render } from '../spl/render.ts';
import { environment } from './environment.ts';

const PHRASE = "CAST(json_extract(line, '$.record') AS ";

/** Lays the type of a row out as the structure that `json_transform` takes. */
function structureOf(type: string): { readonly structure: string; readonly rest: string } {
  const [, word = ''] = /^([A-Za-z_0-9]+)/.exec(type) ?? [];
  const rest = type.slice(word.length);
  if (word === 'VARCHAR') return { structure: '"VARCHAR"', rest };
  if (word === 'ARRAY') {
    const inner = structureOf(rest.slice(1));
    return { structure: `[${inner.structure}]`, rest: inner.rest.slice(1) };
  }
  if (word !== 'ROW') throw new Error(`a type: ${type.slice(0, 40)}`);
  const members: string[] = [];
  let left = rest;
  while (!left.startsWith(')')) {
    const [all = '', name = ''] = /^(?:\(|, )([a-z_0-9]+) /.exec(left) ?? [];
    if (all === '') throw new Error(`a member: ${left.slice(0, 40)}`);
    const inner = structureOf(left.slice(all.length));
    members.push(`${JSON.stringify(name)}:${inner.structure}`);
    left = inner.rest;
  }
  return { structure: `{${members.join(',')}}`, rest: left.slice(1) };
}

export function forDuckDb(statement: string): string {
  const at = statement.indexOf(PHRASE);
  if (at === -1) return statement;
  const { structure, rest } = structureOf(statement.slice(at + PHRASE.length));
  return `${statement.slice(0, at)}json_transform(json_extract(line, '$.record'), '${structure}')${rest.slice(1)}`;
}

/** The statements of a selftest, rendered. */
export async function statementsOf(
  rules: readonly RuleIr[],
  profile: Profile,
): Promise<{ readonly texts: readonly string[]; readonly selftest: Selftest }> {
  const { value, diagnostics } = selftestOf(rules, environment({ profile: profile.name }));
  if (value === undefined || diagnostics.length > 0) throw new Error(JSON.stringify(diagnostics));
  const texts = await Promise.all(value.statements.map(({ artefact }) => render(artefact)));
  return { texts, selftest: value };
}

export interface Row {
  readonly rule: unknown;
  readonly ruleId: unknown;
  readonly test: unknown;
  readonly expected: unknown;
  readonly got: unknown;
  readonly result: unknown;
}

/** The rows that a statement returns, in their order. */
export async function rowsOf(texts: readonly string[], profile: Profile): Promise<readonly Row[]> {
  const table: AthenaTable = await openAthenaTable([], profile);
  try {
    const rows: Row[] = [];
    for (const text of texts) {
      for (const [rule, ruleId, test, expected, got, result] of await table.query(forDuckDb(text))) {
        rows.push({ rule, ruleId, test, expected, got, result });
      }
    }
    return rows;
  } finally {
    table.close();
  }
}

export const isSaid = (rule: RuleIr, profile: Profile): boolean =>
  athenaTarget.compile(rule, environment({ profile: profile.name })).value?.answer.kind !== 'unsupported';
