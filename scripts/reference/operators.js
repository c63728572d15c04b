// docs/reference/operators.md: the operator table, and what each target answers. Owns: that page.
import { OPERATORS } from '../../dist/language/operators.js';
import { ask, PROFILES, withRows } from './ask.js';
import { clausesOf, OTHER_CLAUSES } from './clauses.js';
import { code, table } from './markdown.js';

const OPERANDS = {
  one: 'one value',
  oneOrMany: 'a value or a list, any of which suffices',
  many: 'a list',
  boolean: '`true` or `false`',
  pattern: 'a pattern or a list, any of which suffices',
  ordered: 'an integer, a timestamp or a version',
  networks: 'a CIDR block or a list, any of which suffices',
  list: 'the name of a list',
};

/** The parts of the page. */
export function operatorsPage(shipped) {
  const content = withRows(shipped);
  const sections = [
    ...Object.keys(OPERATORS).map((name) => [name, clausesOf(name)]),
    ['Groups, arrays and lists', OTHER_CLAUSES],
  ];
  const asked = sections.map(([title, clauses]) => [
    title,
    clauses.map(([what, clause]) => [what, clause, PROFILES.map((profile) => ask(content, clause, profile))]),
  ]);
  const columns = columnsOf(asked.flatMap(([, rows]) => rows.map(([, , answers]) => answers)));
  const notes = createNotes();
  const support = asked.map(([title, rows]) => [
    `### ${Object.hasOwn(OPERATORS, title) ? code(title) : title}`,
    table(
      ['', 'clause', ...columns.map(({ name }) => name)],
      rows.map(([what, clause, answers]) => [
        what,
        code(clause),
        ...columns.map(({ at }) => shown(answers[at], notes)),
      ]),
    ),
  ]);
  return [
    '# Operators',
    'Generated from `src/language/operators.ts`, and by compiling the clauses below, with `npm run generate`. What each operator means on every event: [semantics](../semantics.md).',
    table(
      ['operator', 'takes', '`ignoreCase`', '`{ field: … }`', 'true when', 'example'],
      Object.entries(OPERATORS).map(([name, entry]) => [
        code(name),
        OPERANDS[entry.operand],
        entry.foldsCase ? 'yes' : '–',
        entry.field ? 'yes' : '–',
        entry.meaning,
        code(entry.example),
      ]),
    ),
    '## What each target says',
    [
      '- **exact**: the same verdict on every event. **given**: exact given named assumptions, which `trailc check` and the',
      '  compiled files list ([Splunk](../splunk.md), [Athena](../athena.md), [Sigma](../sigma.md)).',
      '- **over**, **under**: only with the consent of the rule to a form that over-matches or under-matches. Such a form may',
      '  exist in a whole rule where the clause alone has none: what stands beside it helps.',
      '- **no**: refused. A number leads to the reason.',
    ].join('\n'),
    ...support.flat(),
    '### Why not',
    notes
      .all()
      .map((why, at) => `${at + 1}. ${why}`)
      .join('\n'),
  ];
}

/** The columns of the table: profiles of one target that always answer alike share one. */
function columnsOf(rows) {
  const columns = [];
  for (const [at, { target, profile }] of PROFILES.entries()) {
    const key = JSON.stringify([target, rows.map((answers) => answers[at])]);
    const known = columns.find((column) => column.key === key);
    if (known === undefined) columns.push({ key, at, target, profiles: [profile] });
    else known.profiles.push(profile);
  }
  return columns.map(({ at, target, profiles }) => ({
    at,
    name:
      columns.filter((column) => column.target === target).length === 1
        ? target
        : `${target}: ${profiles.join(', ')}`,
  }));
}

function createNotes() {
  const notes = [];
  return {
    numberOf(why) {
      if (!notes.includes(why)) notes.push(why);
      return notes.indexOf(why) + 1;
    },
    all: () => notes,
  };
}

function shown({ kind, directions, why }, notes) {
  if (kind === 'exact') return 'exact';
  if (kind === 'exact-given') return 'given';
  const numbers = [...new Set(why)].map((reason) => notes.numberOf(reason)).join(', ');
  const said = directions.map((direction) => direction.replace('-matches', '')).join(', ');
  return `${said === '' ? 'no' : said} (${numbers})`;
}
