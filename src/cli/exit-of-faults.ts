/** How a command ends whose diagnostics hold an error. */
import type { Diagnostic } from '../base/diagnostic.ts';
import { EXIT } from './io.ts';

/**
 * Wrong arguments are told apart from faults of what was read: a state to compare with comes from the command line alone; a profile
 * does where `profile` is the one that --profile names, else from an environment.
 */
export function exitOfFaults(found: readonly Diagnostic[], profile?: string): number {
  const isArgument = found.some(
    ({ code }) =>
      code === 'diff/unknown-ref' || (code === 'compile/unknown-profile' && profile !== undefined),
  );
  return isArgument ? EXIT.usage : EXIT.findings;
}
