/**
 * `sigma check`, the checker of the Sigma project.
 *
 * Owns: asking it, and reading its JUnit report. Must not: know where the files come from.
 *
 * Without the two exclusions it fetches lists of tags from the network. One file that is no YAML ends it before it has
 * reported on any, so the lack of a report is a finding as well.
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

/** A finding for each file, and one for the run where its exit code says otherwise than its report. */
export async function sigmaCheck(programs: string, files: readonly File[]): Promise<Check> {
  const folder = mkdtempSync(join(tmpdir(), 'trailc-sigma-check-'));
  try {
    const rules = join(folder, 'rules');
    const report = join(folder, 'report.xml');
    mkdirSync(rules);
    for (const { fileName, yaml } of files) writeFileSync(join(rules, fileName), yaml);
    const options = ['-i', '-x', 'attacktag', '-x', 'd3_fendtag', '--junitxml', report];
    const { code, stderr } = await run(join(programs, 'sigma'), ['check', ...options, rules], {
      env: { PYTHONUTF8: '1' },
    });
    const faults = existsSync(report) ? faultsOf(readFileSync(report, 'utf8')) : undefined;
    return { name: CLAIM, by: 'sigma-cli 3.1.0', findings: findingsOf(files, faults, code, stderr) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const CLAIM =
  'every exported rule passes sigma check; issues only where the rule means what the issue asks about';

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

function findingsOf(
  files: readonly File[],
  faults: ReadonlyMap<string, readonly string[]> | undefined,
  code: number | string,
  stderr: string,
): readonly Finding[] {
  const own = files.map(({ name, fileName, yaml }): Finding => {
    const found = faults?.get(fileName) ?? [];
    const ok = found.every((fault) => isMeant(fault, yaml));
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
