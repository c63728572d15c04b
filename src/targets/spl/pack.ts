/**
 * The Splunk app of an environment.
 *
 * Owns: which files it has. Must not: render or archive them.
 */
import { type Result, succeed } from '../../base/result.ts';
import { NO_PACKAGE, type Package, type PackInput } from '../shared/package.ts';

export function pack(_input: PackInput): Result<Package> {
  return succeed(NO_PACKAGE);
}
