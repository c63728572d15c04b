/**
 * The fingerprint of what a `build` would read, before anything is compiled.
 *
 * Owns: reading the configuration for it, and which words of the command line count. Must not: report a fault; a
 * configuration with one has no fingerprint, and the build says what is wrong.
 */
import { dirname, resolve } from 'node:path';
import { inputsHash } from '../bundle/inputs.ts';
import { readConfig } from '../content/config.ts';
import { readSource } from '../content/files.ts';
import type { Io } from './io.ts';
import { ownCode } from './own-code.ts';
import { configPath, type RepositoryOptions } from './repository.ts';

interface Words extends RepositoryOptions {
  readonly asOf?: string;
  readonly sourceCommit?: string;
}

export interface BuildInputs {
  readonly sha256: string;
  /** Of the repository, absolute. */
  readonly root: string;
  /** Name of the environment. */
  readonly environment: string;
}

export function buildInputs(options: Words, io: Io): BuildInputs | undefined {
  const code = ownCode();
  const path = configPath(options, io);
  const source = readSource(path);
  if (code === undefined || source.value === undefined) return undefined;
  const { value: config, diagnostics } = readConfig(source.value, dirname(resolve(path)));
  if (config === undefined || diagnostics.length > 0) return undefined;
  const environment = options.env ?? config.defaultEnvironment;
  const { asOf = '', sourceCommit = '' } = options;
  const words = { environment, asOf, sourceCommit };
  const sha256 = inputsHash({ configPath: path, config, code, words });
  return sha256 === undefined ? undefined : { sha256, root: config.root, environment };
}
