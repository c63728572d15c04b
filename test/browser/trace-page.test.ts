/** The page that `trailc trace --format html` writes, in a real browser. Needs `npm run build`. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { folder, trailc } from '../cli/support.ts';
import { hasChromium, openChromium, openPage } from './chromium.ts';

const HOSTILE = `<img src=x onerror="alert(1)">'&"</ul><script>alert(2)</script>`;

const session = (role: string, name: string, key: string) => ({
  type: 'AssumedRole',
  principalId: `AROA${role.toUpperCase()}EXAMPLE01:${name}`,
  arn: `arn:aws:sts::111122223333:assumed-role/${role}/${name}`,
  accountId: '111122223333',
  accessKeyId: key,
  sessionContext: { sessionIssuer: { type: 'Role', arn: `arn:aws:iam::111122223333:role/${role}` } },
});

const assumed = (caller: object, role: string, name: string, key: string, minute: string) => ({
  eventVersion: '1.11',
  eventTime: `2026-01-31T09:${minute}:00Z`,
  eventSource: 'sts.amazonaws.com',
  eventName: 'AssumeRole',
  eventID: `00000000-0000-4000-8000-0000000000${minute}`,
  recipientAccountId: '111122223333',
  userIdentity: caller,
  requestParameters: { roleArn: `arn:aws:iam::111122223333:role/${role}`, roleSessionName: name },
  responseElements: {
    credentials: { accessKeyId: key, sessionToken: 'NEVER-SHOWN' },
    assumedRoleUser: {
      assumedRoleId: `AROA${role.toUpperCase()}EXAMPLE01:${name}`,
      arn: `arn:aws:sts::111122223333:assumed-role/${role}/${name}`,
    },
  },
});

const FIRST = 'ASIAFIRSTKEYEXAMPLE1';
const SECOND = 'ASIASECONDKEYEXAMPL2';
const USER = {
  type: 'IAMUser',
  userName: HOSTILE,
  arn: 'arn:aws:iam::111122223333:user/ann',
  accountId: '111122223333',
  accessKeyId: 'AKIAANNSOWNKEYEXAMPL',
};
const EVENTS = [
  assumed(USER, 'dev', 'ann', FIRST, '10'),
  assumed(session('dev', 'ann', FIRST), 'ops', HOSTILE, SECOND, '20'),
  {
    eventVersion: '1.11',
    eventTime: '2026-01-31T09:30:00Z',
    eventSource: 'iam.amazonaws.com',
    eventName: 'CreateUser',
    eventID: '00000000-0000-4000-8000-000000000030',
    recipientAccountId: '111122223333',
    userIdentity: session('ops', HOSTILE, SECOND),
    readOnly: false,
  },
];

/** The page as a file. */
function traced(): string {
  const root = folder({ 'logs.ndjson': EVENTS.map((event) => JSON.stringify(event)).join('\n') });
  const { code, out } = trailc(['trace', SECOND, 'logs.ndjson', '--forward', '--format', 'html'], {
    cwd: root,
  });
  expect(code, out).toBe(0);
  const file = join(root, 'trace.html');
  writeFileSync(file, out);
  return file;
}

describe.skipIf(!hasChromium)('the page of a trace', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await openChromium();
  }, 60_000);
  afterAll(() => browser?.close());

  it('shows the chain, and names that are hostile as text', async () => {
    const { page, complaints } = await openPage(browser, traced());
    const text = await page.locator('body').innerText();
    expect(text).toContain(HOSTILE);
    expect(text).toContain('AssumeRole as "ann"');
    expect(text).toContain('strong: the key was issued by this call');
    expect(text).not.toContain('NEVER-SHOWN');
    // The tree is nested lists: a reader that cannot see it hears how deep each call stands.
    expect(await page.locator('li.root > ul > li.call > ul > li.call').count()).toBe(1);
    expect(await page.locator('img, script, iframe, a').count()).toBe(0);
    expect(complaints).toEqual([]);
  }, 60_000);

  it.each([320, 800, 1600])(
    'fits a window %i pixels wide',
    async (width) => {
      const { page } = await openPage(browser, traced(), { viewport: { width, height: 800 } });
      const over = await page.evaluate('document.documentElement.scrollWidth - window.innerWidth');
      expect(over).toBeLessThanOrEqual(0);
    },
    60_000,
  );

  it.each(['light', 'dark'] as const)(
    'can be read in a %s theme',
    async (colorScheme) => {
      const { page } = await openPage(browser, traced(), { colorScheme });
      for (const selector of ['h1', '.title', '.detail', '.strong', '.subject > .title'])
        expect(
          await page.evaluate(`(${CONTRAST})(${JSON.stringify(selector)})`),
          selector,
        ).toBeGreaterThanOrEqual(4.5);
    },
    60_000,
  );
});

/** Contrast of the first element of a selector, as WCAG 2.2 computes it (1.4.3 asks for 4.5 of text). */
const CONTRAST = `(selector) => {
  const numbers = (color) => color.match(/[\\d.]+/g).map(Number);
  const luminance = (color) => {
    const [r, g, b] = numbers(color).map((part) => {
      const share = part / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const element = document.querySelector(selector);
  let behind = element;
  while (behind.parentElement && numbers(getComputedStyle(behind).backgroundColor)[3] === 0) behind = behind.parentElement;
  const [a, b] = [getComputedStyle(element).color, getComputedStyle(behind).backgroundColor].map(luminance);
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}`;
