/**
 * The list of `--exceptions`: a list of the repository by its name, or any list file.
 *
 * Owns: finding and reading it. Must not: know what day it is.
 */
import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Diagnostic } from '../../base/diagnostic.ts';
import { didYouMean } from '../../base/suggest.ts';
import type { ListEntry } from '../../content/document.ts';
import { readList } from '../../content/list.ts';
import { type Io, UsageError } from '../io.ts';
import { openRepository, type RepositoryOptions } from '../repository.ts';

export interface Exceptions {
  readonly entries: readonly ListEntry[];
  readonly diagnostics: readonly Diagnostic[];
}

export function readExceptions(
  options: RepositoryOptions & { readonly exceptions?: string },
  io: Io,
): Exceptions {
  const { exceptions: name } = options;
  if (name === undefined) return { entries: [], diagnostics: [] };
  if (/[/\\.]/.test(name)) return readFile(name, io);
  const { content, diagnostics } = openRepository(options, io);
  const list = content?.lists.get(name);
  if (list !== undefined) {
    const own = diagnostics.filter(({ span, path }) => (span?.source.path ?? path) === list.path);
    return { entries: list.entries, diagnostics: own };
  }
  if (content === undefined) return { entries: [], diagnostics };
  const names = [...content.lists.keys()];
  throw new UsageError(
    `there is no list "${name}".${didYouMean(name, names)}`,
    'Name a list of the repository, or the file of one, such as lists/trust-exceptions.yml.',
  );
}

function readFile(path: string, io: Io): Exceptions {
  const file = resolve(io.cwd, path);
  if (!existsSync(file))
    throw new UsageError(`there is no file "${path}".`, 'Give the list of --exceptions as a file or a name.');
  try {
    const { value, diagnostics } = readList({ path, text: readFileSync(file, 'utf8') });
    return { entries: value?.entries ?? [], diagnostics };
  } catch {
    throw new UsageError(`"${path}" cannot be read.`, 'Make it readable for the user who runs trailc.');
  }
}
