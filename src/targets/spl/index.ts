/**
 * The Splunk target: a search and a stanza of savedsearches.conf for each rule, and a lookup for each long list.
 *
 * Owns: from a rule and an environment to answer, condition and artefacts. Must not: write files or render templates.
 *
 * No answer is plain `exact`: nothing here has been run on a Splunk, so each rests at least on the canary searches.
 */
import { fail, type Result, succeed } from '../../base/result.ts';
import type { EnvironmentDocument } from '../../content/document.ts';
import type { RuleIr } from '../../ir/rule.ts';
import { PROOFS } from '../shared/proof.ts';
import { provenanceOf } from '../shared/provenance.ts';
import type { Compiled, Target } from '../shared/target.ts';
import { judge } from './answer.ts';
import { confComment, settingsOf, stanzaName } from './conf.ts';
import { lookupFile, lookupsOf } from './lookups.ts';
import { PROFILES } from './profiles.ts';
import { printQuery } from './query.ts';

export const splTarget: Target = {
  name: 'spl',
  folder: 'splunk',
  profiles: PROFILES.map(({ name, description }) => ({ name, description })),
  proof: PROOFS.spl,
  compile,
};

function compile(rule: RuleIr, environment: EnvironmentDocument, wanted?: string): Result<Compiled> {
  const { value: judged, diagnostics } = judge(rule, environment, wanted);
  if (judged === undefined) return fail(diagnostics);
  const { answer, profile, base } = judged;
  if (answer.kind !== 'exact-given') return succeed({ answer, artefacts: [] });
  const query = printQuery(rule, base, profile.reader);
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
      ...lookups.map((lookup) => lookupFile(lookup, `lookups/${lookup.name}.csv`)),
    ],
  });
}
