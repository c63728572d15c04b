/** Holds the search of a condition against the evaluator, on the model of Splunk's documentation. */
import { expect } from 'vitest';
import type { CloudTrailEvent } from '../../../src/cloudtrail/event.ts';
import { pathsOf } from '../../../src/cloudtrail/value.ts';
import { compileCondition } from '../../../src/evaluate/condition.ts';
import { type Expression, fieldsOfPredicate, predicatesOf } from '../../../src/ir/expression.ts';
import type { Compiled } from '../../../src/targets/shared/target.ts';
import { splTarget } from '../../../src/targets/spl/index.ts';
import { prefilterTerms } from '../../../src/targets/spl/prefilter.ts';
import { ENVIRONMENT } from '../../support/environment.ts';
import { readCsv } from './csv.ts';
import { compileSearch, type Lookups } from './model.ts';
import { extracted } from './model-extraction.ts';
import { render } from './render.ts';
import { ruleOf, TITLE } from './rules.ts';

export type Profile = 'raw' | 'extracted';

export function compiledFor(condition: Expression, profile: Profile = 'raw'): Compiled {
  const { value, diagnostics } = splTarget.compile(
    ruleOf(condition, 'x', {}, { title: TITLE }),
    ENVIRONMENT,
    profile,
  );
  if (value === undefined) throw new Error(JSON.stringify(diagnostics));
  return value;
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

/** The search up to its verdict: the columns behind it are no part of that. */
function decidingStages(condition: Expression, profile?: Profile): readonly string[] {
  const lines = stagesOf(condition, profile);
  return lines.slice(0, lines.findIndex((line) => line.startsWith('where ')) + 1);
}

/** The lookups of a condition, read back from the files as they stand in a bundle. */
export async function lookupsOf(condition: Expression): Promise<Lookups> {
  const lookups = new Map<string, Map<string, string>>();
  for (const artefact of compiledFor(condition).artefacts) {
    const name = /^lookups\/(\w+)\.csv$/.exec(artefact.path)?.[1];
    if (name === undefined) continue;
    const [head, ...rows] = readCsv(await render(artefact));
    expect(head).toEqual(['key', 'listed', 'reason']);
    const keys = new Map<string, string>();
    for (const [key = '', listed = ''] of rows) {
      if (keys.has(key)) throw new Error(`twice in ${name}: ${key}`);
      keys.set(key, listed);
    }
    lookups.set(name, keys);
  }
  return lookups;
}

/**
 * Whether the record breaks the assumption no-twin-key (or no-null-twin): a key that the condition reads by its path
 * holds null, an object or an array in one place, and the text "null" or one that begins like JSON in another.
 */
function twins(condition: Expression, record: CloudTrailEvent): boolean {
  const read = new Set(
    predicatesOf(condition)
      .flatMap(fieldsOfPredicate)
      .flatMap(({ definition }) => pathsOf(definition.value))
      .map((path) => path[path.length - 1] ?? ''),
  );
  const [blank, shown] = [new Set<string>(), new Set<string>()];
  JSON.stringify(record, (key, value: unknown) => {
    if (typeof value === 'object') blank.add(key);
    else if (typeof value === 'string' && /^(?:null$|[[{])/.test(value)) shown.add(key);
    return value;
  });
  return [...read].some((key) => blank.has(key) && shown.has(key));
}

const MODELS = [{ nullAsText: false }, { nullAsText: true }];

/** Fails where the search of profile `raw`, or its first terms, give another verdict than the evaluator. */
export function agrees(condition: Expression, ...records: readonly CloudTrailEvent[]): void {
  agreesWith(condition, new Map(), records);
}

export function agreesWith(
  condition: Expression,
  lookups: Lookups,
  records: readonly CloudTrailEvent[],
): void {
  const verdict = compileCondition(condition);
  const lines = decidingStages(condition);
  for (const record of records.filter((one) => verdict(one))) {
    const raw = JSON.stringify(record).toLowerCase();
    for (const group of prefilterTerms(condition)) {
      const terms = [...group.matchAll(/"([^"]*)"/g)].map(([, term]) => term?.toLowerCase() ?? '');
      if (!terms.some((term) => raw.includes(term))) expect.fail(`${group} hides ${raw}`);
    }
  }
  for (const model of MODELS) {
    const search = compileSearch(lines, model, lookups);
    for (const record of records) {
      if (twins(condition, record)) continue;
      const found = search(JSON.stringify(record)).verdict;
      if (found !== verdict(record))
        expect.fail(`${found} for ${JSON.stringify(record)}\n${lines.join('\n| ')}`);
    }
  }
}

/** The same for profile `extracted`, with the AWS add-on and without. */
export function agreesExtracted(condition: Expression, ...records: readonly CloudTrailEvent[]): void {
  const verdict = compileCondition(condition);
  const lines = decidingStages(condition, 'extracted');
  for (const model of MODELS) {
    const search = compileSearch(lines, model);
    for (const record of records.filter((one) => !twins(condition, one))) {
      for (const addOn of [false, true]) {
        const found = search(JSON.stringify(record), extracted(record, addOn)).verdict;
        if (found !== verdict(record))
          expect.fail(`${found} for ${JSON.stringify(record)}\n${lines.join('\n| ')}`);
      }
    }
  }
}
