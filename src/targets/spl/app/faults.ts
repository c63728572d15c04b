/**
 * What stands in the way of an app.
 *
 * Owns: the limits of names, and which may not stand side by side. Must not: change a name: what people search for in
 * Splunk is the title of the rule.
 */
import { diagnose } from '../../../base/catalogue.ts';
import type { Diagnostic } from '../../../base/diagnostic.ts';
import type { PackInput } from '../../shared/package.ts';
import { confValue } from '../conf.ts';
import { type AppId, sourceMacro } from './names.ts';
import type { AppRule } from './rules.ts';
import { isIndexUnset } from './source.ts';

/**
 * Enterprise Security does not edit a search whose name is longer than 99 characters, and cloning one there writes
 * "Endpoint - " before it and " - Rule" behind it (contentctl, objects/constants.py).
 */
const LONGEST_TITLE = 99 - 'endpoint - '.length - ' - Rule'.length;

/** Splunk documents no limit of a macro's name; longer than this nobody reads one in a search. */
const LONGEST_MACRO = 150;

/** The member with the longest name, `<app>/default/savedsearches.conf`, has 100 bytes in a tar header. */
const LONGEST_APP_ID = 100 - '/default/savedsearches.conf'.length;
/** A lookup, `<app>/lookups/<name>.csv`. */
const longestLookup = (id: AppId) => 100 - `${id}/lookups/.csv`.length;

/** The faults of an app as a whole; what holds for a rule is asked by `ruleFaults`. */
export function appFaults(id: AppId, { environment, bundle }: PackInput): readonly Diagnostic[] {
  if (id.length > LONGEST_APP_ID)
    return [diagnose('splunk-app/id-long', bundle.span, { id, limit: LONGEST_APP_ID })];
  if (!isIndexUnset(environment)) return [];
  const args = { environment: environment.name, macro: sourceMacro(id) };
  return [diagnose('splunk-app/index-unset', environment.span, args)];
}

/** Each at the title of the later rule. */
export function ruleFaults(id: AppId, rules: readonly AppRule[]): readonly Diagnostic[] {
  const titles = new Map<string, AppRule>();
  const macros = new Map<string, AppRule>();
  const lookups = new Map<string, { readonly rule: AppRule; readonly content: string }>();
  return rules.flatMap((rule) => [
    ...titleFaults(rule, titles),
    ...macroFaults(rule, macros),
    ...lookupFaults(id, rule, lookups),
  ]);
}

const fold = (text: string) => text.normalize('NFC').toLowerCase();

function titleFaults(one: AppRule, known: Map<string, AppRule>): readonly Diagnostic[] {
  const { title, stem } = one.packed.rule.document;
  const { value, span } = title;
  const found: Diagnostic[] = [];
  const characters = [...value].length;
  if (characters > LONGEST_TITLE) {
    const args = { title: value, rule: stem, characters, limit: LONGEST_TITLE };
    found.push(diagnose('splunk-app/title-long', span, args));
  }
  const problem = titleProblem(value);
  if (problem !== undefined) {
    found.push(diagnose('splunk-app/title-refused', span, { title: value, rule: stem, problem }));
  }
  const other = known.get(fold(value));
  if (other === undefined) known.set(fold(value), one);
  else {
    const args = { title: value, rule: stem, other: other.packed.rule.document.stem };
    found.push(diagnose('splunk-app/title-collision', span, args));
  }
  return found;
}

/** Why a title cannot be the name of a stanza, to follow "it". */
function titleProblem(title: string): string | undefined {
  if (/[[\]]/.test(title)) return 'holds a square bracket, which ends the name of a stanza';
  if (fold(title) === 'default') return 'is the name of the stanza whose settings hold for all others';
  if (title.endsWith('\\')) return 'ends in a backslash, which takes in the next line';
  if (confValue(title) !== title)
    return 'holds a line break, another character that nobody sees, or blanks at an end';
  return undefined;
}

function macroFaults(one: AppRule, known: Map<string, AppRule>): readonly Diagnostic[] {
  const { title, stem } = one.packed.rule.document;
  const { name } = one.filter;
  if (name.length > LONGEST_MACRO) {
    const args = { macro: name, rule: stem, characters: name.length, limit: LONGEST_MACRO };
    return [diagnose('splunk-app/macro-long', title.span, args)];
  }
  const other = known.get(fold(name));
  known.set(fold(name), other ?? one);
  if (other === undefined) return [];
  const args = { macro: name, rule: stem, other: other.packed.rule.document.stem };
  return [diagnose('splunk-app/macro-collision', title.span, args)];
}

function lookupFaults(
  id: AppId,
  one: AppRule,
  known: Map<string, { readonly rule: AppRule; readonly content: string }>,
): readonly Diagnostic[] {
  const { title, stem } = one.packed.rule.document;
  return one.lookups.flatMap(({ name, rows }) => {
    const limit = longestLookup(id);
    if (name.length > limit) {
      const args = { lookup: name, rule: stem, characters: name.length, limit };
      return [diagnose('splunk-app/lookup-long', title.span, args)];
    }
    const content = `${name}\n${rows.map(({ key, reason }) => `${key},${reason}`).join('\n')}`;
    const other = known.get(fold(name));
    known.set(fold(name), other ?? { rule: one, content });
    if (other === undefined || other.content === content) return [];
    const args = { lookup: name, rule: stem, other: other.rule.packed.rule.document.stem };
    return [diagnose('splunk-app/lookup-collision', title.span, args)];
  });
}
