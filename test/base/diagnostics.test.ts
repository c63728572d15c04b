/**
 * Every diagnostic of the catalogue as people see it, so that a change of words is seen in a review too. Each entry brings
 * its example; cases in which a text reads otherwise stand here.
 */
import { describe, expect, it } from 'vitest';
import { CATALOGUE, type DiagnosticCode, diagnose, exampleOf } from '../../src/base/catalogue.ts';
import type { Diagnostic } from '../../src/base/diagnostic.ts';
import { renderDiagnostics } from '../../src/cli/report/diagnostics.ts';

const RULE = 'detections/root-login.yml';
const LIST = 'lists/ignored-actions.yml';

/** What the texts of some entries say in other cases. */
const OTHERWISE: readonly Diagnostic[] = [
  diagnose('yaml/control-character', RULE, { code: 'U+0007', count: 1 }),
  diagnose('yaml/key-not-text', RULE, { key: '' }),
  diagnose('yaml/unclosed-quote', RULE, { quote: '"' }),
  diagnose('yaml/language-version', RULE, { found: '' }),
  diagnose('yaml/unknown-key', RULE, { key: 'x', suggestion: '', allowed: [] }),
  diagnose('yaml/missing-key', RULE, { key: 'title', within: '' }),
  diagnose('yaml/wrong-type', RULE, { key: 'alert', found: 'a list', wanted: 'a mapping' }),
  diagnose('yaml/wrong-type', RULE, { key: 'title', found: 'a list', wanted: 'text' }),
  diagnose('yaml/not-a-word', RULE, {
    key: 'source',
    found: 'aws',
    allowed: ['aws.cloudtrail'],
    suggestion: '',
  }),
  diagnose('yaml/wrong-shape', RULE, { key: 'date', found: '', wanted: 'a date', example: '2026-01-31' }),
  diagnose('rule/file-name', RULE, { stem: '???', suggestion: '' }),
  diagnose('meaning/object-field', RULE, { field: 'tlsDetails', type: 'object', children: '' }),
  diagnose('list/missing-value', LIST, { list: 'roles', columns: undefined }),
  diagnose('test/index-past-end', RULE, { path: 'resources[2]', at: 'resources', length: 2 }),
  diagnose('config/unknown-environment', RULE, { name: 'prod', names: [], suggestion: '' }),
  diagnose('expect/bundle-differs', 'dist/bundles/production', {
    folder: 'dist/bundles/production',
    commit: '4f1c2d9e8b7a',
    rules: ['root-login', 'manual-action', 'a', 'b', 'c', 'd'],
    count: 6,
  }),
  diagnose('bundle/path-collision', RULE, { path: 'a/a', other: 'a/a', rule: 'one', otherRule: 'two' }),
];

const CODES = Object.keys(CATALOGUE) as DiagnosticCode[];
const all = [...CODES.map((code) => exampleOf(code, 'some/file.yml')), ...OTHERWISE];

describe('the catalogue', () => {
  it.each(all.map((diagnostic) => [diagnostic.code, diagnostic] as const))(
    'says %s in sentences',
    (_, found) => {
      for (const text of [found.what, found.why, found.do]) {
        // Quoted words and names aside, a sentence begins with a capital.
        expect(text).toMatch(/^(?:[A-Z"{0-9]|trailc\b|(?:spl|athena|sigma)\b).*[.?!]$/s);
        expect(text).not.toMatch(/undefined|\[object|NaN| {2}|\.\.$/);
      }
    },
  );

  it('reads well', async () => {
    const text = all
      .map((found) => renderDiagnostics([found], { color: false }).split('\n\n')[0])
      .join('\n\n');
    await expect(`${text}\n`).toMatchFileSnapshot('golden/diagnostics.txt');
  });

  it('cuts a quoted text that nobody would read, and keeps both of its ends', () => {
    const long = `begin${'x'.repeat(3_000_000)}end`;
    const { what, do: remedy } = diagnose('yaml/unknown-key', RULE, {
      key: long,
      suggestion: '',
      allowed: [long],
    });
    for (const text of [what, remedy]) {
      expect(text.length).toBeLessThan(1_200);
      expect(text).toContain('beginx');
      expect(text).toContain('xend');
    }
  });
});
