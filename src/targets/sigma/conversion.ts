/**
 * CONVERSION.md: what each file of the package claims, in words.
 *
 * Owns: the facts of the page, as Markdown; texts of authors stand in it only as plain text or code. Must not: decide
 * what Sigma can say, or claim more than the answers do.
 */
import { code, plain, table } from '../../base/markdown.ts';
import type { PackedRule, PackInput } from '../shared/package.ts';
import type { Answer, Artefact } from '../shared/target.ts';
import type { Filters } from './filter.ts';
import { fieldsOf, filterPath } from './filter-document.ts';
import { genericPath, pipelinePath } from './pipeline.ts';
import type { Generic } from './placeholder.ts';

/** A rule as the package has it. */
export interface Converted {
  readonly packed: PackedRule;
  /** Of its file; absent where Sigma cannot say it. */
  readonly path?: string;
  /** Absent where there is no file. */
  readonly generic?: Generic;
}

/** A view of `templates/sigma/conversion.md.hbs`: every text is Markdown already, but for the path in a command. */
export interface ConversionView {
  readonly bundle: string;
  readonly environment: string;
  readonly pipeline: string;
  readonly zips: boolean;
  readonly overview: string;
  readonly rules: readonly { readonly title: string; readonly lines: readonly string[] }[];
  readonly assumptions: string;
  readonly filters: string;
  readonly unfiltered: string;
  readonly generic: string;
  readonly notGeneric: string;
}

export function conversionArtefact(
  input: PackInput,
  rules: readonly Converted[],
  filters: Filters,
): Artefact {
  const { bundle, environment } = input;
  const view: ConversionView = {
    bundle: `${plain(bundle.name)} ${plain(bundle.version)}`,
    environment: code(environment.name),
    pipeline: rules.some(({ generic }) => generic?.kind === 'generic') ? pipelinePath(input) : '',
    zips: rules.some(({ path }) => path !== undefined),
    overview: table(['rule', 'status', 'level', 'in Sigma'], rules.map(overviewRow)),
    rules: rules.map((rule) => ({ title: titleOf(rule), lines: linesOf(rule, filters) })),
    assumptions: assumptionsOf(rules),
    filters: filterTable(filters),
    unfiltered: unfilteredTable(filters),
    generic: genericTable(rules),
    notGeneric: notGenericTable(rules),
  };
  return { path: 'CONVERSION.md', template: 'sigma/conversion.md.hbs', view: { ...view } };
}

const titleOf = ({ packed }: Converted) => plain(packed.rule.document.title.value);

const WORDS: Readonly<Record<Answer['kind'], string>> = {
  exact: 'exact',
  'exact-given': 'exact, given its assumptions',
  approximate: 'approximate',
  unsupported: 'not said',
};

function overviewRow(rule: Converted): readonly string[] {
  const { document } = rule.packed.rule;
  const { answer } = rule.packed.compiled;
  const said = answer.kind === 'approximate' ? `approximate: ${answer.direction}` : WORDS[answer.kind];
  return [titleOf(rule), document.status, document.level, said];
}

function linesOf({ packed, path, generic }: Converted, { filters }: Filters): readonly string[] {
  const { answer } = packed.compiled;
  const own = filters.filter(({ rules }) => rules.includes(packed)).map((filter) => code(filterPath(filter)));
  const file = path === undefined ? [] : [`File: ${code(path)}.`];
  const exclusions = own.length === 0 ? [] : [`Its exclusions as filters: ${own.join(', ')}.`];
  return [...file, ...answerLines(answer, packed), ...exclusions, ...genericLines(packed, generic)];
}

function answerLines(answer: Answer, { rule }: PackedRule): readonly string[] {
  const because = rule.document.targets.sigma?.because;
  const consent = because === undefined ? [] : [`The rule's author accepts it: ${plain(because)}`];
  const reasons = 'reasons' in answer ? answer.reasons : [];
  const why = reasons.map(({ clause, why: reason }) => `${code(clause)}: ${plain(reason)}`);
  switch (answer.kind) {
    case 'exact':
      return ['Exact: the same verdict as the rule on every event.'];
    case 'exact-given':
      return [`Exact, given: ${names(answer)}.`];
    case 'approximate':
      return [
        answer.direction === 'under-matches'
          ? 'Approximate. It under-matches: it misses events that the rule matches, and matches none that the rule does not.'
          : 'Approximate. It over-matches: it matches events that the rule does not, and misses none.',
        ...why,
        ...consent,
        `Given: ${names(answer)}.`,
        'A test of the rule whose event it gets wrong: `exampleTest` in the manifest, where the tests have one.',
      ];
    case 'unsupported':
      return ['Sigma cannot say it, so there is no file.', ...why, ...consent];
  }
}

function names({ assumptions }: Extract<Answer, { readonly assumptions: unknown }>): string {
  return assumptions.map(({ name }) => code(name)).join(', ');
}

function genericLines({ rule }: PackedRule, generic: Generic | undefined): readonly string[] {
  if (generic === undefined || generic.kind === 'no-params') return [];
  if (generic.kind === 'generic') return [`With placeholders: ${code(genericPath(rule.document.stem))}.`];
  return [];
}

function assumptionsOf(rules: readonly Converted[]): string {
  const used = new Map(
    rules.flatMap(({ packed: { compiled } }) =>
      'assumptions' in compiled.answer
        ? compiled.answer.assumptions.map(({ name, text }) => [name, text] as const)
        : [],
    ),
  );
  const rows = [...used].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  return table(
    ['name', 'what is taken for granted'],
    rows.map(([name, text]) => [code(name), plain(text)]),
  );
}

function filterTable({ filters }: Filters): string {
  const rows = filters.map((filter) => [
    code(filterPath(filter)),
    plain(filter.list.name),
    code(fieldsOf(filter)),
    String(filter.list.entries.length),
    filter.rules.map(({ rule }) => plain(rule.document.title.value)).join('; '),
  ]);
  return rows.length === 0 ? '' : table(['filter', 'list', 'fields', 'entries', 'rules'], rows);
}

function unfilteredTable({ without }: Filters): string {
  const rows = without.map(({ list, rule, why }) => [
    plain(list.name),
    plain(rule.rule.document.title.value),
    plain(why),
  ]);
  return rows.length === 0 ? '' : table(['list', 'rule', 'why it is no filter there'], rows);
}

function genericTable(rules: readonly Converted[]): string {
  const rows = rules.flatMap((rule) =>
    rule.generic?.kind === 'generic'
      ? [
          [
            titleOf(rule),
            code(genericPath(rule.packed.rule.document.stem)),
            rule.generic.params.map(code).join(', '),
          ],
        ]
      : [],
  );
  return rows.length === 0 ? '' : table(['rule', 'file', 'placeholders'], rows);
}

function notGenericTable(rules: readonly Converted[]): string {
  const rows = rules.flatMap((rule) => {
    const { generic } = rule;
    if (generic === undefined) return [[titleOf(rule), 'Sigma cannot say the rule.']];
    if (generic.kind === 'no-params') return [[titleOf(rule), 'No param stands in its condition.']];
    return generic.kind === 'refused'
      ? [[titleOf(rule), `${code(generic.param)}: ${plain(generic.why)}`]]
      : [];
  });
  return rows.length === 0 ? '' : table(['rule', 'why it has no form with placeholders'], rows);
}
