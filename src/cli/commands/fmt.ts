/** `trailc fmt [paths]`: rules, lists, fixtures and the configuration in one style, with the meaning they had. */
import type { Readable } from 'node:stream';
import { diagnose } from '../../base/catalogue.ts';
import { type Diagnostic, sortDiagnostics } from '../../base/diagnostic.ts';
import { append, hasErrors } from '../../base/result.ts';
import type { SourceText } from '../../base/source.ts';
import { unifiedDiff } from '../../base/text-diff.ts';
import { LARGEST_LIST, readSource } from '../../content/files.ts';
import type { FoundFile } from '../../content/find-files.ts';
import { formatText } from '../../fmt/format.ts';
import { filesToFormat } from '../../fmt/select.ts';
import { writeFormatted } from '../../fmt/write.ts';
import { EXIT, type Format, type Io, UsageError } from '../io.ts';
import { renderDiagnostics, writeDiagnostics } from '../report/diagnostics.ts';
import { type FmtFile, fmtAsJson, renderFmt } from '../report/fmt.ts';
import { configPath, type RepositoryOptions } from '../repository.ts';

interface FmtOptions extends RepositoryOptions {
  readonly check?: boolean;
  readonly format: Format;
}

/** How a text from the input stream is called in messages and diffs. */
const STDIN = '(stdin)';

export async function fmt(paths: readonly string[], options: FmtOptions, io: Io): Promise<number> {
  if (paths.includes('-')) {
    if (paths.length > 1) throw new UsageError('"-" cannot stand beside other paths.', 'Run "trailc fmt -".');
    return formatStream(options, io);
  }
  const selected = filesToFormat(configPath(options, io), paths);
  if (selected.value === undefined) {
    writeDiagnostics(selected.diagnostics, options.format, io);
    return EXIT.usage;
  }
  const diagnostics: Diagnostic[] = [...selected.diagnostics];
  const files = selected.value.map((file) => formatFile(file, options, diagnostics));
  return report(files, diagnostics, options, io);
}

function formatFile(file: FoundFile, options: FmtOptions, diagnostics: Diagnostic[]): FmtFile {
  const { real, shownAs } = file;
  const left: FmtFile = { path: shownAs, state: 'left', diff: null };
  const source = readSource(real, shownAs, LARGEST_LIST);
  append(diagnostics, source.diagnostics);
  if (source.value === undefined) return left;
  const { text: before } = source.value;
  const { value: after, diagnostics: faults } = formatText(source.value);
  append(diagnostics, faults);
  if (after === undefined) return left;
  if (after !== before && options.check !== true) {
    const fault = writeFormatted({ path: real, shownAs, before, after });
    if (fault !== undefined) {
      diagnostics.push(fault);
      return left;
    }
  }
  return formatted(source.value, after, options);
}

function formatted(
  { path, text: before }: SourceText,
  after: string,
  { check, format }: FmtOptions,
): FmtFile {
  if (after === before) return { path, state: 'unchanged', diff: null };
  const state = check === true ? 'would-change' : 'formatted';
  const shown = check === true || format === 'json';
  return { path, state, diff: shown ? unifiedDiff(path, before, `${path} (formatted)`, after) : null };
}

async function formatStream(options: FmtOptions, io: Io): Promise<number> {
  const read = await textOf(io.stdin);
  const { value: text } = read;
  if (text === undefined) {
    writeDiagnostics(read.diagnostics, options.format, io);
    return EXIT.findings;
  }
  const source = { path: STDIN, text };
  const { value: after, diagnostics } = formatText(source);
  if (options.check !== true && options.format === 'pretty') {
    // Unreadable text comes out as it went in, so that an editor that takes the output for the file loses nothing.
    io.out(after ?? text);
    if (after === undefined) writeDiagnostics(diagnostics, 'pretty', io);
    return after === undefined ? EXIT.findings : EXIT.ok;
  }
  const file: FmtFile =
    after === undefined ? { path: STDIN, state: 'left', diff: null } : formatted(source, after, options);
  return report([file], diagnostics, options, io);
}

interface ReadText {
  readonly value?: string;
  readonly diagnostics: readonly Diagnostic[];
}

async function textOf(stream: Readable): Promise<ReadText> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > LARGEST_LIST) {
      const limit = LARGEST_LIST / 1024 / 1024;
      return { diagnostics: [diagnose('file/too-large', STDIN, { path: STDIN, limit })] };
    }
    chunks.push(chunk);
  }
  try {
    const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
    return { value: decoder.decode(Buffer.concat(chunks)), diagnostics: [] };
  } catch {
    throw new UsageError('the input is not UTF-8 text.', 'Save it as UTF-8; every editor can.');
  }
}

function report(
  files: readonly FmtFile[],
  diagnostics: readonly Diagnostic[],
  options: FmtOptions,
  io: Io,
): number {
  const found = sortDiagnostics(diagnostics);
  const check = options.check === true;
  if (options.format === 'json') {
    io.out(fmtAsJson({ check, files, diagnostics: found }));
  } else {
    io.out(renderFmt({ check, files, diagnostics: found }, io));
    if (found.length > 0) io.err(renderDiagnostics(found, { color: io.color.err, width: io.width }));
  }
  const asked = files.some(({ state }) => state === 'would-change');
  return asked || hasErrors(found) ? EXIT.findings : EXIT.ok;
}
