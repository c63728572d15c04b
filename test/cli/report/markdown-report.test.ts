import { describe, expect, it } from 'vitest';
import { checkAsMarkdown, testsAsMarkdown } from '../../../src/cli/report/markdown-report.ts';
import { HOSTILE } from '../../injection/hostile.ts';
import { readMarkdown } from '../../injection/read-markdown.ts';
import { checkOf, places, reportOf, testsOf } from './outcomes.ts';

describe('Markdown', () => {
  it('is as reviewed', async () => {
    await expect(checkAsMarkdown(checkOf('an `x`'))).toMatchFileSnapshot('golden/check.report.md');
    const outcome = testsOf(reportOf('a <b> test', 'curl'), { faults: checkOf('x').faults });
    await expect(testsAsMarkdown(outcome)).toMatchFileSnapshot('golden/test.report.md');
    await expect(testsAsMarkdown({ ...outcome, verbose: true })).toMatchFileSnapshot(
      'golden/test-verbose.report.md',
    );
  });

  it('says that nothing is wrong, and that no test has a name', () => {
    expect(checkAsMarkdown({ faults: [], places, looked: '1 rule, 0 lists' })).toBe(
      '## trailc check\n\n1 rule, 0 lists: no faults\n',
    );
    const none = { reports: [], faults: [], places, named: 'a|b', verbose: false };
    expect(testsAsMarkdown(none)).toBe('## trailc test\n\n0 passed, 0 failed\n\nNo test is named `a|b`.\n');
  });

  it('keeps to its room, and counts what it left out', () => {
    const outcome = checkOf('x');
    const faults = Array.from({ length: 1000 }, () => outcome.faults[0]).filter(
      (fault) => fault !== undefined,
    );
    const text = checkAsMarkdown({ ...outcome, faults }, 10_000);
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(10_000);
    const shown = text.match(/^- \*\*error\*\*/gm)?.length ?? 0;
    expect(shown).toBeGreaterThan(10);
    expect(text).toContain(`… and ${1000 - shown} more faults; the log of the step has them all.\n`);
  });

  it.each(HOSTILE)('holds %j as text', (text) => {
    const outcome = testsOf(reportOf(text, text), { faults: checkOf(text).faults });
    for (const page of [checkAsMarkdown(checkOf(text)), testsAsMarkdown({ ...outcome, verbose: true })]) {
      const tables: string[] = [];
      const headings: string[] = [];
      let fenced = false;
      for (const line of page.split('\n')) {
        if (/^```/.test(line)) fenced = !fenced;
        if (fenced || line.startsWith('```')) continue;
        const read = readMarkdown(line);
        expect({ line, html: read.html, links: read.links }).toEqual({ line, html: 0, links: 0 });
        if (read.cells > 0) tables.push(line);
        if (read.heading) headings.push(line.slice(0, 12));
        // A paragraph begins no block of its own: a list, a quotation, a block of code, a rule.
        if (line.startsWith('  '))
          expect(line).not.toMatch(/^ {2,}(?:[-+*>#]|\d+[.)]) |^ {4,}\S|^\s*(?:---|===|```|~~~)/);
      }
      expect(fenced).toBe(false);
      expect(tables.length).toBe(page.startsWith('## trailc test') ? 3 : 0);
      expect(headings.length).toBe(page.startsWith('## trailc test') ? 2 : 1);
    }
  });
});
