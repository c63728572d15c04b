/** Coverage as docs/testing.md defines it, on rules small enough to say by hand what their tests exercise. */
import { describe, expect, it } from 'vitest';
import { positionAt } from '../../src/base/source.ts';
import type { JsonObject } from '../../src/cloudtrail/event.ts';
import type { ListDocument, RuleDocument } from '../../src/content/document.ts';
import { measureCoverage, type RuleCoverage } from '../../src/testing/coverage.ts';
import { gapsOf } from '../../src/testing/coverage-gaps.ts';
import { countsOf, percentOf, shortfallsOf, totalOf } from '../../src/testing/coverage-totals.ts';
import { documentOf, listsOf, ruleOf } from '../support/rule.ts';

const LISTS = listsOf([
  { name: 'none', entries: [] },
  {
    name: 'pairs',
    columns: ['source', 'call'],
    entries: [
      { value: { source: 'iam', call: 'Get' }, reason: 'a' },
      { value: { source: 'sts', call: 'Take' }, reason: 'b' },
    ],
  },
  {
    name: 'people',
    entries: ['mara', 'Mara', 'noor'].map((value) => ({ value, reason: 'a person' })),
  },
]);

function withTests(document: RuleDocument, events: readonly JsonObject[]): RuleDocument {
  const [one] = document.tests;
  if (one === undefined) throw new Error('the rule has no test to copy');
  return { ...document, tests: events.map((event) => ({ ...one, event })) };
}

function cover(
  match: unknown,
  events: readonly JsonObject[],
  more: Readonly<Record<string, unknown>> = {},
  lists: ReadonlyMap<string, ListDocument> = LISTS,
): RuleCoverage {
  return measureCoverage(ruleOf(withTests(documentOf(match, more), events), lists));
}

/** `text TF`: the sides seen. */
const sides = ({ clauses }: RuleCoverage) =>
  clauses.map(({ text, seenTrue, seenFalse }) => `${text} ${seenTrue ? 'T' : ''}${seenFalse ? 'F' : ''}`);
const states = ({ entries }: RuleCoverage) =>
  entries.map(({ values, state }) => `${values.join('+')} ${state}`);
const whats = (coverage: RuleCoverage) => gapsOf(coverage).map(({ what }) => what);

