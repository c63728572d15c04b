/**
 * Environments and what holds in one, for people and as JSON (schema version 1; docs/formats.md has the shapes).
 *
 * Owns: their layout. Must not: find anything out (content/environment-view.ts does).
 */
import { positionAt, type Span } from '../../base/source.ts';
import type { ConfigDocument, EnvironmentValue, Written } from '../../content/document.ts';
import type {
  EnvironmentView,
  ListChangeView,
  ParamView,
  SettingView,
} from '../../content/environment-view.ts';
import { shownPlace } from '../../content/shown-place.ts';
import type { Io } from '../io.ts';
import { printJson } from './json.ts';
import { renderTable } from './table.ts';
import { escapeForTerminal, paintFor } from './terminal.ts';

/** A value of a param as YAML would have it. */
export const shownValue = ({ values, asList }: Pick<EnvironmentValue, 'values' | 'asList'>): string =>
  asList ? `[${values.map((text) => JSON.stringify(text)).join(', ')}]` : (values[0] ?? '');

/** A value of a param in JSON: a text, or a list of texts. */
export const jsonValue = (value: Pick<EnvironmentValue, 'values' | 'asList'> | undefined) =>
  value === undefined ? null : value.asList ? value.values : (value.values[0] ?? null);

export function renderEnvironments(
  config: ConfigDocument,
  views: readonly EnvironmentView[],
  io: Io,
): string {
  const rows = views.map((view) => [
    view.name,
    view.extends.join(', '),
    view.abstract ? 'abstract' : view.name === config.defaultEnvironment ? 'default' : '',
    view.description ?? '',
  ]);
  const head = ['environment', 'extends', '', 'description'];
  return renderTable({ head, rows }, { width: io.width, color: io.color.out });
}

export function environmentsAsJson(config: ConfigDocument, views: readonly EnvironmentView[]): string {
  const environments = views.map((view) => ({
    name: view.name,
    extends: view.extends,
    abstract: view.abstract,
    default: view.name === config.defaultEnvironment,
    description: view.description ?? null,
    ...place(view.span),
  }));
  return printJson({ schemaVersion: 1, environments });
}

/** `why` adds where each value was written and what it overrides. */
export function renderEnvironment(view: EnvironmentView, why: boolean, io: Io): string {
  const paint = paintFor(io.color.out);
  const table = (head: readonly string[], rows: readonly (readonly string[])[]) =>
    renderTable({ head, rows }, { width: io.width, color: io.color.out });
  const section = (title: string, body: string) => `\n${paint.bold(title)}\n${body}`;
  const abstract = view.abstract ? ' (abstract)' : '';
  const parents = view.extends.length === 0 ? '' : ` extends ${view.extends.join(', ')}`;
  const reasons = why ? ['from', 'instead of'] : [];
  const params = view.params.map((param) => [
    param.name,
    param.written[0] === undefined ? '(no value)' : shownValue(param.written[0].value),
    ...(why ? [originOf(param.written), overridden(param.written.map(shownWritten))] : []),
    usersOf(param, view.name),
  ]);
  const settings = view.settings.map((setting) => [
    setting.name,
    setting.value ?? '(not set)',
    ...(why ? [settingOrigin(setting), overridden(setting.written)] : []),
  ]);
  const lists = view.lists.flatMap(({ list, entries, changes }) =>
    changes.map((change, at) => [
      at === 0 ? `${list} (${entries === undefined ? 'no such list' : counted(entries)})` : '',
      `${change.change === 'add' ? '+' : '-'} ${change.values.join(', ')}`,
      change.reason,
      ...(why ? [`${change.environment} ${shownPlace(change.span)}`] : []),
    ]),
  );
  return [
    `${paint.bold(view.name)}${abstract}${parents}  ${paint.dim(escapeForTerminal(shownPlace(view.span)))}\n`,
    view.description === undefined ? '' : `${escapeForTerminal(view.description.trim())}\n`,
    section(
      'params',
      params.length === 0 ? 'none\n' : table(['param', 'value', ...reasons, 'used by'], params),
    ),
    section('settings', table(['setting', 'value', ...reasons], settings)),
    section(
      'changes to lists',
      lists.length === 0 ? 'none\n' : table(['list', 'change', 'reason', ...reasons.slice(0, 1)], lists),
    ),
  ].join('');
}

/** A value that is the rule's own example was perhaps forgotten; in the environment of examples it is meant. */
function usersOf({ rules, asInExampleOf }: ParamView, environment: string): string {
  if (rules.length === 0) return 'no rule';
  const marked = environment === 'example' ? [] : asInExampleOf;
  return rules.map((rule) => (marked.includes(rule) ? `${rule} (its example)` : rule)).join(', ');
}

const originOf = ([nearest]: readonly Pick<Written<unknown>, 'environment' | 'span'>[]) =>
  nearest === undefined ? '' : `${nearest.environment} ${shownPlace(nearest.span)}`;

const settingOrigin = (setting: SettingView) =>
  setting.written.length === 0 ? (setting.value === undefined ? '' : 'default') : originOf(setting.written);

const shownWritten = ({ value, ...rest }: Written<EnvironmentValue>): Written<string> => ({
  ...rest,
  value: shownValue(value),
});

const overridden = ([, ...others]: readonly Written<string>[]) =>
  others.map(({ environment, value, span }) => `${value} of ${environment} ${shownPlace(span)}`).join('; ');

export function environmentAsJson(view: EnvironmentView): string {
  return printJson({
    schemaVersion: 1,
    environment: view.name,
    description: view.description ?? null,
    abstract: view.abstract,
    extends: view.extends,
    params: view.params.map(({ name, written, rules, asInExampleOf }) => ({
      name,
      value: jsonValue(written[0]?.value),
      rules,
      asInExampleOf,
      ...origins(written.map(({ value, ...rest }) => ({ ...rest, value: jsonValue(value) }))),
    })),
    settings: view.settings.map(({ name, value, written }) => ({
      name,
      value: value ?? null,
      ...origins(written),
    })),
    lists: view.lists.map(({ list, entries, changes }) => ({
      list,
      entries: entries ?? null,
      changes: changes.map(changeAsJson),
    })),
  });
}

function origins([nearest, ...others]: readonly Written<unknown>[]) {
  return {
    origin: nearest === undefined ? null : { environment: nearest.environment, ...place(nearest.span) },
    overrides: others.map(({ environment, value, span }) => ({ environment, value, ...place(span) })),
  };
}

function changeAsJson({ change, environment, values, reason, owner, ticket, expires, span }: ListChangeView) {
  return {
    change,
    environment,
    values,
    reason,
    owner: owner ?? null,
    ticket: ticket ?? null,
    expires: expires ?? null,
    ...place(span),
  };
}

/** Lines and columns start at 1. */
export function place(span: Span) {
  return { path: span.source.path, ...positionAt(span.source, span.start) };
}

const counted = (count: number) => `${count} ${count === 1 ? 'entry' : 'entries'}`;
