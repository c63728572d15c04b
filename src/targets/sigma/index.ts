/**
 * The Sigma target: one rule file for each rule.
 *
 * Owns: from a rule and an environment to answer, condition and artefact. Must not: write files or render templates.
 */
import { diagnose } from '../../base/catalogue.ts';
import { fail, type Result, succeed } from '../../base/result.ts';
import { didYouMean } from '../../base/suggest.ts';
import type { EnvironmentDocument } from '../../content/document.ts';
import type { RuleIr } from '../../ir/rule.ts';
import { assumptions } from '../shared/assumptions.ts';
import { PROOFS } from '../shared/proof.ts';
import { provenanceOf } from '../shared/provenance.ts';
import type { Answer, Artefact, Compiled, Target } from '../shared/target.ts';
import { approximated } from './approximate.ts';
import { viewOf } from './document.ts';
import { fileNameOf } from './file-name.ts';
import { pack } from './pack.ts';
import { detectionOf } from './selections.ts';
import { type Translation, translate } from './translate.ts';

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
  pack,
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

/** The answer, and the translation of what will be printed. */
function answerFor(rule: RuleIr): { readonly answer: Answer; readonly translation: Translation } {
  const exact = translate(rule.condition);
  if (exact.reasons.length === 0) {
    return { answer: { kind: 'exact-given', assumptions: assumptionsOf(exact) }, translation: exact };
  }
  const { reasons } = exact;
  const accept = rule.document.targets.sigma?.accept;
  const says =
    accept === undefined || accept === 'unsupported' ? undefined : approximated(rule.condition, accept);
  if (says === undefined || accept === undefined || accept === 'unsupported') {
    return { answer: { kind: 'unsupported', reasons }, translation: exact };
  }
  const near = translate(says);
  const answer: Answer = {
    kind: 'approximate',
    direction: accept,
    reasons,
    assumptions: assumptionsOf(near),
    says,
  };
  return { answer, translation: near };
}

/** Engines flatten arrays, so every comparison rests on there being none. */
function assumptionsOf({ given }: Translation) {
  return assumptions(['no-object-here', ...given]);
}
