/** Plans, template sources and folders for the tests of this room. */
import { mkdtempSync, readdirSync, readFileSync, readlinkSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { onTestFinished } from 'vitest';
import { assemble } from '../../src/assemble.ts';
import { diagnose } from '../../src/base/catalogue.ts';
import type { BundlePlan } from '../../src/bundle/bundle.ts';
import { type CompiledRule, planBundle } from '../../src/bundle/bundle.ts';
import { type Manifest, manifestFile } from '../../src/bundle/manifest.ts';
import { type TemplateSource, templateSource } from '../../src/bundle/render.ts';
import { loadRepository } from '../../src/content/repository.ts';
import type { Artefact } from '../../src/targets/shared/target.ts';
import { documentOf, ruleOf } from '../support/rule.ts';

/** An empty folder that is gone after the test. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'trailc-bundle-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Every file below a folder with its text, and every empty folder with `null`; paths with `/`. */
export function treeOf(folder: string): Readonly<Record<string, string | null>> {
  const found: (readonly [string, string | null])[] = [];
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    const name = relative(folder, path);
    if (entry.isSymbolicLink()) found.push([name, `a link to ${readlinkSync(path)}`]);
    else if (!entry.isDirectory()) found.push([name, readFileSync(path, 'utf8')]);
    else if (readdirSync(path).length === 0) found.push([name, null]);
  }
  return Object.fromEntries(found.sort(([a], [b]) => (a < b ? -1 : 1)));
}

export const exists = (path: string) => statSync(path, { throwIfNoEntry: false }) !== undefined;

/** Templates held in memory. */
export function templatesOf(texts: Readonly<Record<string, string>>): TemplateSource {
  const sources = new Map(
    Object.entries(texts).map(([name, text]) => [name, { path: `templates/${name}`, text }]),
  );
  return {
    read: (name) => {
      const value = sources.get(name);
      if (value !== undefined) return { value, diagnostics: [] };
      return { diagnostics: [diagnose('bundle/template-missing', name, { template: name, suggestion: '' })] };
    },
    readBytes: (name) => ({
      diagnostics: [diagnose('bundle/template-missing', name, { template: name, suggestion: '' })],
    }),
    check: () => [],
  };
}

const proof = { claim: 'Nothing was tried.', checkedOn: ['nothing'] };
export const TARGETS = {
  spl: { folder: 'splunk', proof },
  athena: { folder: 'athena', proof },
  sigma: { folder: 'sigma', proof },
} as const;

/** A template that prints `text` and nothing else. */
export const PLAIN = templatesOf({ 'any/plain.hbs': '{{text}}' });

export function plain(path: string, text: string): Artefact {
  return { path, template: 'any/plain.hbs', view: { text } };
}

export const compiledRule = (stem: string, more: Partial<CompiledRule> = {}): CompiledRule => {
  const rule = ruleOf(documentOf({ eventName: 'ConsoleLogin' }));
  // A text of its own, so that the manifest's golden holds still when the fragments around it change.
  const span = { source: { path: `detections/${stem}.yml`, text: `title: ${stem}\n` }, start: 0, end: 0 };
  const own = { ...rule, document: { ...rule.document, stem, path: `detections/${stem}.yml`, span } };
  return {
    rule: own,
    normal: own,
    target: 'spl',
    profile: 'raw',
    compiled: { answer: { kind: 'exact' }, artefacts: [plain(`${stem}.spl`, `search ${stem}\n`)] },
    ...more,
  };
};

/** A sound plan of these files in the folder `splunk`. */
export async function planOf(files: Readonly<Record<string, string>>): Promise<BundlePlan> {
  const artefacts = Object.entries(files).map(([path, text]) => plain(path, text));
  const { value, diagnostics } = planBundle({
    environment: 'test',
    bundle: { name: 'acme-cloudtrail', version: '1.0.0' },
    build: { trailc: '0.0.0', commit: '' },
    lists: [],
    packages: {},
    documents: [],
    compiled: [compiledRule('one', { compiled: { answer: { kind: 'exact' }, artefacts } })],
    targets: TARGETS,
    templates: PLAIN,
  });
  if (value === undefined) throw new Error(diagnostics.map(({ what }) => what).join('\n'));
  return value;
}

/** A plan of exactly these files, whatever they hold, with a manifest that names them; `change` has the last word. */
export async function planHolding(
  files: Readonly<Record<string, string | Uint8Array>>,
  change: (manifest: Manifest) => Manifest = (manifest) => manifest,
): Promise<BundlePlan> {
  const { manifest } = await planOf({});
  const held = Object.entries(files).map(([path, content]) => ({ path, content }));
  const named = held.map(({ path, content }) => manifestFile(path, content));
  return { files: held, manifest: change({ ...manifest, rules: [], files: named }) };
}

let shipped: BundlePlan | undefined;

/** The bundle of the shipped rules, packages and archives included. */
export function shippedPlan(): BundlePlan {
  if (shipped !== undefined) return shipped;
  const { value: content } = loadRepository('trailc.config.yml');
  const [environment] = content?.config.environments ?? [];
  if (content === undefined || environment === undefined) throw new Error('the shipped rules cannot be read');
  const { value, diagnostics } = assemble(content, {
    environment,
    build: { trailc: '0.0.0', commit: '0123abc' },
    templates: templateSource(content.config),
  });
  if (value === undefined) throw new Error(diagnostics.map(({ what }) => what).join('\n'));
  shipped = value.plan;
  return shipped;
}
