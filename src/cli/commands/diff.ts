/** `trailc diff [REF|BUNDLE]`: what changed since a commit or a bundle, for a review. */
import { join, resolve } from 'node:path';
import { assemble } from '../../assemble.ts';
import { diagnose } from '../../base/catalogue.ts';
import type { Diagnostic } from '../../base/diagnostic.ts';
import { append, hasErrors } from '../../base/result.ts';
import { stateAtRef } from '../../bundle/at-ref.ts';
import { REAL_FILE_SYSTEM } from '../../bundle/file-system.ts';
import { MANIFEST_PATH } from '../../bundle/paths.ts';
import { templateSource } from '../../bundle/render.ts';
import { readManifest } from '../../bundle/verify/manifest.ts';
import { compareBundle } from '../../compare-bundle.ts';
import { compareStates, type State } from '../../compare-states.ts';
import type { Content } from '../../content/document.ts';
import { shownPath } from '../../content/files.ts';
import { checkInputs, measureFiles } from '../../logs/inputs.ts';
import { formerEnvironment, readFormer, sayFormerErrors } from '../backtest/former.ts';
import type { Total } from '../backtest/progress.ts';
import { exitOfFaults } from '../exit-of-faults.ts';
import { EXIT, type Io, UsageError } from '../io.ts';
import { type DiffReport, diffAsJson, diffAsMarkdown, renderDiff } from '../report/diff.ts';
import { openStatusLine } from '../report/progress.ts';
import { withSince } from '../report/since.ts';
import { chooseEnvironment, openRepository, type RepositoryOptions } from '../repository.ts';
import { printFaults } from '../shown-faults.ts';
import { openSince } from '../since.ts';
import { trailcVersion } from '../version.ts';

interface DiffOptions extends RepositoryOptions {
  readonly events?: readonly string[];
  readonly exitCode?: boolean;
  readonly since?: string;
  readonly format: 'pretty' | 'json' | 'markdown';
}

export async function diff(named: string | undefined, options: DiffOptions, io: Io): Promise<number> {
  const { content, diagnostics } = openRepository(options, io);
  const found: Diagnostic[] = [...diagnostics];
  const stop = (code: number) => {
    printFaults(found, content, io);
    return code;
  };
  if (content === undefined) return stop(EXIT.usage);
  if (hasErrors(found)) return stop(EXIT.findings);
  const inputs = options.events ?? [];
  append(found, checkInputs(inputs));
  if (hasErrors(found)) return stop(EXIT.usage);
  refuseTwoStates(named, options);
  // With --since, the commit at which the branches parted, and what the change touches.
  const since = await openSince(options, content, io, { templates: true });
  const against = since?.commit ?? named ?? 'HEAD';
  const folder = resolve(io.cwd, against);
  const isBundle = since === undefined && REAL_FILE_SYSTEM.kindOf(join(folder, MANIFEST_PATH)) === 'file';
  const report = isBundle
    ? againstBundle(folder, content, options, found)
    : await againstRef(against, since?.ref ?? against, content, inputs, options, found, io);
  if (report === undefined || hasErrors(found))
    return stop(hasErrors(found) ? exitOfFaults(found) : EXIT.usage);
  stop(EXIT.ok);
  io.out(
    options.format === 'json'
      ? withSince(diffAsJson(report), since)
      : options.format === 'markdown'
        ? diffAsMarkdown(report)
        : renderDiff(report, io),
  );
  const differs = report.rules.length > 0 || report.lists.length > 0;
  return options.exitCode === true && differs ? EXIT.findings : EXIT.ok;
}

function refuseTwoStates(named: string | undefined, { since }: DiffOptions): void {
  if (named === undefined || since === undefined) return;
  throw new UsageError(
    `diff compares with one state: "${named}", or where HEAD and "${since}" parted.`,
    'Leave out one of the two.',
  );
}

