/**
 * The Athena target: one SQL file a rule.
 *
 * Owns: from a rule and an environment to answer, condition and artefact. Must not: write files or render templates.
 */
import { diagnose } from '../../base/catalogue.ts';
import type { Diagnostic } from '../../base/diagnostic.ts';
import { fail, type Result, succeed } from '../../base/result.ts';
import type { EnvironmentDocument } from '../../content/document.ts';
import type { RuleIr } from '../../ir/rule.ts';
import { PROOFS } from '../shared/proof.ts';
import { provenanceOf } from '../shared/provenance.ts';
import type { Answer, Compiled, Target } from '../shared/target.ts';
import { answerFor, fieldProblem } from './answer.ts';
import { conditionOf } from './condition.ts';
import { headOf } from './head.ts';
import { HEAD, LONGEST_QUERY } from './limits.ts';
import { PROFILES, type Profile } from './profiles.ts';
import { queryOf } from './query.ts';
import { profileOf } from './settings.ts';
import type { Sql } from './sql.ts';

export { HEAD, LONGEST_QUERY };

export const athenaTarget: Target = {
  name: 'athena',
  folder: 'athena',
  profiles: PROFILES.map(({ name, description }) => ({ name, description })),
  proof: PROOFS.athena,
  compile,
};

function compile(rule: RuleIr, environment: EnvironmentDocument, wanted?: string): Result<Compiled> {
  const { value: profile, diagnostics } = profileOf(environment, wanted);
  if (profile === undefined) return fail(diagnostics);

  const answer = answerFor(rule, profile);
  if (answer.kind === 'unsupported') return succeed({ answer, artefacts: [] });
  const condition = conditionOf(rule.condition, profile);
  const query = queryOf(rule, condition, environment.athena, profile);
  const tooLong = lengthReason(rule, query);
  if (tooLong !== undefined) return succeed({ answer: tooLong, artefacts: [] });

  const artefact = {
    path: `queries/${rule.document.stem}.sql`,
    template: 'athena/rule.sql.hbs',
    view: { ...headOf(rule, provenanceOf(rule), environment, profile, answer), query },
  };
  return succeed({ answer, condition, artefacts: [artefact] }, titleWarnings(rule, profile));
}

function lengthReason(rule: RuleIr, query: Sql): Answer | undefined {
  const bytes = Buffer.byteLength(query, 'utf8');
  if (bytes + HEAD <= LONGEST_QUERY) return undefined;
  const why = `The query would have ${bytes} bytes, and Athena takes ${LONGEST_QUERY} with its comments: shorten the lists that the rule reads, or split the rule.`;
  return { kind: 'unsupported', reasons: [{ span: rule.document.match.span, clause: 'match', why }] };
}

/** A title is no part of the meaning: a field that the table lacks is shown as absent, and that is said. */
function titleWarnings(rule: RuleIr, profile: Profile): readonly Diagnostic[] {
  return rule.alert.title.flatMap((part) => {
    if (part.kind === 'text') return [];
    const problem = fieldProblem(part, { profile });
    if (problem === undefined) return [];
    const args = { field: part.spelled, profile: profile.name, problem };
    return [diagnose('target/athena-title-field', part.span, args)];
  });
}
