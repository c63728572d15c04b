/**
 * The Sigma package of the shipped rules, before Sigma's own tools: checkers, converters, archives.
 *
 * Owns: which file meets which tool, and a finding for each. Verdicts with filters: package-filters.ts. Must not: know
 * how a tool is asked.
 */
import { createHash } from 'node:crypto';
import { basename } from 'node:path';
import { load } from 'js-yaml';
import type { Content } from '../../../src/content/document.ts';
import type { Check, Finding } from '../check.ts';
import { FILTER_SCHEMA } from './filter-schema.ts';
import { lintCheck } from './gate.ts';
import { answersOf } from './job.ts';
import { OFFICIAL_SCHEMA } from './official-schema.ts';
import { type BuiltPackage, builtPackage } from './package-built.ts';
import { EXPLAINED, isExplained, SIGMAHQ_VALIDATORS } from './package-explained.ts';
import { filterCheck } from './package-filters.ts';
import { pythonPrograms, runScript } from './pysigma.ts';
import { rsigmaProgram } from './rsigma.ts';
import { schemaFaults } from './schema.ts';
import { CORE_VALIDATORS, sigmaCheck } from './sigma-check.ts';

const BY = 'pySigma 1.5.1, its SQLite backend 2.0.0';

/** Throws EngineMissing where Python or Rust cannot be had. */
export async function sigmaPackageChecks(
  content: Content,
  report: (what: string) => void,
): Promise<readonly Check[]> {
  const programs = await pythonPrograms(report);
  const rsigma = await rsigmaProgram(report);
  const [environment] = content.config.environments;
  if (environment === undefined) throw new Error('trailc.config.yml names no environment');
  const built = builtPackage(content, environment);
  const documents = ['rules', 'generic', 'filters'].flatMap((folder) => built.below(folder));
  return [
    await conventionCheck(programs, built),
    await lintCheck(
      rsigma,
      documents.map(({ path, text }) => ({ name: path, yaml: text })),
      'every rule and filter of the Sigma package passes a second linter',
    ),
    schemaCheck(documents),
    await genericCheck(programs, built),
    await filterCheck(programs, content, environment),
    await zipCheck(programs, built),
  ];
}

async function conventionCheck(programs: string, built: BuiltPackage): Promise<Check> {
  const files = ['rules', 'generic'].flatMap((folder) =>
    built.below(folder).map(({ path, text }) => ({ name: path, fileName: basename(path), yaml: text })),
  );
  const check = await sigmaCheck(programs, files, {
    claim:
      'the Sigma package passes sigma check -i with the validators of SigmaHQ; what they mind is explained',
    by: 'sigma-cli 3.1.0, pySigma-validators-sigmahq 0.20.2',
    validators: [...CORE_VALIDATORS, ...SIGMAHQ_VALIDATORS],
    isMeant: isExplained,
  });
  // A row of the table that nothing needs any more is to go.
  const said = check.findings.map(({ detail }) => detail ?? '').join(' ');
  const stale = Object.keys(EXPLAINED).filter((issue) => issue !== DATED && !said.includes(issue));
  const rows = stale.map(
    (name): Finding => ({ name, ok: false, detail: 'explained, but not found any more' }),
  );
  return { ...check, findings: [...check.findings, ...rows] };
}

/** Goes 60 days after the date of the last rule. */
const DATED = 'SigmahqStatusToHighIssue';

function schemaCheck(documents: readonly { readonly path: string; readonly text: string }[]): Check {
  const ofRule = schemaFaults(OFFICIAL_SCHEMA);
  const ofFilter = schemaFaults(FILTER_SCHEMA);
  const findings = documents.map(({ path, text }): Finding => {
    const faults = (path.startsWith('filters/') ? ofFilter : ofRule)(text);
    return {
      name: path,
      ok: faults.length === 0,
      ...(faults.length === 0 ? {} : { detail: faults.join('; ') }),
    };
  });
  return {
    name: 'every rule and filter of the Sigma package is valid by the JSON Schema of the specification',
    by: 'Ajv 8, its constraints as test/lane/sigma has them',
    findings,
  };
}

