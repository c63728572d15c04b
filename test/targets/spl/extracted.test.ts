import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Expression } from '../../../src/ir/expression.ts';
import type { FieldRef } from '../../../src/language/operands.ts';
import { event, expressionOf } from '../../evaluate/arbitrary.ts';
import { all, any, element, exists, field, not, some, test } from '../../evaluate/build.ts';
import { agreesExtracted, compiledFor, isExact, stagesOf } from './agreement.ts';
import { known, MANUAL_ACTION, SESSION_NAME_BYPASS } from './rules.ts';

const numbered = event.filter((record) => !/[0-9]e|\.5|1000000000000000/.test(JSON.stringify(record)));
const names = (condition: Expression) => {
  const { answer } = compiledFor(condition, 'extracted');
  return answer.kind === 'exact-given' ? answer.assumptions.map(({ name }) => name) : answer.kind;
};
const why = (condition: Expression) => {
  const { answer } = compiledFor(condition, 'extracted');
  return answer.kind === 'unsupported' ? answer.reasons.map((reason) => reason.why).join('\n') : answer.kind;
};
/** A field of one value: nothing is asked about an object there. */
const scalar = (ref: FieldRef): FieldRef => ({ ...ref, definition: { ...ref.definition, type: 'text' } });

describe('profile extracted', () => {
  it("gives the rule's verdict on random conditions and events, where it says that it does", () => {
    fc.assert(
      fc.property(
        expressionOf({ nested: false }),
        fc.array(numbered, { minLength: 5, maxLength: 10 }),
        (condition, records) => {
          fc.pre(isExact(condition, 'extracted'));
          agreesExtracted(condition, ...records);
        },
      ),
      { numRuns: 200 },
    );
  });

  it('refuses a condition that an element meets by what it lacks', () => {
    const condition = some('r', any(test('equals', element(), 'x'), all()));
    expect(why(condition)).toContain('leaves no trace of an element that lacks the field');
  });

  it('reads names in single quotes', () => {
    expect(stagesOf(test('equals', 'userIdentity.arn', 'x'), 'extracted')).toContain(
      `eval ct_userIdentity_arn=if(('userIdentity.arn'="null" AND NOT match(_raw, "\\"arn\\"\\\\s*:\\\\s*\\"null\\"")), null(), 'userIdentity.arn')`,
    );
  });

  it('tells null from the text null, by the record', () => {
    const name = scalar(field('requestParameters.roleSessionName'));
    for (const condition of [exists(name), test('equals', name, 'null'), test('differsFrom', name, 'x')]) {
      for (const of of [condition, not(condition)]) {
        agreesExtracted(
          of,
          { requestParameters: { roleSessionName: null } },
          { requestParameters: { roleSessionName: 'null' } },
          { requestParameters: { roleSessionName: '' } },
          { requestParameters: null },
          {},
        );
      }
    }
  });

  it('takes what the add-on writes into errorCode for no errorCode', () => {
    for (const condition of [
      exists(known('errorCode')),
      test('equals', known('errorCode'), 'AccessDenied'),
      test('differsFrom', known('errorCode'), 'AccessDenied'),
      test('equals', known('errorCode'), ['success', 'failure']),
    ]) {
      agreesExtracted(condition, {}, { errorCode: 'AccessDenied' }, { errorCode: 'x' });
      agreesExtracted(not(condition), {}, { errorCode: 'AccessDenied' }, { errorCode: 'x' });
      expect(names(condition)).toContain('no-outcome-code');
    }
  });

  it('names what it costs, and only where it does', () => {
    const always = [
      'splunk-if',
      'extracted-whole',
      'extracted-once',
      'extracted-empty',
      'extracted-names',
      'no-null-twin',
    ];
    expect(names(test('contains', 'a', 'x'))).toEqual(always);
    expect(names(exists(known('userIdentity.arn')))).toEqual([...always, 'no-object-here']);
    expect(names(test('contains', 'requestParameters.a', 'x'))).toEqual([
      ...always,
      'parameters-are-objects',
    ]);
    expect(names(MANUAL_ACTION)).toEqual(['ascii-unescaped', ...always]);
    expect(names(SESSION_NAME_BYPASS)).toEqual(['ascii-unescaped', ...always, 'parameters-are-objects']);
  });

  it('refuses what extraction would change without a sign of it', () => {
    expect(why(exists('requestParameters.x'))).toContain('has no field of that name');
    expect(why(exists(known('resources')))).toContain('has no field of that name');
    for (const key of ['a.b', 'a{}', "it's", '', '$x']) {
      const ref = field('x', { kind: 'path', path: ['requestParameters', key] });
      expect(why(all(test('equals', ref, 'v')))).toContain('name of an extracted field');
    }
    const dashed = field('x', { kind: 'path', path: ['requestParameters', 'x-amz-acl'] });
    agreesExtracted(test('equals', dashed, 'v'), { requestParameters: { 'x-amz-acl': 'v' } });
  });
});
