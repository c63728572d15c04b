import { describe, expect, it } from 'vitest';
import type { EnvironmentDocument } from '../../../src/content/document.ts';
import type { Expression } from '../../../src/ir/expression.ts';
import { splTarget } from '../../../src/targets/spl/index.ts';
import { all, any, exists, field, inList, not, row, test } from '../../evaluate/build.ts';
import { ENVIRONMENT } from '../../support/environment.ts';
import { MANUAL_ACTION, ruleOf } from './rules.ts';

const answer = (condition: Expression) =>
  splTarget.compile(ruleOf(condition, 'x'), ENVIRONMENT).value?.answer;
const why = (condition: Expression) => {
  const found = answer(condition);
  return found?.kind === 'unsupported' ? found.reasons.map((reason) => reason.why) : found?.kind;
};

describe('answers', () => {
  it('are never plain exact', () => {
    expect(answer(MANUAL_ACTION)).toMatchObject({
      kind: 'exact-given',
      assumptions: [{ name: 'ascii-unescaped' }, { name: 'splunk-canary' }, { name: 'no-twin-key' }],
    });
    // Without a prefilter nothing rests on how AWS writes ASCII.
    expect(answer(exists('a'))).toMatchObject({
      assumptions: [{ name: 'splunk-canary' }, { name: 'no-twin-key' }],
    });
  });

  it('name what cannot be said', () => {
    expect(why(test('equals', 'a', 'x\u0000'))).toEqual([expect.stringContaining('control character')]);
    expect(why(test('equals', 'a', '\ud800'))).toEqual([expect.stringContaining('surrogate')]);
    const path = field('x', { kind: 'path', path: ['requestParameters', '$token$'] });
    expect(why(exists(path))).toEqual([expect.stringContaining('key of the path')]);
    expect(why(test('startsWith', 'a', field('b')))).toEqual([
      expect.stringContaining('a part of one field'),
    ]);
    const separators = inList({ a: 'a', b: 'b' }, [
      row('|;~#^!%&=?+,/', '\u00a6\u00a7\u00b6\u2016\u2502\u2503\u2551'),
    ]);
    expect(why(separators)).toEqual([expect.stringContaining('No separator')]);
  });

  it('expose the condition alone', () => {
    const condition = all(test('equals', 'a', 'x'), not(any()));
    expect(splTarget.compile(ruleOf(condition, 'x'), ENVIRONMENT).value?.condition).toBe(
      '(\n  (if(ct_a="x", 1, 0)=1)\n  AND NOT (1=0)\n)',
    );
  });

  it('refuse settings and profiles that do not exist', () => {
    const index: EnvironmentDocument = { ...ENVIRONMENT, spl: { ...ENVIRONMENT.spl, index: 'a`b`' } };
    expect(splTarget.compile(ruleOf(exists('a'), 'x'), index).diagnostics).toMatchObject([
      { code: 'target/spl-setting', what: '"a`b`" cannot be the index of Splunk.' },
    ]);
    expect(splTarget.compile(ruleOf(exists('a'), 'x'), ENVIRONMENT, 'row').diagnostics).toMatchObject([
      { code: 'compile/unknown-profile', what: 'spl has no profile "row". Did you mean "raw"?' },
    ]);
  });
});
