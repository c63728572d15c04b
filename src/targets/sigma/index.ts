/**
 * The Sigma target: one rule file for each rule. The package around them is made by pack.ts.
 *
 * Owns: from a rule and an environment to answer, condition and artefact. Must not: write files or render templates.
 */
import { diagnose } from '../../base/catalogue.ts';
import { fail, type Result, succeed } from '../../base/result.ts';
import { didYouMean } from '../../base/suggest.ts';
import type { EnvironmentDocument } from '../../content/document.ts';
import type { RuleIr } from '../../ir/rule.ts';
import { PROOFS } from '../shared/proof.ts';
import { provenanceOf } from '../shared/provenance.ts';
import type { Artefact, Compiled, Target } from '../shared/target.ts';
import { answerFor } from './answer.ts';
import { viewOf } from './document.ts';
import { fileNameOf } from './file-name.ts';
import { detectionOf } from './selections.ts';

const PROFILES = [
  {
    name: 'sigma-2.1',
    description:
      'Sigma specification 2.1.0, logsource aws/cloudtrail, fields by their dotted names as in SigmaHQ.',
  },
] as const;

export const sigmaTarget: Target = {
  name: 'sigma',
  folder: 'sigma',
  profiles: PROFILES,
  proof: PROOFS.sigma,
  compile,
};

function compile(rule: RuleIr, environment: EnvironmentDocument, wanted?: string): Result<Compiled> {
  const profile = wanted ?? environment.sigma.profile;
  if (!PROFILES.some(({ name }) => name === profile)) {
    const known = PROFILES.map(({ name }) => name);
    const args = {
      target: 'sigma',
      profile,
      known: known.join(', '),
      suggestion: didYouMean(profile, known),
    };
    return fail([diagnose('compile/unknown-profile', environment.span, args)]);
  }
  const { answer, translation } = answerFor(rule);
  if (answer.kind === 'unsupported') return succeed({ answer, artefacts: [] });
  const detection = detectionOf(translation.tree);
  const artefact: Artefact = {
    path: `rules/cloud/aws/cloudtrail/${fileNameOf(rule.document.stem)}`,
    template: 'sigma/rule.yml.hbs',
    view: { ...viewOf(rule, profile, answer, detection), provenance: provenanceOf(rule) },
  };
  return succeed({ answer, condition: detection.condition, artefacts: [artefact] });
}
