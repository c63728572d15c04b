/**
 * A page of the catalogue for each rule, and the page that lists them.
 *
 * Owns: what stands on a page, as Markdown. Must not: render queries (they are handed in) or write.
 */
import { code, codeBlock, plain, table } from '../base/markdown.ts';
import type { EnvironmentDocument, ListDocument, RuleDocument, TargetName } from '../content/document.ts';
import { type Expression, predicatesOf } from '../ir/expression.ts';
import { needsOf } from '../ir/needs.ts';
import { inWords, type Sentence } from '../ir/words.ts';
import type { Answer, Artefact } from '../targets/shared/target.ts';
import type { CompiledRule } from './bundle.ts';

export interface RulePageInput {
  readonly document: RuleDocument;
  /** One for each target, in the order in which they are shown. */
  readonly compiled: readonly CompiledRule[];
  /** The text of the first file of each target that can say the rule. */
  readonly queries: ReadonlyMap<TargetName, string>;
  readonly environment: EnvironmentDocument;
  /** As they hold in the environment. */
  readonly lists: ReadonlyMap<string, ListDocument>;
}

const HEADINGS: { readonly [T in TargetName]: { readonly title: string; readonly language: string } } = {
  spl: { title: 'Splunk', language: 'spl' },
  athena: { title: 'Athena', language: 'sql' },
  sigma: { title: 'Sigma', language: 'yaml' },
};

/** What an entry may say beside its reason; a column for each that some entry has. */
const NOTES = ['owner', 'ticket', 'expires'] as const;

/** Entries of a list shown on a page; the rest is counted. */
const ENTRIES_SHOWN = 200;

/** `rules/<stem>.md`. */
export function rulePage(input: RulePageInput): Artefact {
  const { document, compiled, environment } = input;
  const [first] = compiled;
  const condition = first?.rule.condition ?? NEVER(document);
  const view = {
    title: plain(document.title.value),
    facts: table(
      ['level', 'status', 'version', 'id', 'author', 'date'],
      [
        [
          document.level,
          document.status,
          document.version,
          code(document.id.value),
          plain(document.author),
          document.modified ?? document.date,
        ],
      ],
    ),
    description: paragraphs(document.description),
    tags: document.tags.map(code),
    logic: bullets(inWords(condition, code)),
    params: paramTable(document, first),
    environment: plain(environment.name),
    lists: listsOf(condition, input.lists).map(listSection),
    needs: needsOf(condition).map(({ text }) => plain(text)),
    alert: code(document.alert.title.value),
    groupBy: document.alert.groupBy.map(({ value }) => code(value)),
    schedule: scheduleInWords(first),
    triage: steps(document.triage),
    falsePositives: document.falsePositives.map(plain),
    tests: table(
      ['test', 'expected'],
      document.tests.map(({ name, expect }) => [
        plain(name.value),
        expect === 'match' ? 'match' : 'no match',
      ]),
    ),
    targets: compiled.map((one) => ({
      heading: HEADINGS[one.target].title,
      answer: answerInWords(one.compiled.answer),
      profile: code(one.profile),
      details: detailsOf(one),
      query: queryBlock(one.target, input.queries),
    })),
    references: document.references.map((reference) => `<${reference.replace(/[<>\s]/g, '')}>`),
  };
  return { path: `rules/${document.stem}.md`, template: 'docs/rule.md.hbs', view };
}

/** `README.md`: every rule with a link to its page. */
export function indexPage(
  rules: readonly { readonly document: RuleDocument; readonly compiled: readonly CompiledRule[] }[],
  environment: EnvironmentDocument,
): Artefact {
  const rows = rules.map(({ document, compiled }) => [
    `[${plain(document.title.value)}](rules/${document.stem}.md)`,
    document.level,
    document.status,
    document.version,
    ...compiled.map(({ compiled: { answer } }) => shortAnswer(answer)),
  ]);
  const targets = rules[0]?.compiled.map(({ target }) => HEADINGS[target].title) ?? [];
  const view = {
    environment: plain(environment.name),
    count: rules.length,
    rules: table(['rule', 'level', 'status', 'version', ...targets], rows),
  };
  return { path: 'README.md', template: 'docs/index.md.hbs', view };
}

const NEVER = ({ match: { span } }: RuleDocument): Expression => ({ kind: 'any', of: [], span });

function bullets(sentence: Sentence, depth = 0): string {
  const line = `${'  '.repeat(depth)}- ${sentence.text}`;
  return [line, ...sentence.parts.map((part) => bullets(part, depth + 1))].join('\n');
}

