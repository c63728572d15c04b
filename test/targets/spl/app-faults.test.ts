/** What stands in the way of an app: an error that names the rule, at its title. */
import { describe, expect, it } from 'vitest';
import type { Expression } from '../../../src/ir/expression.ts';
import type { RuleIr } from '../../../src/ir/rule.ts';
import { inList, row } from '../../evaluate/build.ts';
import { ENVIRONMENT } from '../../support/environment.ts';
import { documentOf, ruleOf } from '../../support/rule.ts';
import { type AppSettings, packed } from './app-build.ts';

const RULE = ruleOf(documentOf({ eventName: 'x' }));
const titled = (title: string, stem = 'a-rule'): RuleIr => ({
  ...RULE,
  document: { ...RULE.document, stem, title: { value: title, span: RULE.document.title.span } },
});
const listing = (rule: RuleIr, condition: Expression): RuleIr => ({ ...rule, condition });

function faults(rules: readonly RuleIr[], settings: AppSettings = {}) {
  const { value, diagnostics } = packed(rules, settings);
  expect(value === undefined).toBe(diagnostics.some(({ severity }) => severity === 'error'));
  return diagnostics;
}
const codesOf = (rules: readonly RuleIr[], settings?: AppSettings) =>
  faults(rules, settings).map(({ code }) => code.replace('splunk-app/', ''));

describe('a title', () => {
  it('has at most the characters that Enterprise Security leaves it', () => {
    expect(codesOf([titled('x'.repeat(81))])).toEqual([]);
    expect(codesOf([titled('x'.repeat(82))])).toEqual(['title-long']);
    // Characters, not the units of a string.
    expect(codesOf([titled('\u{1f600}'.repeat(81))])).toEqual([]);
    expect(codesOf([titled('\u{1f600}'.repeat(82))])).toEqual(['title-long']);
  });

  it.each([
    'Root [signed in]',
    'a]',
    '[a',
    'default',
    'Default',
    'ends in \\',
    'two\nlines',
    'a\u2028b',
    'a\u0000b',
    'a\u202eb',
    'a\ud800b',
    ' blank',
    'blank ',
    'tab\tbed',
  ])('is refused, and never changed: %j', (title) => {
    const found = faults([titled(title)]);
    expect(found.map(({ code }) => code)).toEqual(['splunk-app/title-refused']);
    expect(found[0]?.what).toContain('"a-rule"');
    expect(found[0]?.span).toBe(RULE.document.title.span);
  });

  it.each(['a = b', '# a', 'a; b', '"a"', 'a/b', '$a$', '`a`', 'é', '*', '::', 'defaults', 'a\\b'])(
    'may be %j',
    (title) => {
      expect(codesOf([titled(title)])).toEqual([]);
    },
  );

  it('belongs to one rule, whatever the case of its letters', () => {
    expect(codesOf([titled('Root', 'a'), titled('Root', 'b')])).toEqual(['title-collision']);
    const [found] = faults([titled('Root Login', 'a'), titled('root login', 'b')]);
    expect(found?.code).toBe('splunk-app/title-collision');
    expect(found?.what).toContain('"a" and "b"');
    expect(codesOf([titled('caf\u00e9', 'a'), titled('cafe\u0301', 'b')])).toEqual(['title-collision']);
    expect(codesOf([titled('Root a', 'a'), titled('Root b', 'b')])).toEqual([]);
  });
});

describe('names', () => {
  const environment = (name: string) => ({ environment: { ...ENVIRONMENT, name } });

  it('of macros have an end', () => {
    const stem = 'x'.repeat(150 - 'acme_cloudtrail_test__filter'.length);
    expect(codesOf([titled('A', stem)])).toEqual([]);
    expect(codesOf([titled('A', `${stem}x`)])).toEqual(['macro-long']);
  });

  it('of macros differ from rule to rule', () => {
    expect(codesOf([titled('A', 'a-b'), titled('B', 'a_b')])).toEqual(['macro-collision']);
  });

  it('of apps fit into an archive', () => {
    const most = 73 - 'acme_cloudtrail_'.length;
    expect(codesOf([titled('A', 'a')], environment('e'.repeat(most)))).toEqual([]);
    expect(codesOf([titled('A', 'a')], environment('e'.repeat(most + 1)))).toEqual(['id-long']);
  });

  it.each(['con', 'prn', 'aux', 'nul', 'com1', 'lpt9', '1', 'a-1'])(
    'of apps are none of a device: %s',
    (name) => {
      const { value } = packed([titled('A')], environment(name));
      const [id = ''] = value?.artefacts[0]?.path.split('/') ?? [];
      // app.conf, [package] id; and it begins with a letter, as macros and file names like it best.
      expect(id).toMatch(/^[a-z][a-z0-9_]*$/);
      expect(id).not.toMatch(/^(?:con|prn|aux|nul|com[1-9]|lpt[1-9])$/i);
    },
  );

  const many = (more = 0) => Array.from({ length: 1001 + more }, (_, at) => row(`v${at}`));

  it('of lookups fit into an archive', () => {
    const most = 100 - 'acme_cloudtrail_test/lookups/.csv'.length - 'trailc_known__'.length;
    const rule = (column: string) => listing(titled('A'), inList({ [column]: 'a' }, many()));
    expect(codesOf([rule('c'.repeat(most))])).toEqual([]);
    expect(codesOf([rule('c'.repeat(most + 1))])).toEqual(['lookup-long']);
  });

  it('of lookups stand for one table', () => {
    const of = (stem: string, more: number) =>
      listing(titled(stem, stem), inList({ value: 'a' }, many(more)));
    expect(codesOf([of('a', 0), of('b', 0)])).toEqual([]);
    const [found] = faults([of('a', 0), of('b', 1)]);
    expect(found?.code).toBe('splunk-app/lookup-collision');
    expect(found?.what).toContain('"a" and "b"');
    // The column "folded", and a plain list without regard to case.
    const folded = listing(titled('C', 'c'), inList({ value: 'a' }, many(1), true));
    const column = listing(titled('D', 'd'), inList({ folded: 'a' }, many()));
    expect(codesOf([folded, column])).toEqual(['lookup-collision']);
  });
});

it('tells all faults at once', () => {
  expect(codesOf([titled('x'.repeat(82), 'a'), titled('[b]', 'b'), titled('[B]', 'c')])).toEqual([
    'title-long',
    'title-refused',
    'title-refused',
    'title-collision',
  ]);
});
