/**
 * A trace as one HTML page that needs nothing else: no script, no font, no address.
 *
 * Owns: the page. Must not: word anything.
 */
import type { Trace } from '../../logs/trace/trace.ts';
import { escapeHtml, htmlPage } from './html.ts';
import { notesOf, type Step, stepsOf, verdictOf } from './trace-steps.ts';

const STYLE = `
body { font: 15px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 70rem; padding: 0 1rem; color: #1a1a1a; background: #fff; }
h1 { font-size: 1.3rem; }
ul { list-style: none; padding-left: 1.4rem; border-left: 2px solid #d0d0d0; margin: .3rem 0; }
.tree > ul { border: 0; padding-left: 0; }
.title { font-weight: 600; overflow-wrap: anywhere; }
.detail { color: #555; font-size: .9em; overflow-wrap: anywhere; }
.strong, .weaker { font-size: .85em; }
.strong { color: #0a6b2d; }
.weaker { color: #8a5a00; }
.subject > .title { background: #fff3c4; }
@media (prefers-color-scheme: dark) {
  body { color: #e6e6e6; background: #161616; }
  ul { border-color: #444; }
  .detail { color: #aaa; }
  .strong { color: #6fd08c; }
  .weaker { color: #f0b84a; }
  .subject > .title { background: #4a3d00; }
}
`;

export function traceAsHtml(asked: string, trace: Trace): string {
  const notes = notesOf(trace).map((note) => `<p>${escapeHtml(note)}</p>\n`);
  const body = `<h1>${escapeHtml(verdictOf(trace))}</h1>
<div class="tree"><ul>
${item(stepsOf(trace))}</ul></div>
${notes.join('')}`;
  return [...htmlPage({ title: `trailc trace ${asked}`, style: STYLE, body: [body] })].join('');
}

function item({ kind, title, details, evidence, children }: Step): string {
  const proof =
    evidence === null
      ? ''
      : `<div class="${evidence.strength}">${evidence.strength}: ${escapeHtml(evidence.says)}</div>\n`;
  const lines = details.map((text) => `<div class="detail">${escapeHtml(text)}</div>\n`).join('');
  const below = children.length === 0 ? '' : `<ul>\n${children.map(item).join('')}</ul>\n`;
  return `<li class="${kind}"><span class="title">${escapeHtml(title)}</span>\n${proof}${lines}${below}</li>\n`;
}
