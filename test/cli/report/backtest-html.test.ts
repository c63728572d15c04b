/** The page of a backtest as text; test/browser/backtest-page.test.ts opens it. */
import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { backtestAsHtml } from '../../../src/cli/report/backtest/html.ts';
import { comparedReport, eventOf, HOSTILE, reportOf, ruleOf, topOf } from './backtest-report.ts';

const pageOf = (report: Parameters<typeof backtestAsHtml>[0]) => [...backtestAsHtml(report)].join('');

describe('backtestAsHtml', () => {
  it('needs nothing else, and runs its own script alone', () => {
    const page = pageOf(comparedReport());
    expect(page.match(/https?:|@import|url\(|<link|<iframe| on[a-z]+=/gi)).toBeNull();
    const [, script = ''] = /<script>([\s\S]*?)<\/script>/.exec(page) ?? [];
    const hash = createHash('sha256').update(script).digest('base64');
    expect(page).toContain(
      `content="default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-${hash}'"`,
    );
    expect(script).not.toMatch(/innerHTML|insertAdjacent|document\.write|eval|Storage|cookie/);
  });

  it('holds names as text', () => {
    const rule = ruleOf(
      HOSTILE,
      { '2026-01-01': 1 },
      {
        title: HOSTILE,
        level: HOSTILE,
        actors: topOf([HOSTILE, 1]),
        sessions: topOf([`arn:aws:sts::111122223333:assumed-role/${HOSTILE}`, 1]),
        events: [
          eventOf({
            eventID: HOSTILE,
            eventTime: HOSTILE,
            actor: HOSTILE,
            action: HOSTILE,
            account: HOSTILE,
            region: HOSTILE,
            alertTitle: HOSTILE,
            origin: { path: HOSTILE, record: 1 },
          }),
        ],
      },
    );
    const page = pageOf(
      reportOf([rule, ruleOf(HOSTILE)], { against: HOSTILE, complete: false, stopped: HOSTILE }),
    );
    expect(page.match(/<img|onerror="|[\p{Cf}]|[^\n\P{Cc}]/gu)).toBeNull();
    expect(page.match(/<script/g)).toHaveLength(1);
    expect(page.match(/<\/script/g)).toHaveLength(1);
  });

  it('is a page too where nothing matched, or nothing was asked', () => {
    for (const report of [reportOf([]), reportOf([ruleOf('a')])]) {
      const page = pageOf(report);
      expect(page).toContain('What was read');
      expect(page.replace(/<script>[\s\S]*<\/script>/, '').match(/NaN|undefined|Infinity/)).toBeNull();
    }
  });

  it('comes in pieces, since a thousand rules are long', () => {
    const rules = Array.from({ length: 1000 }, (_, at) => ruleOf(`rule-${at}`, { '2026-01-01': 1 }));
    expect([...backtestAsHtml(reportOf(rules))].length).toBeGreaterThan(1000);
  });
});
