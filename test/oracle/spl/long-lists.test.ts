/** Lists that are printed as lookups: search, stanza and file together. */
import { expect, it } from 'vitest';
import type { CloudTrailEvent } from '../../../src/cloudtrail/event.ts';
import { compileCondition } from '../../../src/evaluate/condition.ts';
import { ENVIRONMENT } from '../../support/environment.ts';
import { documentOf, listsOf, ruleOf } from '../../support/rule.ts';
import { assumptionNames, onlySearch, splFiles } from './artefacts.ts';

const reason = 'For the test.';
const ODD = ['a,b', 'a"b', '*', 'a*', '  x', 'null', '', '-', '12', '1e3', 'Kate', 'é', 'yes'];
const filler = Array.from({ length: 1200 }, (_, at) => `Name-${at}`);
const lists = listsOf([
  { name: 'long', entries: [...ODD, ...filler].map((value) => ({ value, reason })) },
  {
    name: 'pairs',
    columns: ['one', 'two'],
    entries: filler.map((value, at) => ({ value: { one: value, two: `T${at % 7}` }, reason })),
  },
]);

const texts = [
  ...ODD,
  'Name-7',
  'name-7',
  'NAME-7',
  'Name-7 ',
  'ab',
  'x',
  '12.0',
  '1000',
  '\u212aate',
  'KATE',
  'É',
  'é ',
];
const events: readonly CloudTrailEvent[] = [
  {},
  { eventName: null },
  { eventName: { a: 1 } },
  { eventName: true },
  ...texts.map((eventName) => ({ eventName, eventSource: 'T0' })),
  { eventName: 'Name-8', eventSource: 'T1' },
  { eventName: 'Name-8', eventSource: 'T2' },
  { eventSource: 'T1' },
];

const columns = { one: 'eventName', two: 'eventSource' };
it.each([
  { eventName: { inList: 'long' } },
  { eventName: { inList: 'long', ignoreCase: true } },
  { userAgent: { inList: 'long' } },
  { userAgent: { inList: 'long', ignoreCase: true } },
  { not: { eventName: { inList: 'long' } } },
  { inList: { list: 'pairs', columns } },
  { not: { inList: { list: 'pairs', columns: { one: 'eventName' } } } },
])('%j', (match) => {
  const rule = ruleOf(documentOf(match), lists);
  // Of the names of events AWS writes no letter outside of ASCII, and none is promised for one that lower() may fold.
  const own = events.map((event) => ({
    ...event,
    userAgent: event.eventName ?? null,
    eventName: /[^\0-\x7f]/.test(String(event.eventName)) ? 'other' : (event.eventName ?? null),
  }));
  const means = compileCondition(rule.condition);
  for (const profile of ['raw', 'extracted']) {
    const { answer, files } = splFiles(rule, ENVIRONMENT, profile);
    const search = onlySearch(files);
    expect([...files.keys()].some((path) => path.endsWith('.csv'))).toBe(true);
    expect(search.search).toMatch(/\| lookup /);
    const got = own.map((event) =>
      search.verdicts(JSON.stringify(event), assumptionNames(answer)).map(({ verdict }) => verdict),
    );
    const wanted = own.map((event) => [means(event)]);
    expect([profile, got]).toEqual([profile, wanted]);
  }
});
