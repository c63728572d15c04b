/**
 * cfn-lint, the linter of CloudFormation's own team: templates against the schemas of AWS's resources, and the definition
 * of a state machine against its schema of the Amazon States Language (rule E3601).
 *
 * Owns: installing it, asking it, and a control that it does look at the state machine. Must not: know where the files come
 * from.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Check, Finding } from '../check.ts';
import { run } from '../sigma/program.ts';
import type { Stack } from '../terraform/validate.ts';
import { venvOf } from '../venv.ts';

const BY = 'cfn-lint 1.58.0';
/** One of each partition, since the schemas differ; large stacks are checked for the first alone, which takes long enough. */
const REGIONS = ['us-east-1', 'us-gov-west-1', 'cn-north-1'];

/** Throws EngineMissing where Python cannot be had. */
export async function cfnLintChecks(
  stacks: readonly Stack[],
  report: (what: string) => void,
): Promise<readonly Check[]> {
  const program = join(await venvOf('cfn-lint', report), 'cfn-lint');
  const findings: Finding[] = [];
  for (const stack of stacks) findings.push(...(await lint(program, stack)));
  return [
    { name: 'every CloudFormation template passes cfn-lint, without a warning', by: BY, findings },
    await control(program, stacks),
  ];
}

interface Match {
  readonly Rule: { readonly Id: string };
  readonly Level: string;
  readonly Message: string;
  readonly Location: { readonly Path: readonly (string | number)[] };
}

async function lint(program: string, { name, files }: Stack): Promise<readonly Finding[]> {
  const templates = [...files].filter(([file]) => file.endsWith('.template.json'));
  const folder = mkdtempSync(join(tmpdir(), 'trailc-cfn-lint-'));
  const regions = templates.length === 1 ? REGIONS : REGIONS.slice(0, 1);
  try {
    const findings: Finding[] = [];
    for (const [file, text] of templates) {
      const path = join(folder, file);
      writeFileSync(path, text);
      const { code, stdout, stderr } = await run(program, [
        '--format',
        'json',
        '--regions',
        ...regions,
        '--',
        path,
      ]);
      const matches = stdout.trim() === '' ? undefined : (JSON.parse(stdout) as readonly Match[]);
      const said = (matches ?? []).map(
        ({ Rule, Level, Message, Location }) =>
          `${Level} ${Rule.Id} at ${Location.Path.join('/')}: ${Message}`,
      );
      const ok = code === 0 && matches !== undefined && said.length === 0;
      const detail =
        said.length > 0 ? said.slice(0, 5).join('; ') : `it ended with ${code}: ${stderr.slice(-300)}`;
      findings.push({ name: `${name}: ${file}`, ok, ...(ok ? {} : { detail }) });
    }
    return findings;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A machine with a fault, in a template that is fine otherwise: were it passed over, the proof above would be empty. */
async function control(program: string, stacks: readonly Stack[]): Promise<Check> {
  const text = stacks[0]?.files.get('stack.template.json') ?? '';
  const broken = {
    'a state without a successor': text.replace('"Next": "RunQuery"', '"Next2": "RunQuery"'),
    'a type that is none': text.replace('"Type": "Choice"', '"Type": "Choose"'),
    'a property that is none': text.replace('"BytesScannedCutoffPerQuery"', '"BytesScanned"'),
  };
  const findings: Finding[] = [];
  for (const [name, one] of Object.entries(broken)) {
    const [found] = await lint(program, { name, files: new Map([['stack.template.json', one]]) });
    findings.push({
      name,
      ok: one !== text && found?.ok === false,
      detail: found?.detail?.slice(0, 200) ?? 'it passed',
    });
  }
  return { name: 'cfn-lint finds faults that are put in', by: BY, findings };
}
