/**
 * What exported Sigma files are put before, beside verdicts: Sigma's own checker, a second linter, the specification's
 * schema and file names, and two backends of pySigma.
 *
 * Owns: which files are checked, and a finding for each. Must not: know how a checker is asked (below this folder).
 */
import { existsSync, readFileSync } from 'node:fs';
import type { Check, Finding } from '../check.ts';
import type { LaneRule } from '../executor.ts';
import { type Detection, exported } from './exported.ts';
import { answersOf, convertLine, eventLines, lintLine } from './job.ts';
import { OFFICIAL_SCHEMA } from './official-schema.ts';
import { run } from './program.ts';
import { pythonPrograms, runScript } from './pysigma.ts';
import { rsigmaProgram } from './rsigma.ts';
import { schemaFaults } from './schema.ts';
import { sigmaCheck } from './sigma-check.ts';

export interface SigmaFile {
  /** Of the rule in its suite. */
  readonly name: string;
  readonly fileName: string;
  readonly yaml: string;
  readonly detection: Detection;
}

/**
 * Checks the files of all these rules that Sigma can say. Throws EngineMissing where Python or Rust cannot be had. The
 * schema is ours of the specification's constraints, unless `TRAILC_SIGMA_SCHEMA` names a copy of the file.
 */
export async function sigmaChecks(
  rules: readonly LaneRule[],
  report: (what: string) => void,
  schema: string | undefined = process.env.TRAILC_SIGMA_SCHEMA || undefined,
): Promise<readonly Check[]> {
  const programs = await pythonPrograms(report);
  const rsigma = await rsigmaProgram(report);
  const files = sigmaFiles(rules);
  return [
    await sigmaCheck(programs, files),
    await lintCheck(rsigma, files),
    schemaCheck(schema, files),
    nameCheck(files),
    await conversionCheck(programs, files, 'splunk'),
    await conversionCheck(programs, files, 'sqlite'),
  ];
}

/**
 * The files of the rules, each under an id, a title and a file name of its own: rules made for tests share theirs, which
 * the checker would mind before all else.
 */
export function sigmaFiles(rules: readonly LaneRule[]): readonly SigmaFile[] {
  const taken = new Set<string>();
  return rules.flatMap((one, at) => {
    const { id, title, stem } = one.rule.document;
    const own = [`id ${id.value}`, `title ${title.value}`, `stem ${stem}`];
    const rule = own.some((key) => taken.has(key)) ? renamed(one.rule, at) : one.rule;
    for (const key of own) taken.add(key);
    const file = exported({ ...one, rule });
    return file.kind === 'file' ? [{ ...file, name: one.name }] : [];
  });
}

function renamed(rule: LaneRule['rule'], at: number): LaneRule['rule'] {
  const { document } = rule;
  const { id, title, stem } = document;
  const number = String(at).padStart(12, '0');
  return {
    ...rule,
    document: {
      ...document,
      id: { ...id, value: `00000000-0000-4000-8000-${number}` },
      title: { ...title, value: `Rule number ${at}` },
      stem: `${stem}-${at}`,
    },
  };
}

interface LintFinding {
  readonly rule: string;
  readonly severity: 'error' | 'warning' | 'info' | 'hint';
  readonly message: string;
}

export async function lintCheck(
  program: string,
  files: readonly Pick<SigmaFile, 'name' | 'yaml'>[],
  claim = 'every exported rule passes a second linter',
): Promise<Check> {
  const input = [...eventLines([]), ...files.map(({ yaml }) => lintLine(yaml))];
  const { code, stdout, stderr } = await run(program, [], { input });
  if (code !== 0) throw new Error(`rsigma's linter ended with ${code}: ${stderr.slice(-500)}`);
  const answers = answersOf<{ readonly findings: readonly LintFinding[] }>(stdout, files.length);
  const findings = files.map(({ name }, at): Finding => {
    const found = answers[at]?.findings ?? [];
    const detail = found.map(({ severity, rule, message }) => `${severity} ${rule}: ${message}`).join('; ');
    const ok = found.every(({ severity }) => severity !== 'error' && severity !== 'warning');
    return { name, ok, ...(detail === '' ? {} : { detail }) };
  });
  return { name: claim, by: 'rsigma-parser 0.23.0', findings };
}

