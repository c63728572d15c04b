/** The page that `trailc backtest --format html` writes, in a real browser. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { backtestAsHtml } from '../../src/cli/report/backtest/html.ts';
import type { BacktestReport } from '../../src/logs/backtest/report.ts';
import { comparedReport, eventOf, HOSTILE, reportOf, ruleOf, topOf } from '../cli/report/backtest-report.ts';
import { hasChromium, openChromium, openPage } from './chromium.ts';

const long = `arn:aws:sts::111122223333:assumed-role/${'Very'.repeat(40)}/name`;
const REPORT = reportOf([
  ruleOf(
    'alpha',
    { '2026-01-01': 9, '2026-01-20': 1 },
    {
      level: 'low',
      alerts: { count: 2, groups: 1 },
      sessions: topOf([long, 3]),
      events: [
        eventOf({ eventID: 'id-1', actor: 'carol', eventTime: '2026-01-01T00:00:01Z' }),
        eventOf({ eventID: 'id-2', actor: 'ann', eventTime: '2026-01-01T00:00:02Z', alertTitle: long }),
        eventOf({ eventID: 'id-3', actor: HOSTILE, eventTime: '2026-01-01T00:00:03Z', origin: null }),
      ],
    },
  ),
  ruleOf('beta', { '2026-01-02': 100 }, { level: 'critical', events: [eventOf({ actor: 'dave' })] }),
  ruleOf('gamma', { '2026-01-03': 20 }, { level: 'medium', title: HOSTILE }),
  ruleOf('delta', { '2026-01-04': 3 }, { level: 'informational' }),
  ruleOf('omega', { '2026-01-04': 1 }),
  ruleOf('silent'),
]);

describe.skipIf(!hasChromium)('the page of a backtest', () => {
  let browser: Browser;
  const folder = mkdtempSync(join(tmpdir(), 'trailc-page-'));
  beforeAll(async () => {
    browser = await openChromium();
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  async function opened(report: BacktestReport = REPORT, options: BrowserContextOptions = {}) {
    const file = join(folder, 'page.html');
    writeFileSync(file, [...backtestAsHtml(report)].join(''));
    return openPage(browser, file, options);
  }

  const rules = (page: Page) => page.locator('[aria-labelledby=rules] tbody th a');
  const head = (page: Page, name: string) => page.locator('[aria-labelledby=rules] th', { hasText: name });

  it('shows the rules and their events, and names that are hostile as text', async () => {
    const { page, complaints } = await opened();
    expect(await page.locator('h1').innerText()).toBe(
      '134 matches of 5 rules would raise 126 alerts in 20 days, 6.3 a day',
    );
    expect(await rules(page).allInnerTexts()).toEqual(['beta', 'gamma', 'alpha', 'delta', 'omega']);
    expect(await page.locator('.rule[open]').count()).toBe(3);
    expect(await page.locator('img, iframe, script').count()).toBe(1);
    expect(await page.locator('body').innerText()).toContain('<img src=x onerror="alert(1)">');
    expect(await page.locator('svg[role=img]').first().getAttribute('aria-label')).toBe(
      'Matches by day, 2026-01-01 to 2026-01-20: at most 100, on 2026-01-02',
    );
    expect(complaints).toEqual([]);
  }, 60_000);

  it('sorts by a click: figures from the greatest, texts from the first, then the other way', async () => {
    const { page, complaints } = await opened();
    expect(await head(page, 'Matches').getAttribute('aria-sort')).toBe('descending');
    // The arrow is for the eye; `aria-sort` says the same to those who listen.
    expect(await page.getByRole('button', { name: 'Matches', exact: true }).count()).toBe(1);
    await head(page, 'Alerts').getByRole('button').click();
    expect(await rules(page).allInnerTexts()).toEqual(['beta', 'gamma', 'delta', 'alpha', 'omega']);
    expect(await head(page, 'Alerts').getAttribute('aria-sort')).toBe('descending');
    expect(await head(page, 'Matches').getAttribute('aria-sort')).toBe('none');
    await head(page, 'Alerts').getByRole('button').click();
    expect(await rules(page).allInnerTexts()).toEqual(['omega', 'alpha', 'delta', 'gamma', 'beta']);
    expect(await head(page, 'Alerts').getAttribute('aria-sort')).toBe('ascending');
    await head(page, 'Level').getByRole('button').click();
    expect(await rules(page).allInnerTexts()).toEqual(['beta', 'omega', 'gamma', 'alpha', 'delta']);
    expect(complaints).toEqual([]);
  }, 60_000);

  it('sorts by the keyboard alone, with the focus in sight', async () => {
    const { page } = await opened();
    const focused = () => page.evaluate('document.activeElement.textContent');
    for (let at = 0; at < 20 && (await focused()) !== 'Rule'; at += 1) await page.keyboard.press('Tab');
    expect(await focused()).toBe('Rule');
    expect(await page.evaluate('getComputedStyle(document.activeElement).outlineWidth')).toBe('3px');
    await page.keyboard.press('Enter');
    expect(await rules(page).allInnerTexts()).toEqual(['alpha', 'beta', 'delta', 'gamma', 'omega']);
    await page.keyboard.press('Space');
    expect(await rules(page).allInnerTexts()).toEqual(['omega', 'gamma', 'delta', 'beta', 'alpha']);
  }, 60_000);

  it('sorts the events of a rule apart from the others', async () => {
    const { page } = await opened();
    const fold = page.locator('.rule', { hasText: 'id-1' });
    await fold.locator('th', { hasText: 'Actor' }).getByRole('button').click();
    expect(await fold.locator('.events td:nth-child(7)').allInnerTexts()).toEqual(['id-3', 'id-2', 'id-1']);
    expect(await rules(page).allInnerTexts()).toEqual(['beta', 'gamma', 'alpha', 'delta', 'omega']);
  }, 60_000);

  it('filters rules and events by text, and gives all back', async () => {
    const { page } = await opened();
    const visible = async () =>
      (await rules(page).all()).length && rules(page).filter({ visible: true }).allInnerTexts();
    const said = page.locator('output');
    await page.getByRole('searchbox').fill('CAROL id-1');
    await said.filter({ hasText: 'Shows 1 of 5 rules and 1 of the 7 events on this page.' }).waitFor();
    expect(await visible()).toEqual(['alpha']);
    expect(
      await page
        .locator('.events tr:not([hidden]) td:nth-child(7)')
        .filter({ visible: true })
        .allInnerTexts(),
    ).toEqual(['id-1']);
    // A name of a rule shows all its events.
    await page.getByRole('searchbox').fill('alpha');
    await said.filter({ hasText: 'Shows 1 of 5 rules and 3 of the 7 events' }).waitFor();
    await page.getByRole('searchbox').fill('no such text');
    await said.filter({ hasText: 'Shows 0 of 5 rules' }).waitFor();
    expect(await visible()).toEqual([]);
    await page.getByRole('searchbox').fill('');
    await said.filter({ hasText: /^$/ }).waitFor({ state: 'attached' });
    expect(await visible()).toHaveLength(5);
    expect(await page.locator('.rule[open]').count()).toBe(3);
  }, 60_000);

  it('opens a rule from its name in the table, and all of them for paper', async () => {
    const { page } = await opened();
    const last = page.locator('.rule').last();
    expect(await last.getAttribute('open')).toBeNull();
    await page.getByRole('link', { name: 'omega' }).click();
    expect(await last.getAttribute('open')).not.toBeNull();
    await page.evaluate('dispatchEvent(new Event("beforeprint"))');
    expect(await page.locator('details:not([open])').count()).toBe(0);
    await page.evaluate('dispatchEvent(new Event("afterprint"))');
    expect(await page.locator('.rule[open]').count()).toBe(4);
    expect((await page.pdf()).length).toBeGreaterThan(10_000);
  }, 60_000);

  it('changes its theme, and forgets it with the page', async () => {
    const { page, complaints } = await opened(REPORT, { colorScheme: 'dark' });
    const dark = () => page.evaluate('getComputedStyle(document.documentElement).colorScheme');
    expect(await dark()).toBe('dark');
    await page.getByRole('button', { name: 'Light theme' }).click();
    expect(await dark()).toBe('light');
    await page.getByRole('button', { name: 'Dark theme' }).click();
    expect(await dark()).toBe('dark');
    await page.getByRole('button', { name: 'Light theme' }).click();
    await page.reload();
    expect(await dark()).toBe('dark');
    expect(complaints).toEqual([]);
  }, 60_000);

  it.each([360, 768, 1280])(
    'fits a window %i pixels wide, everything opened',
    async (width) => {
      for (const report of [REPORT, comparedReport()]) {
        const { page } = await opened(report, { viewport: { width, height: 800 } });
        await page.evaluate('for (const one of document.querySelectorAll("details")) one.open = true');
        const over = await page.evaluate('document.documentElement.scrollWidth - window.innerWidth');
        expect(over).toBeLessThanOrEqual(0);
      }
    },
    60_000,
  );

  it.each(['light', 'dark'] as const)(
    'can be read in a %s theme',
    async (colorScheme) => {
      for (const report of [REPORT, { ...comparedReport(), complete: false, stopped: 'It was stopped.' }]) {
        const { page } = await opened(report, { colorScheme });
        await page.evaluate('for (const one of document.querySelectorAll("details")) one.open = true');
        expect(await page.evaluate(`(${UNREADABLE})()`)).toEqual([]);
      }
    },
    60_000,
  );
});

/** Texts whose contrast is below what WCAG 2.2 asks for (1.4.3: 4.5), against the colour that is painted behind them. */
const UNREADABLE = `() => {
  const numbers = (color) => color.match(/[\\d.]+/g).map(Number);
  const luminance = (color) => {
    const [r, g, b] = numbers(color).map((part) => {
      const share = part / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const ratio = (one, other) => {
    const [a, b] = [one, other].map(luminance);
    return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
  };
  const behind = (element) => {
    for (let one = element; one !== null; one = one.parentElement) {
      const { backgroundColor, backgroundImage } = getComputedStyle(one);
      if (backgroundImage !== 'none' && one.closest('.tops') !== null) return [...backgroundImage.matchAll(/rgb\\([^)]*\\)/g)].map(([color]) => color);
      if (numbers(backgroundColor)[3] !== 0) return [backgroundColor];
    }
    return ['rgb(255, 255, 255)'];
  };
  const found = [];
  for (const element of document.querySelectorAll('body *')) {
    const own = [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim() !== '');
    if (!own || element.closest('svg, script') !== null) continue;
    const { color } = getComputedStyle(element);
    for (const back of behind(element))
      if (ratio(color, back) < 4.5) found.push(element.className + ' ' + element.textContent.slice(0, 20) + ' ' + color + ' on ' + back);
  }
  return found;
}`;