/** Blank lines part paragraphs; nothing else of the text is read as Markdown. */
function paragraphs(text: string): string {
  return text
    .trim()
    .split(/\n[ \t]*\n/)
    .map(plain)
    .join('\n\n');
}

/** A numbered list stays one; every step is plain text. */
function steps(text: string): readonly string[] {
  const lines = text.split('\n').map((line) => line.trim());
  const found: string[] = [];
  for (const line of lines.filter((one) => one !== '')) {
    const numbered = /^[0-9]{1,3}[.)] +(.*)$/.exec(line);
    const before = found.at(-1);
    if (numbered !== null || before === undefined) found.push(numbered?.[1] ?? line);
    else found[found.length - 1] = `${before} ${line}`;
  }
  return found.map(plain);
}

function paramTable(document: RuleDocument, one: CompiledRule | undefined): string {
  if (document.params.length === 0) return '';
  return table(
    ['param', 'type', 'here', 'meaning'],
    document.params.map(({ name, type, description }) => [
      code(`$${name}`),
      code(type),
      valuesInWords(one?.rule.params.get(name) ?? []),
      plain(description),
    ]),
  );
}

function valuesInWords(values: readonly string[]): string {
  const shown = values.slice(0, 20).map(code).join(', ');
  if (values.length === 0) return 'empty';
  return values.length > 20 ? `${shown} and ${values.length - 20} more` : shown;
}

function listsOf(condition: Expression, lists: ReadonlyMap<string, ListDocument>): readonly ListDocument[] {
  const names = predicatesOf(condition).flatMap((predicate) =>
    predicate.operator === 'inList' ? [predicate.list] : [],
  );
  return [...new Set(names)].flatMap((name) => lists.get(name) ?? []);
}

function listSection({ name, description, columns, entries }: ListDocument) {
  const shown = entries.slice(0, ENTRIES_SHOWN);
  const notes = NOTES.filter((note) => entries.some((entry) => entry[note] !== undefined));
  const rows = shown.map((entry) => [
    ...entry.values.map(code),
    plain(entry.reason),
    ...notes.map((note) => plain(note === 'expires' ? (entry.expires?.value ?? '') : (entry[note] ?? ''))),
  ]);
  return {
    name: code(name),
    description: paragraphs(description),
    entries: rows.length === 0 ? 'It is empty.' : table([...columns.map(plain), 'reason', ...notes], rows),
    more: entries.length > shown.length ? `… and ${entries.length - shown.length} more.` : '',
  };
}

function scheduleInWords(one: CompiledRule | undefined): string {
  if (one === undefined) return '';
  const { schedule, alert } = one.rule;
  const quiet =
    alert.suppressFor === undefined ? '' : `, one alert a group in ${duration(alert.suppressFor)}`;
  return `Runs every ${duration(schedule.every)} over the last ${duration(schedule.lookback)}${quiet}.`;
}

function duration(seconds: number): string {
  if (seconds % 86_400 === 0) return `${seconds / 86_400} d`;
  if (seconds % 3_600 === 0) return `${seconds / 3_600} h`;
  return seconds % 60 === 0 ? `${seconds / 60} min` : `${seconds} s`;
}

function shortAnswer(answer: Answer): string {
  return answer.kind === 'approximate' ? answer.direction : answer.kind.replace('-', ' ');
}

function answerInWords(answer: Answer): string {
  switch (answer.kind) {
    case 'exact':
      return 'Exact: the same verdict as the rule on every event.';
    case 'exact-given':
      return 'Exact, given that:';
    case 'approximate':
      return answer.direction === 'under-matches'
        ? 'Under-matches: it misses events that the rule matches, and matches none that the rule does not.'
        : 'Over-matches: it matches events that the rule does not, and misses none.';
    case 'unsupported':
      return 'Left out: this target cannot say the rule.';
  }
}

function detailsOf({ compiled: { answer }, counterExample }: CompiledRule): readonly string[] {
  const given =
    answer.kind === 'exact-given' || answer.kind === 'approximate'
      ? answer.assumptions.map(({ name, text }) => `${code(name)}: ${plain(text)}`)
      : [];
  const reasons =
    answer.kind === 'approximate' || answer.kind === 'unsupported'
      ? answer.reasons.map(({ clause, why }) => `${code(clause)}: ${plain(why)}`)
      : [];
  const example = counterExample === undefined ? [] : [`For example in the test ${code(counterExample)}.`];
  return [...reasons, ...example, ...given];
}

function queryBlock(target: TargetName, queries: ReadonlyMap<TargetName, string>): string {
  const text = queries.get(target);
  return text === undefined ? '' : codeBlock(text, HEADINGS[target].language);
}
