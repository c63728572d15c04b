/** `mutants` of a rule: what is read, and what is wrong with it. */
import { describe, expect, it } from 'vitest';
import { placed, readText, ruleText } from './rule-support.ts';

const read = (mutants: string) => readText(ruleText({ mutants }));
/** The first line behind the rule's others. */
const AT = ruleText().split('\n').length;

describe('mutants', () => {
  it('are read with their reasons', () => {
    const { value, diagnostics } = read(
      [
        'mutants:',
        '  - accept: >',
        "      `eventName equals 'AssumeRole'`",
        '      is dropped',
        '    because: >',
        '      Nothing else',
        '      is logged.',
        "  - { accept: '`a` is negated', because: so }",
      ].join('\n'),
    );
    expect(placed(diagnostics)).toEqual([]);
    expect(value?.mutants).toMatchObject([
      { accept: { value: "`eventName equals 'AssumeRole'` is dropped" }, because: 'Nothing else is logged.' },
      { accept: { value: '`a` is negated' }, because: 'so' },
    ]);
  });

  it('may be left out, and may be none', () => {
    expect(readText(ruleText()).value).not.toHaveProperty('mutants');
    expect(read('mutants: []').value?.mutants).toEqual([]);
  });

  it('need a sentence and a reason, and nothing else', () => {
    const faults = (mutants: string) => placed(read(mutants).diagnostics);
    expect(faults('mutants: all')).toEqual([`${AT}:10 yaml/wrong-type`]);
    expect(faults("mutants: [{ accept: '`a` is dropped' }]")).toEqual([`${AT}:11 yaml/missing-key`]);
    expect(faults('mutants: [{ because: so }]')).toEqual([`${AT}:11 yaml/missing-key`]);
    expect(faults('mutants: [{ accept: a, because: so, line: 3 }]')).toEqual([`${AT}:37 yaml/unknown-key`]);
    // An empty reason is none.
    expect(faults("mutants: [{ accept: a, because: '' }]")).toHaveLength(1);
  });

  it('are accepted once', () => {
    const { value, diagnostics } = read(
      'mutants:\n  - { accept: a, because: b }\n  - { accept: a, because: c }',
    );
    expect(placed(diagnostics)).toEqual([`${AT + 2}:15 mutate/accepted-twice`]);
    expect(diagnostics[0]?.what).toContain(`line ${AT + 1}`);
    expect(value?.mutants?.map(({ because }) => because)).toEqual(['b']);
  });
});
