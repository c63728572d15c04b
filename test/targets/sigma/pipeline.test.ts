/**
 * Placeholders and the pipeline that fills them in, after the specification 2.1.0 (`expand`) and pySigma's
 * `value_placeholders`: which params can be placeholders, and that every other one keeps its rule out.
 */
import { describe, expect, it } from 'vitest';
import { genericOf } from '../../../src/targets/sigma/placeholder.ts';
import { packed, packOf, type Written, yamlOf } from './package-support.ts';

const param = (type: string, ...example: readonly string[]) => ({
  type,
  example: type === 'list<text>' ? example : example[0],
  description: 'x',
});
const DOMAINS = { params: { domains: param('list<text>', '@example.com', '@example.org') } };
const SESSION = { 'session.name': { endsWith: '$domains', ignoreCase: true } };
const one = (match: unknown, more: object = DOMAINS, params?: Written['params']): Written => ({
  stem: 'one',
  match,
  more: { ...more },
  ...(params === undefined ? {} : { params }),
});

it('writes the rule with placeholders under an id and a name of its own, and its values into the pipeline', async () => {
  const { files } = await packOf([one({ eventName: 'x', ...SESSION })]);
  const generic = yamlOf(files, 'generic/cloud/aws/cloudtrail/aws_cloudtrail_generic_one.yml');
  expect(generic).toMatchObject({
    title: 'Rule One - Generic',
    related: [{ id: '00000000-0000-4000-8000-000000000000', type: 'derived' }],
    detection: {
      selection: {
        eventName: 'x',
        'userIdentity.type': 'AssumedRole',
        'userIdentity.arn|expand|endswith': '%domains%',
      },
      condition: 'selection',
    },
    trailc: { rule: '00000000-0000-4000-8000-000000000000' },
  });
  expect(generic.id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(yamlOf(files, 'pipelines/acme-production.yml')).toMatchObject({
    vars: { domains: ['@example.com', '@example.org'] },
    transformations: [
      {
        type: 'value_placeholders',
        include: ['domains'],
        rule_conditions: [{ type: 'logsource', product: 'aws', service: 'cloudtrail' }],
      },
    ],
  });
});

it('keeps what stands around the value, and escapes the value in the pipeline', async () => {
  const people = { params: { people: param('list<text>', 'a*b', 'c\\d') } };
  const rule = one({ 'session.name': { equals: '$people', ignoreCase: true } }, people);
  const { files } = await packOf([rule]);
  const { detection } = yamlOf(files, 'generic/cloud/aws/cloudtrail/aws_cloudtrail_generic_one.yml');
  expect(detection).toMatchObject({ selection: { 'userIdentity.arn|expand|endswith': '/%people%' } });
  expect(yamlOf(files, 'pipelines/acme-production.yml').vars).toEqual({ people: ['a\\*b', 'c\\\\d'] });
});

it('writes no pipeline where no rule has placeholders', async () => {
  const { files } = await packOf([one({ eventName: 'x' }, {})]);
  expect([...files.keys()]).toEqual(['CONVERSION.md']);
  expect(files.get('CONVERSION.md')).toContain('No param stands in its condition.');
});

describe('a param that no placeholder stands for', () => {
  const P = { params: { p: param('list<text>', 'ab') } };
  const text = (operator: object) => ({ 'requestParameters.a': operator });
  it.each([
    ['is empty', one(text({ oneOf: '$p', ignoreCase: true }), P, { p: [] }), /empty in this environment/],
    [
      'is a limit',
      one(
        { 'requestParameters.n': { atLeast: '$p' } },
        { params: { p: { ...param('integer'), example: 5 } } },
      ),
      /not compared as texts/,
    ],
    [
      'is a network',
      one({ sourceIPAddress: { inCidr: '$p' } }, P, { p: ['10.0.0.0/8'] }),
      /not compared as texts/,
    ],
    [
      'stands with others',
      one(text({ oneOf: ['$p', 'x'], ignoreCase: true }), P),
      /together with other values/,
    ],
    ['is told by its case', one(text({ oneOf: '$p', ignoreCase: false }), P), /upper and lower case count/],
    [
      'would be told by its case, had it letters',
      one(text({ oneOf: '$p', ignoreCase: false }), P, { p: ['12'] }),
      /upper and lower case count/,
    ],
    [
      'becomes a regular expression',
      one({ 'session.roleName': { startsWith: '$p', ignoreCase: false } }, P),
      /inside a regular expression/,
    ],
    [
      'has a value that says presence',
      one(text({ startsWith: '$p', ignoreCase: true }), P, { p: ['', 'a'] }),
      /depends on the values/,
    ],
  ])('%s', (_, written, why) => {
    const generic = genericOf(packed(written).rule);
    expect(generic).toMatchObject({ kind: 'refused', param: 'p' });
    expect(generic.kind === 'refused' && generic.why).toMatch(why);
  });

  it('keeps its rule out, whatever the others are', () => {
    const both = { params: { ...DOMAINS.params, ...P.params } };
    const written = one({ ...SESSION, sourceIPAddress: { inCidr: '$p' } }, both, { p: ['10.0.0.0/8'] });
    expect(genericOf(packed(written).rule)).toMatchObject({ kind: 'refused', param: 'p' });
  });
});

it('takes no character of the rule for its mark', () => {
  const rule = one({ ...SESSION, 'requestParameters.a': '\ue000x' });
  expect(genericOf(packed(rule).rule)).toMatchObject({ kind: 'generic', params: ['domains'] });
});
