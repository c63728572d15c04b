/**
 * What the Splunk target answers for a rule, before anything is printed.
 *
 * Owns: the profile and the settings that a search needs, and the reasons against it. Must not: print.
 *
 * No answer is plain `exact`: nothing here has been run on a Splunk, so each rests at least on the canary searches.
 */
import { diagnose } from '../../base/catalogue.ts';
import type { Diagnostic } from '../../base/diagnostic.ts';
import { fail, type Result, succeed } from '../../base/result.ts';
import { didYouMean } from '../../base/suggest.ts';
import type { EnvironmentDocument } from '../../content/document.ts';
import type { RuleIr } from '../../ir/rule.ts';
import type { FieldRef } from '../../language/operands.ts';
import { assumptions } from '../shared/assumptions.ts';
import type { Answer, Reason } from '../shared/target.ts';
import { type SplTerm, searchSetting } from './literals.ts';
import { PROFILES, type SplProfile } from './profiles.ts';
import { reasonsAgainst } from './support.ts';

export interface Judged {
  readonly answer: Extract<Answer, { kind: 'exact-given' | 'unsupported' }>;
  readonly profile: SplProfile;
  /** What selects the records: index and source type. */
  readonly base: readonly SplTerm[];
}

/** What a search reads of a rule, or of a question that is none. */
interface Asked extends Pick<RuleIr, 'condition'> {
  readonly alert: Pick<RuleIr['alert'], 'title' | 'groupBy'>;
}

/** `wanted` overrides the environment's profile. Errors are faults of the environment. */
export function judge(rule: Asked, environment: EnvironmentDocument, wanted?: string): Result<Judged> {
  const name = wanted ?? environment.spl.profile;
  const profile = PROFILES.find((candidate) => candidate.name === name);
  if (profile === undefined) return fail([unknownProfile(name, environment)]);
  const { index, sourcetype } = environment.spl;
  const settings = Object.entries({ index, sourcetype }).map(([setting, value]) => ({
    term: searchSetting(setting as 'index' | 'sourcetype', value),
    setting,
    value,
  }));
  const base = settings.flatMap(({ term }) => term ?? []);
  const faults = settings.flatMap(({ term, setting, value }) =>
    term === undefined ? [diagnose('target/spl-setting', environment.span, { setting, value })] : [],
  );
  if (faults.length > 0) return fail(faults);
  const reasons = [...reasonsAgainst(rule.condition, profile.judge), ...columnReasons(rule, profile)];
  if (reasons.length > 0) return succeed({ answer: { kind: 'unsupported', reasons }, profile, base });
  const given = assumptions(profile.assumed(rule.condition));
  return succeed({ answer: { kind: 'exact-given', assumptions: given }, profile, base });
}

/** Fields that only title and groups read; those of the condition are judged with it. */
function columnReasons(rule: Asked, { columnWhys }: SplProfile): readonly Reason[] {
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
