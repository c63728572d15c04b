// docs/reference/diagnostics.md: every code with what it says. Owns: that page.
import { CATALOGUE } from '../../dist/base/catalogue.js';
import { explanationOf } from '../../dist/cli/report/explanation.js';
import { code, plain, table } from './markdown.js';

/** The parts of the page. */
export function diagnosticsPage() {
  const codes = Object.keys(CATALOGUE);
  const areas = [...new Set(codes.map((one) => one.split('/')[0]))];
  return [
    '# Diagnostics',
    'Generated from `src/base/diagnostics/` by `npm run generate`. Codes are never renamed or reused. `trailc why CODE` says why trailc minds and what to do, with an example; ‹words› stand for what is found.',
    ...areas.flatMap((area) => [
      `## ${area}`,
      table(
        ['code', 'severity', 'says'],
        codes.filter((one) => one.startsWith(`${area}/`)).map((one) => rowOf(explanationOf(one))),
      ),
    ]),
  ];
}

/** A code that docs/checks.md shows at length leads there. */
const rowOf = ({ code: name, severity, what, page }) => [
  page === null ? code(name) : `[${code(name)}](${page.replace(/^docs/, '..')})`,
  severity,
  plain(what),
];
