/**
 * Two states of a repository held against each other, for whoever reviews the change: what each rule means now and
 * meant before, and what its queries say. Which events it newly matches is asked in compare-events.ts.
 *
 * Owns: what counts as a change. Must not: read a state (at-ref.ts and the loader do) or print.
 */
import type { Diagnostic } from './base/diagnostic.ts';
import { append } from './base/result.ts';
import { unifiedDiff } from './base/text-diff.ts';
import { changeOf } from './bundle/lock/compare.ts';
import { type LockLists, lockLists, stateOf } from './bundle/lock/lock.ts';
import type { ChangeClass } from './bundle/lock/versions.ts';
import type { TemplateSource } from './bundle/templates.ts';
import { type CompiledRule, compileRule } from './compile.ts';
import type {
  Content,
  EnvironmentDocument,
  ListEntry,
  RuleDocument,
  TargetName,
} from './content/document.ts';
import { effectiveLists } from './content/list-overlay.ts';
import { paramsHash } from './ir/hash.ts';
import { meaningOf } from './ir/meaning/meaning.ts';
import { lowerForEnvironment } from './lower.ts';
import { renderQuery } from './render-query.ts';
import { TARGET_NAMES } from './targets/index.ts';

export interface State {
  readonly content: Content;
  readonly environment: EnvironmentDocument;
  readonly templates: TemplateSource;
}

export interface RuleDifference {
  readonly id: string;
  /** File name without its ending, today; before, where the rule is gone. */
  readonly rule: string;
  readonly title: string;
  readonly change: 'added' | 'removed' | 'changed';
  /** Absent where the rule is new, or gone. */
  readonly versions?: { readonly before: string; readonly after: string };
  /** `none`: the rule is the same, and what an environment or a list gives it is not. */
  readonly class: ChangeClass | 'new' | 'gone';
  /** A sentence each. */
  readonly words: readonly string[];
  readonly answers: readonly {
    readonly target: TargetName;
    readonly before: string;
    readonly after: string;
  }[];
  /** Unified diffs; only of targets whose text changed. */
  readonly queries: readonly { readonly target: TargetName; readonly diff: string }[];
}

export interface ListChange {
  readonly list: string;
  readonly added: readonly ListEntry[];
  readonly removed: readonly ListEntry[];
}

export interface StateComparison {
  /** By name of the rule. */
  readonly rules: readonly RuleDifference[];
  readonly unchanged: number;
  /** As the lists hold in the environment. */
  readonly lists: readonly ListChange[];
}

/** Everything but events. Diagnostics are those of the state after; the other's were told when it was read. */
export function compareStates(
  before: State,
  after: State,
): { readonly comparison: StateComparison; readonly diagnostics: readonly Diagnostic[] } {
  const diagnostics: Diagnostic[] = [];
  const old = new Map(before.content.rules.map((document) => [document.id.value, document]));
  const seen = new Set<string>();
  const locks = { before: lockLists(before.content.lists), after: lockLists(after.content.lists) };
  const rules: RuleDifference[] = [];
  for (const document of after.content.rules) {
    const was = old.get(document.id.value);
    seen.add(document.id.value);
    const found =
      was === undefined
        ? addedOrGone(document, 'added')
        : changed({ document: was, state: before }, { document, state: after }, locks, diagnostics);
    if (found !== undefined) rules.push(found);
  }
  for (const [id, document] of old) if (!seen.has(id)) rules.push(addedOrGone(document, 'removed'));
  const comparison = {
    rules: rules.sort((a, b) => (a.rule < b.rule ? -1 : a.rule > b.rule ? 1 : 0)),
    unchanged: after.content.rules.length - rules.filter(({ change }) => change !== 'removed').length,
    lists: listChanges(before, after),
  };
  return { comparison, diagnostics };
}

function addedOrGone(document: RuleDocument, change: 'added' | 'removed'): RuleDifference {
  return {
    id: document.id.value,
    rule: document.stem,
    title: document.title.value,
    change,
    class: change === 'added' ? 'new' : 'gone',
    words: [],
    answers: [],
    queries: [],
  };
}

interface RuleSide {
  readonly document: RuleDocument;
  readonly state: State;
}

