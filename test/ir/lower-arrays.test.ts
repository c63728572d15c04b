/** Paths with `[]` and `some`: which `some` they become, and every place where they may not stand. */
import { describe, expect, it } from 'vitest';
import { predicatesOf } from '../../src/ir/expression.ts';
import { lowerText, sketch } from './lower-support.ts';

const lowered = (match: string) => {
  const { rule, faults } = lowerText(match);
  expect(faults).toEqual([]);
  return rule?.condition;
};

describe('arrays', () => {
  it.each([
    ["{ 'resources[].ARN': A }", 'some resources as resources[] (@.ARN equals)'],
    ["{ 'resources[].ARN': [A, B] }", 'some resources as resources[] (@.ARN oneOf)'],
    [
      "{ 'resources[].ARN': { startsWith: a, endsWith: b } }",
      'some resources as resources[] (all(@.ARN startsWith, @.ARN endsWith))',
    ],
    [
      "{ 'resources[].ARN': { startsWith: a, not: { endsWith: b } } }",
      'some resources as resources[] (all(@.ARN startsWith, not(@.ARN endsWith)))',
    ],
    ["{ 'resources[].ARN': { exists: false } }", 'some resources as resources[] (not(@.ARN exists))'],
    ["{ not: { 'resources[].ARN': { exists: true } } }", 'not(some resources as resources[] (@.ARN exists))'],
    ["{ 'resources[]': { exists: true } }", 'some resources as resources[] (@. exists)'],
    ["{ 'requestParameters.a.b[]': x }", 'some requestParameters.a.b as requestParameters.a.b[] (@. equals)'],
    [
      "{ 'requestParameters.a[].b.c[].d': x }",
      'some requestParameters.a as requestParameters.a[] (some @.b.c as requestParameters.a[].b.c[] (@.d equals))',
    ],
    ["{ 'resources[].ARN': { inList: roles } }", 'some resources as resources[] (@.ARN inList)'],
    [
      "{ 'resources[].ARN': { equals: { field: session.roleArn } } }",
      'some resources as resources[] (@.ARN equals)',
    ],
    [
      "{ 'requestParameters.ips[]': { inCidr: 10.0.0.0/8 } }",
      'some requestParameters.ips as requestParameters.ips[] (@. inCidr)',
    ],
    [
      "{ 'requestParameters.n[]': { atLeast: 5 } }",
      'some requestParameters.n as requestParameters.n[] (@. atLeast)',
    ],
    ['{ resources: { exists: true } }', 'resources exists'],
    ['{ resources: { exists: false } }', 'not(resources exists)'],
  ])('%s', (match, expected) => {
    expect(sketch(lowered(match))).toBe(expected);
  });

  it.each([
    [
      "{ 'resources[]': { some: { ARN: A, type: B } } }",
      'some resources as resources[] (all(@.ARN equals, @.type equals))',
    ],
    [
      "{ 'resources[]': { some: { any: [{ ARN: A }, { not: { type: B } }] } } }",
      'some resources as resources[] (any(@.ARN equals, not(@.type equals)))',
    ],
    [
      "{ 'requestParameters.a[].b[]': { some: { c: x, d.e: y } } }",
      'some requestParameters.a as requestParameters.a[] (some @.b as requestParameters.a[].b[] (all(@.c equals, @.d.e equals)))',
    ],
    [
      "{ 'resources[]': { some: { accountId: { differsFrom: { field: recipientAccountId } } } } }",
      'some resources as resources[] (@.accountId differsFrom)',
    ],
    [
      "{ 'requestParameters.x[]': { some: { inList: { list: pairs, columns: { source: a, name: b } } } } }",
      'some requestParameters.x as requestParameters.x[] (@.a+@.b inList)',
    ],
    [
      "{ not: { 'resources[]': { some: { ARN: { exists: false } } } } }",
      'not(some resources as resources[] (not(@.ARN exists)))',
    ],
  ])('%s', (match, expected) => {
    expect(sketch(lowered(match))).toBe(expected);
  });

  it('keeps spellings, spans and types of what is below an array', () => {
    const [predicate] = predicatesOf(
      lowered("{ 'resources[]': { some: { type: A } } }") ?? {
        kind: 'any',
        of: [],
        span: { source: { path: '', text: '' }, start: 0, end: 0 },
      },
    );
    if (predicate === undefined || !('field' in predicate)) throw new Error('no predicate');
    const { definition, spelled, span } = predicate.field;
    expect(definition).toMatchObject({ name: 'resources[].type', type: 'text', oneSpelling: true });
    expect(spelled).toBe('type');
    expect(span.source.text.slice(span.start, span.end)).toBe('type');
  });

  it('reads the right side from the top of the record', () => {
    const [predicate] = predicatesOf(
      lowered(
        "{ 'resources[]': { some: { accountId: { equals: { field: userIdentity.accountId } } } } }",
      ) ?? { kind: 'any', of: [], span: { source: { path: '', text: '' }, start: 0, end: 0 } },
    );
    expect(predicate).toMatchObject({
      operands: [{ definition: { value: { kind: 'path', path: ['userIdentity', 'accountId'] } } }],
    });
  });
});

