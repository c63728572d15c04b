/** Survivors that a rule accepts, entries that events made from its tests kill, and values that AWS does not have. */
import { describe, expect, it } from 'vitest';
import { positionAt } from '../../src/base/source.ts';
import type { JsonObject } from '../../src/cloudtrail/event.ts';
import type { RuleDocument, TestDocument } from '../../src/content/document.ts';
import { mutantsOf } from '../../src/testing/mutate/mutants.ts';
import { explainedOf, type MutationReport, mutateRule, scoreOf } from '../../src/testing/mutate/mutate.ts';
import { documentOf, listsOf, ruleOf } from '../support/rule.ts';

const LISTS = listsOf([
  {
    name: 'pairs',
    columns: ['source', 'call'],
    entries: ['Get', 'List', 'Read'].map((call) => ({ value: { source: 'iam', call }, reason: 'a' })),
  },
]);

type Judged = readonly [event: JsonObject, expect: TestDocument['expect']];

function withTests(document: RuleDocument, judged: readonly Judged[]): RuleDocument {
  const [one] = document.tests;
  if (one === undefined) throw new Error('the rule has no test to copy');
  return { ...document, tests: judged.map(([event, expected]) => ({ ...one, event, expect: expected })) };
}

function mutated(match: unknown, judged: readonly Judged[], mutants?: readonly unknown[]): MutationReport {
  const more = mutants === undefined ? {} : { mutants };
  return mutateRule(ruleOf(withTests(documentOf(match, more), judged), LISTS));
}

const sentences = (report: MutationReport) => report.survivors.map(({ change }) => change);
const said = ({ diagnostics }: MutationReport) =>
  diagnostics.map(({ code, span, what }) => ({
    code,
    line: span && positionAt(span.source, span.start).line,
    what,
  }));

const MATCH = { userAgent: { equals: 'cli', ignoreCase: true } };
const TESTS: readonly Judged[] = [
  [{ userAgent: 'cli' }, 'match'],
  [{ userAgent: 'CLI' }, 'match'],
  [{ userAgent: 'xcli' }, 'no-match'],
];
const WIDER = "`userAgent equals 'cli' (ignoreCase)` becomes `userAgent startsWith 'cli' (ignoreCase)`";

describe('what a rule accepts', () => {
  it('survives with its reason, and is counted apart', () => {
    const before = mutated(MATCH, TESTS);
    expect(sentences(before)).toEqual([WIDER]);
    expect(before).toMatchObject({ mutants: 5, killed: 4, accepted: 0, unexplained: 1, diagnostics: [] });
    expect([scoreOf([before]), explainedOf([before])]).toEqual([80, 80]);

    const after = mutated(MATCH, TESTS, [{ accept: WIDER, because: 'The tool has one name.' }]);
    expect(after).toMatchObject({ mutants: 5, killed: 4, accepted: 1, unexplained: 0, diagnostics: [] });
    expect(after.survivors).toMatchObject([{ change: WIDER, because: 'The tool has one name.' }]);
    expect(after.survivors[0]?.witness).toBeUndefined();
    expect([scoreOf([after]), explainedOf([after])]).toEqual([80, 100]);
  });

  it('may be several mutants of one sentence', () => {
    // Each is dropped from its own branch: what is left of the rule is not the same.
    const match = {
      any: [
        { eventName: 'A', recipientAccountId: '1' },
        { eventName: 'B', recipientAccountId: '1' },
      ],
    };
    const both: Judged = [{ eventName: 'A', recipientAccountId: '1' }, 'match'];
    const accept = "`recipientAccountId equals '1'` is dropped";
    const report = mutated(match, [both], [{ accept, because: 'There is one account.' }]);
    expect(report).toMatchObject({ accepted: 2, diagnostics: [] });
    expect(new Set(report.survivors.filter(({ because }) => because).map(({ change }) => change))).toEqual(
      new Set([accept]),
    );
  });

  it('is said to be idle where a test kills it, and where no mutant reads so', () => {
    const killed = "`userAgent equals 'cli' (ignoreCase)` is dropped";
    const report = mutated(MATCH, TESTS, [
      { accept: killed, because: 'a' },
      { accept: WIDER.replace('startsWith', 'startWith'), because: 'b' },
      { accept: 'something else', because: 'c' },
    ]);
    expect(report).toMatchObject({ accepted: 0, unexplained: 1 });
    const [first = 0] = said(report).map(({ line }) => line ?? 0);
    expect(said(report)).toEqual([
      {
        code: 'mutate/accepted-is-killed',
        line: first,
        what: `The tests of the rule notice what it accepts: "${killed}".`,
      },
      {
        code: 'mutate/accepted-is-gone',
        line: first + 4,
        what: expect.stringContaining(`Did you mean "${WIDER}"?`),
      },
      {
        code: 'mutate/accepted-is-gone',
        line: first + 8,
        what: '"trailc mutate" makes no such change of the rule: "something else".',
      },
    ]);
  });
});

