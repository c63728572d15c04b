/**
 * What a stack has of one rule.
 *
 * Owns: its scheduled query and its prepared statement as texts, each held against Athena's limit with its comment. Must
 * not: compile a rule that has not been compiled.
 */
import { diagnose } from '../../../base/catalogue.ts';
import { fail, type Result, succeed } from '../../../base/result.ts';
import type { EnvironmentDocument } from '../../../content/document.ts';
import type { PackedRule } from '../../shared/package.ts';
import { provenanceOf } from '../../shared/provenance.ts';
import type { Artefact } from '../../shared/target.ts';
import { headOf, headText } from '../head.ts';
import { LONGEST_QUERY } from '../limits.ts';
import { preparedArtefact, preparedName } from '../prepared.ts';
import type { Profile } from '../profiles.ts';
import { preparedQueryOf, queryOf } from '../query.ts';
import type { Sql } from '../sql.ts';
import type { StackRule } from './input.ts';

export interface PackedStackRule {
  readonly stack: StackRule;
  /** The file with the prepared statement. */
  readonly prepared: Artefact;
}

/** Nothing where the profile cannot say the rule. */
export function stackRule(
  { rule, compiled: { answer, condition: compiled } }: PackedRule,
  environment: EnvironmentDocument,
  profile: Profile,
): Result<PackedStackRule | undefined> {
  if (compiled === undefined) return succeed(undefined);
  // This target has printed it.
  const condition = compiled as Sql;
  const { document, schedule } = rule;
  const provenance = provenanceOf(rule);
  const head = headOf(rule, provenance, environment, profile, answer);
  const comment = headText(head);
  const query = `${comment}${queryOf(rule, condition, environment.athena, profile)}\n`;
  const prepared = preparedQueryOf(rule, condition, environment.athena, profile);
  const size = Math.max(Buffer.byteLength(query), Buffer.byteLength(comment + prepared));
  if (size > LONGEST_QUERY - REST) {
    const args = { rule: document.stem, what: 'statement', size: size + REST, limit: LONGEST_QUERY };
    return fail([diagnose('athena-stack/rule-too-long', document.span, args)]);
  }
  const stack: StackRule = {
    stem: document.stem,
    id: document.id.value,
    version: document.version,
    title: document.title.value,
    description: document.description,
    level: document.level,
    span: document.span,
    namedQuery: query,
    preparedName: preparedName(document.stem),
    prepared,
    every: schedule.every,
    lookback: schedule.lookback,
    provenance,
  };
  return succeed({ stack, prepared: preparedArtefact(document.stem, head, prepared) });
}

/** What the templates add to a comment: what the statement is for, its name twice, and what built it. */
const REST = 1_536;