describe('clauses', () => {
  it('are predicates, groups and nots, each with the verdicts that the tests gave it', () => {
    const match = { eventName: 'Get', not: { any: [{ userAgent: 'cli' }, { errorCode: 'Denied' }] } };
    const events = [{ eventName: 'Get' }, { eventName: 'Get', userAgent: 'cli' }];
    expect(sides(cover(match, events))).toEqual([
      'all of 2 TF',
      "eventName equals 'Get' T",
      'not TF',
      'any of 2 TF',
      "userAgent equals 'cli' TF",
      "errorCode equals 'Denied' F",
    ]);
  });

  it('count where another clause had decided already', () => {
    const match = { all: [{ eventName: 'Get' }, { userAgent: 'cli' }] };
    expect(sides(cover(match, [{ eventName: 'Put', userAgent: 'cli' }]))[2]).toBe("userAgent equals 'cli' T");
  });

  it('are not seen at all without a test, or inside a some without an element', () => {
    expect(whats(cover({ eventName: 'Get' }, []))).toEqual(["never asked: eventName equals 'Get'"]);
    const some = cover({ 'resources[]': { some: { ARN: 'x' } } }, [{ resources: [] }]);
    expect(sides(some)).toEqual(['resources[] some F', "ARN equals 'x' "]);
  });

  it('inside a some have a verdict for each element', () => {
    const match = { 'resources[]': { some: { ARN: 'x' } } };
    const both = cover(match, [{ resources: [{ ARN: 'x' }, { ARN: 'y' }] }]);
    expect(sides(both)).toEqual(['resources[] some T', "ARN equals 'x' TF"]);
  });

  it('include each of several values, of which one may hide another', () => {
    const match = { userAgent: { contains: ['aws', 'cli'] } };
    expect(sides(cover(match, [{ userAgent: 'aws-cli' }, { userAgent: 'x' }, { userAgent: 'aws' }]))).toEqual(
      ["userAgent contains ['aws', 'cli'] TF", "userAgent contains 'aws' TF", "userAgent contains 'cli' TF"],
    );
    expect(whats(cover(match, [{ userAgent: 'aws' }, { userAgent: 'x' }]))).toEqual([
      "never true: userAgent contains 'cli'",
    ]);
  });

  it('include each pattern and each network', () => {
    const match = {
      userAgent: { matches: ['^a', '^b'] },
      sourceIPAddress: { inCidr: ['10.0.0.0/8', '192.0.2.0/24'] },
    };
    const gaps = whats(cover(match, [{ userAgent: 'a', sourceIPAddress: '192.0.2.1' }, {}]));
    expect(gaps).toEqual([
      "never true: userAgent matches '^b'",
      "never true: sourceIPAddress inCidr '10.0.0.0/8'",
    ]);
  });

  it('say a thing once: a group of one and the predicate of "exists: false" are no clauses besides', () => {
    const coverage = cover({ all: [{ errorCode: { exists: false } }] }, [{}]);
    expect(sides(coverage)).toEqual(['not errorCode exists T']);
    expect(coverage.exclusions).toEqual([]);
  });

  it('are shown once where a not only turns round what is in it', () => {
    const coverage = cover({ eventName: 'Get', not: { userAgent: 'cli' } }, [{ eventName: 'Get' }, {}]);
    expect(countsOf(coverage).clauses).toEqual({ covered: 2, total: 4 });
    expect(
      gapsOf(coverage)
        .filter(({ kind }) => kind === 'clauses')
        .map(({ what }) => what),
    ).toEqual(["never true: userAgent equals 'cli', so the exclusion is not used"]);
  });
});

describe('exclusions', () => {
  const match = {
    eventName: 'Get',
    not: { any: [{ userAgent: 'cli' }, { any: [{ errorCode: 'Denied' }, { awsRegion: 'x' }] }] },
  };

  it('are what a not takes out, each part of an any by itself', () => {
    const { exclusions } = cover(match, []);
    expect(exclusions.map(({ text }) => text)).toEqual([
      "userAgent equals 'cli'",
      "errorCode equals 'Denied'",
      "awsRegion equals 'x'",
    ]);
  });

  it('are the parts of an any whatever stands before them', () => {
    const grouped = {
      eventName: 'Get',
      not: { any: [{ userAgent: 'cli', awsRegion: 'x' }, { errorCode: 'Denied' }] },
    };
    const { exclusions } = cover(grouped, [{ eventName: 'Get', errorCode: 'Denied' }]);
    expect(exclusions).toMatchObject([
      { text: 'all of 2', used: false },
      { text: "errorCode equals 'Denied'", used: true },
    ]);
  });

  it('are used where a test would have another verdict without them', () => {
    const used = (events: readonly JsonObject[]) => cover(match, events).exclusions.map((one) => one.used);
    expect(used([{ eventName: 'Get', userAgent: 'cli' }])).toEqual([true, false, false]);
    // Both hold, so neither is needed; then the rule does not match anyway.
    expect(used([{ eventName: 'Get', userAgent: 'cli', errorCode: 'Denied' }])).toEqual([
      false,
      false,
      false,
    ]);
    expect(used([{ eventName: 'Put', awsRegion: 'x' }])).toEqual([false, false, false]);
  });

  it('that no test needs are said once, with the clause where no test meets it', () => {
    const neither = { eventName: 'Get', not: { any: [{ userAgent: 'cli' }, { errorCode: 'Denied' }] } };
    const events = [
      { eventName: 'Get' },
      { eventName: 'Put' },
      { eventName: 'Get', userAgent: 'cli', errorCode: 'Denied' },
    ];
    expect(whats(cover(neither, events))).toEqual([
      "exclusion not used: userAgent equals 'cli' (every test has the same verdict without it)",
      "exclusion not used: errorCode equals 'Denied' (every test has the same verdict without it)",
    ]);
    const twice = { eventName: 'Get', not: { not: { userAgent: 'cli' } } };
    expect(whats(cover(twice, [{ eventName: 'Get', userAgent: 'cli' }, { userAgent: 'cli' }]))).toEqual([
      "never false: userAgent equals 'cli'",
      'exclusion not used: not (every test has the same verdict without it)',
    ]);
  });

  it('inside the mapping of a field are exclusions too', () => {
    const field = { userAgent: { exists: true, not: { endsWith: ['.com', '.org'] } } };
    const events = [{ userAgent: 'a.com' }, { userAgent: 'a' }];
    expect(cover(field, events).exclusions).toMatchObject([{ used: true }]);
  });
});

