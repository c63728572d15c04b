/**
 * Two environments of one repository held against each other: values, lists, answers of targets, queries.
 *
 * Owns: what counts as a difference. Must not: print it.
 */
import type { Diagnostic } from './base/diagnostic.ts';
import { append, type Result } from './base/result.ts';
import { unifiedDiff } from './base/text-diff.ts';
import type { TemplateSource } from './bundle/templates.ts';
import { type CompiledRule, compileRule } from './compile.ts';
import type {
  Content,
  EnvironmentDocument,
  EnvironmentValue,
  ListEntry,
  RuleDocument,
  SettingName,
  TargetName,
} from './content/document.ts';
import { SETTING_NAMES } from './content/environment.ts';
import { settingOf } from './content/environment-view.ts';
import { effectiveLists } from './content/list-overlay.ts';
import { rulesByParam } from './content/uses.ts';
import { renderQuery } from './render-query.ts';
import { TARGET_NAMES } from './targets/index.ts';
import type { Answer } from './targets/shared/target.ts';

export interface EnvironmentComparison {
  readonly a: string;
  readonly b: string;
  /** Only what differs; undefined: no value there. */
  readonly params: readonly ParamDifference[];
  readonly settings: readonly { readonly name: SettingName; readonly a?: string; readonly b?: string }[];
  readonly lists: readonly ListDifference[];
  readonly answers: readonly AnswerDifference[];
  /** Of every rule and target that compiles for both. */
  readonly queries: readonly QueryComparison[];
}

export interface ParamDifference {
  readonly name: string;
  readonly a?: EnvironmentValue;
  readonly b?: EnvironmentValue;
  readonly rules: readonly string[];
}

export interface ListDifference {
  readonly list: string;
  readonly onlyA: readonly ListEntry[];
  readonly onlyB: readonly ListEntry[];
  /** The same values under another reason, owner, ticket or date. */
  readonly otherNotes: readonly { readonly a: ListEntry; readonly b: ListEntry }[];
}

export interface AnswerDifference {
  readonly rule: string;
  readonly target: TargetName;
  readonly a: Answer;
  readonly b: Answer;
}

export interface QueryComparison {
  readonly rule: string;
  readonly target: TargetName;
  /** A unified diff of what `trailc compile` prints; empty where only the environment's name differs. */
  readonly diff: string;
}

export interface Compared {
  readonly comparison: EnvironmentComparison;
  /** Why rules could not be compiled for one of the two. */
  readonly diagnostics: readonly Diagnostic[];
}

export function compareEnvironments(
  content: Content,
  a: EnvironmentDocument,
  b: EnvironmentDocument,
  templates: TemplateSource,
): Compared {
  const rules = content.rules.map((document) => compareRule(document, content, { a, b, templates }));
  const comparison: EnvironmentComparison = {
    a: a.name,
    b: b.name,
    params: paramDifferences(content, a, b),
    settings: SETTING_NAMES.flatMap((name) => {
      const values = both(settingOf(a, name), settingOf(b, name));
      return values.a === values.b ? [] : [{ name, ...values }];
    }),
    lists: listDifferences(content, a, b),
    answers: rules.flatMap(({ answers }) => answers),
    queries: rules.flatMap(({ queries }) => queries),
  };
  return { comparison, diagnostics: rules.flatMap(({ diagnostics }) => diagnostics) };
}

function paramDifferences(
  content: Content,
  a: EnvironmentDocument,
  b: EnvironmentDocument,
): readonly ParamDifference[] {
  const rules = rulesByParam(content);
  const names = new Set([...a.params.keys(), ...b.params.keys()]);
  return [...names].flatMap((name) => {
    const values = both(a.params.get(name), b.params.get(name));
    if (meaning(values.a) === meaning(values.b)) return [];
    return [{ name, ...values, rules: (rules.get(name) ?? []).map(({ stem }) => stem) }];
  });
}

const meaning = (value: EnvironmentValue | undefined) => JSON.stringify([value?.asList, value?.values]);

function both<T>(a: T | undefined, b: T | undefined): { readonly a?: T; readonly b?: T } {
  return { ...(a === undefined ? {} : { a }), ...(b === undefined ? {} : { b }) };
}

