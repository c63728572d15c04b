/**
 * The rules of an app: a stanza of savedsearches.conf and a filter macro for each.
 *
 * Owns: what the templates are given for a rule. Must not: judge names (app/faults.ts) or print a search (query.ts).
 */
import type { EnvironmentDocument } from '../../../content/document.ts';
import type { PackedRule } from '../../shared/package.ts';
import { type Provenance, provenanceOf } from '../../shared/provenance.ts';
import { type ConfSetting, type ConfValue, confComment, confValue, settingsOf } from '../conf.ts';
import type { SplLookup } from '../lookup-file.ts';
import { lookupsOf } from '../lookups.ts';
import type { SplProfile } from '../profiles.ts';
import { printAppSearch } from '../query.ts';
import { type AppId, filterMacro, type MacroName, macroCall, sourceMacro } from './names.ts';

export interface AppRule {
  readonly packed: PackedRule;
  /** The values of the stanza, and of the comment above it. */
  readonly stanza: {
    readonly title: ConfValue;
    readonly id: ConfValue;
    readonly version: ConfValue;
    readonly environment: ConfValue;
    readonly profile: ConfValue;
    readonly provenance: Provenance;
    readonly assumptions: readonly { readonly name: ConfValue; readonly text: ConfValue }[];
    readonly settings: readonly ConfSetting[];
  };
  readonly filter: { readonly name: MacroName; readonly description: ConfValue };
  readonly lookups: readonly SplLookup[];
}

/**
 * `auto` lets the scheduler start a search a little later when many are due, and the skew spreads their starts over the
 * period, by the same amount at each run (savedsearches.conf.spec).
 */
const SPREAD = { schedule_window: 'auto', allow_skew: '100%' };

/** A rule that the target can say. */
export function appRule(
  packed: PackedRule,
  id: AppId,
  environment: EnvironmentDocument,
  profile: SplProfile,
): AppRule {
  const { rule, compiled } = packed;
  const { title, id: ruleId, version, stem } = rule.document;
  const filter = filterMacro(id, stem);
  const macros = { source: macroCall(sourceMacro(id)), filter: macroCall(filter) };
  const line = printAppSearch(rule, macros, profile.reader);
  const assumptions = 'assumptions' in compiled.answer ? compiled.answer.assumptions : [];
  return {
    packed,
    stanza: {
      title: confValue(title.value),
      id: confComment(ruleId.value),
      version: confComment(version),
      environment: confComment(environment.name),
      profile: confComment(profile.name),
      provenance: provenanceOf(rule),
      assumptions: assumptions.map(({ name, text }) => ({
        name: confComment(name),
        text: confComment(text),
      })),
      settings: settingsOf(rule, line, SPREAD),
    },
    filter: {
      name: filter,
      description: confValue(
        `Leaves results out of the rule "${title.value}": copy it to local/macros.conf, and write there.`,
      ),
    },
    lookups: lookupsOf(rule),
  };
}