describe('entries of lists', () => {
  const excluded = {
    eventName: { exists: true },
    not: { inList: { list: 'pairs', columns: { source: 'eventSource', call: 'eventName' } } },
  };

  it('that exclude turn a matching test round', () => {
    expect(states(cover(excluded, [{ eventSource: 'ec2', eventName: 'Run' }]))).toEqual([
      'iam+Get generated',
      'sts+Take generated',
    ]);
  });

  it('may be used by a test itself', () => {
    const events = [{ eventName: 'Run' }, { eventSource: 'sts', eventName: 'Take' }];
    expect(states(cover(excluded, events))).toEqual(['iam+Get generated', 'sts+Take test']);
  });

  it('that are wanted keep a matching test matching, which it would not without them', () => {
    const match = { eventName: 'Get', 'requestParameters.userName': { inList: 'people' } };
    const events = [{ eventName: 'Get', requestParameters: { userName: 'mara' } }];
    expect(states(cover(match, events))).toEqual(['mara test', 'Mara generated', 'noor generated']);
  });

  it('are unreachable where another clause has decided on every event that has them', () => {
    const match = { ...excluded, eventSource: { not: { equals: 'sts' } } };
    const coverage = cover(match, [{ eventSource: 'ec2', eventName: 'Run' }]);
    expect(states(coverage)).toEqual(['iam+Get generated', 'sts+Take unreachable']);
    const span = coverage.entries[1]?.span;
    expect(span?.source.path).toBe('pairs.yml');
    expect(span?.source.text.slice(span.start, span.end)).toContain('Take');
  });

  it('are unreachable where an entry before them is the same after case is folded', () => {
    const match = { eventName: 'Get', not: { userAgent: { inList: 'people', ignoreCase: true } } };
    expect(states(cover(match, [{ eventName: 'Get' }]))).toEqual([
      'mara generated',
      'Mara unreachable',
      'noor generated',
    ]);
    const inArray = { eventName: 'Get', not: { 'resources[].ARN': { inList: 'people', ignoreCase: true } } };
    expect(states(cover(inArray, [{ eventName: 'Get', resources: [{ ARN: 'x' }] }]))).toEqual([
      'mara generated',
      'Mara unreachable',
      'noor generated',
    ]);
  });

  it('are not tried without a test that matches, nor where the field is derived', () => {
    expect(states(cover(excluded, []))).toEqual(['iam+Get not-made', 'sts+Take not-made']);
    const derived = cover({ eventName: 'Get', not: { 'session.name': { inList: 'people' } } }, [
      { eventName: 'Get' },
    ]);
    expect(derived.entries).toMatchObject([
      { state: 'not-made', because: '"session.name" is derived from other fields and cannot be set' },
      { state: 'not-made' },
      { state: 'not-made' },
    ]);
  });

  it('are put into the elements of an array, and need one', () => {
    const match = { eventName: 'Get', not: { 'resources[].ARN': { inList: 'people' } } };
    const tried = (resources: JsonObject[string]) => states(cover(match, [{ eventName: 'Get', resources }]));
    expect(tried([{ ARN: 'x' }, { ARN: 'y' }])).toEqual([
      'mara generated',
      'Mara generated',
      'noor generated',
    ]);
    expect(tried({ ARN: 'x' })).toEqual(['mara generated', 'Mara generated', 'noor generated']);
    expect(tried([])).toEqual(['mara not-made', 'Mara not-made', 'noor not-made']);
    expect(tried([{ ARN: 'mara' }])[0]).toBe('mara test');
    // One element stays on the list whatever the other is, so only its own entry decides; and no test matches.
    expect(tried([{ ARN: 'mara' }, { ARN: 'noor' }])).toEqual([
      'mara generated',
      'Mara not-made',
      'noor generated',
    ]);
  });

  it('of a list that is empty on purpose are tried with one made of a test', () => {
    const match = { eventName: 'Get', not: { userAgent: { inList: 'none' } } };
    const coverage = cover(match, [{ eventName: 'Get', userAgent: 'cli' }, { eventName: 'Put' }]);
    expect(coverage.entries).toEqual([]);
    expect(gapsOf(coverage)).toEqual([]);
    // The field is in no test: nothing to make an entry of.
    expect(whats(cover(match, [{ eventName: 'Get' }, { eventName: 'Put' }]))).toEqual([
      'never true: userAgent inList none, so the exclusion is not used',
    ]);
  });
});

