/** An event source of a list in another case: one warning, with the right spelling, and none where case does not count. */
import { describe, expect, it } from 'vitest';
import { LIST_CHECKS } from '../../src/checks/index.ts';
import { documentOf, listsOf, ruleOf } from '../support/rule.ts';

function found(source: string, ignoreCase: boolean): readonly string[] {
  const lists = listsOf([{ name: 'sources', entries: [{ value: source, reason: 'For a test.' }] }]);
  const rules = [ruleOf(documentOf({ eventSource: { inList: 'sources', ignoreCase } }), lists)];
  return [...lists.values()].flatMap((list) =>
    LIST_CHECKS.flatMap((check) => check({ list, rules, today: '2026-11-21' })).map(
      ({ code, what }) => `${code} ${what}`,
    ),
  );
}

describe('an event source in a list', () => {
  it('in capitals is reported once, with the spelling of CloudTrail', () => {
    expect(found('IAM.amazonaws.com', false)).toEqual([
      'check/unknown-call No event source "IAM.amazonaws.com" is known. Did you mean "iam.amazonaws.com"?',
    ]);
    expect(found('IAM.AMAZONAWS.COM', false)).toHaveLength(1);
  });

  it('in capitals is right where case does not count', () => {
    expect(found('IAM.amazonaws.com', true)).toEqual([]);
  });

  it.each(['iam', 'IAM', 'iam.amazonaws.com.evil', 'iam amazonaws.com', 'iam.example.com'])(
    '%j is still no host',
    (source) => {
      expect(found(source, false)).toHaveLength(1);
      expect(found(source, false)[0]).toContain('check/list-entry-never-matches');
    },
  );
});