describe('faults of arrays', () => {
  it.each([
    ["{ 'resources[0].ARN': A }", ['15:20 meaning/field-path']],
    ["{ 'resources[*].ARN': A }", ['15:20 meaning/field-path']],
    ["{ 'resources.[].ARN': A }", ['15:21 meaning/field-path']],
    ["{ 'resources[].arn': A }", ['15:11 meaning/field-case']],
    ["{ 'resources[].colour': A }", ['15:11 meaning/unknown-field']],
    ['{ resources.ARN: A }', ['15:10 meaning/field-shape']],
    ['{ eventName.x: A }', ['15:10 meaning/field-shape']],
    ["{ 'eventName[]': A }", ['15:11 meaning/field-shape']],
    ["{ 'userIdentity[].arn': A }", ['15:11 meaning/field-shape']],
    ["{ 'requestParameters[].a': A }", ['15:11 meaning/field-shape']],
    ['{ resources: A }', ['15:10 meaning/object-field']],
    ['{ resources: { exists: true, contains: a } }', ['15:10 meaning/object-field']],
    ["{ 'resources[]': A }", ['15:10 meaning/object-field']],
    ['{ eventName: { equals: { field: "resources[].ARN" } } }', ['15:40 meaning/array-here']],
    [
      "{ inList: { list: pairs, columns: { source: 'resources[].ARN', name: eventName } } }",
      ['15:52 meaning/array-here'],
    ],
    ["{ 'resources[]': { some: { colour: A } } }", ['15:35 meaning/unknown-field']],
    ["{ 'resources[]': { some: { arn: A } } }", ['15:35 meaning/field-case']],
    ["{ 'resources[]': { some: { session.name: A } } }", ['15:35 meaning/field-shape']],
    ["{ 'requestParameters.a[]': { some: { 'b[].c': A } } }", ['15:46 meaning/field-path']],
    ["{ 'requestParameters.a[]': { some: { 'b[]': { some: { c: A } } } } }", ['15:46 meaning/field-path']],
    ["{ 'eventName[]': { some: { c: A } } }", ['15:11 meaning/field-shape']],
    ["{ 'things[]': { some: { c: A } } }", ['15:11 meaning/unknown-field']],
    [
      "{ 'resources[]': { some: { inList: { list: pairs, columns: { source: colour, name: ARN } } } } }",
      ['15:77 meaning/unknown-field'],
    ],
  ])('%s', (match, expected) => {
    expect(lowerText(match).faults).toEqual(expected);
  });

  it.each([
    ["alert: { title: 'x {resources[].ARN}' }", ['12:17 meaning/array-here']],
    ["alert: { title: x, groupBy: ['resources[].ARN'] }", ['12:30 meaning/array-here']],
    ['alert: { title: x, groupBy: [resources] }', ['12:30 meaning/object-field']],
  ])('%s', (alert, expected) => {
    expect(lowerText('{ eventName: A }', { alert }).faults).toEqual(expected);
  });

  it.each([
    [
      "{ 'resources[0].ARN': A }",
      'Write resources[].ARN, which holds if any element does: AWS promises no order of elements.',
    ],
    ['{ resources.ARN: A }', 'Write resources[].ARN, which holds if any element does.'],
    ['{ resources: A }', 'Name a child, such as resources[].ARN, resources[].accountId, resources[].type.'],
    [
      "{ 'resources[]': A }",
      'Name a child, such as resources[].ARN, resources[].accountId, resources[].type.',
    ],
    [
      '{ requestParameters.transitiveTagKeys: A }',
      'Name a child, such as requestParameters.transitiveTagKeys[].',
    ],
    [
      '{ eventName: { equals: { field: "resources[].ARN" } } }',
      'Turn the comparison round, so that the array stands on the left.',
    ],
  ])('say what to write instead of %s', (match, fix) => {
    expect(lowerText(match).diagnostics.map((diagnostic) => diagnostic.do)).toEqual([fix]);
  });
});
