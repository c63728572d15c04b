/** The README of a bundle: whatever titles and descriptions hold, it has the same headings, tables and no HTML. */
import { describe, expect, it } from 'vitest';
import { readmeOf } from '../../src/bundle/readme.ts';
import { renderArtefact, templateSource } from '../../src/bundle/render.ts';
import { compiledRule } from '../bundle/support.ts';
import { ENVIRONMENT } from '../support/environment.ts';
import { HOSTILE, letters } from './hostile.ts';
import { readMarkdown } from './read-markdown.ts';

const templates = templateSource({ root: '.' });
const { span } = ENVIRONMENT;

function pageOf(text: string): readonly string[] {
  const { rule, ...rest } = compiledRule('a-rule');
  const document = { ...rule.document, title: { value: text, span } };
  const artefact = readmeOf({
    environment: { ...ENVIRONMENT, description: text },
    bundle: { name: 'acme-cloudtrail', version: '1.0.0', author: text, description: text, span },
    compiled: [{ ...rest, rule: { ...rule, document } }],
    packages: {},
    removed: [{ title: text, stem: 'gone', id: '7d3cb1f2-0f0e-4d5c-9f7e-2a3a4f0a9b10' }],
  });
  const view = { ...artefact.view, build: { trailc: '1.2.3', commit: '' } };
  const { value, diagnostics } = renderArtefact({ ...artefact, view }, templates);
  expect(diagnostics).toEqual([]);
  return (value ?? '').split('\n');
}

describe("a bundle's README", () => {
  const benign = pageOf('benign');
  it.each(HOSTILE.filter((text) => text.trim() !== ''))('holds %j as text', (text) => {
    const page = pageOf(text);
    expect(page.length).toBe(benign.length);
    for (const [at, line] of page.entries()) {
      const { code, ...shape } = readMarkdown(line);
      const { code: _, ...wanted } = readMarkdown(benign[at] ?? '');
      expect([line, shape]).toEqual([line, wanted]);
    }
    // CommonMark 0.31, 2.4: a backslash before a mark of ASCII makes it that mark.
    const seen = page
      .join(' ')
      .replace(/\\([!-/:-@[-`{-~])/g, '$1')
      .replaceAll('&#124;', '|');
    expect(letters(seen)).toContain(letters(text));
  });
});
