/**
 * Where a new rule goes, and what it is called.
 *
 * Owns: the folder, the name, and the words when it cannot be. Must not: write.
 */
import { existsSync, statSync } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';
import type { Content, Spanned } from '../content/document.ts';
import { type Io, UsageError } from './io.ts';

const STEM = /^[a-z0-9]+(-[a-z0-9]+)*$/;

export interface NewPlace {
  readonly stem: string;
  /** Absolute. */
  readonly path: string;
}

/** The place of a rule that is asked for by name or path. Throws UsageError. */
export function placeOf(name: string, content: Content, io: Io): NewPlace {
  const { root, rules } = content.config;
  const wanted = name.replace(/\.ya?ml$/, '');
  const stem = wanted.split('/').at(-1) ?? '';
  const path = `${wanted.includes('/') ? resolve(io.cwd, wanted) : join(folderOf(root, rules), wanted)}.yml`;
  if (!STEM.test(stem)) {
    throw new UsageError(
      `"${stem}" is no name for a rule.`,
      'Use lower-case words joined by "-", such as root-login.',
    );
  }
  if (relative(root, path).split(sep)[0] === '..')
    throw new UsageError(`"${name}" lies outside the repository.`);
  if (isTaken(stem, content)) throw new UsageError(`there is a rule "${stem}" already.`);
  if (existsSync(path)) throw new UsageError(`${relative(io.cwd, path)} exists already.`);
  return { stem, path };
}

/** That place, or the next one with a number behind the name that is free; `also` says what else must be free. */
export function freePlace(stem: string, content: Content, io: Io, also: (stem: string) => boolean): NewPlace {
  const folder = folderOf(content.config.root, content.config.rules);
  for (let count = 1; ; count += 1) {
    const name = count === 1 ? stem : `${stem}-${count}`;
    const free = !isTaken(name, content) && !existsSync(join(folder, `${name}.yml`)) && also(name);
    if (free) return placeOf(name, content, io);
  }
}

/** A rule with faults has its name, too. */
const isTaken = (stem: string, { rules, broken }: Content) =>
  [...rules, ...broken].some((rule) => rule.stem === stem);

/** The first of the configured paths that is a folder; where none is there yet, the first. */
export function folderOf(root: string, paths: readonly Spanned<string>[]): string {
  const found = paths
    .map(({ value }) => resolve(root, value))
    .find((path) => existsSync(path) && statSync(path).isDirectory());
  return found ?? resolve(root, paths[0]?.value ?? '.');
}
