/**
 * What an environment says, for people who ask what holds there and why.
 *
 * Owns: putting its values beside the rules that use them and the places they come from. Must not: print.
 */
import type { Span } from '../base/source.ts';
import type {
  Content,
  EnvironmentDocument,
  EnvironmentValue,
  ListEntry,
  RuleDocument,
  SettingName,
  Written,
} from './document.ts';
import { SETTING_NAMES } from './environment.ts';
import { effectiveLists } from './list-overlay.ts';
import { rulesByParam } from './uses.ts';

export interface EnvironmentView {
  readonly name: string;
  readonly span: Span;
  readonly description?: string;
  readonly abstract: boolean;
  /** Names of its ancestors, the nearest first. */
  readonly extends: readonly string[];
  readonly params: readonly ParamView[];
  readonly settings: readonly SettingView[];
  readonly lists: readonly ListChangesView[];
}

export interface ParamView {
  readonly name: string;
  /** The nearest first, each overriding the next; none: a rule wants it and nobody gives it a value. */
  readonly written: readonly Written<EnvironmentValue>[];
  /** Names of the rules that declare it. */
  readonly rules: readonly string[];
  /** Those of them whose example is this very value, which may be chance or may have been forgotten. */
  readonly asInExampleOf: readonly string[];
}

export interface SettingView {
  readonly name: SettingName;
  /** Undefined: not set, and there is no default. */
  readonly value: string | undefined;
  /** The nearest first; none: the value is the default. */
  readonly written: readonly Written<string>[];
}

export interface ListChangesView {
  readonly list: string;
  /** Entries as the list holds here; undefined where there is no such list. */
  readonly entries: number | undefined;
  /** In the order they are made. */
  readonly changes: readonly ListChangeView[];
}

export interface ListChangeView extends Pick<ListEntry, 'reason' | 'owner' | 'ticket'> {
  readonly change: 'add' | 'remove';
  readonly environment: string;
  readonly values: readonly string[];
  readonly expires?: string;
  readonly span: Span;
}

export function environmentView(content: Content, environment: EnvironmentDocument): EnvironmentView {
  const { name, span, description, origins } = environment;
  const bases = content.config.bases ?? [];
  return {
    name,
    span,
    ...(description === undefined ? {} : { description }),
    abstract: bases.some((base) => base.name === name),
    extends: (origins?.chain ?? []).slice(1).map(({ value }) => value),
    params: paramViews(content, environment),
    settings: SETTING_NAMES.map((setting) => ({
      name: setting,
      value: settingOf(environment, setting),
      written: origins?.settings.get(setting) ?? [],
    })),
    lists: listViews(content, environment),
  };
}

/** The environment of that name, or the one that commands use; not one that is only there to be extended. */
export function environmentOf({ config }: Content, name?: string): EnvironmentDocument | undefined {
  const wanted = name ?? config.defaultEnvironment;
  return config.environments.find((environment) => environment.name === wanted);
}

/** The value of a setting by its name. */
export function settingOf(
  { spl, athena, sigma }: EnvironmentDocument,
  name: SettingName,
): string | undefined {
  const values: Readonly<Record<SettingName, string | undefined>> = {
    'spl.profile': spl.profile,
    'spl.index': spl.index,
    'spl.sourcetype': spl.sourcetype,
    'athena.profile': athena.profile,
    'athena.database': athena.database,
    'athena.table': athena.table,
    'athena.location': athena.location,
    'sigma.profile': sigma.profile,
  };
  return values[name];
}

function paramViews(content: Content, { name, params, origins }: EnvironmentDocument): readonly ParamView[] {
  const rules = rulesByParam(content);
  const wanted = [...rules.keys()].filter((param) => !params.has(param));
  return [...params.keys(), ...wanted].map((param) => {
    const users = rules.get(param) ?? [];
    const value = params.get(param);
    const written = origins?.params.get(param) ?? [];
    const fallback = value === undefined ? [] : [{ environment: name, value, span: value.span }];
    return {
      name: param,
      written: written.length === 0 ? fallback : written,
      rules: users.map(({ stem }) => stem),
      asInExampleOf: users.filter((rule) => isExample(rule, param, value)).map(({ stem }) => stem),
    };
  });
}

function isExample(rule: RuleDocument, param: string, value: EnvironmentValue | undefined): boolean {
  const example = rule.params.find(({ name }) => name === param)?.example;
  return value !== undefined && JSON.stringify(example) === JSON.stringify(value.values);
}

function listViews(content: Content, environment: EnvironmentDocument): readonly ListChangesView[] {
  const lists = effectiveLists(content.lists, environment);
  return [...environment.lists].map(([list, overlays]) => ({
    list,
    entries: lists.get(list)?.entries.length,
    changes: overlays.flatMap(({ environment: by, remove, add }) => [
      ...remove.map(({ values, reason, span }) => ({
        change: 'remove' as const,
        environment: by,
        values,
        reason,
        span,
      })),
      ...add.map(({ columns: _, expires, ...entry }) => ({
        ...entry,
        change: 'add' as const,
        environment: by,
        ...(expires === undefined ? {} : { expires: expires.value }),
      })),
    ]),
  }));
}