type Converted =
  | { readonly queries: readonly string[]; readonly filters: number }
  | { readonly error: string };

/** What pySigma converts documents to, each with its pipeline. */
export async function convertedBy(
  programs: string,
  jobs: readonly { readonly documents: string; readonly pipeline: string | null }[],
): Promise<readonly Converted[]> {
  const lines = jobs.map((job) => JSON.stringify(job));
  const { stdout } = await runScript(programs, 'package.py', [], lines);
  return answersOf<Converted>(stdout, jobs.length);
}

/** A generic rule through the pipeline gives the query of the rule that it is derived from; without it, none. */
async function genericCheck(programs: string, built: BuiltPackage): Promise<Check> {
  const rules = new Map(built.below('rules').map(({ text }) => [headOf(text).id, text]));
  const [pipeline] = built.below('pipelines');
  const generic = built.below('generic');
  const filled = generic.map(({ text }) => rules.get(headOf(text).related?.[0]?.id ?? '') ?? '');
  const answers = await convertedBy(programs, [
    ...generic.map(({ text }) => ({ documents: text, pipeline: pipeline?.text ?? null })),
    ...filled.map((text) => ({ documents: text, pipeline: null })),
    ...generic.map(({ text }) => ({ documents: text, pipeline: null })),
  ]);
  const count = generic.length;
  const findings = generic.map(({ path }, at): Finding => {
    const [through, direct, alone] = [answers[at], answers[at + count], answers[at + 2 * count]];
    if (alone === undefined || !('error' in alone) || !alone.error.includes('PlaceholderError'))
      return { name: path, ok: false, detail: 'converts without the pipeline too' };
    const ok = through !== undefined && 'queries' in through && isEqual(through, direct);
    return { name: path, ok, ...(ok ? {} : { detail: JSON.stringify([through, direct]) }) };
  });
  const none: Finding = { name: 'generic rules', ok: false, detail: 'there are none' };
  return {
    name: 'every generic rule, through the pipeline of the package, is the query of the rule itself',
    by: BY,
    findings: count === 0 ? [none] : findings,
  };
}

const isEqual = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other);

interface Head {
  readonly id: string;
  readonly related?: readonly { readonly id: string }[];
}

export const headOf = (yaml: string): Head => load(yaml) as Head;

async function zipCheck(programs: string, built: BuiltPackage): Promise<Check> {
  const zips = [...built.files].flatMap(([path, held]) => (typeof held === 'string' ? [] : [{ path, held }]));
  const lines = zips.map(({ held }) => JSON.stringify({ zip: Buffer.from(held).toString('base64') }));
  const { stdout } = await runScript(programs, 'package.py', [], lines);
  const answers = answersOf<{ readonly members?: Readonly<Record<string, string>>; readonly error?: string }>(
    stdout,
    zips.length,
  );
  const seen: string[] = [];
  const findings = zips.map(({ path }, at): Finding => {
    const { members = {}, error } = answers[at] ?? {};
    const wrong = Object.entries(members).filter(([name, hash]) => {
      seen.push(name);
      const { status, level } = load(String(built.files.get(name))) as Record<string, unknown>;
      return sha256(built.files.get(name)) !== hash || path !== `zip/${status}-${level}.zip`;
    });
    const ok = error === undefined && wrong.length === 0 && Object.keys(members).length > 0;
    return { name: path, ok, ...(ok ? {} : { detail: error ?? wrong.map(([name]) => name).join(', ') }) };
  });
  const rules = built.below('rules').map(({ path }) => path);
  const whole = isEqual(seen.sort(), [...rules].sort());
  return {
    name: 'the zips of the Sigma package hold each rule once, byte for byte',
    by: 'zipfile of Python',
    findings: [...findings, { name: 'all rules', ok: whole }],
  };
}

const sha256 = (content: string | Uint8Array | undefined) =>
  createHash('sha256')
    .update(content ?? '')
    .digest('hex');
