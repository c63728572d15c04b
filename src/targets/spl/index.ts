/**
 * The Splunk target: a search and a stanza of savedsearches.conf for each rule.
 *
 * Owns: from a rule and an environment to answer, condition and artefacts. Must not: write files or render templates.
 *
 * No answer is plain `exact`: nothing here has been run on a Splunk, so each rests at least on the canary searches.
 */
import { diagnose } from '../../base/catalogue.ts';
import type { Diagnostic } from '../../base/diagnostic.ts';
import { fail, type Result, succeed } from '../../base/result.ts';
import { didYouMean } from '../../base/suggest.ts';
import { pathsOf } from '../../cloudtrail/value.ts';
import type { EnvironmentDocument } from '../../content/document.ts';
import type { RuleIr } from '../../ir/rule.ts';
import type { FieldRef } from '../../language/operands.ts';
import { type AssumptionName, assumptions } from '../shared/assumptions.ts';
import type { Answer, Compiled, Reason, Target } from '../shared/target.ts';
import { confComment, settingsOf, stanzaName } from './conf.ts';
import { isReadable } from './fields.ts';
import { type SplTerm, searchSetting } from './literals.ts';
import { prefilterTerms } from './prefilter.ts';
import { printQuery } from './query.ts';
import { reasonsAgainst } from './support.ts';

const PROFILES = [
  {
    name: 'raw',
    description:
      'Reads every value from _raw by path, whatever Splunk extracted and whatever an add-on wrote over it.',
  },
] as const;

export const splTarget: Target = { name: 'spl', folder: 'splunk', profiles: PROFILES, compile };

function compile(rule: RuleIr, environment: EnvironmentDocument, wanted?: string): Result<Compiled> {
  const profile = wanted ?? environment.spl.profile;
  if (!PROFILES.some(({ name }) => name === profile)) return fail([unknownProfile(profile, environment)]);
  const { index, sourcetype } = environment.spl;
  const base = [searchSetting('index', index), searchSetting('sourcetype', sourcetype)];
  const faults = [
    ...(base[0] === undefined ? [settingFault('index', index, environment)] : []),
    ...(base[1] === undefined ? [settingFault('sourcetype', sourcetype, environment)] : []),
  ];
  if (faults.length > 0) return fail(faults);

  const reasons = [...reasonsAgainst(rule.condition), ...columnReasons(rule)];
  if (reasons.length > 0) return succeed({ answer: { kind: 'unsupported', reasons }, artefacts: [] });
  const terms = base.filter((term): term is SplTerm => term !== undefined);
  const query = printQuery(rule, terms);
  const answer: Answer = { kind: 'exact-given', assumptions: assumptions(assumed(rule)) };
  const { stem, title, id, version } = rule.document;
  const stanza = {
    title: confComment(title.value),
    id: confComment(id.value),
    version: confComment(version),
    environment: confComment(environment.name),
    profile: confComment(profile),
    assumptions: answer.assumptions.map(({ name, text }) => ({
      name: confComment(name),
      text: confComment(text),
    })),
    stanza: stanzaName(title.value),
    settings: settingsOf(rule, query.line),
  };
  return succeed({
    answer,
    condition: query.condition,
    artefacts: [
      { path: `${stem}.spl`, template: 'spl/query.spl.hbs', view: { query: query.text } },
      { path: `${stem}.conf`, template: 'spl/savedsearches.conf.hbs', view: stanza },
    ],
  });
}

function assumed(rule: RuleIr): readonly AssumptionName[] {
  const terms = prefilterTerms(rule.condition);
  return ['splunk-canary', 'no-twin-key', ...(terms.length > 0 ? (['ascii-unescaped'] as const) : [])];
}

/** Fields that only title and groups read; those of the condition are judged with it. */
function columnReasons(rule: RuleIr): readonly Reason[] {
  const titled = rule.alert.title.filter((part): part is FieldRef => part.kind === 'field');
  return [...titled, ...rule.alert.groupBy]
    .filter(({ definition }) => !pathsOf(definition.value).every(isReadable))
    .map(({ span, spelled }) => ({
      span,
      clause: JSON.stringify(spelled).slice(1, -1),
      why: 'A key of the path holds a control character, a $ or a backtick, which Splunk would not take literally.',
    }));
}

function unknownProfile(profile: string, environment: EnvironmentDocument): Diagnostic {
  const known = PROFILES.map(({ name }) => name);
  const args = { target: 'spl', profile, known: known.join(', '), suggestion: didYouMean(profile, known) };
  return diagnose('compile/unknown-profile', environment.span, args);
}

function settingFault(setting: string, value: string, environment: EnvironmentDocument): Diagnostic {
  return diagnose('target/spl-setting', environment.span, { setting, value });
}
