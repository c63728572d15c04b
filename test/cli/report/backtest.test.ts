/** A backtest for a terminal. */
import { describe, expect, it } from 'vitest';
import { renderBacktest } from '../../../src/cli/report/backtest/pretty.ts';
import { escapeForTerminal } from '../../../src/cli/report/terminal.ts';
import { widthOf } from '../../../src/cli/report/width.ts';
import type { BacktestReport } from '../../../src/logs/backtest/report.ts';
import { comparedReport, eventOf, FILES, HOSTILE, reportOf, ruleOf, topOf } from './backtest-report.ts';

const plainly = (report: BacktestReport, width?: number) => renderBacktest(report, { color: false, width });
const linesOf = (report: BacktestReport, width?: number) => plainly(report, width).split('\n').slice(0, -1);

describe('renderBacktest', () => {
  const report = reportOf([
    ruleOf('quiet'),
    ruleOf(
      'grouped',
      { '2026-01-01': 2, '2026-01-04': 6 },
      { alerts: { count: 3, groups: 2 }, duplicates: 5, events: [eventOf(), eventOf({ eventID: 'e-2' })] },
    ),
    ruleOf('loud', { '2026-01-02': 9 }, { level: 'low' }),
    ruleOf('mute'),
  ]);

  it('has a line for each rule that matched, the busiest first', () => {
    const [head, loud, grouped, caption] = linesOf(report);
    expect(head).toBe('rule     level  matches  alerts  days  by day  first       last');
    expect(loud).toBe('loud     low          9       9     1  ·█··    2026-01-02  2026-01-02');
    expect(grouped).toBe('grouped  high         8       3     2  ▃··█    2026-01-01  2026-01-04');
    expect(caption).toBe('2026-01-01 to 2026-01-04 (UTC)');
  });

  it('says what alerts a rule would raise, and shows its earliest events', () => {
    const lines = linesOf(report);
    const at = lines.indexOf('grouped  high  Title of grouped');
    expect(lines.slice(at + 1, at + 8)).toEqual([
      '  8 matches in 2 groups would raise 3 alerts in 4 days, 0.8 a day',
      '  5 further records with an eventID that was counted already',
      '  actors    ann 8',
      '  actions   sts:AssumeRole 8',
      '  time                  account       actor  action          alert          eventID',
      '  2026-01-01T00:00:00Z  111122223333  ann    sts:AssumeRole  ann became om  e-1',
      '  2026-01-01T00:00:00Z  111122223333  ann    sts:AssumeRole  ann became om  e-2',
    ]);
    expect(lines[at + 8]).toBe('  … 6 more');
  });

  it('names the rules without a match together, and ends with what was read', () => {
    expect(linesOf(report).slice(-4)).toEqual([
      'No match: quiet, mute',
      '',
      '17 matches of 2 rules would raise 12 alerts in 4 days, 3 a day',
      '100 events read from 2 files, 0 skipped, 0 malformed, 5 duplicate matches left out',
    ]);
    expect(linesOf(reportOf([ruleOf('a')]))).toEqual([
      'No match: a',
      '',
      'No match of 1 rule',
      '100 events read from 2 files, 0 skipped, 0 malformed',
    ]);
    expect(linesOf(reportOf([]))[0]).toBe('No rule was asked');
  });

  it('says at the beginning and at the end that it is of a part', () => {
    const lines = linesOf({ ...report, complete: false, stopped: 'You stopped it.' });
    const said = 'INCOMPLETE: You stopped it. Every figure is of the part that was read.';
    expect([lines[0], lines.at(-1)]).toEqual([said, said]);
  });

  it('says what was not read, and the time asked for', () => {
    const origin = { path: 'a\u001b[31m.json', record: 1, line: 7 };
    const lines = linesOf({
      ...report,
      range: { from: '2026-01-01T00:00:00.000Z', to: '2026-01-05T06:00:00.000Z' },
      source: {
        ...FILES,
        prunedFiles: 1234,
        emptyFiles: { count: 1, first: { path: 'empty.json', record: 0 } },
        events: { read: 1, outside: 4, skipped: 2, malformed: 25 },
        skippedByReason: [{ reason: 'a digest', count: 2, files: 1, first: { path: 'd.json', record: 0 } }],
        malformedItems: Array.from({ length: 21 }, () => ({ reason: 'broken', origin })),
      },
    });
    const at = lines.findIndex((line) =>
      line.endsWith('; eventTime from 2026-01-01 before 2026-01-05T06:00:00Z'),
    );
    expect(lines.slice(at + 1, at + 5)).toEqual([
      '1 event read from 2 files, 4 outside of the time asked for, 2 skipped, 25 malformed, 5 duplicate matches left out, 1,234 files not opened (their path says another time)',
      '  empty 1 file: empty.json (no record in it)',
      '  skipped 2: a digest (1 file, first in d.json)',
      '  malformed a\\u001b[31m.json:7: broken',
    ]);
    expect(lines.at(-1)).toBe('  malformed … 5 more malformed');
  });

  it('shows of a comparison what changed, that first', () => {
    const lines = linesOf(comparedReport());
    expect(lines.slice(0, 5).map((line) => line.trimEnd())).toEqual([
      'rule       level  before  now  newly  no longer  alerts  days  by day      first       last',
      'dropped    high        4    -      -         −4       0     0  ··········  -           -',
      'tuned      high        3    4     +2         −1       4     2  ▃········█  2026-01-01  2026-01-10',
      'fresh      high        -    1     +1          -       1     1  ·█········  2026-01-02  2026-01-02',
      'as-it-was  high       90   90      -          -      90     1  █·········  2026-01-01  2026-01-01',
    ]);
    expect(lines).toContain('  3 → 4 matches: +2 newly, −1 no longer');
    expect(lines).toContain('  newly matched 2');
    expect(lines.filter((line) => /new-[12]$/.test(line))).toHaveLength(2);
    expect(lines).toContain('  no longer matched 1');
    expect(lines.filter((line) => line.includes('gone-1'))).toHaveLength(1);
    expect(lines).toContain('  new rule, 1 match');
    expect(lines).toContain('  removed rule, 4 matches no longer');
    // What is as it was needs no more than its line.
    expect(lines).not.toContain('as-it-was  high  Title of as-it-was');
    expect(lines).toContain('No match: silent');
    expect(plainly(comparedReport())).toContain('; compared with origin/main\n');
  });

  it('says what an engine did not answer, and what it cost', () => {
    const query = { reason: null, rows: 3, bytes: 1_500_000, queryId: 'q' };
    const text = plainly({
      ...report,
      source: {
        kind: 'queries',
        engine: 'athena',
        table: 'lake.trail',
        queries: [
          { rule: 'loud', state: 'done', ...query },
          { rule: 'mute', state: 'failed', ...query, rows: 0, bytes: null, reason: 'SYNTAX_ERROR' },
        ],
        cost: { usd: 0.0075, usdPerTb: 5 },
      },
    });
    expect(text).toContain(
      '1 of 2 rules answered by athena on lake.trail, 3 rows, 1.5 MB read, $0.0075 at $5.00 a terabyte\n  query mute: failed, SYNTAX_ERROR\n',
    );
  });

  it.each([80, 100, 160])('fits a terminal of %i columns', (width) => {
    const names = Array.from({ length: 40 }, (_, at) => ruleOf(`rule-without-a-match-${at}`));
    const long = ruleOf(
      'x'.repeat(60),
      { '2026-01-01': 1, '2026-12-31': 3 },
      {
        actors: topOf([HOSTILE, 3], ['b'.repeat(90), 1]),
        events: [eventOf({ alertTitle: HOSTILE.repeat(3) })],
      },
    );
    for (const line of linesOf(reportOf([long, ...names]), width))
      if (!/^\d[\d,]* (match|event)|Title of/.test(line))
        expect(widthOf(line), line).toBeLessThanOrEqual(width);
  });

  it('sends nothing to the terminal that it would obey', () => {
    const rule = ruleOf(
      HOSTILE,
      { '2026-01-01': 1 },
      {
        title: HOSTILE,
        level: HOSTILE,
        actors: topOf([HOSTILE, 1]),
        events: [eventOf({ actor: HOSTILE, alertTitle: HOSTILE, eventID: HOSTILE })],
      },
    );
    const text = plainly(
      reportOf([rule, ruleOf(HOSTILE)], { against: HOSTILE, complete: false, stopped: HOSTILE }),
    );
    expect(escapeForTerminal(text.replaceAll('\n', ''))).toBe(text.replaceAll('\n', ''));
  });

  it('stays short with a thousand rules', () => {
    const rules = Array.from({ length: 1000 }, (_, at) =>
      ruleOf(`rule-${at}`, at < 500 ? { '2026-01-01': 1 } : {}),
    );
    const lines = linesOf(reportOf(rules));
    // The table, twenty blocks, and the rest in a few lines.
    expect(lines.length).toBeLessThan(500 + 20 * 10 + 40);
    expect(plainly(reportOf(rules))).toContain('… 480 more rules with matches in the table above');
    expect(plainly(reportOf(rules))).toContain('and 400 more\n');
  });
});
