/**
 * What the files of Athena stacks are put before: the linter of CloudFormation, the documented arguments of Terraform's
 * provider, and Terraform itself.
 *
 * Owns: which stacks are checked. Must not: know how a checker is asked.
 */
import { assemble } from '../../../src/assemble.ts';
import { templateSource } from '../../../src/bundle/templates.ts';
import type { Content } from '../../../src/content/document.ts';
import { sampleInput, sampleRule, stackFiles } from '../../targets/athena/stack-sample.ts';
import type { Check, Finding } from '../check.ts';
import { EngineMissing } from '../executor.ts';
import { documentedFaults } from '../terraform/documented.ts';
import { type Stack, terraformChecks } from '../terraform/validate.ts';
import { cfnLintChecks } from './lint.ts';

/** `isNeeded`: that a checker is missing is a finding, not a remark. */
export async function stackFileChecks(
  content: Content,
  report: (what: string) => void,
  isNeeded: boolean,
): Promise<readonly Check[]> {
  const sample = { name: 'two sample rules', files: stackFiles(sampleInput()) };
  const stacks = [sample, shipped(content), several()];
  return [
    ...(await linted(stacks, report, isNeeded)),
    documentedCheck(stacks),
    ...(await onTerraform(stacks)),
  ];
}

/** Asked only where somebody says where the provider is: it is 700 MB, and no package index has it. */
async function onTerraform(stacks: readonly Stack[]): Promise<readonly Check[]> {
  if (process.env.TRAILC_TERRAFORM_PLUGINS === undefined) return [];
  const checks = await terraformChecks(stacks);
  return typeof checks === 'string' ? [missing('Terraform with its AWS provider', checks, true)] : checks;
}

async function linted(
  stacks: readonly Stack[],
  report: (what: string) => void,
  isNeeded: boolean,
): Promise<readonly Check[]> {
  try {
    return await cfnLintChecks(stacks, report);
  } catch (error) {
    if (!(error instanceof EngineMissing)) throw error;
    return [missing('cfn-lint', error.message, isNeeded)];
  }
}

function missing(name: string, why: string, isNeeded: boolean): Check {
  const findings = isNeeded ? [{ name, ok: false, detail: why }] : [];
  return { name: `the files of Athena stacks pass ${name}`, by: name, findings, notes: [`Not run: ${why}`] };
}

/** The rules that trailc ships, in their environment, as a bundle has them. */
function shipped({ config, ...content }: Content): Stack {
  const [environment] = config.environments;
  if (environment === undefined) throw new Error('no environment');
  const { value, diagnostics } = assemble(
    { config, ...content },
    { environment, build: { trailc: '0.0.0', commit: '' }, templates: templateSource(config) },
  );
  if (value === undefined) throw new Error(diagnostics.map(({ what }) => what).join('\n'));
  const prefix = 'athena/stack/';
  const files = value.plan.files
    .filter(({ path }) => path.startsWith(prefix))
    .map(({ path, content: text }) => [path.slice(prefix.length), String(text)] as const);
  return { name: `shipped rules in ${environment.name}`, files: new Map(files) };
}

/** So many that one template does not hold them. */
function several(): Stack {
  const rules = Array.from({ length: 152 }, (_, at) => sampleRule(`rule-${at}x`));
  return { name: '152 rules', files: stackFiles(sampleInput({ rules })) };
}

function documentedCheck(stacks: readonly Stack[]): Check {
  const findings = stacks.map(({ name, files }): Finding => {
    const faults = documentedFaults(files.get('stack.tf.json') ?? '{}');
    return { name, ok: faults.length === 0, ...(faults.length === 0 ? {} : { detail: faults.join('; ') }) };
  });
  return {
    name: 'every Terraform stack uses documented arguments alone, and all that are required',
    by: 'test/lane/terraform/arguments.ts',
    findings,
  };
}
