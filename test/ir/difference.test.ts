/** What changed between two conditions, in words: by example, and that no change goes without a word. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RuleDocument } from '../../src/content/document.ts';
import { conditionHash } from '../../src/ir/hash.ts';
import { differences } from '../../src/ir/meaning/difference.ts';
import { meaningOf } from '../../src/ir/meaning/meaning.ts';
import { openLists, ruleMeaning } from '../../src/ir/meaning/rule.ts';
import { expression } from '../evaluate/arbitrary.ts';
import { all, any, not } from '../evaluate/build.ts';
import { drawnRule, readDrawn } from '../generate/rule.ts';
import { documentOf, listsOf, ruleOf } from '../support/rule.ts';

const LISTS = listsOf([
  { name: 'roles', entries: [{ value: 'a', reason: 'One.' }] },
  { name: 'others', entries: [{ value: 'b', reason: 'Two.' }] },
  {
    name: 'pairs',
    columns: ['role', 'name'],
    entries: [{ value: { role: 'a', name: 'b' }, reason: 'Three.' }],
  },
]);
const PARAMS = {
  domains: { type: 'list<text>', example: ['@example.com'], description: 'Domains.' },
  least: { type: 'integer', example: 3600, description: 'Seconds.' },
};

const meaning = (match: unknown, params: unknown = PARAMS) => {
  const made = ruleMeaning(documentOf(match, { params }), openLists(LISTS));
  return made ?? expect.fail('not lowered');
};
const words = (before: unknown, after: unknown) =>
  differences(meaning(before), meaning(after)).map(({ words, effect }) => `${effect}: ${words}`);

describe('a change of a condition', () => {
  it.each<[string, unknown, unknown, readonly string[]]>([
    [
      'a clause added',
      { eventName: 'a' },
      { eventName: 'a', errorCode: { exists: true } },
      ['narrower: Clause added: errorCode exists.'],
    ],
    [
      'a clause removed',
      { eventName: 'a', errorCode: { exists: true } },
      { eventName: 'a' },
      ['wider: Clause removed: errorCode exists.'],
    ],
    [
      'a value added where there was one',
      { eventName: 'a', errorCode: { exists: true } },
      { eventName: ['a', 'b'], errorCode: { exists: true } },
      ["wider: Value added to eventName equals: 'b'."],
    ],
    [
      'values removed',
      { eventName: ['a', 'b', 'c'] },
      { eventName: 'b' },
      ["narrower: Values removed from eventName equals: 'a', 'c'."],
    ],
    [
      'a param in the place of a value',
      { 'session.name': { endsWith: '@example.com', ignoreCase: true } },
      { 'session.name': { endsWith: '$domains', ignoreCase: true } },
      ["other: Value of session.name endsWith changed from '@example.com' to $domains."],
    ],
    [
      'an exclusion added',
      { eventName: 'a' },
      { eventName: 'a', not: { userAgent: { contains: 'aws', ignoreCase: false } } },
      ["narrower: Exclusion added: userAgent contains 'aws'."],
    ],
    [
      'an exclusion widened by a value',
      { eventName: 'a', not: { errorCode: 'x' } },
      { eventName: 'a', not: { errorCode: ['x', 'y'] } },
      ["narrower: Exclusion widened: errorCode equals takes 'y' too."],
    ],
    [
      'an exclusion narrowed by a value',
      { eventName: 'a', not: { errorCode: ['x', 'y'] } },
      { eventName: 'a', not: { errorCode: 'y' } },
      ["wider: Exclusion narrowed: errorCode equals no longer takes 'x'."],
    ],
    [
      'an exclusion widened by an alternative',
      { eventName: 'a', not: { any: [{ errorCode: 'x' }, { awsRegion: 'y' }] } },
      { eventName: 'a', not: { any: [{ errorCode: 'x' }, { awsRegion: 'y' }, { eventType: 'z' }] } },
      ["narrower: Exclusion widened: it also leaves out eventType equals 'z'."],
    ],
    [
      'an exclusion narrowed by a clause',
      { eventName: 'a', not: { errorCode: 'x' } },
      { eventName: 'a', not: { errorCode: 'x', awsRegion: 'y' } },
      ["wider: Exclusion narrowed: it now also needs awsRegion equals 'y'."],
    ],
    [
      'an alternative added',
      { any: [{ eventName: 'a' }, { eventSource: 'b' }] },
      { any: [{ eventName: 'a' }, { eventSource: 'b' }, { errorCode: 'c' }] },
      ["wider: Alternative added: errorCode equals 'c'."],
    ],
    [
      'another operator',
      { eventName: { startsWith: 'a' } },
      { eventName: { endsWith: 'a' } },
      ["other: Operator changed: eventName startsWith 'a' became eventName endsWith 'a'."],
    ],
    [
      'case ignored, with the same value in another case',
      { eventName: { startsWith: 'Create' } },
      { eventName: { startsWith: 'create', ignoreCase: true } },
      ['wider: Case is ignored now in eventName startsWith.'],
    ],
    [
      'case that counts inside an exclusion',
      { eventSource: 'b', not: { eventName: { startsWith: 'Create', ignoreCase: true } } },
      { eventSource: 'b', not: { eventName: { startsWith: 'Create' } } },
      ['wider: In an exclusion: Case counts now in eventName startsWith.'],
    ],
    [
      'another limit',
      { 'requestParameters.durationSeconds': { greaterThan: 3600 } },
      { 'requestParameters.durationSeconds': { greaterThan: '$least' } },
      ["other: Value of requestParameters.durationSeconds greaterThan changed from '3600' to $least."],
    ],
    [
      'another list',
      { 'requestParameters.roleArn': { inList: 'roles' } },
      { 'requestParameters.roleArn': { inList: 'others' } },
      [
        'other: List changed: requestParameters.roleArn inList roles became requestParameters.roleArn inList others.',
      ],
    ],
    [
      'another column',
      { inList: { list: 'pairs', columns: { role: 'eventName' } } },
      { inList: { list: 'pairs', columns: { role: 'eventName', name: 'eventSource' } } },
      [
        'other: Columns changed: inList { list: pairs, columns: { role: eventName } } became inList { list: pairs, columns: { name: eventSource, role: eventName } }.',
      ],
    ],
    [
      'a value inside an array',
      { 'resources[].ARN': 'a' },
      { 'resources[].ARN': ['a', 'b'] },
      ["wider: Value added to resources[].ARN equals: 'b'."],
    ],
    [
      'not in the place of a clause',
      { eventName: 'a', errorCode: { exists: true } },
      { eventName: 'a', errorCode: { exists: false } },
      ['wider: Clause removed: errorCode exists.', 'narrower: Exclusion added: errorCode exists.'],
    ],
  ])('is said: %s', (_, before, after, said) => {
    expect(words(before, after)).toEqual(said);
  });

  it('is said of the type of a param', () => {
    const match = { eventName: { startsWith: '$prefix' } };
    const declared = (type: string, example: unknown) => ({
      prefix: { type, example, description: 'A prefix.' },
    });
    const [one, other] = [
      meaning(match, declared('text', 'a')),
      meaning(match, declared('list<text>', ['a'])),
    ];
    expect(differences(one, other).map(({ words }) => words)).toEqual([
      'The param prefix is of type list<text> now, and was of type text.',
    ]);
  });

  it('is said of a field whose definition changed in trailc', () => {
    const one = meaning({ 'session.name': { contains: 'a', ignoreCase: false } });
    const other = { ...one, sha256: 'another' };
    expect(differences(one, other).map(({ words }) => words)).toEqual([
      'trailc itself takes a field of the condition from another place of the event than before.',
    ]);
  });

  it('counts values beyond eight, and stays one line whatever they hold', () => {
    const many = Array.from({ length: 20 }, (_, at) => `v${at}\n`);
    const [said] = words({ eventName: 'a' }, { eventName: ['a', ...many] });
    expect(said).toContain('… 12 more');
    expect(said).toContain('"v0\\n"');
    expect(said).not.toContain('\n');
  });

  it('is found among thousands of clauses in no time that anybody notices', () => {
    const clauses = (name: string) =>
      Array.from({ length: 3000 }, (_, at) => ({ eventName: `${name}${at}` }));
    expect(words({ any: clauses('a') }, { any: clauses('b') })).toHaveLength(6000);
  });
});

describe('any two conditions', () => {
  it('that are equal have no difference', () => {
    fc.assert(
      fc.property(expression, (one) => {
        const shuffled = all(any(not(not(one)), one), one);
        expect(differences(meaningOf(one), meaningOf(shuffled))).toEqual([]);
      }),
    );
  });

  it('that are not equal differ in at least one sentence, and the other way round', () => {
    fc.assert(
      fc.property(expression, expression, (one, other) => {
        const [before, after] = [meaningOf(one), meaningOf(other)];
        const equal = before.sha256 === after.sha256;
        expect(differences(before, after).length > 0).toBe(!equal);
        expect(differences(after, before).length > 0).toBe(!equal);
        for (const { words } of differences(before, after)) expect(words).not.toMatch(/[\n\r]/);
      }),
      { numRuns: 500 },
    );
  });

  it('whose hash of ir/hash.ts is equal, or that were, are told alike', () => {
    fc.assert(
      fc.property(expression, (one) => {
        const twice = all(one, one);
        expect(conditionHash(twice)).toBe(conditionHash(one));
        expect(meaningOf(twice).sha256).toBe(meaningOf(one).sha256);
      }),
    );
  });
});

describe('generated rules', () => {
  it('mutated in one clause differ, with and without an environment', () => {
    let compared = 0;
    fc.assert(
      fc.property(drawnRule, drawnRule, (...drawn) => {
        const [one, other] = drawn.map((rule) => readDrawn(rule).rule);
        if (one?.content === undefined || other === undefined) expect.fail('a generated rule was not read');
        const { document } = one.rule;
        const lists = openLists(one.content.lists);
        const open = ruleMeaning(document, lists);
        if (open === undefined) expect.fail('a generated rule was not lowered');
        expect(differences(open, open)).toEqual([]);
        for (const mutant of mutants(document)) {
          const changed = ruleMeaning(mutant, lists);
          if (changed === undefined || changed.sha256 === open.sha256) continue;
          compared += 1;
          expect(differences(open, changed).length).toBeGreaterThan(0);
        }
        const filled = [meaningOf(one.rule.condition), meaningOf(other.rule.condition)] as const;
        expect(differences(...filled).length > 0).toBe(filled[0].sha256 !== filled[1].sha256);
      }),
      { numRuns: 60 },
    );
    expect(compared).toBeGreaterThan(100);
  });
});

/** The rule with its match negated, with one more clause, and with one clause fewer. */
function mutants(document: RuleDocument): readonly RuleDocument[] {
  const { match } = document;
  const { span } = match;
  const extra = documentOf({ eventName: 'mutated' }).match;
  const fewer =
    match.kind === 'all' ? match.of.map((_, at) => match.of.filter((__, other) => other !== at)) : [];
  return [
    { ...document, match: { kind: 'not', of: match, span } },
    { ...document, match: { kind: 'all', of: [match, extra], span } },
    { ...document, match: { kind: 'any', of: [match, extra], span } },
    ...fewer.map((of): RuleDocument => ({ ...document, match: { kind: 'all', of, span } })),
  ];
}

it('reads an environment’s values in the place of params', () => {
  const rule = ruleOf(documentOf({ eventName: { startsWith: '$domains' } }, { params: PARAMS }));
  const { condition, params } = meaningOf(rule.condition);
  expect([condition, params]).toEqual([
    { field: 'eventName', kind: 'test', operator: 'startsWith', values: ["'@example.com'"] },
    {},
  ]);
});
