/** `trailc bump [paths]`: the next version into every rule that changed, and the lock that remembers them. */
import type { Diagnostic } from '../../base/diagnostic.ts';
import { hasErrors } from '../../base/result.ts';
import { type BumpPlan, planBump } from '../../bundle/lock/bump.ts';
import { type FoundLock, readLock } from '../../bundle/lock/read.ts';
import { lockText } from '../../bundle/lock/text.ts';
import { type Replacement, replaceFile } from '../../bundle/lock/write.ts';
import { isCalendarDate } from '../../content/calendar.ts';
import type { ConfigDocument, Content } from '../../content/document.ts';
import { shownText } from '../../content/files.ts';
import { type FoundFile, findFiles } from '../../content/find-files.ts';
import { RULE_ENDINGS } from '../../content/rule-selection.ts';
import { EXIT, type Format, type Io, UsageError } from '../io.ts';
import { bumpAsJson, renderBump } from '../report/bump.ts';
import { openRepository, type RepositoryOptions } from '../repository.ts';
import { printFaults, writeFaults } from '../shown-faults.ts';
import { trailcVersion } from '../version.ts';

interface BumpOptions extends RepositoryOptions {
  readonly dryRun?: boolean;
  readonly date?: string;
  readonly format: Format;
}

export async function bump(paths: readonly string[], options: BumpOptions, io: Io): Promise<number> {
  const date = dateOf(options);
  // The whole repository, whatever is named: an id may be another rule's.
  const { content, diagnostics } = openRepository(options, io);
  const stop = (found: readonly Diagnostic[], code: number = EXIT.findings) => {
    writeFaults(found, content, options.format, io);
    return code;
  };
  if (content === undefined) return stop(diagnostics, EXIT.usage);
  if (hasErrors(diagnostics)) return stop(diagnostics);
  const only = paths.length === 0 ? {} : { only: idsOf(content, paths, options, io) };
  const found = readLock(content.config.root);
  if (found.value === undefined) return stop(found.diagnostics);
  const planned = planBump(content, found.value.lock, { trailc: trailcVersion(), date, ...only });
  if (planned.value === undefined) return stop([...diagnostics, ...planned.diagnostics]);
  const faults = options.dryRun === true ? [] : write(planned.value, found.value, content.config);
  if (faults.length > 0) return stop([...diagnostics, ...faults]);
  printFaults(diagnostics, content, io);
  const { shownAs: lock } = found.value;
  const result = { dryRun: options.dryRun === true, lock, rules: planned.value.rules };
  io.out(options.format === 'json' ? bumpAsJson(result) : renderBump(result, io));
  return EXIT.ok;
}

/** What `modified` gets: today, where nothing else is said. A file that is written by hand would have it too. */
function dateOf({ date }: BumpOptions): string {
  if (date === undefined) return new Date().toISOString().slice(0, 10);
  if (isCalendarDate(date)) return date;
  throw new UsageError(`"${date}" is no day.`, 'Write it as YYYY-MM-DD, such as --date 2026-11-21.');
}

function idsOf(
  content: Content,
  paths: readonly string[],
  options: BumpOptions,
  io: Io,
): ReadonlySet<string> {
  const { content: named, diagnostics } = openRepository(options, io, paths);
  const known = new Set(content.rules.map(({ id }) => id.value));
  const missing = diagnostics.find(({ code }) => code === 'file/no-rule-here' || code === 'file/outside');
  if (missing !== undefined) throw new UsageError(missing.what, missing.do);
  const rules = [...(named?.rules ?? []), ...(named?.broken ?? [])];
  const foreign = rules.find(({ id }) => !known.has(id.value));
  if (foreign !== undefined) {
    throw new UsageError(
      `${shownText(foreign.path)} is not among the rules of the configuration.`,
      'Name its folder under "rules" in trailc.config.yml: versions are kept for those.',
    );
  }
  return new Set(rules.map(({ id }) => id.value));
}

/** Rules first: should it stop half-way, a second run finds the same changes and goes on. */
function write(plan: BumpPlan, found: FoundLock, config: ConfigDocument): readonly Diagnostic[] {
  const files = filesOf(config);
  const rules = plan.edits.map(({ rule, text }): Replacement => {
    const { path } = rule;
    const before = rule.span.source.text;
    return { path: files.get(path)?.real ?? path, shownAs: path, before, after: text };
  });
  const { path, shownAs, text: before } = found;
  const lock: Replacement = { path, shownAs, before, after: lockText(plan.lock) };
  for (const file of [...rules, lock]) {
    if (file.before === file.after) continue;
    const fault = replaceFile(file);
    if (fault !== undefined) return [fault];
  }
  return [];
}

/** Where the rules that were read stand, links resolved, by the name that people are shown. All lie inside the root. */
function filesOf({ root, rules }: ConfigDocument): ReadonlyMap<string, FoundFile> {
  const files = rules.flatMap(({ value, span }) => findFiles(root, value, RULE_ENDINGS, span).value ?? []);
  return new Map(files.map((file) => [file.shownAs, file]));
}
