/**
 * How the page of a backtest looks: two themes, three widths, and paper.
 *
 * Owns: the style sheet. Must not: hold text.
 */
const LIGHT = `color-scheme: light;
  --page: #f5f6f8; --card: #ffffff; --ink: #18212d; --soft: #556070; --line: #dde2e9; --stripe: #f7f9fb; --accent: #2050c0;
  --bar: #c9d7f7; --matches: #b9cbf3; --alerts: #2f5fcf; --plus: #0a6b2d; --minus: #a3262a; --warn: #fff1cc; --warn-ink: #5c3d00;
  --critical: #8f1239; --critical-back: #fde4eb; --critical-bar: #cf1f58;
  --high: #9a3508; --high-back: #ffe9dc; --high-bar: #e8682a;
  --medium: #6d4b00; --medium-back: #fff2cb; --medium-bar: #dba500;
  --low: #1b5480; --low-back: #e0effb; --low-bar: #3d8fd1;
  --informational: #47515f; --informational-back: #e9ecf0; --informational-bar: #8b97a5;`;

const DARK = `color-scheme: dark;
  --page: #0e1319; --card: #161d26; --ink: #e6eaf0; --soft: #a3aebc; --line: #2b3542; --stripe: #1a222c; --accent: #8fb6ff;
  --bar: #263a63; --matches: #2f4677; --alerts: #7ea6fb; --plus: #78d497; --minus: #ff9a9c; --warn: #3d3110; --warn-ink: #f7dc8c;
  --critical: #ffa3bc; --critical-back: #471526; --critical-bar: #f0487e;
  --high: #ffb792; --high-back: #462414; --high-bar: #f0803f;
  --medium: #f5d271; --medium-back: #3d3110; --medium-bar: #e2b32b;
  --low: #99cbf6; --low-back: #14324b; --low-bar: #54a4e3;
  --informational: #bac4d0; --informational-back: #2a333e; --informational-bar: #7f8b99;`;

export const LEVELS = ['critical', 'high', 'medium', 'low', 'informational'] as const;

const perLevel = (line: (level: string) => string) => LEVELS.map(line).join('\n');

