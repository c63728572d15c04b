/** Every case of test/conformance/*.yml, on every executor that runs here; every sentence of docs/semantics.md has one. */
import { readdirSync, readFileSync } from 'node:fs';
import { load } from 'js-yaml';
import { describe, expect, it } from 'vitest';
import { unwrap } from '../../src/cloudtrail/envelopes.ts';
import { type CloudTrailEvent, isJsonObject } from '../../src/cloudtrail/event.ts';
import { compileCondition } from '../../src/evaluate/condition.ts';
import { OPERATOR_NAMES } from '../../src/language/operators.ts';
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
  /**
   * Targets that answer `unsupported`, each with a word of its reason. Where such a target comes to say the condition,
   * the test fails until the exception is struck out.
   */
  readonly except?: { readonly athena?: string; readonly spl?: string };
}

const cases = readdirSync('test/conformance')
  .filter((file) => file.endsWith('.yml'))
  .flatMap((file) => load(readFileSync(`test/conformance/${file}`, 'utf8')) as readonly Case[]);

const because = 'For the conformance cases.';
/** What test/conformance/matrix.yml looks for in a list. */
const VALUES = ['x', 'null', 'true', '3600', '0010', 'aB', 'a\'b"c', 'a\\b', 'a*?%_[$]`|b', 'a\nb', 'é😀'];
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
  {
    name: 'values',
    entries: VALUES.map((value) => ({ value, reason: because })),
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

const KINDS = [
  'absent',
  'null',
  'text null',
  'empty',
  'wrong type',
  'object',
  'boolean',
  'array',
  'case',
  'quote',
  'backslash',
  'wildcards',
  'newline',
  'non-ASCII',
  'number-like',
];

/** Kinds of text, which `exists` does not read. */
const ONLY_IN_TEXT: ReadonlySet<string> = new Set(KINDS.slice(KINDS.indexOf('case')));

describe('conformance', () => {
  it.each(rows)('evaluator: $name', ({ match, events, wanted }) => {
    const condition = compileCondition(lowered(match).condition);
    expect(events.map((event) => condition(event))).toEqual(wanted);
  });

  it('compiled SQL on DuckDB gives the same verdicts', async () => {
    const wanted = rows.filter(({ except }) => except?.athena === undefined);
    const sql = wanted.map(({ name, match }) => {
      const { value } = athenaTarget.compile(lowered(match), ENVIRONMENT, 'extended');
      if (value?.condition === undefined) throw new Error(`${name}: ${JSON.stringify(value?.answer)}`);
      return value.condition;
    });
    const verdicts = await athenaVerdicts(
      sql,
      wanted.flatMap(({ events }) => events),
    );
    let at = 0;
    for (const [which, { name, events, wanted: verdict }] of wanted.entries()) {
      const got = events.map((_, offset) => verdicts[which]?.[at + offset]);
      expect({ name, got }).toEqual({ name, got: verdict });
      at += events.length;
    }
  });

  const searched = rows.filter(({ except }) => except?.spl === undefined);
  it.each(searched)('SPL, read as its documentation describes it: $name', ({ match, events, wanted }) => {
    const { value } = splTarget.compile(lowered(match), ENVIRONMENT);
    const query = value?.artefacts[0]?.view.query;
    if (typeof query !== 'string') throw new Error(JSON.stringify(value?.answer));
    for (const nullAsText of [false, true]) {
      const search = compileSearch(query.split('\n| '), { nullAsText });
      expect(events.map((event) => search(JSON.stringify(event)).verdict)).toEqual(wanted);
    }
  });

  const exceptions = rows.flatMap(({ name, match, except }) =>
    Object.entries(except ?? {}).map(([target, reason]) => ({ name, match, target, reason })),
  );
  it('excepts only targets that are known', () => {
    expect(exceptions.filter(({ target }) => target !== 'spl' && target !== 'athena')).toEqual([]);
  });
  it.skipIf(exceptions.length === 0).each(exceptions)(
    '$target says why it cannot say: $name',
    ({ match, target, reason }) => {
      const compiled =
        target === 'spl'
          ? splTarget.compile(lowered(match), ENVIRONMENT)
          : athenaTarget.compile(lowered(match), ENVIRONMENT, 'extended');
      const answer = compiled.value?.answer;
      if (answer?.kind !== 'unsupported')
        throw new Error(`now answers ${answer?.kind}: strike the exception out`);
      expect(answer.reasons.map(({ why }) => why).join('\n')).toContain(reason);
    },
  );

  it.each(OPERATOR_NAMES)('meets %s on every kind of value that engines trip over', (operator) => {
    const known = new Set(cases.map(({ name }) => name));
    const kinds = operator === 'exists' ? KINDS.filter((kind) => !ONLY_IN_TEXT.has(kind)) : KINDS;
    expect(kinds.filter((kind) => !known.has(`${operator} / ${kind}`))).toEqual([]);
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
