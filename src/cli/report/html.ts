/**
 * HTML pages that need nothing else: no font, no address, no network.
 *
 * Owns: escaping for HTML, and the frame that forbids a page to load or run anything but its own parts. Must not: know
 * what a page says.
 */
import { createHash } from 'node:crypto';
import { escapeForTerminal } from './terminal.ts';

export interface HtmlPage {
  /** Plain text. */
  readonly title: string;
  readonly style: string;
  /** Runs when the page has been read; must not hold the text `</script`. */
  readonly script?: string;
  /** HTML. */
  readonly body: Iterable<string>;
}

/** The page in pieces, since a long one is too long for one text. The one script is allowed by its hash (CSP 2, 4.2.5). */
export function* htmlPage({ title, style, script, body }: HtmlPage): Generator<string> {
  const scripts =
    script === undefined
      ? ''
      : `; script-src 'sha256-${createHash('sha256').update(script).digest('base64')}'`;
  yield `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'${scripts}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<style>${style}</style>
</head>
<body>
`;
  yield* body;
  yield `${script === undefined ? '' : `<script>${script}</script>\n`}</body>\n</html>\n`;
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text and attribute values in double quotes; characters that turn the direction of writing are spelled out. */
export function escapeHtml(text: string): string {
  return escapeForTerminal(text).replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}
