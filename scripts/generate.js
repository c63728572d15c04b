// npm run generate: writes the reference pages that follow from the tables in the code. `--check` fails when a
// committed page differs instead. Reads the compiled code, so `npm run build` comes first.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { CATALOGUE } from '../dist/base/catalogue.js';
import { searchFields } from '../dist/language/fields.js';
import { OPERATORS } from '../dist/language/operators.js';

const cell = (text) => text.replaceAll('|', '\\|').replaceAll('\n', ' ');
const table = (head, rows) =>
  [head, head.map(() => '---'), ...rows].map((row) => `| ${row.map(cell).join(' | ')} |`).join('\n');

const operands = {
  one: 'one value',
  oneOrMany: 'a value or a list, any of which suffices',
  many: 'a list',
  boolean: '`true` or `false`',
  list: 'the name of a list',
};

const pages = {
  'docs/reference/operators.md': [
    '# Operators',
    'Generated from `src/language/operators.ts` by `npm run generate`. What each means on every event: [semantics](../semantics.md).',
    table(
      ['operator', 'takes', '`ignoreCase`', '`{ field: … }`', 'true when', 'example'],
      Object.entries(OPERATORS).map(([name, entry]) => [
        `\`${name}\``,
        operands[entry.operand],
        entry.foldsCase ? 'yes' : '–',
        entry.field ? 'yes' : '–',
        entry.meaning,
        `\`${entry.example}\``,
      ]),
    ),
  ],
  'docs/reference/fields.md': [
    '# Fields',
    'Generated from `src/cloudtrail/` by `npm run generate`. A `?` marks a field that may be missing; free paths are allowed below `requestParameters`, `responseElements`, `additionalEventData` and `serviceEventDetails`.',
    table(
      ['field', 'type', 'since', 'meaning', 'example'],
      searchFields('').map((field) => [
        `\`${field.name}\``,
        `${field.type}${field.optional ? '?' : ''}${field.derived ? ', derived' : ''}`,
        field.since ?? '',
        field.description,
        field.example === undefined ? '' : `\`${field.example}\``,
      ]),
    ),
  ],
  'docs/reference/diagnostics.md': [
    '# Diagnostics',
    'Generated from `src/base/diagnostics/` by `npm run generate`. Codes are never renamed or reused.',
    table(
      ['code', 'severity'],
      Object.entries(CATALOGUE).map(([code, entry]) => [`\`${code}\``, entry.severity]),
    ),
  ],
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
