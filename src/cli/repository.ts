/**
 * What most commands begin with: the repository, an environment, the rules named on the command line.
 *
 * Owns: finding them, and saying so when they are not there. Must not: print results.
 */
import { resolve } from 'node:path';
import type { Diagnostic } from '../base/diagnostic.ts';
import { hasErrors } from '../base/result.ts';
import { didYouMean } from '../base/suggest.ts';
import { isCalendarDate } from '../content/calendar.ts';
import { findConfig } from '../content/config.ts';
import type { Content, EnvironmentDocument } from '../content/document.ts';
import { environmentOf } from '../content/environment-view.ts';
import { loadRepository } from '../content/repository.ts';
import { EXIT, type Io, UsageError } from './io.ts';

export interface RepositoryOptions {
  readonly config?: string;
  readonly env?: string;
}

export interface Repository {
  /** Absent when the configuration itself cannot be read. */
  readonly content?: Content;
  readonly diagnostics: readonly Diagnostic[];
}

/** Reads the repository around the working folder. `rules` narrows it: paths, or file names without ending. */
export function openRepository(options: RepositoryOptions, io: Io, rules?: readonly string[]): Repository {
  const path = configPath(options, io);
  const { value: content, diagnostics } = loadRepository(
    path,
    rules === undefined || rules.length === 0 ? {} : { rules },
  );
  return content === undefined ? { diagnostics } : { content, diagnostics };
}

/**
 * The environment for what needs no rules: faults of the configuration alone count, for what is wrong with rules and lists
 * is no matter of it. No environment: the command ends with `exit`, as docs/cli.md has it.
 */
export function openEnvironment(
  options: RepositoryOptions,
  io: Io,
): { readonly diagnostics: readonly Diagnostic[] } & (
  | { readonly content: Content; readonly environment: EnvironmentDocument }
  | { readonly content?: undefined; readonly environment?: undefined; readonly exit: number }
) {
  const { content, diagnostics } = openRepository(options, io);
  if (content === undefined) return { diagnostics, exit: EXIT.usage };
  const ofConfig = diagnostics.filter(
    ({ span, path }) => (span?.source.path ?? path) === content.config.path,
  );
  if (hasErrors(ofConfig)) return { diagnostics: ofConfig, exit: EXIT.findings };
  return { content, environment: chooseEnvironment(content, options), diagnostics: ofConfig };
}

/** The configuration named with --config, or the nearest one above the working folder. */
export function configPath(options: RepositoryOptions, io: Io): string {
  const path = options.config === undefined ? findConfig(io.cwd) : resolve(io.cwd, options.config);
  if (path !== undefined) return path;
  throw new UsageError(
    'found no trailc.config.yml in this folder or above it.',
    'Run "trailc init" to make a content repository here, or name one with --config.',
  );
}

/** The day of --as-of, if it is one. */
export function dayOf(options: { readonly asOf?: string }): { readonly asOf?: string } {
  const { asOf } = options;
  if (asOf === undefined) return {};
  if (isCalendarDate(asOf)) return { asOf };
  throw new UsageError(`"${asOf}" is no day.`, 'Write it as YYYY-MM-DD, such as --as-of 2026-11-21.');
}

/** The environment named with --env, or the repository's default. */
export function chooseEnvironment(content: Content, options: RepositoryOptions): EnvironmentDocument {
  const name = options.env ?? content.config.defaultEnvironment;
  const { environments, bases = [], path } = content.config;
  const found = environmentOf(content, name);
  if (found !== undefined) return found;
  if (bases.some((base) => base.name === name)) {
    throw new UsageError(
      `the environment "${name}" is abstract: others extend it, and nothing is compiled for it.`,
      `Environments of ${path}: ${environments.map((environment) => environment.name).join(', ')}.`,
    );
  }
  const names = environments.map((environment) => environment.name);
  throw new UsageError(
    `there is no environment "${name}".${didYouMean(name, names)}`,
    `Environments of ${path}: ${names.join(', ')}.`,
  );
}
