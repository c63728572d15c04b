/**
 * What an app and the things in it are called.
 *
 * Owns: ids and macro names, made of letters, digits and `_`: the search page "doesn't support hyphens in macro names"
 * (Knowledge Manager Manual, "Use search macros in searches"), and an id of these needs no rule of its own (app.conf,
 * `[package] id`: letters, digits, `.` and `_`, no device of Windows, no `.` at the end). Must not: judge a name.
 */
import type { BundleSettings, EnvironmentDocument } from '../../../content/document.ts';
import type { SplMacroCall } from '../query.ts';

declare const context: unique symbol;
/** The id of an app: the name of its folder. */
export type AppId = string & { readonly [context]: 'app-id' };
/** The name of a macro without arguments. */
export type MacroName = string & { readonly [context]: 'macro-name' };

const word = (text: string) => text.replaceAll('-', '_');

/** Names of bundles begin with a letter, and none of them ends in a name of an environment that is a device. */
export function appIdOf(bundle: BundleSettings, environment: EnvironmentDocument): AppId {
  return `${word(bundle.name)}_${word(environment.name)}` as AppId;
}

/** Index and source type of the app's searches. */
export function sourceMacro(id: AppId): MacroName {
  return `${id}_cloudtrail` as MacroName;
}

/** What people leave out of a rule's results. `stem` holds no `_`, so no two rules share one. */
export function filterMacro(id: AppId, stem: string): MacroName {
  return `${id}_${word(stem)}_filter` as MacroName;
}

/**
 * A macro that no file defines, which stands where nobody has named the index. "The search specifies a macro '…' that
 * cannot be found" is what Splunk then says of every search of the app, in place of nothing.
 */
export function unsetMacro(id: AppId): MacroName {
  return `set_index_and_sourcetype_in_macro_${sourceMacro(id)}` as MacroName;
}

export function macroCall(name: MacroName): SplMacroCall {
  return `\`${name}\`` as SplMacroCall;
}