function schemaCheck(path: string | undefined, files: readonly SigmaFile[]): Check {
  const name = 'every exported rule is valid by the JSON Schema of the Sigma specification';
  const which = path === undefined ? 'its constraints as test/lane/sigma has them' : 'the file itself';
  const by = `Ajv 8, ${which}`;
  if (path !== undefined && !existsSync(path)) {
    const detail = `there is no ${path}: TRAILC_SIGMA_SCHEMA is to name sigma-detection-rule-schema.json`;
    return { name, by, findings: [{ name: path, ok: false, detail }] };
  }
  const faultsOf = schemaFaults(
    path === undefined
      ? OFFICIAL_SCHEMA
      : (JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown>),
  );
  const findings = files.map((file): Finding => {
    const faults = faultsOf(file.yaml);
    return {
      name: file.name,
      ok: faults.length === 0,
      ...(faults.length === 0 ? {} : { detail: faults.join('; ') }),
    };
  });
  return { name, by, findings };
}

/** Specification 2.1.0, "File names", which takes the ending into the length; SigmaHQ's prefix for the product. */
export const isFileName = (name: string): boolean =>
  name.length >= 10 && name.length <= 70 && /^aws_[a-z0-9_]+\.yml$/.test(name);

function nameCheck(files: readonly SigmaFile[]): Check {
  const seen = new Set<string>();
  const findings = files.map(({ name, fileName }): Finding => {
    const isNew = !seen.has(fileName);
    seen.add(fileName);
    const ok = isNew && isFileName(fileName);
    return { name, ok, ...(ok ? {} : { detail: isNew ? fileName : `${fileName} is another rule's too` }) };
  });
  return {
    name: 'every exported file has a name of its own that keeps to the rules of SigmaHQ',
    by: 'the Sigma specification, "File names"',
    findings,
  };
}

const BACKENDS = {
  splunk: { title: 'Splunk', by: 'pySigma 1.5.1, its Splunk backend 2.1.0' },
  sqlite: { title: 'SQLite', by: 'pySigma 1.5.1, its SQLite backend 2.0.0' },
} as const;

type Converted = { readonly queries: number } | { readonly refused: string } | { readonly crash: string };

async function conversionCheck(
  programs: string,
  files: readonly SigmaFile[],
  target: keyof typeof BACKENDS,
): Promise<Check> {
  const lines = files.map(({ yaml }) => convertLine(yaml));
  const { stdout } = await runScript(programs, 'convert.py', [target], lines);
  const answers = answersOf<Converted>(stdout, files.length);
  const findings = files.map(({ name, detection }, at): Finding => {
    const answer = answers[at] ?? { crash: 'no answer' };
    if ('refused' in answer) return { name, ok: true, detail: `refused: ${answer.refused}` };
    if ('crash' in answer) return { name, ok: false, detail: answer.crash };
    if (answer.queries === 1) return { name, ok: true };
    const isKnown = answer.queries === 0 && target === 'splunk' && isRegexesOnly(detection);
    return { name, ok: isKnown, detail: isKnown ? NO_QUERY : `${answer.queries} queries` };
  });
  const { title, by } = BACKENDS[target];
  const refused = new Map<string, number>();
  for (const { detail } of findings.filter(({ ok }) => ok)) {
    if (detail !== undefined) refused.set(detail, (refused.get(detail) ?? 0) + 1);
  }
  const notes = [...refused].map(([detail, count]) => `pySigma to ${title}, ${count} rules: ${detail}`);
  return {
    name: `pySigma takes every exported rule to ${title} without a crash`,
    by,
    findings,
    notes,
  };
}

/** pySigma defers regular expressions on Splunk: `a|re: x` and `b|re: y` alone leave nothing to begin the search with. */
const NO_QUERY = 'no query and no fault: its Splunk backend drops a conjunction of regular expressions only';

function isRegexesOnly({ condition: _, ...selections }: Detection): boolean {
  const keys = Object.values(selections).flatMap((items) => Object.keys(items as object));
  return keys.every((key) => key.split('|').includes('re'));
}
