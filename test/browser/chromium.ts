/**
 * A real browser for the pages that trailc writes: Debian's Chromium, or the one that TRAILC_CHROMIUM names.
 *
 * Owns: playwright-core (its only importer), which drives it and brings no browser of its own.
 */
import { existsSync } from 'node:fs';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';

const executable = process.env.TRAILC_CHROMIUM ?? '/usr/bin/chromium';

/** Where there is none, the tests that need one are skipped; naming one that is not there makes them fail. */
export const hasChromium = process.env.TRAILC_CHROMIUM !== undefined || existsSync(executable);

/** Root has no sandbox for Chromium; the pages are our own. */
export function openChromium(): Promise<Browser> {
  return chromium.launch({ executablePath: executable, args: ['--no-sandbox'] });
}

export interface Opened {
  readonly page: Page;
  /** What the page complains of, asks the network for, or pops up. */
  readonly complaints: readonly string[];
}

/** A page from its HTML alone, as a file that somebody was sent. */
export async function openPage(
  browser: Browser,
  file: string,
  options: BrowserContextOptions = {},
): Promise<Opened> {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => complaints.push(`console ${message.type()}: ${message.text()}`));
  page.on('pageerror', (error) => complaints.push(`error: ${error.message}`));
  page.on('request', (request) => {
    if (!request.url().startsWith('file:')) complaints.push(`request: ${request.url()}`);
  });
  page.on('dialog', (dialog) => {
    complaints.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  await page.goto(`file://${file}`);
  return { page, complaints };
}