function listDifferences(
  content: Content,
  a: EnvironmentDocument,
  b: EnvironmentDocument,
): readonly ListDifference[] {
  const [listsA, listsB] = [effectiveLists(content.lists, a), effectiveLists(content.lists, b)];
  return [...content.lists.keys()].flatMap((list) => {
    const entriesA = entriesOf(listsA.get(list)?.entries ?? []);
    const entriesB = entriesOf(listsB.get(list)?.entries ?? []);
    const onlyA = [...entriesA].flatMap(([key, entry]) => (entriesB.has(key) ? [] : [entry]));
    const onlyB = [...entriesB].flatMap(([key, entry]) => (entriesA.has(key) ? [] : [entry]));
    const otherNotes = [...entriesA].flatMap(([key, entry]) => {
      const other = entriesB.get(key);
      return other === undefined || notes(entry) === notes(other) ? [] : [{ a: entry, b: other }];
    });
    const same = onlyA.length === 0 && onlyB.length === 0 && otherNotes.length === 0;
    return same ? [] : [{ list, onlyA, onlyB, otherNotes }];
  });
}

const entriesOf = (entries: readonly ListEntry[]) =>
  new Map(entries.map((entry) => [JSON.stringify(entry.values), entry]));

const notes = ({ reason, owner, ticket, expires }: ListEntry) =>
  JSON.stringify([reason, owner, ticket, expires?.value]);

interface Sides {
  readonly a: EnvironmentDocument;
  readonly b: EnvironmentDocument;
  readonly templates: TemplateSource;
}

interface RuleComparison extends Pick<EnvironmentComparison, 'answers' | 'queries'> {
  readonly diagnostics: readonly Diagnostic[];
}

function compareRule(document: RuleDocument, content: Content, { a, b, templates }: Sides): RuleComparison {
  const diagnostics: Diagnostic[] = [];
  const compiled = (environment: EnvironmentDocument) =>
    compileRule(document, content, { environment, targets: TARGET_NAMES });
  const byTarget = ({ value }: Result<readonly CompiledRule[]>) =>
    new Map((value ?? []).map((one) => [one.target, one]));
  const printed = (one: CompiledRule) => {
    const rendered = renderQuery(one, templates);
    append(diagnostics, rendered.diagnostics);
    return rendered.value ?? '';
  };
  const [madeA, madeB] = [compiled(a), compiled(b)];
  append(diagnostics, [...madeA.diagnostics, ...madeB.diagnostics]);
  const [inA, inB] = [byTarget(madeA), byTarget(madeB)];
  // Files name their environment, which is no difference.
  const asA = byTarget(compiled({ ...b, name: a.name }));
  const rule = document.stem;
  const answers: AnswerDifference[] = [];
  const queries: QueryComparison[] = [];
  for (const target of TARGET_NAMES) {
    const [left, right, renamed] = [inA.get(target), inB.get(target), asA.get(target)];
    if (left === undefined || right === undefined || renamed === undefined) continue;
    if (answerKey(left.compiled.answer) !== answerKey(right.compiled.answer)) {
      answers.push({ rule, target, a: left.compiled.answer, b: right.compiled.answer });
    }
    const name = `${rule} on ${target}`;
    const diff = unifiedDiff(`${a.name}: ${name}`, printed(left), `${b.name}: ${name}`, printed(renamed));
    queries.push({ rule, target, diff });
  }
  return { answers, queries, diagnostics };
}

/** What of an answer can differ between environments: spans and the condition are the rule's own. */
function answerKey(answer: Answer): string {
  const assumptions =
    answer.kind === 'exact-given' || answer.kind === 'approximate' ? answer.assumptions : [];
  const reasons = answer.kind === 'approximate' || answer.kind === 'unsupported' ? answer.reasons : [];
  return JSON.stringify([
    answer.kind,
    answer.kind === 'approximate' ? answer.direction : '',
    assumptions.map(({ name }) => name),
    reasons.map(({ clause, why }) => [clause, why]),
  ]);
}