function againstBundle(
  folder: string,
  content: Content,
  options: DiffOptions,
  found: Diagnostic[],
): DiffReport | undefined {
  if (options.events !== undefined) {
    throw new UsageError(
      'a bundle holds no rules that could be asked about events.',
      'Compare with a commit: trailc diff main --events logs/.',
    );
  }
  const shown = shownPath(folder);
  const read = readManifest(join(folder, MANIFEST_PATH), `${shown}/${MANIFEST_PATH}`, REAL_FILE_SYSTEM);
  append(found, read.diagnostics);
  if (read.value === undefined) return undefined;
  if (read.value.partial !== undefined) {
    const args = { folder: shown, rules: read.value.rules.length, of: read.value.partial.of };
    found.push(diagnose('since/partial-bundle', shown, args));
    return undefined;
  }
  const environment = chooseEnvironment(content, { env: options.env ?? read.value.environment });
  const assembled = assemble(content, {
    environment,
    build: { trailc: trailcVersion(), commit: '' },
    templates: templateSource(content.config),
    ...(read.value.asOf === null ? {} : { asOf: read.value.asOf }),
  });
  append(found, assembled.diagnostics);
  if (assembled.value === undefined) return undefined;
  const comparison = compareBundle(read.value, folder, assembled.value);
  return { against: shown, environment: environment.name, ...comparison };
}

async function againstRef(
  commit: string,
  /** As it was asked for. */
  ref: string,
  content: Content,
  inputs: readonly string[],
  options: DiffOptions,
  found: Diagnostic[],
  io: Io,
): Promise<DiffReport | undefined> {
  const { config } = content;
  const fetched = stateAtRef(config.root, commit);
  append(found, fetched.diagnostics);
  if (fetched.value === undefined) return undefined;
  try {
    const after: State = {
      content,
      environment: chooseEnvironment(content, options),
      templates: templateSource(config),
    };
    const before = stateBefore(ref, fetched.value.folder, after, found);
    if (before === undefined) return undefined;
    const { comparison, diagnostics } = compareStates(before, after);
    append(found, diagnostics);
    const events = inputs.length === 0 ? undefined : await eventsOf(before, after, inputs, found, io);
    return {
      against: `${ref} (${fetched.value.commit.slice(0, 12)})`,
      environment: after.environment.name,
      ...comparison,
      ...(events === undefined ? {} : { events }),
    };
  } finally {
    fetched.value.dispose();
  }
}

/** The repository at the commit. */
function stateBefore(ref: string, folder: string, after: State, found: Diagnostic[]): State | undefined {
  const { config } = after.content;
  const former = readFormer(ref, folder, config, found);
  if (former === undefined) return undefined;
  const { content, errors } = former;
  sayFormerErrors(ref, errors, config, found);
  return {
    content,
    environment: formerEnvironment(ref, content, after.environment, config, found),
    templates: templateSource(content.config),
  };
}

/** What a backtest of both states finds. */
async function eventsOf(before: State, after: State, inputs: readonly string[], found: Diagnostic[], io: Io) {
  const { askedOf, eventDifferences, pairRules } = await import('../../compare-events.ts');
  const { backtestFiles } = await import('../../logs/backtest/files.ts');
  const { progressLines } = await import('../backtest/progress.ts');
  const line = io.interactive ? openStatusLine(io.err) : undefined;
  const lineOf = progressLines();
  const measured = new AbortController();
  let total: Total | undefined;
  const measure = async () => {
    total = await measureFiles(inputs, {}, measured.signal);
  };
  if (io.interactive) void measure();
  try {
    const { source, rules, stopped } = await backtestFiles(
      pairRules(askedOf(before), askedOf(after)),
      inputs,
      {
        stdin: io.stdin,
        onProgress: (progress) => line?.draw(() => lineOf(progress, total, performance.now())),
      },
    );
    if (stopped !== null) found.push(diagnose('expect/part-of-events', inputs[0] ?? '', { stopped }));
    const { read, malformed } = source.kind === 'files' ? source.events : { read: 0, malformed: 0 };
    return { events: read, rules: eventDifferences(rules), unread: malformed };
  } finally {
    measured.abort();
    line?.end();
  }
}
