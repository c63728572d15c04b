/** Pages of the catalogue: whatever a rule holds, a page has the same headings, tables and blocks, and no HTML. */
import { describe, expect, it } from 'vitest';
import { templateSource } from '../../src/bundle/render.ts';
import type { Json } from '../../src/cloudtrail/event.ts';
import { planPages } from '../../src/pages.ts';
import { ENVIRONMENT } from '../support/environment.ts';
import { contentOf, documentOf, listsOf } from '../support/rule.ts';
import { HOSTILE, isWhole, letters } from './hostile.ts';
import { readMarkdown } from './read-markdown.ts';

const templates = templateSource({ root: '.' });

function pagesOf(text: string): ReadonlyMap<string, string> {
  const lists = listsOf([
    { name: 'known', entries: [{ value: text, reason: text, owner: text, ticket: text }] },
  ]);
  const match: Json = {
    eventName: text,
    userAgent: { contains: [text, 'x'], ignoreCase: false },
    not: { 'requestParameters.v': { inList: 'known' } },
  };
  const document = documentOf(match, {
    // A title holds nothing that cannot be seen (the schema refuses it).
    title: /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u.test(text) ? 'A title' : text,
    description: `${text}\n\n${text}`,
    author: text,
    triage: `1. ${text}\n2. ${text}`,
    falsePositives: [text],
    tests: [{ name: text, event: { inline: {} }, expect: 'no-match' }],
    targets: {
      spl: { accept: 'unsupported', because: text },
      sigma: { accept: 'unsupported', because: text },
    },
  });
  const { value, diagnostics } = planPages(contentOf([document], lists), {
    environment: { ...ENVIRONMENT, name: 'example', description: text },
    build: { trailc: '1.2.3', commit: '' },
    templates,
  });
  expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
  return new Map(value?.files.map(({ path, content }) => [path, String(content)]));
}

/** Lines outside of blocks of code, whose fence is as long as CommonMark 0.31, 4.5 asks. */
function outsideBlocks(page: string): readonly string[] {
  const lines: string[] = [];
  let fence: string | undefined;
  for (const line of page.split('\n')) {
    const mark = /^(`{3,})([a-z]*)$/.exec(line);
    if (fence === undefined && mark !== null) fence = mark[1];
    else if (fence !== undefined && mark?.[1] === fence && mark[2] === '') fence = undefined;
    else if (fence === undefined) lines.push(line);
  }
  expect(fence).toBeUndefined();
  return lines;
}

const texts = HOSTILE.filter(
  (text) =>
    isWhole(text) &&
    text.length < 1_000 &&
    text.trim() !== '' &&
    !text.startsWith('$') &&
    !/[{}\u007f-\u009f\ufeff\ufffe\uffff]/.test(text),
);

describe('a page of the catalogue', () => {
  const benign = pagesOf('benign');
  it.each(texts)('holds %j as text', (text) => {
    const pages = pagesOf(text);
    expect([...pages.keys()]).toEqual([...benign.keys()]);
    for (const [path, page] of pages) {
      if (!path.endsWith('.md')) continue;
      const lines = outsideBlocks(page);
      const read = lines.map(readMarkdown);
      const headings = read.filter(({ heading }) => heading).length;
      const wanted = outsideBlocks(benign.get(path) ?? '').map(readMarkdown);
      expect(headings).toBe(wanted.filter(({ heading }) => heading).length);
      for (const [at, line] of lines.entries()) {
        const { cells, html, links } = read[at] ?? readMarkdown('');
        // References, checked by the schema, and links to pages are all that leads anywhere.
        const leads = /^- <https:\/\/|^\| \[/.test(line);
        if (!leads) expect([line, html, links]).toEqual([line, 0, 0]);
        const before = read[at - 1]?.cells ?? 0;
        if (cells > 0 && before > 0) expect([line, cells]).toEqual([line, before]);
      }
    }
    const rule = [...pages].find(([path]) => path.startsWith('rules/'))?.[1] ?? '';
    const seen = rule.replace(/\\([!-/:-@[-`{-~])/g, '$1').replaceAll('&#124;', '|');
    expect(letters(seen)).toContain(letters(text));
    JSON.parse(pages.get('navigator-layer.json') ?? '');
  });
});