describe('params', () => {
  const params = {
    domains: { type: 'list<text>', example: ['@a', '@b'], description: 'Ends.' },
    left: { type: 'list<text>', example: ['Data'], description: 'Left out.' },
    quiet: { type: 'duration', example: '1h', description: 'Silence.' },
  };
  const match = { userAgent: { endsWith: '$domains' }, not: { eventCategory: '$left' } };
  const alert = { title: 'A rule', suppressFor: '$quiet' };

  it('are used where a test meets one of their values; those of times are not asked', () => {
    expect(cover(match, [{ userAgent: 'x@b' }], { params, alert }).params).toMatchObject([
      { name: 'domains', used: true },
      { name: 'left', used: false, because: 'no test meets a value of it' },
    ]);
    expect(cover(match, [{ userAgent: 'x' }], { params, alert }).params[0]?.used).toBe(false);
  });

  it('that nothing uses are not covered, and shown where they are declared', () => {
    const coverage = cover({ eventName: 'Get' }, [{ eventName: 'Get' }, {}], {
      params: { quiet: params.quiet },
    });
    const [gap] = gapsOf(coverage);
    expect(gap?.what).toBe('param not used: quiet (nothing in the rule uses it)');
    expect(gap && positionAt(gap.span.source, gap.span.start).line).toBeGreaterThan(1);
  });
});

describe('totals', () => {
  const half = cover({ eventName: 'Get' }, [{}]);
  const full = cover({ eventName: 'Get' }, [{ eventName: 'Get' }, {}]);

  it('add up, and are rounded down, so that 100 means all', () => {
    expect(totalOf([half, full].map(countsOf)).clauses).toEqual({ covered: 1, total: 2 });
    expect(percentOf({ covered: 199, total: 200 })).toBe(99);
    expect(percentOf({ covered: 0, total: 0 })).toBe(100);
  });

  it('are held against a threshold rule by rule', () => {
    expect(shortfallsOf([half, full], { clauses: 50, params: 100 })).toEqual([
      { rule: 'made-for-a-test', kind: 'clauses', covered: 0, total: 1, wanted: 50 },
    ]);
    expect(shortfallsOf([full], { clauses: 100, entries: 100 })).toEqual([]);
    expect(shortfallsOf([half], {})).toEqual([]);
  });
});