function changed(
  before: RuleSide,
  after: RuleSide,
  locks: { readonly before: LockLists; readonly after: LockLists },
  diagnostics: Diagnostic[],
): RuleDifference | undefined {
  const [was, is] = [stateOf(before.document, locks.before), stateOf(after.document, locks.after)];
  const change = was === undefined || is === undefined ? undefined : changeOf(was, is);
  const found = change?.class ?? 'text';
  const words = [...(change?.words ?? []), ...environmentWords(before, after, found)];
  const { answers, queries } = compareTargets(before, after, diagnostics);
  if (found === 'none' && words.length === 0 && answers.length === 0 && queries.length === 0)
    return undefined;
  return {
    id: after.document.id.value,
    rule: after.document.stem,
    title: after.document.title.value,
    change: 'changed',
    versions: { before: before.document.version, after: after.document.version },
    class: found,
    words,
    answers,
    queries,
  };
}

/** What the environment alone changed. */
function environmentWords(before: RuleSide, after: RuleSide, found: ChangeClass): readonly string[] {
  const lowered = [before, after].map(
    ({ document, state }) => lowerForEnvironment(document, state.content, state.environment).value,
  );
  const [was, is] = lowered;
  if (was === undefined || is === undefined || found === 'logic') return [];
  const params = paramsHash(was) === paramsHash(is) ? [] : ['The environment gives its params other values.'];
  if (params.length > 0 || meaningOf(was.condition).sha256 === meaningOf(is.condition).sha256) return params;
  return found === 'tuning' ? [] : ['A list that it reads holds other entries in this environment.'];
}

function compareTargets(before: RuleSide, after: RuleSide, diagnostics: Diagnostic[]) {
  const answers: { target: TargetName; before: string; after: string }[] = [];
  const queries: { target: TargetName; diff: string }[] = [];
  const compiled = ({ document, state }: RuleSide) =>
    compileRule(document, state.content, { environment: state.environment, targets: TARGET_NAMES });
  const [was, is] = [compiled(before), compiled(after)];
  append(diagnostics, is.diagnostics);
  for (const target of TARGET_NAMES) {
    const [one, other] = [was, is].map(({ value }) => value?.find((made) => made.target === target));
    const said = [answerOf(one), answerOf(other)] as const;
    if (said[0] !== said[1]) answers.push({ target, before: said[0], after: said[1] });
    const texts = [printed(one, before.state), printed(other, after.state)] as const;
    const name = `${after.document.stem} on ${target}`;
    const diff = unifiedDiff(`before: ${name}`, texts[0], `after: ${name}`, texts[1]);
    if (diff !== '') queries.push({ target, diff });
  }
  return { answers, queries };
}

function answerOf(one: CompiledRule | undefined): string {
  if (one === undefined) return 'not compiled';
  const { answer } = one.compiled;
  if (answer.kind === 'approximate') return answer.direction;
  return answer.kind === 'exact-given'
    ? `exact given ${answer.assumptions.map(({ name }) => name).join(', ')}`
    : answer.kind;
}

/** Without the hashes that its head states: they change with what they are of, which is shown. */
function printed(one: CompiledRule | undefined, { templates }: State): string {
  const text = (one && renderQuery(one, templates).value) ?? '';
  return text.replace(/\b[0-9a-f]{64}\b/g, '(SHA-256)');
}

function listChanges(before: State, after: State): readonly ListChange[] {
  const [was, is] = [before, after].map(({ content, environment }) =>
    effectiveLists(content.lists, environment),
  );
  const names = new Set([...(was?.keys() ?? []), ...(is?.keys() ?? [])]);
  const byKey = (entries: readonly ListEntry[] = []) =>
    new Map(entries.map((entry) => [JSON.stringify(entry.values), entry]));
  return [...names].sort().flatMap((list) => {
    const [old, now] = [byKey(was?.get(list)?.entries), byKey(is?.get(list)?.entries)];
    const added = [...now].flatMap(([key, entry]) => (old.has(key) ? [] : [entry]));
    const removed = [...old].flatMap(([key, entry]) => (now.has(key) ? [] : [entry]));
    return added.length === 0 && removed.length === 0 ? [] : [{ list, added, removed }];
  });
}
