/** Each assumption is broken by what its sentence names and by nothing else; no engine is asked. */
import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import type { CloudTrailEvent } from '../../../src/cloudtrail/event.ts';
import { type AssumptionName, assumptions } from '../../../src/targets/shared/assumptions.ts';
import { ruleAround } from '../../conformance/cases.ts';
import { sigmaBreaks, type Traits } from './assume.ts';

const STRICT: Traits = { scalarsAsText: false, scalarsAsTextInFieldref: false, dollarBeforeLineBreak: true };
const LAX: Traits = { scalarsAsText: true, scalarsAsTextInFieldref: false, dollarBeforeLineBreak: false };
const breaks = (traits: Traits) => sigmaBreaks(traits, ({ condition }) => condition);

interface Row {
  readonly assumption: string;
  readonly match: unknown;
  readonly broken: readonly CloudTrailEvent[];
  readonly kept: readonly CloudTrailEvent[];
  readonly traits?: Traits;
}

const EMPLOYEE = 'arn:aws:sts::111122223333:assumed-role/dev/ann@example.com';
const parameters = (...values: readonly CloudTrailEvent[string][]): readonly CloudTrailEvent[] =>
  values.map((v) => ({ requestParameters: { v } }));
const V = 'requestParameters.v';

const ROWS: readonly Row[] = [
  {
    assumption: 'no-object-here',
    match: { [V]: 'x' },
    broken: [...parameters({}, [], ['x'], { a: 'x' }), { requestParameters: [{ v: 'x' }] }],
    kept: [...parameters('x', null, 1, true), {}, { requestParameters: null }, { other: { v: {} } }],
  },
  {
    assumption: 'no-object-here',
    match: { [V]: { exists: true } },
    broken: [],
    kept: parameters({}, [], { a: 1 }),
  },
  {
    assumption: 'no-object-here',
    match: { 'session.roleArn': { exists: true } },
    broken: [{ userIdentity: { sessionContext: { sessionIssuer: { arn: ['x'] } } } }],
    kept: [{ userIdentity: { sessionContext: {} } }],
  },
  {
    assumption: 'no-object-here',
    match: { [`${V}[].a`]: 'x' },
    broken: parameters([{ a: 'x' }, { a: ['x'] }], { a: {} }),
    kept: parameters([{ a: 'x' }], [], { a: 'x' }),
  },
  {
    assumption: 'no-empty-object',
    match: { [V]: { exists: true } },
    broken: parameters({}, []),
    kept: [...parameters({ a: 1 }, ['x'], 'x', '', null), {}],
  },
  {
    assumption: 'one-spelling',
    match: { eventName: 'AssumeRole' },
    broken: [{ eventName: 'assumerole' }, { eventName: 'ASSUMEROLE' }],
    kept: [{ eventName: 'AssumeRole' }, { eventName: 'AssumeRoles' }, { eventName: 1 }, {}],
  },
  {
    assumption: 'one-spelling',
    match: { userAgent: { equals: 'Ab', ignoreCase: false } },
    broken: [],
    kept: [{ userAgent: 'ab' }],
  },
  {
    assumption: 'one-spelling',
    match: { readOnly: false },
    broken: [{ readOnly: 'False' }],
    kept: [{ readOnly: false }, { readOnly: 'false' }, { readOnly: 'TRUE' }],
  },
  {
    assumption: 'one-spelling',
    match: { 'session.name': { endsWith: '@example.com', ignoreCase: true } },
    broken: [{ userIdentity: { type: 'assumedRole', arn: EMPLOYEE } }],
    kept: [
      { userIdentity: { type: 'AssumedRole', arn: EMPLOYEE.toUpperCase() } },
      { userIdentity: { type: 'IAMUser' } },
    ],
  },
  {
    assumption: 'one-spelling',
    match: { action: 'sts:AssumeRole' },
    broken: [
      { eventSource: 'sts.AMAZONAWS.com', eventName: 'AssumeRole' },
      { eventSource: 'sts.amazonaws.com', eventName: 'assumeRole' },
    ],
    kept: [
      { eventSource: 'sts.amazonaws.com', eventName: 'AssumeRole' },
      { eventSource: 'STS.amazonaws.com', eventName: 'GetCallerIdentity' },
    ],
  },
  {
    assumption: 'ascii-case-only',
    match: { userAgent: { contains: 'kiss', ignoreCase: true } },
    broken: [{ userAgent: 'a \u212aiss' }, { userAgent: 'ki\u017fs' }, { userAgent: 'ki\u00df' }],
    kept: [{ userAgent: 'KISS' }, { userAgent: 'é kiss' }, { userAgent: 'É' }],
  },
  {
    assumption: 'ascii-case-only',
    match: { userAgent: { equals: 'É', ignoreCase: true } },
    broken: [{ userAgent: 'é' }],
    kept: [{ userAgent: 'É' }, { userAgent: 'e' }],
  },
  {
    assumption: 'scalars-as-text',
    match: { [V]: '1' },
    broken: parameters(1, true, 2),
    kept: parameters('1', null, {}),
  },
  { assumption: 'scalars-as-text', match: { [V]: '1' }, broken: [], kept: parameters(1, true), traits: LAX },
  {
    assumption: 'scalars-as-text',
    match: { [V]: { equals: { field: 'requestParameters.w' }, ignoreCase: true } },
    broken: [{ requestParameters: { v: 1, w: '1' } }],
    kept: [{ requestParameters: { v: 1, w: 1 } }, { requestParameters: { v: '1', w: '1' } }],
    traits: LAX,
  },
  {
    assumption: 'json-integer',
    match: { [V]: { atLeast: 5 } },
    broken: parameters('5', 'x', true, 5.5, 1e15),
    kept: parameters(5, -7, 0, null),
  },
  {
    assumption: 'plain-addresses',
    match: { sourceIPAddress: { inCidr: '10.0.0.0/8' } },
    broken: [
      'fe80::1%eth0',
      '::ffff:10.0.0.1',
      '::FFFF:a00:1',
      '0:0:0:0:0:ffff:a00:1',
      '10.01.2.3',
      '010.1.2.3',
    ].map((sourceIPAddress) => ({ sourceIPAddress })),
    kept: [
      '10.0.0.1',
      '2001:db8::1',
      '2001:0db8::1',
      '::1',
      'AWS Internal',
      'a%b',
      '1::ffff:1:2',
      '10.0.0.0',
    ].map((sourceIPAddress) => ({ sourceIPAddress })),
  },
  {
    assumption: 'no-last-line-break',
    match: { userAgent: { matches: 'x$' } },
    broken: [{ userAgent: 'x\n' }],
    kept: [{ userAgent: 'x\ny' }, { userAgent: 'x' }, { userAgent: 'x\r' }],
  },
  {
    assumption: 'no-last-line-break',
    match: { userAgent: { matches: 'x$' } },
    broken: [],
    kept: [{ userAgent: 'x\n' }],
    traits: LAX,
  },
  {
    assumption: 'no-last-line-break',
    match: { eventVersion: { atLeast: '1.08' } },
    broken: [{ eventVersion: '1.09\n' }],
    kept: [{ eventVersion: '1.09' }],
  },
  {
    assumption: 'assumed-role-arn',
    match: { 'session.name': 'ann' },
    broken: [
      'arn:aws:sts::1:assumed-role/dev',
      'arn:aws:iam::1:role/dev/ann',
      '/ann',
      'arn:aws:sts::1:assumed-role//ann',
    ].map((arn) => ({ userIdentity: { type: 'AssumedRole', arn } })),
    kept: [
      { userIdentity: { type: 'AssumedRole', arn: EMPLOYEE } },
      { userIdentity: { type: 'AssumedRole' } },
      { userIdentity: { type: 'IAMUser', arn: '/ann' } },
      { userIdentity: null },
      {},
    ],
  },
];

it.each(ROWS)('$assumption: $match', ({ assumption, match, broken, kept, traits = STRICT }) => {
  const rule = ruleAround(match);
  const of = (event: CloudTrailEvent) => breaks(traits)(assumption, rule, event);
  expect(broken.filter((event) => !of(event))).toEqual([]);
  expect(kept.filter(of)).toEqual([]);
});

it('knows every assumption that the Sigma target can name', () => {
  const sources = readdirSync('src/targets/sigma').map((file) =>
    readFileSync(`src/targets/sigma/${file}`, 'utf8'),
  );
  const quoted = sources.flatMap((source) =>
    [...source.matchAll(/'([a-z]+(?:-[a-z]+)+)'/g)].map(([, word]) => word),
  );
  const named = assumptions(quoted as AssumptionName[]).map(({ name }) => name);
  expect(named.length).toBeGreaterThan(7);
  const rule = ruleAround({ eventName: 'A' });
  for (const name of named) expect(() => breaks(STRICT)(name, rule, {})).not.toThrow();
  expect(() => breaks(STRICT)('another', rule, {})).toThrow('assume.ts');
});
