/**
 * What rules cost a backtest, for people and as JSON (`cost` in what `trailc check` prints).
 *
 * Owns: their layout and order. Must not: judge (evaluate/cost.ts does).
 */
import type { RuleCost } from '../../evaluate/cost.ts';
import type { RequiredFact } from '../../ir/facts.ts';
import { printJson } from './json.ts';
import { counted } from './outcome.ts';
import { renderTable } from './table.ts';
import { escapeForTerminal } from './terminal.ts';

export interface Costs {
  /** Params and lists have the values of this environment. */
  readonly environment: string;
  readonly publishedCalls: number;
  readonly rules: readonly (RuleCost & { readonly rule: string; readonly path: string })[];
}

/** Texts of a fact that are shown to people. */
const TEXTS_SHOWN = 3;

export function costInWords(
  costs: Costs,
  terminal: { readonly color: boolean; readonly width?: number | undefined },
): string {
  const rows = inOrder(costs.rules);
  const broad = rows.filter(({ indexedBy }) => indexedBy === undefined);
  const found = rows.flatMap((row) => (row.indexedBy === undefined ? [] : [{ ...row, by: row.indexedBy }]));
  const where = ` in ${escapeForTerminal(costs.environment)}`;
  const table = (head: readonly string[], cells: readonly (readonly string[])[]) =>
    renderTable({ head, rows: cells }, terminal);
  const parts: string[] = [];
  if (broad.length > 0) {
    const rules = broad.map(({ rule, further }) => [rule, factsInWords(further)]);
    parts.push(
      `\nevents of all calls are shown to ${counted(broad.length, 'rule')} of ${rows.length}${where}: a match needs no eventName and no eventSource\n`,
      table(['rule', 'what a match needs'], rules),
    );
  }
  if (found.length > 0) {
    const rules = found.map(({ rule, by, calls, further }) => [
      rule,
      factsInWords([by]),
      String(calls),
      factsInWords(further),
    ]);
    parts.push(
      `\n${counted(found.length, 'rule')} of ${rows.length}${where} found by what a match needs; calls: of ${costs.publishedCalls} published ones\n`,
      table(['rule', 'found by', 'calls', 'what else a match needs'], rules),
    );
  }
  return parts.join('');
}

/** A result of `check` as JSON, with `cost` at its end. */
export function withCost(json: string, { environment, publishedCalls, rules }: Costs): string {
  return printJson({
    ...(JSON.parse(json) as object),
    cost: {
      environment,
      publishedCalls,
      rules: inOrder(rules).map(({ rule, path, indexedBy, calls, further }) => ({
        rule,
        path,
        indexedBy: indexedBy === undefined ? null : factAsJson(indexedBy),
        calls,
        further: further.map(factAsJson),
      })),
    },
  });
}

/** The dearest first. */
const inOrder = (rules: Costs['rules']): Costs['rules'] =>
  [...rules].sort(
    (a, b) =>
      Number(a.indexedBy !== undefined) - Number(b.indexedBy !== undefined) ||
      b.calls - a.calls ||
      (a.rule < b.rule ? -1 : a.rule > b.rule ? 1 : 0),
  );

const factAsJson = ({ path, texts }: RequiredFact) => ({ path: path.join('.'), texts });

const factsInWords = (facts: readonly RequiredFact[]) =>
  facts
    .map(({ path, texts }) => {
      const shown = texts.slice(0, TEXTS_SHOWN).join(', ');
      const more = texts.length > TEXTS_SHOWN ? ` and ${texts.length - TEXTS_SHOWN} more` : '';
      return `${path.join('.')} ${shown}${more}`;
    })
    .join('; ');
