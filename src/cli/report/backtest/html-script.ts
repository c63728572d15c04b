/**
 * What the page of a backtest can do: sort, filter, change its theme, open its folds before it is printed.
 *
 * Owns: the script, which reads the page alone and writes texts, never HTML. Must not: remember anything beyond the page.
 */
export const SCRIPT = `'use strict';
(() => {
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const valueOf = (cell) => cell.dataset.v === undefined ? cell.textContent.toLowerCase() : Number(cell.dataset.v);
  const compare = (a, b) => a === b ? 0 : a < b ? -1 : 1;

  document.addEventListener('click', (event) => {
    const button = event.target.closest('th button');
    if (button === null) return;
    const head = button.closest('th');
    const table = head.closest('table');
    const body = table.tBodies[0];
    const at = head.cellIndex;
    const rows = [...body.rows].map((row) => ({ row, value: valueOf(row.cells[at]) }));
    // Figures begin with the greatest, texts with the first.
    const firstWay = rows.some(({ value }) => typeof value === 'number') ? 'descending' : 'ascending';
    const now = head.getAttribute('aria-sort');
    const other = firstWay === 'ascending' ? 'descending' : 'ascending';
    const way = now === firstWay ? other : firstWay;
    rows.sort((a, b) => compare(a.value, b.value) * (way === 'ascending' ? 1 : -1));
    body.append(...rows.map(({ row }) => row));
    for (const one of all('th', table.tHead)) if (one.hasAttribute('aria-sort')) one.setAttribute('aria-sort', 'none');
    head.setAttribute('aria-sort', way);
  });

  const root = document.documentElement;
  const dark = matchMedia('(prefers-color-scheme: dark)');
  const theme = document.querySelector('.theme');
  const isDark = () => (root.dataset.theme ?? (dark.matches ? 'dark' : 'light')) === 'dark';
  const showTheme = () => {
    theme.textContent = isDark() ? 'Light theme' : 'Dark theme';
  };
  theme.addEventListener('click', () => {
    root.dataset.theme = isDark() ? 'light' : 'dark';
    showTheme();
  });
  dark.addEventListener('change', showTheme);
  showTheme();
  theme.hidden = false;

  const folds = all('.rule');
  const fold = document.querySelector('.fold');
  const showFold = () => {
    fold.textContent = folds.every((one) => one.open) ? 'Close all' : 'Open all';
  };
  fold?.addEventListener('click', () => {
    const open = !folds.every((one) => one.open);
    for (const one of folds) one.open = open;
    showFold();
  });

  const openTarget = () => {
    const target = location.hash === '' ? null : document.getElementById(location.hash.slice(1));
    if (target instanceof HTMLDetailsElement) {
      target.open = true;
      target.scrollIntoView();
    }
  };
  addEventListener('hashchange', openTarget);
  // A second click on the same link changes no address.
  document.addEventListener('click', (event) => {
    const link = event.target.closest('a[href^="#"]');
    if (link !== null && link.hash === location.hash) openTarget();
  });
  openTarget();

  let before = [];
  addEventListener('beforeprint', () => {
    before = all('details').filter((one) => !one.open);
    for (const one of before) one.open = true;
  });
  addEventListener('afterprint', () => {
    for (const one of before) one.open = false;
  });

  const input = document.querySelector('.bar-tools input');
  const said = document.querySelector('.bar-tools output');
  if (input === null) return;
  let index;
  let openBefore;
  const texts = () => folds.map((one) => ({
    fold: one,
    name: (one.querySelector('summary').textContent + ' ' + one.dataset.title).toLowerCase(),
    line: document.querySelector('tr[data-rule="' + one.id + '"]'),
    rows: all('.events tbody tr', one).map((row) => ({
      row,
      // Blanks between the cells, so that no word goes over two of them.
      text: [...row.cells].map((cell) => cell.textContent).join(' ').toLowerCase(),
    })),
  }));
  const filter = () => {
    const words = input.value.toLowerCase().split(/\\s+/).filter(Boolean);
    index ??= texts();
    if (words.length > 0) openBefore ??= new Set(folds.filter((one) => one.open));
    let rules = 0;
    let events = 0;
    let inAll = 0;
    for (const { fold: one, name, line, rows } of index) {
      const named = words.every((word) => name.includes(word));
      let shown = 0;
      for (const { row, text } of rows) {
        const hit = named || words.every((word) => text.includes(word));
        row.hidden = !hit;
        if (hit) shown += 1;
      }
      const visible = named || shown > 0;
      one.hidden = !visible;
      if (line !== null) line.hidden = !visible;
      inAll += rows.length;
      if (!visible) continue;
      rules += 1;
      events += shown;
      if (words.length > 0 && !named) one.open = true;
    }
    if (words.length === 0 && openBefore !== undefined) {
      for (const one of folds) one.open = openBefore.has(one);
      openBefore = undefined;
    }
    said.textContent = words.length === 0
      ? ''
      : 'Shows ' + rules + ' of ' + folds.length + ' rules and ' + events + ' of the ' + inAll + ' events on this page.';
    showFold();
  };
  let waiting;
  input.addEventListener('input', () => {
    clearTimeout(waiting);
    waiting = setTimeout(filter, 80);
  });
  for (const one of folds) one.addEventListener('toggle', showFold);
  showFold();
  document.querySelector('.bar-tools').hidden = false;
})();
`;