/** Screens first narrow, then wide; the reader's choice of a theme wins over the system's. */
export const STYLE = `
:root { ${LIGHT} }
@media (prefers-color-scheme: dark) { :root:not([data-theme=light]) { ${DARK} } }
:root[data-theme=dark] { ${DARK} }
* { box-sizing: border-box; }
body { margin: 0; font: 15px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Liberation Sans", sans-serif; color: var(--ink); background: var(--page); }
body > header, main, body > footer { max-width: 78rem; margin: 0 auto; padding: 0 1rem; }
body > header { padding-top: 1.25rem; display: grid; grid-template-columns: 1fr auto; gap: .25rem 1rem; }
.brand { margin: 0; align-self: center; color: var(--soft); font-size: .85rem; letter-spacing: .03em; }
.brand b { color: var(--accent); }
h1 { grid-column: 1 / -1; margin: 0; font-size: clamp(1.25rem, 1rem + 1.6vw, 1.9rem); line-height: 1.25; letter-spacing: -.01em; text-wrap: balance; }
.asked { grid-column: 1 / -1; margin: .15rem 0 0; color: var(--soft); overflow-wrap: anywhere; }
h2 { margin: 0; font-size: 1.05rem; }
section, .rule, .silent { background: var(--card); border: 1px solid var(--line); border-radius: 10px; margin: 1rem 0; padding: 1rem; }
section > h2 { margin-bottom: .6rem; }
button, input { font: inherit; color: inherit; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; border-radius: 4px; }
a { color: var(--accent); overflow-wrap: anywhere; }
.stop { margin: 1rem 0; padding: .7rem 1rem; border-radius: 10px; background: var(--warn); color: var(--warn-ink); font-weight: 600; overflow-wrap: anywhere; }
.tiles { display: grid; grid-template-columns: repeat(auto-fit, minmax(8.5rem, 1fr)); gap: .75rem; margin: 1rem 0 0; }
.tiles > div { display: flex; flex-direction: column; background: var(--card); border: 1px solid var(--line); border-radius: 10px; padding: .7rem .9rem; }
.tiles dt { color: var(--soft); font-size: .85rem; }
.tiles dd { margin: 0; font-size: 1.55rem; font-weight: 650; line-height: 1.2; font-variant-numeric: tabular-nums; }
.tiles dd + dd { font-size: .85rem; font-weight: 400; color: var(--soft); }
.quiet { background: var(--card); border: 1px solid var(--line); border-radius: 8px; padding: .3rem .75rem; cursor: pointer; }
.quiet:hover { border-color: var(--accent); }
figure { margin: 0; }
.chart { position: relative; }
.chart svg { display: block; width: 100%; height: 9rem; border-bottom: 1px solid var(--line); background: linear-gradient(var(--line), var(--line)) top / 100% 1px no-repeat, linear-gradient(var(--line), var(--line)) center / 100% 1px no-repeat; }
.rule .chart svg { height: 3.5rem; }
.most { position: absolute; right: 0; top: 1px; padding: 0 .2rem; font-size: .75rem; color: var(--soft); background: var(--card); }
.axis { display: flex; justify-content: space-between; gap: 1rem; color: var(--soft); font-size: .8rem; font-variant-numeric: tabular-nums; }
.legend { display: flex; flex-wrap: wrap; gap: .25rem 1rem; margin: .5rem 0 0; padding: 0; list-style: none; font-size: .85rem; color: var(--soft); }
.legend li::before { content: ""; display: inline-block; width: .7rem; height: .7rem; border-radius: 2px; margin-right: .4rem; background: var(--key); }
.fill-matches { fill: var(--matches); --key: var(--matches); }
.fill-alerts { fill: var(--alerts); --key: var(--alerts); }
${perLevel((level) => `.fill-${level} { fill: var(--${level}-bar); --key: var(--${level}-bar); }`)}
svg g:hover { opacity: .75; }
.level { display: inline-block; padding: .05rem .5rem; border-radius: 99px; font-size: .78rem; font-weight: 600; white-space: nowrap; color: var(--informational); background: var(--informational-back); }
${perLevel((level) => `.level-${level} { color: var(--${level}); background: var(--${level}-back); }`)}
.bar-tools { position: sticky; top: 0; z-index: 2; display: flex; flex-wrap: wrap; gap: .5rem .75rem; align-items: center; padding: .6rem 0; background: var(--page); }
.bar-tools label { flex: 1 1 10rem; display: flex; gap: .6rem; align-items: center; }
.bar-tools input::placeholder { color: var(--soft); opacity: 1; }
.bar-tools input { flex: 1; min-width: 0; padding: .4rem .7rem; border: 1px solid var(--line); border-radius: 8px; background: var(--card); }
.bar-tools output { color: var(--soft); font-size: .85rem; flex-basis: 100%; }
.bar-tools output:empty { display: none; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-size: .88rem; font-variant-numeric: tabular-nums; }
th, td { text-align: left; padding: .4rem .6rem; border-bottom: 1px solid var(--line); vertical-align: top; }
thead th { white-space: nowrap; padding: 0; font-weight: 600; color: var(--soft); vertical-align: bottom; }
thead th > span { display: block; padding: .4rem .6rem; }
thead button { width: 100%; text-align: inherit; border: 0; background: none; font-weight: inherit; padding: .4rem .6rem; cursor: pointer; }
thead button:hover { color: var(--accent); }
thead button::after { content: "↕"; content: "↕" / ""; opacity: .35; margin-left: .3rem; }
th[aria-sort=ascending] button::after { content: "↑"; content: "↑" / ""; opacity: 1; }
th[aria-sort=descending] button::after { content: "↓"; content: "↓" / ""; opacity: 1; }
th[aria-sort=ascending], th[aria-sort=descending] { color: var(--ink); }
tbody tr:nth-child(even) { background: var(--stripe); }
tbody th { font-weight: 600; min-width: 10rem; overflow-wrap: anywhere; }
.number { text-align: right; white-space: nowrap; }
.nowrap { white-space: nowrap; }
.wrap { max-width: 22rem; overflow-wrap: break-word; }
.alert { min-width: 16rem; }
.id { font-family: ui-monospace, "Liberation Mono", monospace; font-size: .92em; min-width: 11.5rem; max-width: 22rem; overflow-wrap: break-word; user-select: all; }
.spark { display: block; width: clamp(5rem, 11vw, 9rem); height: 1.6rem; }
.plus { color: var(--plus); }
.minus { color: var(--minus); }
.rule { padding: 0; scroll-margin-top: 6rem; }
.many .rule { content-visibility: auto; contain-intrinsic-size: auto 4rem; }
.rule > summary { display: flex; flex-wrap: wrap; gap: .2rem .75rem; align-items: center; padding: .8rem 1rem; cursor: pointer; list-style: none; border-radius: 10px; }
.rule > summary::-webkit-details-marker { display: none; }
.rule > summary::before { content: "▸"; content: "▸" / ""; color: var(--soft); width: .8rem; }
.rule[open] > summary::before { content: "▾"; content: "▾" / ""; }
.rule h3 { margin: 0; font-size: 1rem; overflow-wrap: anywhere; }
.rule .figures { color: var(--soft); margin-left: auto; font-variant-numeric: tabular-nums; }
.rule > div { padding: 0 1rem 1rem; }
.rule p { margin: .2rem 0; overflow-wrap: anywhere; }
.rule h4 { margin: 1.1rem 0 .35rem; font-size: .9rem; }
.tops { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 18rem), 1fr)); gap: 0 1.5rem; }
.tops ol { margin: 0; padding: 0; list-style: none; font-size: .88rem; }
.tops li { display: grid; grid-template-columns: 1fr auto; gap: .75rem; padding: .15rem .45rem; margin-bottom: 3px; border-radius: 4px; background: linear-gradient(var(--bar), var(--bar)) left / var(--share) 100% no-repeat; }
.tops span { overflow-wrap: anywhere; min-width: 0; }
.tops .more { background: none; color: var(--soft); }
.soft, .more { color: var(--soft); font-size: .88rem; }
.silent { padding: .8rem 1rem; }
.silent > summary { cursor: pointer; }
.silent ul, .source { margin: .5rem 0 0; padding-left: 1.2rem; overflow-wrap: anywhere; }
.silent ul { columns: 16rem; }
.days { margin-top: .6rem; font-size: .88rem; }
.days summary { cursor: pointer; color: var(--soft); }
.days .scroll { max-height: 20rem; overflow: auto; }
footer { color: var(--soft); font-size: .85rem; padding-bottom: 2rem !important; }
[hidden] { display: none !important; }
@media print {
  :root, :root[data-theme=dark] { ${LIGHT} --page: #fff; }
  body { font-size: 10pt; }
  .bar-tools, .theme, .quiet, thead button::after { display: none; }
  .scroll { overflow: visible; max-height: none; }
  .many .rule { content-visibility: visible; }
  section, .tiles > div, tr, .tops > div { break-inside: avoid; }
  section:has(table) { break-inside: auto; }
  thead { display: table-header-group; }
  * { print-color-adjust: exact; }
  .wrap, .id, .alert, tbody th { min-width: 0; }
}
`;
