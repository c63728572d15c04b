/**
 * Apps of rules made for a test, built as `trailc build` builds them, and read back from the archive.
 *
 * Owns: that path. Must not: look into an app.
 */
import type { Diagnostic } from '../../../src/base/diagnostic.ts';
import { planBundle } from '../../../src/bundle/bundle.ts';
import { templateSource } from '../../../src/bundle/render.ts';
import type { BundleSettings, EnvironmentDocument } from '../../../src/content/document.ts';
import { normalForm } from '../../../src/ir/normal.ts';
import type { RuleIr } from '../../../src/ir/rule.ts';
import { TARGETS } from '../../../src/targets/index.ts';
import { splTarget } from '../../../src/targets/spl/index.ts';
import { pack } from '../../../src/targets/spl/pack.ts';
import { type App, readApp } from '../../oracle/spl/app.ts';
import { ENVIRONMENT } from '../../support/environment.ts';

export interface BuiltApp {
  readonly app: App;
  /** Of the archive, relative to the bundle. */
  readonly archive: string;
  /** Everything in the bundle, by path. */
  readonly files: ReadonlyMap<string, string | Uint8Array>;
  readonly diagnostics: readonly Diagnostic[];
}

export interface AppSettings {
  readonly environment?: EnvironmentDocument;
  readonly bundle?: Partial<BundleSettings>;
  readonly profile?: string;
}

const templates = templateSource({ root: '.' });
export const BUNDLE: BundleSettings = {
  name: 'acme-cloudtrail',
  version: '1.2.3',
  author: 'Acme',
  description: 'Rules.',
  span: ENVIRONMENT.span,
};

/** An environment of a file in which nobody wrote the index. */
export const NO_INDEX: Pick<EnvironmentDocument, 'origins'> = {
  origins: { chain: [], params: new Map(), settings: new Map() },
};

/** What packing the rules gives: a value only without errors. */
export function packed(rules: readonly RuleIr[], settings: AppSettings = {}) {
  const { environment, bundle, profile } = filled(settings);
  const compiled = rules.map((rule) => compiledRule(rule, environment, profile));
  const input = {
    environment,
    profile,
    bundle,
    rules: compiled.map(({ normal, compiled: one }) => ({ rule: normal, compiled: one })),
    lists: [],
  };
  return { ...pack(input), compiled };
}

/** The app; throws where it cannot be built. */
export function builtApp(rules: readonly RuleIr[], settings: AppSettings = {}): BuiltApp {
  const { environment, bundle, profile } = filled(settings);
  const { value, diagnostics, compiled } = packed(rules, settings);
  if (value === undefined) throw new Error(diagnostics.map(({ what }) => what).join('\n'));
  const plan = planBundle({
    environment: environment.name,
    bundle,
    lists: [],
    build: { trailc: '0.0.0', commit: '0123456789abcdef' },
    compiled: compiled.map((one) => ({ ...one, target: 'spl', profile })),
    packages: { spl: value },
    documents: [],
    targets: TARGETS,
    templates,
  });
  if (plan.value === undefined) throw new Error(plan.diagnostics.map(({ what }) => what).join('\n'));
  const files = new Map(plan.value.files.map(({ path, content }) => [path, content]));
  const archive = [...files.keys()].find((path) => /^splunk\/[^/]+-[^/]*\.spl$/.test(path)) ?? '';
  return { app: readApp(bytesOf(files.get(archive))), archive, files, diagnostics };
}

export function bytesOf(content: string | Uint8Array | undefined): Uint8Array {
  if (content === undefined) throw new Error('no such file');
  return typeof content === 'string' ? Buffer.from(content) : content;
}

function filled({ environment = ENVIRONMENT, bundle = {}, profile = 'raw' }: AppSettings) {
  return { environment, bundle: { ...BUNDLE, ...bundle }, profile };
}

function compiledRule(rule: RuleIr, environment: EnvironmentDocument, profile: string) {
  const normal = { ...rule, condition: normalForm(rule.condition) };
  const { value, diagnostics } = splTarget.compile(normal, environment, profile);
  if (value === undefined) throw new Error(diagnostics.map(({ what }) => what).join('\n'));
  return { rule, normal, compiled: value };
}
