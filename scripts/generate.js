// npm run generate: writes the reference pages that follow from the tables in the code and from the shipped detections.
// `--check` fails when a committed page differs instead. Reads the compiled code, so `npm run build` comes first.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { loadRepository } from '../dist/content/repository.js';
import { searchFields } from '../dist/language/fields.js';
import { canariesPage } from '../dist/targets/spl/canaries-page.js';
import { commandsPage } from './reference/commands.js';
import { detectionsPage } from './reference/detections.js';
import { diagnosticsPage } from './reference/diagnostics.js';
import { code, table } from './reference/markdown.js';
import { operatorsPage } from './reference/operators.js';
import { outputsPage } from './reference/outputs.js';

const { value: content, diagnostics } = loadRepository('trailc.config.yml');
const faults = diagnostics.filter(({ severity }) => severity === 'error').map(({ what }) => what);
if (content === undefined || faults.length > 0) throw new Error(faults.join('\n'));

// The canaries stand at the end of a page that is otherwise written by hand.
const SPLUNK = 'docs/splunk.md';
const splunk = readFileSync(SPLUNK, 'utf8');
const canariesFrom = splunk.indexOf('### `splunk-canary`');
if (canariesFrom < 0) throw new Error(`${SPLUNK} has no heading for the first canary`);

// The prose of this page is written by hand; what follows from the definitions of commands stands between markers.
const CLI = 'docs/cli.md';

const pages = {
  [CLI]: [commandsPage(readFileSync(CLI, 'utf8')).trimEnd()],
  [SPLUNK]: [`${splunk.slice(0, canariesFrom)}${canariesPage()}`.trimEnd()],
  'docs/reference/operators.md': operatorsPage(content),
  'docs/reference/detections.md': detectionsPage(content),
  'docs/reference/fields.md': [
    '# Fields',
    'Generated from `src/cloudtrail/` by `npm run generate`. A `?` marks a field that may be missing; free paths are allowed below `requestParameters`, `responseElements`, `additionalEventData` and `serviceEventDetails`.',
    table(
      ['field', 'type', 'since', 'meaning', 'example'],
      searchFields('').map((field) => [
        code(field.name),
        `${field.type}${field.optional ? '?' : ''}${field.derived ? ', derived' : ''}`,
        field.since ?? '',
        field.description,
        field.example === undefined ? '' : code(field.example),
      ]),
    ),
  ],
  'docs/reference/diagnostics.md': diagnosticsPage(),
  'docs/reference/output.md': outputsPage(),
};

const check = process.argv.includes('--check');
mkdirSync('docs/reference', { recursive: true });
for (const [path, parts] of Object.entries(pages)) {
  const text = `${parts.join('\n\n')}\n`;
  if (!check) {
    writeFileSync(path, text);
    continue;
  }
  let committed = '';
  try {
    committed = readFileSync(path, 'utf8');
  } catch {}
  if (committed === text) continue;
  console.error(`${path} is stale: run npm run generate`);
  process.exitCode = 1;
}
