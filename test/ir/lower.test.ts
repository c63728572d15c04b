import { describe, expect, it } from 'vitest';
import { exampleParams } from '../../src/content/params.ts';
import { predicatesOf } from '../../src/ir/expression.ts';
import { lowerRule } from '../../src/ir/lower.ts';
import { documentOf, listsOf, ruleOf, whats } from '../support/rule.ts';

const LISTS = listsOf([
  { name: 'roles', entries: [{ value: 'arn:aws:iam::123456789012:role/a', reason: 'A role.' }] },
  {
    name: 'pairs',
    columns: ['source', 'name'],
    entries: [
      { value: { source: 'a.amazonaws.com', name: 'X' }, reason: 'One.' },
      { value: { source: 'b.amazonaws.com', name: 'X' }, reason: 'Two.' },
    ],
  },
]);

const DOMAINS = {
  type: 'list<text>',
  pattern: '^@',
  example: ['@example.com', '@example.net'],
  description: 'Domains.',
};

function faults(match: unknown, more: Readonly<Record<string, unknown>> = {}): readonly string[] {
  const document = documentOf(match, more);
  const lowered = lowerRule(document, { params: exampleParams(document), lists: LISTS, environment: '' });
  return lowered.diagnostics.map(({ code }) => code);
}

describe('lowerRule', () => {
  it('puts the values of a list param in place of its name, each with the param it came through', () => {
    const rule = ruleOf(
      documentOf({ userAgent: { endsWith: '$domains', ignoreCase: true } }, { params: { domains: DOMAINS } }),
    );
    expect(rule.condition).toMatchObject({
      operator: 'endsWith',
      ignoreCase: true,
      operands: [
        { kind: 'literal', text: '@example.com', param: 'domains' },
        { kind: 'literal', text: '@example.net', param: 'domains' },
      ],
    });
  });

  it('takes a subset of the columns of a list, each combination once', () => {
    const rule = ruleOf(documentOf({ inList: { list: 'pairs', columns: { name: 'eventName' } } }), LISTS);
    expect(rule.condition).toMatchObject({ operator: 'inList', rows: [{ values: ['X'], reason: 'One.' }] });
  });

  it('turns exists: false into not exists', () => {
    const rule = ruleOf(documentOf({ errorCode: { exists: false } }));
    expect(rule.condition).toMatchObject({ kind: 'not', of: { operator: 'exists' } });
  });

  it('keeps the case and the spelling of everything', () => {
    const rule = ruleOf(documentOf({ eventName: ['a', 'A'], requestParameters: undefined }));
    expect(predicatesOf(rule.condition)[0]).toMatchObject({ operands: [{ text: 'a' }, { text: 'A' }] });
  });

  it('reads titles: fields, doubled braces', () => {
    const rule = ruleOf(
      documentOf({ eventName: 'A' }, { alert: { title: '{{x}} {actor} did {eventName}' } }),
    );
    const parts = rule.alert.title.map((part) =>
      part.kind === 'text' ? part.text : `<${part.definition.name}>`,
    );
    expect(parts).toEqual(['{x} ', '<actor>', ' did ', '<eventName>']);
  });

  it.each([
    [{ eventNam: 'A' }, ['meaning/unknown-field']],
    [{ eventname: 'A' }, ['meaning/field-case']],
    [{ 'resources[0].ARN': 'A' }, ['meaning/field-path']],
    [{ userIdentity: 'A' }, ['meaning/object-field']],
    [{ requestParameters: { exists: true } }, ['meaning/object-field']],
    [{ readOnly: 'no' }, ['meaning/value-of-type']],
    [{ readOnly: { startsWith: 'f' } }, ['meaning/operator-on-type']],
    [{ eventTime: '2026-01-01' }, ['meaning/value-of-type']],
    [{ eventName: '$nam' }, ['meaning/unknown-param']],
    [{ eventName: { differsFrom: '$domains' } }, ['meaning/list-param-for-one']],
    [{ eventName: { inList: 'role' } }, ['meaning/unknown-list']],
    [{ eventName: { inList: 'pairs' } }, ['meaning/list-needs-columns']],
    [{ inList: { list: 'pairs', columns: { nam: 'eventName' } } }, ['meaning/unknown-column']],
    [
      { all: [{ eventNam: 'A' }, { not: { eventSourc: 'b' } }] },
      ['meaning/unknown-field', 'meaning/unknown-field'],
    ],
  ])('reports %j', (match, expected) => {
    expect(faults(match, { params: { domains: DOMAINS } })).toEqual(expected);
  });

  it('reports a title that names no field, or is never closed', () => {
    expect(faults({ eventName: 'A' }, { alert: { title: 'x {eventNam}' } })).toEqual([
      'meaning/unknown-field',
    ]);
    expect(faults({ eventName: 'A' }, { alert: { title: 'x {eventName' } })).toEqual([
      'meaning/title-braces',
    ]);
  });

  it('says which word was meant', () => {
    const document = documentOf({ eventName: { inList: 'role' } });
    const { diagnostics } = lowerRule(document, { params: new Map(), lists: LISTS, environment: '' });
    expect(whats(diagnostics)).toEqual(['There is no list "role". Did you mean "roles"?']);
  });
});
