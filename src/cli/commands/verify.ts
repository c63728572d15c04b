/** `trailc verify [paths]`: the tests of rules, and logs, through the evaluator and through compiled SQL on DuckDB. */
import { type Diagnostic, sortDiagnostics } from '../../base/diagnostic.ts';
import { append, hasErrors, type Result } from '../../base/result.ts';
import type { Content, EnvironmentDocument } from '../../content/document.ts';
import { conditionValues } from '../../duckdb/conditions.ts';
import { DUCKDB_PACKAGE, type DuckDbLibrary, loadDuckDb } from '../../duckdb/load.ts';
import { brokenAssumptions } from '../../duckdb/outside.ts';
import { type AthenaTable, openAthenaTable } from '../../duckdb/table.ts';
import { normalForm } from '../../ir/normal.ts';
import type { RuleIr } from '../../ir/rule.ts';
import { checkInputs } from '../../logs/inputs.ts';
import { lowerAllForTests, lowerForEnvironment } from '../../lower.ts';
import { conditionOf } from '../../targets/athena/condition.ts';
import { athenaTarget } from '../../targets/athena/index.ts';
import type { Profile } from '../../targets/athena/profiles.ts';
import { profileOf } from '../../targets/athena/settings.ts';
import type { SqlEngine } from '../../testing/sql-engine.ts';
import { type RuleVerification, type Subject, verifyRules } from '../../testing/verify.ts';
import { EXIT, type Format, type Io, UsageError } from '../io.ts';
import { diagnosticsAsJson, renderDiagnostics } from '../report/diagnostics.ts';
import { type NotSaid, renderVerification, type VerifyReport } from '../report/verify.ts';
import { verificationAsJson } from '../report/verify-json.ts';
import { chooseEnvironment, openRepository, type RepositoryOptions } from '../repository.ts';
import { shownFaults } from '../shown-faults.ts';
import { verifyLogs } from './verify-logs.ts';

interface VerifyOptions extends RepositoryOptions {
  readonly profile?: string;
  readonly events?: readonly string[];
  readonly format: Format;
}

export async function verify(paths: readonly string[], options: VerifyOptions, io: Io): Promise<number> {
  const { content, diagnostics } = openRepository(options, io, paths);
  if (content === undefined) return stop(diagnostics, options, io, EXIT.usage);
  const environment = chooseEnvironment(content, options);
  const { value: profile, diagnostics: ofSettings } = profileOf(environment, options.profile);
  if (profile === undefined) {
    const code = options.profile === undefined ? EXIT.findings : EXIT.usage;
    return stop([...diagnostics, ...ofSettings], options, io, code);
  }
  const missing = checkInputs(options.events ?? []);
  if (missing.length > 0) return stop(missing, options, io, EXIT.usage);

  const table = await openAthenaTable(await requireDuckDb(), profile);
  try {
    const found: Diagnostic[] = [...diagnostics];
    const report = await verifyAll({ content, environment, profile, table, found }, options, io);
    const faults = shownFaults(found, content);
    if (options.format === 'json') {
      io.out(verificationAsJson(report));
      if (faults.length > 0) io.err(diagnosticsAsJson(faults));
    } else {
      io.err(renderDiagnostics(faults, { color: io.color.err, width: io.width }));
      io.out(renderVerification(report, { color: io.color.out }));
    }
    return hasErrors(faults) || hasFindings(report) ? EXIT.findings : EXIT.ok;
  } finally {
    table.close();
  }
}

function stop(diagnostics: readonly Diagnostic[], { format }: VerifyOptions, io: Io, code: number): number {
  const faults = sortDiagnostics(diagnostics);
  io.err(
    format === 'json'
      ? diagnosticsAsJson(faults)
      : renderDiagnostics(faults, { color: io.color.err, width: io.width }),
  );
  return code;
}

async function requireDuckDb(): Promise<DuckDbLibrary> {
  const loaded = await loadDuckDb();
  if (loaded.kind === 'loaded') return loaded.library;
  const install = `Install it where trailc is: npm install --save-dev ${DUCKDB_PACKAGE}`;
  if (loaded.kind === 'missing') {
    throw new UsageError('verify runs SQL on DuckDB, which is optional and not installed.', install);
  }
  throw new UsageError(`verify runs SQL on DuckDB, which cannot be loaded: ${loaded.reason}.`, install);
}

interface Work {
  readonly content: Content;
  readonly environment: EnvironmentDocument;
  readonly profile: Profile;
  readonly table: AthenaTable;
  /** What is found wrong on the way. */
  readonly found: Diagnostic[];
}

async function verifyAll(work: Work, options: VerifyOptions, io: Io): Promise<VerifyReport> {
  const { content, environment, profile, table } = work;
  const engine: SqlEngine = {
    print: (condition) => conditionOf(condition, profile),
    run: async (conditions, events) => {
      await table.fill(events);
      return conditionValues(table, conditions, events.length);
    },
  };
  const ofTests = subjectsOf(
    lowerAllForTests(content, options.env === undefined ? undefined : environment),
    work,
  );
  const tests: RuleVerification[] = [];
  for (const subject of ofTests.subjects) {
    const asked = subject.rule.document.tests.map(({ name, span, event }) => {
      return { event, origin: { kind: 'test', name: name.value, span } as const };
    });
    append(tests, await verifyRules([subject], [asked], engine));
  }
  const common = { version: table.version, profile: profile.name, environment: environment.name, tests };
  if (options.events === undefined) return { ...common, notSaid: ofTests.notSaid };

  const deployed = content.rules.map((document) => lowerForEnvironment(document, content, environment));
  const ofLogs = subjectsOf(deployed, work);
  const logs = await verifyLogs(options.events, ofLogs.subjects, engine, io);
  return { ...common, notSaid: [...ofTests.notSaid, ...ofLogs.notSaid], logs };
}

/** Each rule as it would be built, or why it cannot be. */
function subjectsOf(rules: readonly Result<RuleIr>[], { environment, profile, found }: Work) {
  const subjects: Subject[] = [];
  const notSaid: NotSaid[] = [];
  for (const { value: rule, diagnostics } of rules) {
    append(found, diagnostics);
    if (rule === undefined) continue;
    const { document, condition } = rule;
    const normal: RuleIr = { ...rule, condition: normalForm(condition) };
    const { value: compiled, diagnostics: faults } = athenaTarget.compile(normal, environment, profile.name);
    // Warnings are about titles, which are not compared.
    append(
      found,
      faults.filter(({ severity }) => severity === 'error'),
    );
    if (compiled === undefined) continue;
    const { answer, condition: sql } = compiled;
    if (answer.kind === 'unsupported' || sql === undefined) {
      notSaid.push({
        rule: document.stem,
        id: document.id.value,
        path: document.path,
        environment: rule.environment,
        consent: document.targets.athena?.accept === 'unsupported',
        reasons: answer.kind === 'unsupported' ? answer.reasons : [],
      });
      continue;
    }
    const assumed = 'assumptions' in answer ? answer.assumptions.map(({ name }) => name) : [];
    const broken: Subject['broken'] = (event) =>
      brokenAssumptions(condition, event, profile).filter((name) => assumed.includes(name));
    subjects.push({ rule, sql, broken });
  }
  return { subjects, notSaid };
}

function hasFindings({ tests, logs, notSaid }: VerifyReport): boolean {
  const differ = [...tests, ...(logs?.rules ?? [])].some(({ differing }) => differing > 0);
  return differ || notSaid.some(({ consent }) => !consent) || (logs?.events.malformed ?? 0) > 0;
}
