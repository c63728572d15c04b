/**
 * `sigma check`, the checker of the Sigma project.
 *
 * Owns: asking it, and reading its JUnit report. Must not: know where the files come from.
 *
 * Validators are named one by one, since some fetch lists from the network. One file that is no YAML ends it before it
 * has reported on any, so the lack of a report is a finding as well.
 */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { load } from 'js-yaml';
import type { Check, Finding } from '../check.ts';
import { run } from './program.ts';

interface File {
  readonly name: string;
  readonly fileName: string;
  readonly yaml: string;
}

/** Which validators are asked, and which of their issues are no fault. */
export interface Questions {
  readonly claim: string;
  readonly by: string;
  readonly validators: readonly string[];
  /** Whether an issue (`NumberAsStringIssue: LOW, …`) of this file is answered for. */
  readonly isMeant: (issue: string, yaml: string) => boolean;
}

/** A finding for each file, and one for the run where its exit code says otherwise than its report. */
export async function sigmaCheck(
  programs: string,
  files: readonly File[],
  { claim, by, validators, isMeant: meant }: Questions = CORE_QUESTIONS,
): Promise<Check> {
  const folder = mkdtempSync(join(tmpdir(), 'trailc-sigma-check-'));
  try {
    const rules = join(folder, 'rules');
    const report = join(folder, 'report.xml');
    const config = join(folder, 'validators.yml');
    mkdirSync(rules);
    // While there is such a folder where they run, the validators of SigmaHQ take their own data and ask no network.
    mkdirSync(join(folder, 'validator_json'));
    for (const { fileName, yaml } of files) writeFileSync(join(rules, fileName), yaml);
    writeFileSync(config, `validators:\n${validators.map((name) => `    - ${name}\n`).join('')}`);
    const options = ['-i', '-c', config, '--junitxml', report];
    const { code, stderr } = await run(join(programs, 'sigma'), ['check', ...options, rules], {
      env: { PYTHONUTF8: '1' },
      cwd: folder,
    });
    const faults = existsSync(report) ? faultsOf(readFileSync(report, 'utf8')) : undefined;
    return { name: claim, by, findings: findingsOf(files, faults, { code, stderr, meant }) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Those of pySigma 1.5.1, without `attacktag` and `d3_fendtag`, which fetch lists of tags from the network. */
export const CORE_VALIDATORS: readonly string[] = [
  'all_of_them_condition',
  'cartag',
  'control_character',
  'custom_attributes',
  'cvetag',
  'dangling_condition',
  'dangling_detection',
  'detection_tag',
  'double_wildcard',
  'duplicate_filename',
  'duplicate_references',
  'duplicate_tag',
  'duplicate_title',
  'escaped_wildcard',
  'fieldname_logsource',
  'filename_length',
  'identifier_existence',
  'identifier_uniqueness',
  'invalid_modifier_combinations',
  'namespace_tag',
  'number_as_string',
  'specific_instead_of_generic_logsource',
  'stptag',
  'tag_format',
  'them_condition_with_single_detection',
  'tlptag',
  'tlpv1_tag',
  'tlpv2_tag',
  'wildcards_instead_of_modifiers',
];

/** Issues that ask whether something is meant, with whether a text of the detection holds it: then it is. */
const MEANT: Readonly<Record<string, (text: string) => boolean>> = {
  // Our rules compare text: '3600' stays what the author wrote.
  NumberAsStringIssue: (text) => text.trim() !== '' && Number.isFinite(Number(text)),
  EscapedWildcardIssue: (text) => /\\[*?]/.test(text),
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
  ControlCharacterIssue: (text) => /[\u0000-\u001f]/.test(text),
};

function isMeant(fault: string, yaml: string): boolean {
  const issue = /^\w+/.exec(fault)?.[0] ?? '';
  const { detection } = load(yaml) as { readonly detection: unknown };
  return Object.hasOwn(MEANT, issue) && textsOf(detection).some(MEANT[issue] ?? (() => false));
}

function textsOf(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsOf) : [];
}

const CORE_QUESTIONS: Questions = {
  claim: 'every exported rule passes sigma check; issues only where the rule means what the issue asks about',
  by: 'sigma-cli 3.1.0',
  validators: CORE_VALIDATORS,
  isMeant,
};

interface Outcome {
  readonly code: number | string;
  readonly stderr: string;
  readonly meant: Questions['isMeant'];
}

function findingsOf(
  files: readonly File[],
  faults: ReadonlyMap<string, readonly string[]> | undefined,
  { code, stderr, meant }: Outcome,
): readonly Finding[] {
  const own = files.map(({ name, fileName, yaml }): Finding => {
    const found = faults?.get(fileName) ?? [];
    const ok = found.every((fault) => meant(fault, yaml));
    return { name, ok, ...(found.length === 0 ? {} : { detail: [...new Set(found)].sort().join('; ') }) };
  });
  const isClean = own.every(({ detail }) => detail === undefined);
  // Where there is no fault, it writes no report.
  if ((code === 0) === isClean && (faults !== undefined || code === 0)) return own;
  const detail = `it ended with ${code}, against its report: ${stderr.trim().split('\n').slice(-3).join(' ')}`;
  return [...own, { name: 'sigma check itself', ok: false, detail }];
}

/** By file name, what the report holds against it: `IdentifierCollisionIssue: HIGH, Rule identifier used by …`. */
export function faultsOf(junit: string): ReadonlyMap<string, readonly string[]> {
  const faults = new Map<string, string[]>();
  const cases = /<testcase [^>]*?file="([^"]*)"[^>]*>\s*<failure message="([^"]*)"[^>]*>([^<]*)<\/failure>/g;
  for (const [, file = '', message = '', text = ''] of junit.matchAll(cases)) {
    const name = basename(unescaped(file));
    faults.set(name, [...(faults.get(name) ?? []), `${unescaped(message)}, ${unescaped(text)}`]);
  }
  const failures = junit.match(/<failure\b/g)?.length ?? 0;
  const read = [...faults.values()].flat().length;
  if (failures !== read) throw new Error(`${read} of ${failures} failures of sigma check's report were read`);
  return faults;
}

const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' };

function unescaped(text: string): string {
  return text.replace(/&(\w+);|&#(\d+);/g, (whole, name?: string, code?: string) =>
    code === undefined ? (ENTITIES[name ?? ''] ?? whole) : String.fromCodePoint(Number(code)),
  );
}
