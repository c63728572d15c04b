import { describe, expect, it } from 'vitest';
import { hasErrors } from '../../../src/base/result.ts';
import type { EnvironmentDocument } from '../../../src/content/document.ts';
import type { Expression } from '../../../src/ir/expression.ts';
import { athenaTarget } from '../../../src/targets/athena/index.ts';
import {
  all,
  element,
  exists,
  field,
  inCidr,
  inList,
  matches,
  order,
  row,
  rule,
  SESSION_NAME,
  some,
  span,
  test,
} from '../../evaluate/build.ts';
import { one, patternOf } from '../../evaluate/patterns.ts';
import { environment } from './environment.ts';

const compile = (
  condition: Expression,
  settings: Partial<EnvironmentDocument['athena']> = {},
  profile?: string,
) => athenaTarget.compile(rule(condition), environment(settings), profile);

const answer = (condition: Expression, profile = 'documented') =>
  compile(condition, { profile }).value?.answer;

const names = (condition: Expression) => {
  const given = answer(condition);
  return given?.kind === 'exact-given' ? given.assumptions.map(({ name }) => name) : given?.kind;
};

describe('the answer', () => {
  it('names what a string column cannot tell', () => {
    expect(names(test('equals', 'eventName', 'AssumeRole'))).toEqual(['no-object-here', 'one-key-case']);
    expect(names(test('equals', SESSION_NAME, 'ann'))).toEqual(['no-object-here', 'one-key-case']);
  });

  it('assumes nothing of the values below a column of JSON text, but that the text is whole', () => {
    expect(names(test('equals', 'requestParameters.roleArn', 'x'))).toEqual([
      'one-key-case',
      'json-is-whole',
    ]);
  });

  it('names what a key made of digits does in an array', () => {
    for (const key of ['0', '-0', '+12', '٣']) {
      const names_ = names(
        test('equals', field(key, { kind: 'path', path: ['requestParameters', 'items', key] }), 'x'),
      );
      expect(names_).toContain('no-array-at-number');
    }
    expect(names(test('equals', 'requestParameters.a1', 'x'))).not.toContain('no-array-at-number');
  });

  it('names what arrays rest on', () => {
    const arn = test('equals', element('ARN'), 'x');
    expect(names(some('resources', arn))).toEqual(['no-object-here', 'objects-in-array', 'one-key-case']);
    expect(names(some('requestParameters.items', arn))).toEqual(['one-key-case', 'json-is-whole']);
    expect(names(some('requestParameters.items', test('equals', element('0'), 'x')))).toContain(
      'no-array-at-number',
    );
    expect(names(some('eventName', test('equals', element(), 'x')))).toEqual([
      'no-object-here',
      'one-key-case',
    ]);
  });

  it('asks no more of a pattern, an order or a network than of a text', () => {
    const known = ['one-key-case', 'json-is-whole'];
    expect(names(matches('requestParameters.a', [patternOf([one('a')])]))).toEqual(known);
    expect(names(order('atLeast', 'requestParameters.a', 'integer', '1'))).toEqual(known);
    expect(names(inCidr('requestParameters.a', ['10.0.0.0/8', '::/0']))).toEqual(known);
  });

  it('refuses what an array does not have', () => {
    const given = answer(
      all(
        some('resources', test('equals', element('name'), 'x')),
        some('resources', exists(element())),
        some('userIdentity', all()),
        some('nowhere', all()),
        some('requestParameters.\ud800', all()),
        test('equals', element('a'), 'x'),
      ),
    );
    expect(given?.kind === 'unsupported' && given.reasons.map(({ clause, why }) => [clause, why])).toEqual([
      ["name equals 'x'", 'An element of this array has no "name" in a table of profile "documented".'],
      ['[] exists', '"[]" is an object in a table of profile "documented"; name a field in it.'],
      [
        "some of 'userIdentity[]'",
        '"userIdentity" is an object in a table of profile "documented"; name an array in it.',
      ],
      [
        "some of 'nowhere[]'",
        'A table of profile "documented" has no column for "nowhere"; no profile of Athena has it.',
      ],
      [
        'some of "requestParameters.\\uD800[]"',
        'A key of "requestParameters.\ud800[]" holds half of a surrogate pair, which no query text can hold.',
      ],
      ["a equals 'x'", '"a" stands in an array, and only a clause looks into one.'],
    ]);
  });

  it('names the profile with the same partitions', () => {
    const lacking = test('equals', 'managementEvent', 'true');
    for (const [profile, other] of [
      ['projection', 'extended-projection'],
      ['organization', 'extended-organization'],
    ] as const) {
      const given = answer(lacking, profile);
      expect(given?.kind === 'unsupported' && given.reasons[0]?.why).toContain(`profile "${other}" has it`);
      expect(answer(lacking, other)?.kind).toBe('exact-given');
    }
  });

  it('is exact where nothing is read', () => {
    expect(answer(all())).toEqual({ kind: 'exact' });
  });

  it('refuses a field that the profile lacks, and names the profile that has it', () => {
    const lacking = test('equals', 'userIdentity.sessionContext.sourceIdentity', 'ann');
    expect(answer(lacking)).toEqual({
      kind: 'unsupported',
      reasons: [
        {
          span,
          clause: "userIdentity.sessionContext.sourceIdentity equals 'ann'",
          why: 'A table of profile "documented" has no column for "userIdentity.sessionContext.sourceIdentity"; profile "extended" has it.',
        },
      ],
    });
    expect(answer(lacking, 'extended')?.kind).toBe('exact-given');
    expect(compile(lacking).value).toMatchObject({ artefacts: [] });
    expect(compile(lacking).value).not.toHaveProperty('condition');
  });

  it('refuses every clause that it cannot say, in every place', () => {
    const lacking = field('userIdentity.credentialId');
    const condition = all(
      test('equals', 'eventName', [lacking]),
      exists(lacking),
      inList({ a: 'eventName', b: lacking }, [row('x', 'y')]),
      exists('nowhere.at.all'),
      exists('userIdentity'),
    );
    const given = answer(condition);
    expect(given?.kind === 'unsupported' && given.reasons.map(({ why }) => why)).toEqual([
      'A table of profile "documented" has no column for "userIdentity.credentialId"; profile "extended" has it.',
      'A table of profile "documented" has no column for "userIdentity.credentialId"; profile "extended" has it.',
      'A table of profile "documented" has no column for "userIdentity.credentialId"; profile "extended" has it.',
      'A table of profile "documented" has no column for "nowhere.at.all"; no profile of Athena has it.',
      '"userIdentity" is an object in a table of profile "documented"; name a field in it.',
    ]);
  });

  it.each<[string, Expression]>([
    ['a value', test('equals', 'eventName', ['x', '\ud800'])],
    ['a row', inList({ a: 'eventName', b: 'errorCode' }, [row('x', '\udfff')])],
    ['a pattern', matches('eventName', [patternOf([one({ negated: false, ranges: [[0xd800, 0xd800]] })])])],
    ['a key', exists(field('k', { kind: 'path', path: ['requestParameters', '\ud800'] }))],
  ])('refuses half of a surrogate pair in %s', (_, condition) => {
    const given = answer(condition);
    expect(given?.kind === 'unsupported' && given.reasons[0]?.why).toMatch(/half of a surrogate pair/);
  });

  it('takes lists of ten thousand rows, as long as the query holds them', () => {
    const rows = (length: number) =>
      Array.from({ length: 10_000 }, (_, at) => row(String(at).padStart(length, '0')));
    const roles = (length: number) => answer(inList({ value: 'requestParameters.roleArn' }, rows(length)));
    expect(roles(12)?.kind).toBe('exact-given');
    const pairs = Array.from({ length: 10_000 }, (_, at) => row(`service${at % 150}`, `Do${at}`));
    expect(answer(inList({ a: 'eventSource', b: 'eventName' }, pairs))?.kind).toBe('exact-given');
    const given = roles(22);
    expect(given?.kind === 'unsupported' && given.reasons[0]?.why).toMatch(
      /^The query would have \d+ bytes, and Athena takes 262144 /,
    );
  });

  it('refuses a query longer than Athena takes', () => {
    const rows = Array.from({ length: 5_000 }, (_, at) =>
      row(`arn:aws:iam::111122223333:role/team/role-${at}`),
    );
    const given = answer(inList({ value: 'requestParameters.roleArn' }, rows));
    expect(given?.kind === 'unsupported' && given.reasons[0]?.why).toMatch(/^The query would have \d+ bytes/);
    expect(answer(inList({ value: 'requestParameters.roleArn' }, rows.slice(0, 4_000)))?.kind).toBe(
      'exact-given',
    );
  });
});

