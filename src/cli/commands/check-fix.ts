/**
 * `trailc check --fix`: shows what would mend the faults whose fix is certain, and writes it where that is wanted.
 *
 * Owns: asking, and writing. Must not: decide what is certain, or report faults (`check` does, before or after).
 */
import { createInterface } from 'node:readline';
import { diagnose } from '../../base/catalogue.ts';
import type { Diagnostic } from '../../base/diagnostic.ts';
import { append } from '../../base/result.ts';
import { unifiedDiff } from '../../base/text-diff.ts';
import { checkContent } from '../../check.ts';
import { type Overlay, overlayOf } from '../../content/overlay.ts';
import { replaceFile } from '../../content/replace-file.ts';
import { loadRepository } from '../../content/repository.ts';
import { type Look, type Mended, mend } from '../../fix.ts';
import { applySuppressions } from '../../suppress.ts';
import { EXIT, type Io, UsageError } from '../io.ts';
import { diagnosticJson, renderDiagnostics } from '../report/diagnostics.ts';
import { printJson } from '../report/json.ts';
import { counted } from '../report/outcome.ts';
import { escapeForTerminal } from '../report/terminal.ts';
import { configPath, type RepositoryOptions } from '../repository.ts';
import { dayToday } from '../shown-faults.ts';

export interface FixOptions extends RepositoryOptions {
  readonly format: string;
  readonly yes?: boolean;
}

/** `check` as it would run without `--fix`, with another output. */
export type Check = (io: Io) => Promise<number>;

interface FixedFile {
  readonly path: string;
  readonly diff: string;
  readonly applied: boolean;
}

export async function checkAndFix(
  paths: readonly string[],
  options: FixOptions,
  io: Io,
  check: Check,
): Promise<number> {
  const path = configPath(options, io);
  const seen = overlayOf(new Map(), path);
  const look: Look = (texts) => faultsOf(path, texts.size === 0 ? seen : overlayOf(texts, path));
  // Proved against the whole repository, whatever part of it was asked for: others may use a list that changes.
  const among = paths.length === 0 ? undefined : new Set(faultsOf(path, seen, paths).map(fileOf));
  const found = mend(look, (file) => seen.placeOf(file) !== undefined && among?.has(file) !== false);
  const diffs = [...found.files].map(([file, { before, after }]) => ({
    path: file,
    diff: unifiedDiff(file, before, `${file} (mended)`, after),
  }));
  if (options.format === 'json') return asJson(diffs, found, seen, options, io, check);
  if (diffs.length === 0) {
    const code = await check(io);
    say(found.refused, io);
    return code;
  }
  for (const { diff } of diffs) io.out(diff.split(/\r?\n/).map(escapeForTerminal).join('\n'));
  say(found.refused, io);
  const files = `${counted(found.mended.length, 'fault')} in ${counted(diffs.length, 'file')}`;
  if (options.yes !== true) {
    const asked = isTerminal(io);
    if (!asked || !(await agreed(`Mend ${files}? [y/N] `, io))) {
      io.err(`Nothing was written. To mend ${files}, run again with --yes.\n`);
      return EXIT.findings;
    }
  }
  const faults = write(found, seen).faults;
  say(faults, io);
  if (faults.length > 0) return EXIT.findings;
  io.out(`mended ${files}\n`);
  return check(io);
}

function faultsOf(path: string, { read }: Overlay, paths: readonly string[] = []): readonly Diagnostic[] {
  const { value: content, diagnostics } = loadRepository(path, {
    read,
    ...(paths.length === 0 ? {} : { rules: paths }),
  });
  if (content === undefined) return diagnostics;
  const today = dayToday();
  const judge = paths.length === 0 ? 'all' : 'rules';
  return applySuppressions([...diagnostics, ...checkContent(content, { today })], content, { today, judge })
    .shown;
}

const fileOf = ({ fix, span, path }: Diagnostic) =>
  fix?.edits[0]?.span.source.path ?? span?.source.path ?? path ?? '';

function write(
  { files }: Mended,
  seen: Overlay,
): { readonly written: ReadonlySet<string>; readonly faults: readonly Diagnostic[] } {
  const faults: Diagnostic[] = [];
  const written = new Set<string>();
  for (const [shownAs, texts] of files) {
    const path = seen.placeOf(shownAs);
    const fault = path === undefined ? CHANGED : replaceFile({ path, ...texts });
    if (fault === undefined) written.add(shownAs);
    else if (fault.kind === 'changed') faults.push(diagnose('fix/file-changed', shownAs, { path: shownAs }));
    else faults.push(diagnose('fix/write-failed', shownAs, { path: shownAs, reason: fault.reason }));
  }
  return { written, faults };
}

const CHANGED = { kind: 'changed' } as const;

async function asJson(
  diffs: readonly Omit<FixedFile, 'applied'>[],
  found: Mended,
  seen: Overlay,
  { yes }: FixOptions,
  io: Io,
  check: Check,
): Promise<number> {
  const { written, faults } = yes === true ? write(found, seen) : { written: new Set<string>(), faults: [] };
  const printed: string[] = [];
  const code = await check({ ...io, out: (text) => void printed.push(text) });
  const result = JSON.parse(printed.join('')) as { readonly diagnostics: readonly object[] };
  const more: Diagnostic[] = [...faults];
  append(more, found.refused);
  io.out(
    printJson({
      ...result,
      diagnostics: [...result.diagnostics, ...more.map(diagnosticJson)],
      fixes: diffs.map((file): FixedFile => ({ ...file, applied: written.has(file.path) })),
    }),
  );
  const left = written.size < diffs.length;
  if (left && yes !== true) io.err('Nothing was written: run again with --yes.\n');
  return code === EXIT.ok && left ? EXIT.findings : code;
}

function say(faults: readonly Diagnostic[], io: Io): void {
  if (faults.length > 0) io.err(renderDiagnostics(faults, { color: io.color.err, width: io.width }));
}

/** Both ends: somebody reads the question, and somebody can answer. */
const isTerminal = ({ interactive, stdin }: Io) => interactive && 'isTTY' in stdin && stdin.isTTY === true;

async function agreed(question: string, io: Io): Promise<boolean> {
  io.err(question);
  const lines = createInterface({ input: io.stdin });
  try {
    for await (const line of lines) return /^\s*y(?:es)?\s*$/i.test(line);
    return false;
  } finally {
    lines.close();
  }
}

/** What `--fix` does not go with. */
export function refuseOptions(
  options: FixOptions & { readonly bundle?: string; readonly since?: string },
): void {
  if (options.bundle !== undefined)
    throw new UsageError(
      '--fix and --bundle cannot be used together.',
      'The files of a bundle are generated: mend the rules, then build.',
    );
  if (options.since !== undefined)
    throw new UsageError(
      '--fix and --since cannot be used together.',
      'Name the files instead: trailc check --fix detections/…',
    );
  if (options.format !== 'pretty' && options.format !== 'json')
    throw new UsageError(
      `--fix prints pretty or json, not ${options.format}.`,
      'Reports for services are written with --report.',
    );
}
