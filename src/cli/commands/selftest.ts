/** `trailc selftest`: the tests of rules as queries that Splunk or Athena runs itself. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { diagnose } from '../../base/catalogue.ts';
import { type Diagnostic, sortDiagnostics } from '../../base/diagnostic.ts';
import { append, hasErrors, type Result } from '../../base/result.ts';
import { renderArtefact, templateSource } from '../../bundle/render.ts';
import type { Content, EnvironmentDocument, RuleDocument } from '../../content/document.ts';
import { errorReason } from '../../content/files.ts';
import { normalForm } from '../../ir/normal.ts';
import type { RuleIr } from '../../ir/rule.ts';
import { lowerForEnvironment, lowerForTests } from '../../lower.ts';
import { selftestOf as athenaSelftest } from '../../targets/athena/selftest.ts';
import type { Artefact, Reason } from '../../targets/shared/target.ts';
import { canarySearches } from '../../targets/spl/canaries-search.ts';
import { selftestOf as splSelftest } from '../../targets/spl/selftest.ts';
import { EXIT, type Format, type Io, UsageError } from '../io.ts';
import { renderDiagnostics, writeDiagnostics } from '../report/diagnostics.ts';
import { type SelftestQuery, selftestAsJson, selftestAsText } from '../report/selftest.ts';
import { chooseEnvironment, openRepository, type RepositoryOptions } from '../repository.ts';

interface SelftestOptions extends RepositoryOptions {
  readonly target?: 'spl' | 'athena';
  readonly canaries?: boolean;
  readonly profile?: string;
  readonly out?: string;
  readonly format: Format;
}

/** Queries as artefacts, each with the rules whose tests it runs; and rules that the target leaves out. */
interface Planned {
  readonly queries: readonly { readonly artefact: Artefact; readonly rules: readonly string[] }[];
  readonly notSaid: readonly NotSaid[];
}

interface NotSaid {
  readonly document: RuleDocument;
  readonly reasons: readonly Reason[];
}

const NOTHING: Planned = { queries: [], notSaid: [] };

export async function selftest(paths: readonly string[], options: SelftestOptions, io: Io): Promise<number> {
  const target = targetOf(options);
  const { content, diagnostics } = openRepository(options, io, paths);
  const found: Diagnostic[] = [...diagnostics];
  const stop = (code: number) => {
    writeDiagnostics(found, options.format, io);
    return code;
  };
  if (content === undefined) return stop(EXIT.usage);
  const environment = chooseEnvironment(content, options);
  const plan = options.canaries === true ? planCanaries : target === 'spl' ? planSpl : planAthena;
  // Whoever gets files or JSON wants to know which rule each belongs to.
  const apart = options.out !== undefined || options.format === 'json';
  const planned = collect(plan(content, environment, options.profile, apart), found) ?? NOTHING;
  for (const { document, reasons } of planned.notSaid) {
    if (document.targets[target]?.accept === 'unsupported') continue;
    for (const { span, clause, why: reason } of reasons) {
      found.push(diagnose('compile/unsupported', span, { target, rule: document.stem, clause, reason }));
    }
  }
  const templates = templateSource(content.config);
  const queries: SelftestQuery[] = planned.queries.flatMap(({ artefact, rules }) => {
    const text = collect(renderArtefact(artefact, templates), found);
    return text === undefined ? [] : [{ path: artefact.path, rules, text }];
  });
  if (hasErrors(found)) return stop(EXIT.findings);
  if (found.length > 0)
    io.err(renderDiagnostics(sortDiagnostics(found), { color: io.color.err, width: io.width }));
  for (const { document } of planned.notSaid) {
    const because = document.targets[target]?.because ?? '';
    io.err(
      `left out ${document.stem}: the rule accepts that ${target} cannot say it (${oneLine(because)})\n`,
    );
  }
  const folder = options.out === undefined ? undefined : resolve(io.cwd, options.out);
  if (folder !== undefined) writeAll(folder, queries, io);
  if (options.format === 'json') io.out(selftestAsJson(target, environment.name, queries));
  else if (folder === undefined) io.out(selftestAsText(queries));
  if (options.format !== 'json' && folder === undefined && queries.length > 1)
    io.err(`${queries.length} queries, to be pasted one at a time; --out DIR writes a file for each\n`);
  return EXIT.ok;
}

