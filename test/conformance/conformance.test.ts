/** Every case of test/conformance/*.yml, on every executor that runs here; every sentence of docs/semantics.md has one. */
import { readdirSync, readFileSync } from 'node:fs';
import { load } from 'js-yaml';
import { describe, expect, it } from 'vitest';
import { unwrap } from '../../src/cloudtrail/envelopes.ts';
import { type CloudTrailEvent, isJsonObject } from '../../src/cloudtrail/event.ts';
import { compileCondition } from '../../src/evaluate/condition.ts';
import { athenaTarget } from '../../src/targets/athena/index.ts';
import { splTarget } from '../../src/targets/spl/index.ts';
import { athenaVerdicts } from '../support/duckdb.ts';
import { ENVIRONMENT } from '../support/environment.ts';
import { documentOf, listsOf, ruleOf } from '../support/rule.ts';
import { compileSearch } from '../targets/spl/model.ts';

interface Case {
  readonly name: string;
  readonly says: readonly string[];
  readonly match: unknown;
  readonly matches: readonly CloudTrailEvent[];
  readonly misses: readonly CloudTrailEvent[];
}

const cases = readdirSync('test/conformance')
  .filter((file) => file.endsWith('.yml'))
  .flatMap((file) => load(readFileSync(`test/conformance/${file}`, 'utf8')) as readonly Case[]);

const because = 'For the conformance cases.';
const lists = listsOf([
  { name: 'roles', entries: [{ value: 'arn:aws:iam::123456789012:role/a', reason: because }] },
  {
    name: 'pairs',
    columns: ['source', 'name'],
    entries: [
      { value: { source: 'a.amazonaws.com', name: 'X' }, reason: because },
      { value: { source: 'b.amazonaws.com', name: 'Y' }, reason: because },
    ],
  },
  { name: 'nothing', entries: [] },
]);

/** A whole rule around a fragment of `match`. */
const lowered = (match: unknown) => ruleOf(documentOf(match), lists);

const rows = cases.flatMap((one) => {
  const events = [...one.matches, ...one.misses];
  const wanted = events.map((_, at) => at < one.matches.length);
  return [{ ...one, events, wanted }];
});

describe('conformance', () => {
  it.each(rows)('evaluator: $name', ({ match, events, wanted }) => {
    const condition = compileCondition(lowered(match).condition);
    expect(events.map((event) => condition(event))).toEqual(wanted);
  });

  it('compiled SQL on DuckDB gives the same verdicts', async () => {
    const sql = rows.map(
      ({ match }) => athenaTarget.compile(lowered(match), ENVIRONMENT, 'extended').value?.condition,
    );
    expect(sql.filter((text) => text === undefined)).toEqual([]);
    const all = rows.flatMap(({ events }) => events);
    const verdicts = await athenaVerdicts(sql as string[], all);
    let at = 0;
    for (const [which, { name, events, wanted }] of rows.entries()) {
      const got = events.map((_, offset) => verdicts[which]?.[at + offset]);
      expect({ name, got }).toEqual({ name, got: wanted });
      at += events.length;
    }
  });

  it.each(rows)('SPL, read as its documentation describes it: $name', ({ match, events, wanted }) => {
    const { value } = splTarget.compile(lowered(match), ENVIRONMENT);
    const query = value?.artefacts[0]?.view.query;
    if (typeof query !== 'string') throw new Error(JSON.stringify(value?.answer));
    for (const nullAsText of [false, true]) {
      const search = compileSearch(query.split('\n| '), { nullAsText });
      expect(events.map((event) => search(JSON.stringify(event)).verdict)).toEqual(wanted);
    }
  });

  it('covers every sentence of docs/semantics.md', () => {
    const sentences = [...readFileSync('docs/semantics.md', 'utf8').matchAll(/^- \*\*(\d+\.\d+)\*\*/gm)].map(
      ([, id]) => id,
    );
    const said = new Set(cases.flatMap(({ says }) => says));
    // Section 10 is about reading logs; its cases are in test/cloudtrail and below.
    const elsewhere = new Set(['8.2', '10.1', '10.2']);
    expect(sentences.filter((id) => id !== undefined && !said.has(id) && !elsewhere.has(id))).toEqual([]);
    expect([...said].filter((id) => !sentences.includes(id))).toEqual([]);
  });

  it('10.2 reads request parameters that came as text', () => {
    const [item] = [
      ...unwrap({ eventName: 'A', eventSource: 'b', requestParameters: '{"roleSessionName":"x"}' }),
    ];
    expect(item?.kind === 'event' && isJsonObject(item.event.requestParameters)).toBe(true);
  });
});
