/**
 * The state that `trailc backtest --against` compares with: that of a commit, or the one that a bundle was built of.
 *
 * Owns: finding its rules, and that those of a bundle are the rules it was built of. Must not: compare (the backtest does).
 */
import { join, resolve } from 'node:path';
import { diagnose } from '../../base/catalogue.ts';
import type { Diagnostic } from '../../base/diagnostic.ts';
import { append, hasErrors } from '../../base/result.ts';
import { stateAtRef } from '../../bundle/at-ref.ts';
import { REAL_FILE_SYSTEM } from '../../bundle/file-system.ts';
import type { Manifest } from '../../bundle/manifest.ts';
import { MANIFEST_PATH } from '../../bundle/paths.ts';
import { readManifest } from '../../bundle/verify/manifest.ts';
import { pairRules } from '../../compare-events.ts';
import type { Content, EnvironmentDocument } from '../../content/document.ts';
import { shownPath } from '../../content/files.ts';
import { conditionHash } from '../../ir/hash.ts';
import type { RuleIr } from '../../ir/rule.ts';
import { type AskedRule, askedRule } from '../../logs/backtest/question.ts';
import { lowerForEnvironment } from '../../lower.ts';
import { UsageError } from '../io.ts';
import { chooseEnvironment } from '../repository.ts';
import { formerEnvironment, readFormer, sayFormerErrors } from './former.ts';

export interface Against {
  /** As the report names it. */
  readonly name: string;
  /** Of today: the one asked for, or that of the bundle. Both states are asked in it. */
  readonly environment: EnvironmentDocument;
  /** Of a bundle whose lists are as of a day: then today's are, too. */
  readonly asOf?: string;
  /** Rules of today with their former condition; with `gone`, also those that are no more. */
  readonly pair: (rules: readonly AskedRule[], gone: boolean) => readonly AskedRule[];
}

/** Reads the state `named`. Undefined with an error in `found`. Throws UsageError for arguments that contradict it. */
export function openAgainst(
  named: string,
  options: { readonly env?: string; readonly cwd: string },
  content: Content,
  found: Diagnostic[],
): Against | undefined {
  const folder = resolve(options.cwd, named);
  const isBundle = REAL_FILE_SYSTEM.kindOf(join(folder, MANIFEST_PATH)) === 'file';
  return isBundle ? ofBundle(folder, options, content, found) : ofRef(named, options, content, found);
}

function ofRef(
  ref: string,
  options: { readonly env?: string },
  content: Content,
  found: Diagnostic[],
): Against | undefined {
  const environment = chooseEnvironment(content, options);
  const fetched = stateAtRef(content.config.root, ref);
  append(found, fetched.diagnostics);
  if (fetched.value === undefined) return undefined;
  try {
    const { folder, commit } = fetched.value;
    const former = readFormer(ref, folder, content.config, found);
    if (former === undefined) return undefined;
    const then = formerEnvironment(ref, former.content, environment, content.config, found);
    const { rules, errors } = lowered(former.content, then);
    sayFormerErrors(ref, [...former.errors, ...errors], content.config, found);
    return { name: `${ref} (${short(commit)})`, environment, pair: pairing(rules) };
  } finally {
    fetched.value.dispose();
  }
}

function ofBundle(
  folder: string,
  { env }: { readonly env?: string },
  content: Content,
  found: Diagnostic[],
): Against | undefined {
  const shown = shownPath(folder);
  const read = readManifest(join(folder, MANIFEST_PATH), `${shown}/${MANIFEST_PATH}`, REAL_FILE_SYSTEM);
  append(found, read.diagnostics);
  const manifest = read.value;
  if (manifest === undefined) return undefined;
  if (env !== undefined && env !== manifest.environment) {
    throw new UsageError(
      `the bundle in "${shown}" is of the environment "${manifest.environment}", not of "${env}".`,
      'Leave out --env, or name a bundle of that environment.',
    );
  }
  const fault = refusal(manifest, shown);
  if (fault !== undefined) {
    found.push(fault);
    return undefined;
  }
  const environment = chooseEnvironment(content, { env: manifest.environment });
  const commit = manifest.sourceCommit ?? '';
  const fetched = stateAtRef(content.config.root, commit);
  if (fetched.value === undefined) {
    const missing = diagnose('expect/bundle-commit-missing', shown, { folder: shown, commit: short(commit) });
    append(
      found,
      fetched.diagnostics.map((one) => (one.code === 'diff/unknown-ref' ? missing : one)),
    );
    return undefined;
  }
  try {
    const former = readFormer(short(commit), fetched.value.folder, content.config, found);
    const rules = former && rulesOfBundle(manifest, former.content, shown, found);
    if (rules === undefined || hasErrors(found)) return undefined;
    const { asOf } = manifest;
    return {
      name: `${shown} (${short(fetched.value.commit)})`,
      environment,
      ...(asOf === null ? {} : { asOf }),
      pair: pairing(rules),
    };
  } finally {
    fetched.value.dispose();
  }
}

function refusal({ partial, rules, sourceCommit }: Manifest, folder: string): Diagnostic | undefined {
  if (partial !== undefined)
    return diagnose('since/partial-bundle', folder, { folder, rules: rules.length, of: partial.of });
  return sourceCommit === null ? diagnose('expect/bundle-without-commit', folder, { folder }) : undefined;
}

/** The rules that the bundle holds, as they are at its commit; undefined, with an error, where they are others. */
function rulesOfBundle(
  { environment: name, asOf, sourceCommit, rules }: Manifest,
  content: Content,
  folder: string,
  found: Diagnostic[],
): readonly RuleIr[] | undefined {
  const commit = short(sourceCommit ?? '');
  const environment = content.config.environments.find((one) => one.name === name);
  if (environment === undefined) {
    found.push(diagnose('expect/bundle-environment', folder, { folder, environment: name, commit }));
    return undefined;
  }
  const there = new Map(
    lowered(content, environment, asOf ?? undefined).rules.map((rule) => [rule.document.id.value, rule]),
  );
  const same: RuleIr[] = [];
  const others: string[] = [];
  for (const { id, rule: stem, conditionSha256 } of rules) {
    const rule = there.get(id);
    if (rule !== undefined && conditionHash(rule.condition) === conditionSha256) same.push(rule);
    else others.push(stem);
  }
  if (others.length === 0) return same;
  found.push(
    diagnose('expect/bundle-differs', folder, { folder, commit, rules: others, count: others.length }),
  );
  return undefined;
}

const pairing =
  (before: readonly RuleIr[]): Against['pair'] =>
  (rules, gone) =>
    pairRules(before.map(askedRule), rules, { gone });

function lowered(content: Content, environment: EnvironmentDocument, asOf?: string) {
  const rules: RuleIr[] = [];
  const errors: Diagnostic[] = [];
  for (const document of content.rules) {
    const { value, diagnostics } = lowerForEnvironment(document, content, environment, asOf);
    if (value !== undefined) rules.push(value);
    append(
      errors,
      diagnostics.filter(({ severity }) => severity === 'error'),
    );
  }
  return { rules, errors };
}

const short = (commit: string) => commit.slice(0, 12);