describe('entries of lists', () => {
  const inList = { list: 'pairs', columns: { source: 'eventSource', call: 'eventName' } };
  const entries = (report: MutationReport) => report.survivors.filter(({ kind }) => kind === 'entry');
  const hit: Judged = [{ eventSource: 'iam', eventName: 'Get' }, 'match'];

  it('are killed by an event made from a test that matches', () => {
    const report = mutated({ inList }, [hit]);
    expect(entries(report)).toEqual([]);
    // The test holds Get; List and Read are put into its event.
    expect(report.killedByGenerated).toBe(2);
    // A column that is dropped is no entry: nothing is made for it.
    expect(sentences(report)).toEqual(expect.arrayContaining([expect.stringMatching(/^the column call is/)]));
    expect(report.killed + report.unexplained).toBe(report.mutants);
  });

  it('survive where no event can be made, and where the entry decides nothing', () => {
    const without = mutated({ inList, readOnly: true }, [[{ readOnly: false }, 'no-match']]);
    expect(entries(without)).toHaveLength(3);
    expect(without.killedByGenerated).toBe(0);
    // Of these names the rule hears nothing in any case.
    const undecided = mutated({ eventName: 'Get', not: { inList, readOnly: true } }, [
      [{ eventSource: 'iam', eventName: 'Get' }, 'match'],
      [{ eventSource: 'iam', eventName: 'Get', readOnly: true }, 'no-match'],
    ]);
    expect(entries(undecided).map(({ change }) => change.slice(0, 24))).toEqual([
      "the entry 'iam', 'List' ",
      "the entry 'iam', 'Read' ",
    ]);
  });

  it('need not be accepted once they are killed so', () => {
    const [accept] = mutantsOf(ruleOf(documentOf({ inList }), LISTS).condition)
      .filter(({ kind }) => kind === 'entry')
      .map(({ change }) => change)
      .slice(1);
    const report = mutated({ inList }, [hit], [{ accept, because: 'a' }]);
    expect(said(report).map(({ code }) => code)).toEqual(['mutate/accepted-is-killed']);
  });
});

describe('values that AWS has listed in full', () => {
  const operators = (match: unknown) =>
    mutantsOf(ruleOf(documentOf(match)).condition)
      .filter(({ kind }) => kind === 'operator')
      .map(({ change }) => change);

  it('are the only ones that a wider operator could meet', () => {
    expect(operators({ 'userIdentity.type': 'IAMUser' })).toEqual([]);
    expect(operators({ eventCategory: ['Data', 'NetworkActivity'] })).toEqual([]);
    // AWS CloudTrail User Guide, userIdentity element: Role and AssumedRole are both types.
    expect(operators({ 'userIdentity.type': 'Role' })).toEqual([
      "`userIdentity.type equals 'Role'` becomes `userIdentity.type endsWith 'Role'`",
    ]);
    // AccessDenied and AccessDeniedException, and more that nobody has listed.
    expect(operators({ errorCode: 'AccessDenied' })).toHaveLength(2);
  });
});