/** What the options ask for, refused where two of them contradict. */
function targetOf({ target, canaries }: SelftestOptions): 'spl' | 'athena' {
  if (canaries === true && target === 'athena') {
    throw new UsageError(
      'there are no canaries for athena.',
      'Its answers rest on no undocumented behaviour.',
    );
  }
  if (canaries === true) return 'spl';
  if (target === undefined) {
    throw new UsageError('a selftest is for one target.', 'Name it: --target spl or --target athena.');
  }
  return target;
}

type Plan = (
  content: Content,
  environment: EnvironmentDocument,
  profile: string | undefined,
  apart: boolean,
) => Result<Planned>;

/** One search a rule: a search is pasted alone. */
const planSpl: Plan = (content, environment, profile) => {
  const diagnostics: Diagnostic[] = [];
  const queries: Planned['queries'][number][] = [];
  const notSaid: NotSaid[] = [];
  for (const document of content.rules) {
    const rule = collect(lowerForTests(document, content), diagnostics);
    if (rule === undefined) continue;
    const made = collect(splSelftest(normalised(rule), environment, profile), diagnostics);
    if (made?.artefact !== undefined) queries.push({ artefact: made.artefact, rules: [document.stem] });
    else if (made?.answer.kind === 'unsupported') notSaid.push({ document, reasons: made.answer.reasons });
  }
  return { value: { queries, notSaid }, diagnostics: once(diagnostics) };
};

/** All rules in as few statements as Athena's limit allows, or each apart. */
const planAthena: Plan = (content, environment, profile, apart) => {
  const diagnostics: Diagnostic[] = [];
  const rules = content.rules.flatMap((document) => {
    const rule = collect(lowerForTests(document, content), diagnostics);
    return rule === undefined ? [] : [normalised(rule)];
  });
  const groups = apart ? rules.map((rule) => [rule]) : [rules];
  const made = groups.flatMap((group) => {
    const value = collect(athenaSelftest(group, environment, profile), diagnostics);
    return value === undefined ? [] : [value];
  });
  const value = {
    queries: made.flatMap(({ statements }) => statements),
    notSaid: made.flatMap(({ notSaid }) =>
      notSaid.map(({ rule, reasons }) => ({ document: rule.document, reasons })),
    ),
  };
  return { value, diagnostics: once(diagnostics) };
};

/** The searches for what the rules rest on as they are deployed. What the target cannot say rests on nothing. */
const planCanaries: Plan = (content, environment, profile) => {
  const diagnostics: Diagnostic[] = [];
  const rules = content.rules.flatMap((document) => {
    const rule = collect(lowerForEnvironment(document, content, environment), diagnostics);
    return rule === undefined ? [] : [normalised(rule)];
  });
  const artefacts = collect(canarySearches(rules, environment, profile), diagnostics) ?? [];
  const queries = artefacts.map((artefact) => ({
    artefact,
    rules: rules.map(({ document }) => document.stem),
  }));
  return { value: { queries, notSaid: [] }, diagnostics: once(diagnostics) };
};

const normalised = (rule: RuleIr): RuleIr => ({ ...rule, condition: normalForm(rule.condition) });

function collect<T>({ value, diagnostics }: Result<T>, found: Diagnostic[]): T | undefined {
  append(found, diagnostics);
  return value;
}

/** A fault of the environment is met once for each rule. */
function once(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  const key = ({ code, what, span, path }: Diagnostic) => JSON.stringify([code, what, span?.start, path]);
  return [...new Map(diagnostics.map((diagnostic) => [key(diagnostic), diagnostic])).values()];
}

function writeAll(folder: string, queries: readonly SelftestQuery[], io: Io): void {
  for (const { path, text } of queries) {
    const file = join(folder, path);
    try {
      mkdirSync(folder, { recursive: true });
      writeFileSync(file, text);
    } catch (error) {
      throw new UsageError(`${relative(io.cwd, file)} cannot be written: ${errorReason(error)}.`);
    }
    io.err(`wrote ${relative(io.cwd, file)}\n`);
  }
}

const oneLine = (text: string) => text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu, ' ').trim();