describe('compile', () => {
  const condition = test('equals', 'eventName', 'AssumeRole');

  it('takes the profile of the environment, and another on demand', () => {
    const profileOf = (result: ReturnType<typeof compile>) => result.value?.artefacts[0]?.view.profile;
    expect(profileOf(compile(condition, { profile: 'extended' }))).toBe('extended');
    expect(profileOf(compile(condition, { profile: 'extended' }, 'documented'))).toBe('documented');
  });

  it('refuses a profile it does not have', () => {
    const { value, diagnostics } = compile(condition, { profile: 'document' });
    expect(value).toBeUndefined();
    expect(diagnostics.map(({ code, what }) => [code, what])).toEqual([
      ['compile/unknown-profile', 'athena has no profile "document". Did you mean "documented"?'],
    ]);
  });

  it.each([
    ['database', ''],
    ['table', 'cloud\ntrail'],
    ['table', '\ud800'],
  ])('refuses the %s %j', (setting, name) => {
    const { value, diagnostics } = compile(condition, { [setting]: name });
    expect(value).toBeUndefined();
    expect(diagnostics.map(({ code }) => code)).toEqual(['target/athena-name']);
  });

  it('says that a title will lack a field, and compiles all the same', () => {
    const titled = rule(condition, { title: [field('userIdentity.sessionContext.sourceIdentity')] });
    const { value, diagnostics } = athenaTarget.compile(titled, environment({}));
    expect(value?.artefacts).toHaveLength(1);
    expect(diagnostics.map(({ code }) => code)).toEqual(['target/athena-title-field']);
    expect(hasErrors(diagnostics)).toBe(false);
  });

  it('hands out comments that cannot leave their line', () => {
    const hostile = rule(condition, { stem: 'x' });
    const document = { ...hostile.document, title: { value: 'a\nDROP TABLE x;', span }, version: '1\r2' };
    const { value } = athenaTarget.compile({ ...hostile, document }, environment({}));
    expect(value?.artefacts[0]?.view).toMatchObject({ title: 'a DROP TABLE x;', version: '1 2' });
  });
});
