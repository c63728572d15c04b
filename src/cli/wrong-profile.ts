/** How a command ends whose diagnostics hold an error, where it takes `--profile`. */
import type { Diagnostic } from '../base/diagnostic.ts';
import { EXIT } from './io.ts';

/** A profile that --profile names is a wrong argument; one of the environment is a fault of the configuration. */
export function exitOfFaults(found: readonly Diagnostic[], profile: string | undefined): number {
  const isArgument = profile !== undefined && found.some(({ code }) => code === 'compile/unknown-profile');
  return isArgument ? EXIT.usage : EXIT.findings;
}
