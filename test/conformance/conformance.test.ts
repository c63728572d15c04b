/** Every case of test/conformance/*.yml, on every executor that runs here; every sentence of docs/semantics.md has one. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { unwrap } from '../../src/cloudtrail/envelopes.ts';
import { isJsonObject } from '../../src/cloudtrail/event.ts';
import { compileCondition } from '../../src/evaluate/condition.ts';
import { OPERATOR_NAMES } from '../../src/language/operators.ts';
import { athenaTarget } from '../../src/targets/athena/index.ts';
import { splTarget } from '../../src/targets/spl/index.ts';
import { splBreaks } from '../lane/assume-spl.ts';
import { assumptionNames, onlySearch, splFiles } from '../oracle/spl/artefacts.ts';
import { athenaVerdicts } from '../support/duckdb.ts';
import { ENVIRONMENT } from '../support/environment.ts';
import { readConformance } from './cases.ts';

const cases = readConformance();

const rows = cases.map((one) => {
  const events = [...one.matches, ...one.misses];
  const wanted = events.map((_, at) => at < one.matches.length);
  return { ...one, events, wanted };
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
  it.each(rows)('evaluator: $name', ({ rule, events, wanted }) => {
    const condition = compileCondition(rule.condition);
    expect(events.map((event) => condition(event))).toEqual(wanted);
  });

  it('compiled SQL on DuckDB gives the same verdicts', async () => {
    const wanted = rows.filter(({ except }) => except?.athena === undefined);
    const sql = wanted.map(({ name, rule }) => {
      const { value } = athenaTarget.compile(rule, ENVIRONMENT, 'extended');
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
  it.each(searched)('SPL, read as its documentation describes it: $name', ({ rule, events, wanted }) => {
    const { answer, files } = splFiles(rule, ENVIRONMENT, 'raw');
    if (answer.kind === 'unsupported') throw new Error(JSON.stringify(answer));
    const search = onlySearch(files);
    const assumed = assumptionNames(answer);
    // Under every reading that the answer leaves open; no case breaks what it assumes.
    const verdicts = (event: (typeof events)[number]) =>
      search.verdicts(JSON.stringify(event), assumed).map(({ verdict }) => verdict);
    expect(events.map(verdicts)).toEqual(wanted.map((verdict) => [verdict]));
    expect(events.flatMap((event) => assumed.filter((name) => splBreaks(name, rule, event)))).toEqual([]);
  });

  const exceptions = rows.flatMap(({ name, rule, except }) =>
    Object.entries(except ?? {}).map(([target, reason]) => ({ name, rule, target, reason })),
  );
  it('excepts only targets that are known', () => {
    expect(exceptions.filter(({ target }) => target !== 'spl' && target !== 'athena')).toEqual([]);
  });
  it.skipIf(exceptions.length === 0).each(exceptions)(
    '$target says why it cannot say: $name',
    ({ rule, target, reason }) => {
      const compiled =
        target === 'spl'
          ? splTarget.compile(rule, ENVIRONMENT)
          : athenaTarget.compile(rule, ENVIRONMENT, 'extended');
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
