/**
 * AppInspect on our apps, in every mode that it is asked for.
 *
 * Owns: a finding for each mode and for each warning. Must not: know how AppInspect is asked (engine.ts).
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { assemble } from '../../../src/assemble.ts';
import { checkApps } from '../../../src/bundle/app-check/check-apps.ts';
import { POINTS } from '../../../src/bundle/app-check/points.ts';
import { templateSource } from '../../../src/bundle/render.ts';
import type { Content, EnvironmentDocument } from '../../../src/content/document.ts';
import type { Check, Finding } from '../check.ts';
import { type Inspected, inspect } from './engine.ts';
import { EXPLAINED } from './explained.ts';
import { madeApp } from './made.ts';

const MODES = [
  { name: 'precert', tags: [] },
  { name: 'precert, cloud', tags: ['cloud'] },
  { name: 'precert, private_victoria', tags: ['private_victoria'] },
] as const;

/** The app of the shipped rules, in each environment; and one with all that it lacks. `folder` is a temporary one. */
export async function appsCheck(python: string, content: Content, folder: string): Promise<Check> {
  const shipped = content.config.environments.map((environment): Candidate => {
    return { name: `shipped rules, ${environment.name}`, ...builtApp(content, environment) };
  });
  const candidates = [...shipped, { name: 'hostile texts, addresses, a lookup', spl: madeApp() }];
  const problems = candidates.flatMap(({ name, problem }): readonly Finding[] =>
    problem === undefined ? [] : [{ name, ok: false, detail: problem }],
  );
  const apps = candidates.flatMap(({ name, spl }, at) => {
    if (spl === undefined) return [];
    const path = join(folder, `app-${at}.spl`);
    writeFileSync(path, spl);
    return [{ name, path }];
  });
  const questions = apps.flatMap(({ path }) => MODES.map(({ tags }) => ({ app: path, tags })));
  const answers = await inspect(python, questions);
  const found = apps.flatMap(({ name, path }, at): readonly Finding[] => {
    const own = answers.slice(at * MODES.length, (at + 1) * MODES.length);
    const modes = own.map((answer, mode) => modeFinding(`${name}: ${MODES[mode]?.name}`, answer));
    return [...modes, ...warningFindings(name, own), ownFinding(name, path)];
  });
  return {
    name: 'Splunk apps pass AppInspect; every warning is explained in docs/appinspect.md',
    by: 'splunk-appinspect 4.3.1, and trailc check --bundle',
    findings: [...problems, ...found, ...idleFindings(answers)],
    notes: [
      'AppInspect runs without the newest list of trusted libraries, which it would fetch; the app holds no library.',
    ],
  };
}

interface Candidate {
  readonly name: string;
  readonly spl?: string | Uint8Array;
  /** Why there is none. */
  readonly problem?: string;
}

function builtApp(content: Content, environment: EnvironmentDocument): Omit<Candidate, 'name'> {
  const { value, diagnostics } = assemble(content, {
    environment,
    build: { trailc: '0.0.0', commit: '' },
    templates: templateSource(content.config),
  });
  // Queries end in .spl too, in folders of their own.
  const packages = (value?.plan.files ?? []).filter(({ path }) => /^splunk\/[^/]+\.spl$/.test(path));
  const [only] = packages;
  if (only !== undefined && packages.length === 1) return { spl: only.content };
  const faults = diagnostics.filter(({ severity }) => severity === 'error').map(({ what }) => what);
  return { problem: `${packages.length} .spl files. ${faults.join(' ')}` };
}

/** Checks that it skips are not passed either; a future failure is one as soon as Splunk says so. */
const BAD = ['error', 'failure', 'future_failure', 'skipped'];

export function modeFinding(name: string, { summary, checks }: Inspected): Finding {
  const counts = Object.entries(summary).map(([result, count]) => `${count} ${result}`);
  const bad = checks.filter(({ result }) => result !== 'warning');
  const said = bad.map(({ name: check, messages }) => `${check}: ${messages.join(' ')}`);
  const ok = BAD.every((result) => summary[result] === 0) && (summary.success ?? 0) > 0;
  return { name, ok, detail: [counts.join(', '), ...said].join('; ') };
}

/** One for each check that warns. */
export function warningFindings(
  name: string,
  answers: readonly Inspected[],
  explained: Readonly<Record<string, string>> = EXPLAINED,
): readonly Finding[] {
  return [...warningsOf(answers)].map(([check, messages]): Finding => {
    const why = explained[check];
    const detail = why === undefined ? `not explained: ${messages}` : why;
    return { name: `${name}: warning ${check}`, ok: why !== undefined, detail };
  });
}

/** One for each explanation of a warning that no app gets. */
export function idleFindings(
  answers: readonly Inspected[],
  explained: Readonly<Record<string, string>> = EXPLAINED,
): readonly Finding[] {
  const given = warningsOf(answers);
  return Object.keys(explained)
    .filter((check) => !given.has(check))
    .map((check) => ({ name: check, ok: false, detail: 'explained, and never given' }));
}

function warningsOf(answers: readonly Inspected[]): ReadonlyMap<string, string> {
  const warnings = answers
    .flatMap(({ checks }) => checks)
    .filter(({ result }) => result === 'warning')
    .map(({ name, messages }) => [name, messages.slice(0, 3).join(' ')] as const);
  return new Map(warnings);
}

function ownFinding(name: string, path: string): Finding {
  const found = checkApps(path, name).diagnostics.filter(({ code, severity }) => {
    const checks = POINTS.filter((point) => point.code === code).flatMap(({ appinspect }) => appinspect);
    return severity === 'error' || !checks.some((check) => Object.hasOwn(EXPLAINED, check));
  });
  const detail = found.map(({ code, what }) => `${code}: ${what}`).join('; ');
  const title = `${name}: trailc check --bundle`;
  return detail === '' ? { name: title, ok: true } : { name: title, ok: false, detail };
}
