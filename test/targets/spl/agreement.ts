/** Holds the search of a condition against the evaluator, on the oracle, under every reading that its answer leaves open. */
import { expect } from 'vitest';
import type { CloudTrailEvent } from '../../../src/cloudtrail/event.ts';
import { compileCondition } from '../../../src/evaluate/condition.ts';
import type { Expression } from '../../../src/ir/expression.ts';
import type { RuleIr } from '../../../src/ir/rule.ts';
import type { Compiled } from '../../../src/targets/shared/target.ts';
import { splTarget } from '../../../src/targets/spl/index.ts';
import { splBreaks } from '../../lane/assume-spl.ts';
import { assumptionNames, onlySearch, renderAll } from '../../oracle/spl/artefacts.ts';
import type { SavedSearch } from '../../oracle/spl/oracle.ts';
import { ENVIRONMENT } from '../../support/environment.ts';
import { ruleOf, TITLE } from './rules.ts';

export type Profile = 'raw' | 'extracted';

interface Said {
  readonly rule: RuleIr;
  readonly compiled: Compiled;
}

/** A condition is compiled once for each profile. */
const known = { raw: new WeakMap<Expression, Said>(), extracted: new WeakMap<Expression, Said>() };

function saidFor(condition: Expression, profile: Profile): Said {
  const before = known[profile].get(condition);
  if (before !== undefined) return before;
  const rule = ruleOf(condition, 'x', {}, { title: TITLE });
  const { value, diagnostics } = splTarget.compile(rule, ENVIRONMENT, profile);
  if (value === undefined) throw new Error(JSON.stringify(diagnostics));
  const said = { rule, compiled: value };
  known[profile].set(condition, said);
  return said;
}

export function compiledFor(condition: Expression, profile: Profile = 'raw'): Compiled {
  return saidFor(condition, profile).compiled;
}

export const isExact = (condition: Expression, profile: Profile = 'raw') =>
  compiledFor(condition, profile).answer.kind === 'exact-given';

/** The search, stage by stage. */
export function stagesOf(condition: Expression, profile: Profile = 'raw'): readonly string[] {
  const { answer, artefacts } = compiledFor(condition, profile);
  const query = artefacts[0]?.view.query;
  if (typeof query !== 'string') throw new Error(JSON.stringify(answer));
  return query.split('\n| ');
}

/** The saved search as its files have it, with the lookups that it needs. */
export function searchOf(condition: Expression, profile: Profile = 'raw'): SavedSearch {
  const { answer, artefacts } = compiledFor(condition, profile);
  if (answer.kind === 'unsupported') throw new Error(JSON.stringify(answer));
  return onlySearch(renderAll(artefacts));
}

/** Fails where the search of profile `raw`, its first terms too, gives another verdict than the evaluator. */
export function agrees(condition: Expression, ...records: readonly CloudTrailEvent[]): void {
  agreesIn('raw', condition, records);
}

/** The same for profile `extracted`. */
export function agreesExtracted(condition: Expression, ...records: readonly CloudTrailEvent[]): void {
  agreesIn('extracted', condition, records);
}

/** A record that breaks an assumption of the answer proves nothing. */
function agreesIn(profile: Profile, condition: Expression, records: readonly CloudTrailEvent[]): void {
  const { rule, compiled } = saidFor(condition, profile);
  const assumed = assumptionNames(compiled.answer);
  const search = searchOf(condition, profile);
  const verdict = compileCondition(condition);
  for (const record of records) {
    if (assumed.some((name) => splBreaks(name, rule, record))) continue;
    const raw = JSON.stringify(record);
    const readings = search.verdicts(raw, assumed);
    if (readings.length !== 1 || readings[0]?.verdict !== verdict(record))
      expect.fail(`${JSON.stringify(readings)} for ${raw}\n${search.search}`);
  }
}
