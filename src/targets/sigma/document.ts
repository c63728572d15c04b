/**
 * The Sigma document around a detection: what the template fills in.
 *
 * Owns: which keys there are and that each text is YAML for its place (specification 2.1.0, "Components of a rule").
 * Must not: decide what the rule says.
 */
import type { Level, Status } from '../../content/document.ts';
import type { RuleIr } from '../../ir/rule.ts';
import type { Answer } from '../shared/target.ts';
import { type YamlText, yamlBlock, yamlComment, yamlKey, yamlLine, yamlScalar } from './literals.ts';
import type { Detection } from './selections.ts';
import { titleCase } from './title.ts';
import { type ItemValue, keyOf } from './tree.ts';

/** A view of `templates/sigma/rule.yml.hbs`: every text is YAML already. */
export interface SigmaView {
  readonly comment: readonly YamlText[];
  readonly title: YamlText;
  readonly id: YamlText;
  readonly status: Status;
  readonly level: Level;
  readonly description: YamlText;
  readonly related: readonly { readonly id: YamlText; readonly type: YamlText }[];
  readonly references: readonly YamlText[];
  readonly author: YamlText;
  readonly date: YamlText;
  readonly modified: YamlText | undefined;
  readonly license: YamlText | undefined;
  readonly tags: readonly YamlText[];
  readonly detection: YamlText;
  readonly falsepositives: readonly YamlText[];
  /** Of the rule it was made from, where comments are lost. */
  readonly rule: YamlText;
  readonly version: YamlText;
  readonly environment: YamlText;
}

/** The document of one rule. */
export function viewOf(
  { document, environment }: RuleIr,
  profile: string,
  answer: Said,
  detection: Detection,
): SigmaView {
  const because = document.targets.sigma?.because;
  const notes = notesOf(answer, because);
  // Comments are lost where a rule is imported; that it is not the whole rule must not be.
  const nearest =
    answer.kind === 'approximate' ? [[directionOf(answer), because ?? ''].join(' ').trim()] : [];
  const description = [document.description, ...nearest];
  const falsePositives = document.falsePositives.filter((text) => text.trim().length > 1);
  return {
    comment: [
      `Written by trailc from rule ${document.id.value}, version ${document.version}; environment ${environment}, profile ${profile}.`,
      ...notes,
    ].map(yamlComment),
    title: yamlScalar(titleCase(document.title.value)),
    id: yamlLine(document.id.value),
    status: document.status,
    level: document.level,
    description: yamlBlock(description.join('\n\n')),
    related: document.related
      .filter(({ type }) => RELATIONS.has(type))
      .map(({ id, type }) => ({ id: yamlLine(id), type: yamlLine(type) })),
    references: unique(document.references).map(yamlLine),
    author: yamlLine(document.author),
    date: yamlLine(document.date),
    // SigmaHQ: a date of change that is no later than the first says nothing. Dates of this form sort as text.
    modified:
      document.modified === undefined || document.modified <= document.date
        ? undefined
        : yamlLine(document.modified),
    license: document.license === undefined ? undefined : yamlLine(document.license),
    tags: unique(document.tags.filter((tag) => TAG.test(tag))).map(yamlLine),
    detection: detectionText(detection),
    falsepositives: unique(falsePositives.length === 0 ? ['Unknown'] : falsePositives).map(yamlLine),
    rule: yamlLine(document.id.value),
    version: yamlLine(document.version),
    environment: yamlLine(environment),
  };
}

/** Schema of the specification: `tags`, `related`. */
const TAG = /^[a-z0-9_-]+\.[a-z0-9._-]+$/;
const RELATIONS: ReadonlySet<string> = new Set(['derived', 'obsolete', 'merged', 'renamed', 'similar']);

type Said = Exclude<Answer, { kind: 'unsupported' }>;

/** The answer in words, a line each. */
function notesOf(answer: Said, because: string | undefined): readonly string[] {
  const given =
    answer.kind === 'exact' ? [] : answer.assumptions.map(({ name, text }) => `- ${name}: ${text}`);
  switch (answer.kind) {
    case 'exact':
      return ['Exact: the same verdict as the rule on every event.'];
    case 'exact-given':
      return ['Exact, given that:', ...given];
    case 'approximate':
      return [
        directionOf(answer),
        ...answer.reasons.map(({ clause, why }) => `- ${clause}: ${why}`),
        ...(because === undefined ? [] : [`By consent of the rule: ${because}`]),
        ...(given.length === 0 ? [] : ['All this given that:', ...given]),
      ];
  }
}

function directionOf({ direction }: Extract<Answer, { kind: 'approximate' }>): string {
  return direction === 'under-matches'
    ? 'This form under-matches: it misses events that the rule matches, and matches none that the rule does not.'
    : 'This form over-matches: it matches events that the rule does not, and misses none.';
}

function detectionText({ selections, condition }: Detection): YamlText {
  const lines = selections.flatMap(({ name, items }) => [
    `    ${name}:`,
    ...items.flatMap((item) => {
      const key = `        ${yamlKey(keyOf(item))}:`;
      const [only] = item.values;
      if (item.values.length === 1 && only !== undefined) return [`${key} ${valueText(only)}`];
      return [key, ...item.values.map((value) => `            - ${valueText(value)}`)];
    }),
  ]);
  return [...lines, `    condition: ${condition}`].join('\n') as YamlText;
}

export function valueText(value: ItemValue): YamlText {
  return typeof value === 'string' ? yamlScalar(value) : (String(value) as YamlText);
}

function unique(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)];
}
