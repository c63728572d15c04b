/**
 * The Athena stack as files that create it.
 *
 * Owns: which files it has, and that nothing is written which AWS would refuse. Must not: print SQL, render or write.
 */
import { fail, hasErrors, type Result, succeed } from '../../../base/result.ts';
import type { Artefact } from '../../shared/target.ts';
import { cloudFormationArtefacts, unitsOf } from './cloudformation-templates.ts';
import type { StackInput } from './input.ts';
import { limitFaults } from './limits.ts';
import { machineDefinition } from './machine.ts';
import { planOf } from './plan.ts';
import { terraformArtefacts } from './terraform.ts';

/** CloudFormation, Terraform and the state machine that both use, below `stack/`. Faults name the rule or the view. */
export function stackArtefacts(input: StackInput): Result<readonly Artefact[]> {
  const plan = planOf(input);
  const units = unitsOf(plan);
  const faults = limitFaults(plan, units);
  if (hasErrors(faults)) return fail(faults);
  const machine = machineDefinition({ environment: input.environment, database: input.database });
  return succeed([...cloudFormationArtefacts(plan, units), ...terraformArtefacts(plan, machine)], faults);
}
