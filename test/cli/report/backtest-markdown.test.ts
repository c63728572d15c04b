/** A backtest as Markdown: what a pull request shows, and names that would break out of it. */
import { describe, expect, it } from 'vitest';
import { backtestAsMarkdown } from '../../../src/cli/report/backtest/markdown.ts';
import { comparedReport, eventOf, HOSTILE, reportOf, ruleOf, topOf } from './backtest-report.ts';

describe('backtestAsMarkdown', () => {
  it('has a table of rules, and folds what each matched', () => {
    const text = backtestAsMarkdown(
      reportOf([ruleOf('quiet'), ruleOf('loud', { '2026-01-01': 1, '2026-01-03': 8 }, { level: 'low' })]),
    );
    expect(text).toContain('**9 matches of 1 rule would raise 9 alerts in 3 days, 3 a day**.');
    expect(text).toContain(
      '| rule | level | matches | alerts | days | by day | first | last |\n| --- | --- | --- | --- | --- | --- | --- | --- |\n| `loud` | low | 9 | 9 | 2 | ▁·█ | 2026-01-01 | 2026-01-03 |',
    );
    // GitHub reads Markdown in a fold only behind an empty line.
    expect(text).toContain('<details><summary><code>loud</code>: 9 matches</summary>\n\nTitle of loud\n\n- ');
    expect(text).toContain('| `2026-01-01T00:00:00Z` | `111122223333` | `ann` |');
    expect(text).toContain('… 8 more\n\n</details>');
    expect(text).toContain('<details><summary>No match: 1 rule</summary>\n\n`quiet`\n\n</details>');
    expect(text).toMatch(/100 events read from 2 files, 0 skipped, 0 malformed\n$/);
  });

  it('shows a comparison', () => {
    const text = backtestAsMarkdown(comparedReport());
    expect(text).toContain('compared with `origin/main`');
    expect(text).toContain('| `tuned` | high | 3 → 4 | +2 | −1 |');
    expect(text).toContain('Newly matched: 2\n\n| time |');
    expect(text).toContain('No longer matched: 1');
    expect(text).not.toContain('<code>as-it-was</code>');
  });

  it('says first and last that it is of a part', () => {
    const text = backtestAsMarkdown(reportOf([ruleOf('a')], { complete: false, stopped: 'It was stopped.' }));
    const said = '> **INCOMPLETE: It was stopped. Every figure is of the part that was read.**';
    expect(text.split('\n\n')[1]).toBe(said);
    expect(text.endsWith(`${said}\n`)).toBe(true);
  });

  it('lets no name out of its place', () => {
    const rule = ruleOf(
      HOSTILE,
      { '2026-01-01': 1 },
      {
        title: HOSTILE,
        level: HOSTILE,
        actors: topOf([HOSTILE, 1]),
        events: [eventOf({ actor: HOSTILE, alertTitle: HOSTILE, eventID: `${HOSTILE}\n\n# heading` })],
      },
    );
    const text = backtestAsMarkdown(
      reportOf([rule, ruleOf(HOSTILE)], { against: HOSTILE, complete: false, stopped: HOSTILE }),
    );
    // A block that begins with our tag is HTML up to an empty line (CommonMark 0.31, 4.6); of the others no tag is left
    // beside escapes and code spans, which are read from the left.
    const blocks = text.split('\n\n');
    const html = blocks.filter((block) => block.startsWith('<'));
    expect(html).toHaveLength(4);
    for (const block of html)
      expect(block.replace(/<\/?(details|summary|code)>/g, ''), block).not.toContain('<');
    for (const block of blocks.filter((one) => !html.includes(one)))
      expect(block.replace(/\\[\s\S]|(`+)(?!`)[\s\S]*?(?<!`)\1(?!`)/g, ''), block).not.toContain('<');
    expect(text).not.toMatch(/^# heading/m);
    const rows = text.split('\n').filter((line) => line.startsWith('| '));
    const cells = (row: string) => row.replaceAll('\\|', '').split('|').length - 2;
    expect(rows.map(cells)).toEqual([10, 10, 10, 6, 6, 6]);
  });

  it('keeps below what GitHub takes of a comment', () => {
    const long = 'x'.repeat(200);
    const rules = Array.from({ length: 1000 }, (_, at) =>
      ruleOf(`rule-${at}-${long}`, at < 700 ? { '2026-01-01': 1 } : {}, {
        events: Array.from({ length: 20 }, () => eventOf({ alertTitle: long })),
      }),
    );
    const text = backtestAsMarkdown(reportOf(rules));
    expect(text.length).toBeLessThan(65_536);
    expect(text).toMatch(/… and \d+ more rules with matches\./);
    expect(text).toMatch(/… and the events of \d+ more rules: `--format html` has them\./);
    expect(text).toMatch(/ and \d+ more\n\n<\/details>/);
  });
});
