/**
 * The Athena settings of an environment, held against what this target has and can print.
 *
 * Owns: finding the profile, and faults of names. Must not: compile.
 */
import { diagnose } from '../../base/catalogue.ts';
import type { Diagnostic } from '../../base/diagnostic.ts';
import { fail, type Result, succeed } from '../../base/result.ts';
import { didYouMean } from '../../base/suggest.ts';
import type { EnvironmentDocument } from '../../content/document.ts';
import { isIdentifier } from './literals.ts';
import { findProfile, PROFILES, type Profile } from './profiles.ts';

/** The profile of an environment, or the one wanted instead; absent where it or a name cannot be used. */
export function profileOf(environment: EnvironmentDocument, wanted?: string): Result<Profile> {
  const name = wanted ?? environment.athena.profile;
  const profile = findProfile(name);
  if (profile === undefined) return fail([unknownProfile(name, environment)]);
  const faults = nameFaults(environment);
  return faults.length > 0 ? fail(faults) : succeed(profile);
}

function unknownProfile(profile: string, environment: EnvironmentDocument): Diagnostic {
  const known = PROFILES.map(({ name }) => name);
  const args = { target: 'athena', profile, known: known.join(', '), suggestion: didYouMean(profile, known) };
  return diagnose('compile/unknown-profile', environment.span, args);
}

function nameFaults(environment: EnvironmentDocument): readonly Diagnostic[] {
  const { database, table } = environment.athena;
  return Object.entries({ database, table }).flatMap(([setting, name]) =>
    isIdentifier(name) ? [] : [diagnose('target/athena-name', environment.span, { setting, name })],
  );
}
