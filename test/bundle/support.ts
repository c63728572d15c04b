/** Plans, template sources and folders for the tests of this room. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { onTestFinished } from 'vitest';
import { diagnose } from '../../src/base/catalogue.ts';
import type { BundlePlan } from '../../src/bundle/bundle.ts';
import { type CompiledRule, planBundle } from '../../src/bundle/bundle.ts';
import type { TemplateSource } from '../../src/bundle/render.ts';
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
    if (!entry.isDirectory()) found.push([name, readFileSync(path, 'utf8')]);
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
  return {
    rule: { ...rule, document: { ...rule.document, stem, path: `detections/${stem}.yml`, span } },
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
    packages: {},
    documents: [],
    compiled: [compiledRule('one', { compiled: { answer: { kind: 'exact' }, artefacts } })],
    targets: TARGETS,
    templates: PLAIN,
  });
  if (value === undefined) throw new Error(diagnostics.map(({ what }) => what).join('\n'));
  return value;
}
