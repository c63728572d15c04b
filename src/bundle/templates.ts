/**
 * Where templates come from: the user's folder, file by file, and trailc's own behind it.
 *
 * Owns: finding and reading them; a name never leads out of its folder. Must not: compile or render.
 */
import { existsSync, readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { diagnose } from '../base/catalogue.ts';
import type { Diagnostic } from '../base/diagnostic.ts';
import { fail, type Result, succeed } from '../base/result.ts';
import type { SourceText, Span } from '../base/source.ts';
import { didYouMean } from '../base/suggest.ts';
import type { ConfigDocument } from '../content/document.ts';
import { errorReason, readSource, shownPath, shownText } from '../content/files.ts';

export interface TemplateSource {
  /** The template of a name such as `athena/rule.sql.hbs`: the same object each time. */
  readonly read: (name: string) => Result<SourceText>;
  /** The bytes of a file beside the templates, such as `spl/appIcon.png`. */
  readonly readBytes: (name: string) => Result<Uint8Array>;
  /** What is wrong with the user's folder as a whole, whichever templates are read. */
  readonly check: () => readonly Diagnostic[];
}

/** Both from `src/bundle/` and from `dist/bundle/`. */
const OWN_FOLDER = fileURLToPath(new URL('../../templates/', import.meta.url));

const NAME = /^[a-z0-9][a-z0-9._-]*(?:\/[a-z0-9][a-z0-9._-]*)+$/i;

/** trailc's templates, behind those of the folder that a configuration names (relative to its root). */
export function templateSource(config: Pick<ConfigDocument, 'root' | 'templates'>): TemplateSource {
  const { templates } = config;
  const folder = templates === undefined ? undefined : resolve(config.root, templates.value);
  const known = new Map<string, Result<SourceText>>();
  const fault =
    folder === undefined || templates === undefined ? undefined : folderFault(folder, templates.span);
  const find = (name: string): Result<SourceText> => {
    const found = where(name);
    return found.value === undefined ? fail(found.diagnostics) : readInside(found.value, name);
  };
  /** The folder that has it. */
  const where = (name: string): Result<string> => {
    if (!NAME.test(name)) return fail([diagnose('bundle/template-outside', name, { template: name })]);
    if (fault !== undefined) return fail([fault]);
    if (folder !== undefined && existsSync(join(folder, name))) return succeed(folder);
    if (existsSync(join(OWN_FOLDER, name))) return succeed(OWN_FOLDER);
    const suggestion = didYouMean(name, filesBelow(OWN_FOLDER));
    return fail([diagnose('bundle/template-missing', name, { template: name, suggestion })]);
  };
  return {
    readBytes: (name) => {
      const found = where(name);
      return found.value === undefined ? fail(found.diagnostics) : bytesInside(found.value, name);
    },
    read: (name) => {
      const found = known.get(name) ?? find(name);
      known.set(name, found);
      return found;
    },
    check: () => {
      if (fault !== undefined) return [fault];
      return folder === undefined ? [] : unusedIn(folder);
    },
  };
}

function folderFault(folder: string, span: Span): Diagnostic | undefined {
  const shown = shownPath(folder);
  const because = (reason: string) => diagnose('bundle/templates-folder', span, { folder: shown, reason });
  try {
    return statSync(folder).isDirectory() ? undefined : because('it is not a folder');
  } catch (error) {
    return because(errorReason(error));
  }
}

/** No link may lead out of the folder. */
function outside(folder: string, name: string): Diagnostic | undefined {
  const path = join(folder, name);
  try {
    if (realpathSync(path).startsWith(realpathSync(folder) + sep)) return undefined;
    return diagnose('bundle/template-outside', shownPath(path), { template: name });
  } catch {
    // A link that leads nowhere, or a folder that may not be searched: reading it says so.
    return undefined;
  }
}

const LARGEST_ASSET = 1024 * 1024;

function bytesInside(folder: string, name: string): Result<Uint8Array> {
  const path = join(folder, name);
  const shown = shownPath(path);
  const fault = outside(folder, name);
  if (fault !== undefined) return fail([fault]);
  try {
    const stats = statSync(path);
    if (stats.isFile() && stats.size <= LARGEST_ASSET) return succeed(readFileSync(path));
    const reason = stats.isFile() ? `it is larger than ${LARGEST_ASSET} bytes` : 'it is no file';
    return fail([diagnose('file/unreadable', shown, { path: shown, reason })]);
  } catch (error) {
    return fail([diagnose('file/unreadable', shown, { path: shown, reason: errorReason(error) })]);
  }
}

/** Reads one template. Line ends become `\n` and a byte order mark goes, so that a checkout's habits change no byte. */
function readInside(folder: string, name: string): Result<SourceText> {
  const path = join(folder, name);
  const shown = shownPath(path);
  const fault = outside(folder, name);
  if (fault !== undefined) return fail([fault]);
  const { value, diagnostics } = readSource(path, shown);
  if (value === undefined) return fail(diagnostics);
  return succeed(
    { path: value.path, text: value.text.replace(/^\ufeff/, '').replaceAll('\r\n', '\n') },
    diagnostics,
  );
}

/** Templates of the user that have no counterpart, and so are never read: most likely a slip in the name. */
function unusedIn(folder: string): readonly Diagnostic[] {
  const own = filesBelow(OWN_FOLDER);
  return filesBelow(folder)
    .filter((name) => name.endsWith('.hbs') && !own.includes(name))
    .map((name) =>
      diagnose('bundle/template-unused', shownPath(join(folder, name)), {
        template: shownText(name),
        suggestion: didYouMean(name, own),
      }),
    );
}

/** Names of the files below a folder, with `/`, sorted; an unreadable folder has none. */
function filesBelow(folder: string): readonly string[] {
  try {
    return readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
      .sort();
  } catch {
    return [];
  }
}
