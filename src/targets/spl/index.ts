/**
 * The Splunk target: a search and a stanza of savedsearches.conf for each rule, and a lookup for each long list.
 *
 * Owns: from a rule and an environment to answer, condition and artefacts. Must not: write files or render templates.
 *
 * No answer is plain `exact`: nothing here has been run on a Splunk, so each rests at least on the canary searches.
 */
import { diagnose } from '../../base/catalogue.ts';
import type { Diagnostic } from '../../base/diagnostic.ts';
import { fail, type Result, succeed } from '../../base/result.ts';
import { didYouMean } from '../../base/suggest.ts';
import type { EnvironmentDocument } from '../../content/document.ts';
import { predicatesOf } from '../../ir/expression.ts';
import type { RuleIr } from '../../ir/rule.ts';
import type { FieldRef } from '../../language/operands.ts';
import { assumptions } from '../shared/assumptions.ts';
import { PROOFS } from '../shared/proof.ts';
import { provenanceOf } from '../shared/provenance.ts';
import type { Answer, Artefact, Compiled, Reason, Target } from '../shared/target.ts';
import { confComment, settingsOf, stanzaName } from './conf.ts';
import { type SplTerm, searchSetting } from './literals.ts';
import { lookupOf, needsLookup, type SplLookup } from './lookup-file.ts';
import { separatorOf } from './membership.ts';
import { pack } from './pack.ts';
import { PROFILES, type SplProfile } from './profiles.ts';
import { printQuery } from './query.ts';
import { reasonsAgainst } from './support.ts';

export const splTarget: Target = {
  name: 'spl',
  folder: 'splunk',
  profiles: PROFILES.map(({ name, description }) => ({ name, description })),
  proof: PROOFS.spl,
  compile,
  pack,
};

function compile(rule: RuleIr, environment: EnvironmentDocument, wanted?: string): Result<Compiled> {
  const name = wanted ?? environment.spl.profile;
  const profile = PROFILES.find((candidate) => candidate.name === name);
  if (profile === undefined) return fail([unknownProfile(name, environment)]);
  const { index, sourcetype } = environment.spl;
  const base = [searchSetting('index', index), searchSetting('sourcetype', sourcetype)];
  const faults = [
    ...(base[0] === undefined ? [settingFault('index', index, environment)] : []),
    ...(base[1] === undefined ? [settingFault('sourcetype', sourcetype, environment)] : []),
  ];
  if (faults.length > 0) return fail(faults);

  const reasons = [...reasonsAgainst(rule.condition, profile.judge), ...columnReasons(rule, profile)];
  if (reasons.length > 0) return succeed({ answer: { kind: 'unsupported', reasons }, artefacts: [] });
  const terms = base.filter((term): term is SplTerm => term !== undefined);
  const query = printQuery(rule, terms, profile.reader);
  const answer: Answer = { kind: 'exact-given', assumptions: assumptions(profile.assumed(rule.condition)) };
  const { stem, title, id, version } = rule.document;
  const lookups = lookupsOf(rule);
  const stanza = {
    title: confComment(title.value),
    id: confComment(id.value),
    version: confComment(version),
    environment: confComment(environment.name),
    profile: confComment(profile.name),
    provenance: provenanceOf(rule),
    assumptions: answer.assumptions.map(({ name, text }) => ({
      name: confComment(name),
      text: confComment(text),
    })),
    stanza: stanzaName(title.value),
    settings: settingsOf(rule, query.line),
    lookups: lookups.map((lookup) => ({ name: lookup.name, file: `${lookup.name}.csv` })),
  };
  return succeed({
    answer,
    condition: query.condition,
    artefacts: [
      {
        path: `searches/${stem}.spl`,
        template: 'spl/query.spl.hbs',
        // Both forms of the same search, for whoever writes a template of their own.
        view: { query: query.text, line: query.line },
      },
      { path: `snippets/${stem}.conf`, template: 'spl/savedsearches.conf.hbs', view: stanza },
      ...lookups.map(lookupFile),
    ],
  });
}

/** The lookups that the condition needs, each once. */
function lookupsOf(rule: RuleIr): readonly SplLookup[] {
  const found = new Map<string, SplLookup>();
  for (const predicate of predicatesOf(rule.condition)) {
    if (predicate.operator !== 'inList' || !needsLookup(predicate)) continue;
    const separator = separatorOf(predicate);
    if (separator === undefined) continue;
    const lookup = lookupOf(predicate, separator);
    found.set(lookup.name, lookup);
  }
  return [...found.values()];
}

/** Rules that use a list alike write the same file, which then stands in the bundle once. */
function lookupFile({ name, rows }: SplLookup): Artefact {
  return { path: `lookups/${name}.csv`, template: 'spl/lookup.csv.hbs', view: { rows } };
}

/** Fields that only title and groups read; those of the condition are judged with it. */
function columnReasons(rule: RuleIr, { columnWhys }: SplProfile): readonly Reason[] {
  const titled = rule.alert.title.filter((part): part is FieldRef => part.kind === 'field');
  return [...titled, ...rule.alert.groupBy].flatMap((field) =>
    columnWhys(field).map((why) => ({
      span: field.span,
      clause: JSON.stringify(field.spelled).slice(1, -1),
      why,
    })),
  );
}

function unknownProfile(profile: string, environment: EnvironmentDocument): Diagnostic {
  const known = PROFILES.map(({ name }) => name);
  const args = { target: 'spl', profile, known: known.join(', '), suggestion: didYouMean(profile, known) };
  return diagnose('compile/unknown-profile', environment.span, args);
}

function settingFault(setting: string, value: string, environment: EnvironmentDocument): Diagnostic {
  return diagnose('target/spl-setting', environment.span, { setting, value });
}
