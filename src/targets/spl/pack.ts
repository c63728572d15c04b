/**
 * What a bundle holds for Splunk beside the files of single rules.
 *
 * Owns: that it is one app. Must not: render or archive it.
 */
import { type Result, succeed } from '../../base/result.ts';
import { NO_PACKAGE, type Package, type PackInput } from '../shared/package.ts';
import { packApp } from './app/app.ts';
import { PROFILES } from './profiles.ts';

/** The app of the environment. A profile that there is not has been refused with each rule. */
export function pack(input: PackInput): Result<Package> {
  const profile = PROFILES.find(({ name }) => name === input.profile);
  return profile === undefined ? succeed(NO_PACKAGE) : packApp(input, profile);
}
