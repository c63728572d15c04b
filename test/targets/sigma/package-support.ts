/** Packages of rules made for a test, rendered. */
import { load } from 'js-yaml';
import type { ListDocument } from '../../../src/content/document.ts';
import { lowerRule } from '../../../src/ir/lower.ts';
import { normalForm } from '../../../src/ir/normal.ts';
import type { PackedRule } from '../../../src/targets/shared/package.ts';
import { sigmaTarget } from '../../../src/targets/sigma/index.ts';
import { pack } from '../../../src/targets/sigma/pack.ts';
import { ENVIRONMENT } from '../../support/environment.ts';
import { documentOf, listsOf } from '../../support/rule.ts';
import { render } from '../spl/render.ts';

export const BUNDLE = {
  name: 'acme',
  version: '1.2.3',
  author: 'Ann',
  description: 'x',
  span: ENVIRONMENT.span,
} as const;

export interface Written {
  readonly stem: string;
  readonly match: unknown;
  readonly more?: Readonly<Record<string, unknown>>;
  readonly params?: Readonly<Record<string, readonly string[]>>;
}

/** A rule's document under a name and an id of its own. */
export function documentAs({ stem, match, more = {} }: Written, at = 0) {
  const id = `00000000-0000-4000-8000-${String(at).padStart(12, '0')}`;
  return { ...documentOf(match, { id, title: `Rule ${stem}`, ...more }), stem };
}

export function packed(
  written: Written,
  lists: ReadonlyMap<string, ListDocument> = new Map(),
  at = 0,
): PackedRule {
  const document = documentAs(written, at);
  const params = new Map(
    document.params.map((declaration) => {
      const values = written.params?.[declaration.name] ?? declaration.example;
      return [declaration.name, { declaration, values }] as const;
    }),
  );
  const { value, diagnostics } = lowerRule(document, {
    params,
    lists,
    environment: 'production',
  });
  if (value === undefined) throw new Error(diagnostics.map(({ what }) => what).join('\n'));
  const rule = { ...value, condition: normalForm(value.condition) };
  const compiled = sigmaTarget.compile(rule, ENVIRONMENT).value;
  if (compiled === undefined) throw new Error('not compiled');
  return { rule, compiled };
}

export interface PackedFiles {
  /** Rendered, by path below `sigma/`; the rules' own are not among them. */
  readonly files: ReadonlyMap<string, string>;
  readonly archives: readonly { readonly path: string; readonly names: readonly string[] }[];
}

export async function packOf(
  rules: readonly Written[],
  lists: readonly Readonly<Record<string, unknown>>[] = [],
  bundle: { readonly name: string; readonly author: string } = BUNDLE,
): Promise<PackedFiles> {
  const known = listsOf(lists);
  return await packageOf(
    rules.map((rule, at) => packed(rule, known, at)),
    [...known.values()],
    bundle,
  );
}

export async function packageOf(
  rules: readonly PackedRule[],
  lists: readonly ListDocument[],
  bundle: { readonly name: string; readonly author: string } = BUNDLE,
): Promise<PackedFiles> {
  const { value, diagnostics } = pack({
    environment: { ...ENVIRONMENT, name: 'production' },
    profile: 'sigma-2.1',
    bundle: { ...BUNDLE, ...bundle },
    rules,
    lists,
  });
  if (value === undefined || diagnostics.length > 0) throw new Error(JSON.stringify(diagnostics));
  const files = new Map<string, string>();
  for (const artefact of value.artefacts) files.set(artefact.path, await render(artefact));
  return {
    files,
    archives: value.archives.map(({ path, members }) => ({ path, names: members.map(({ name }) => name) })),
  };
}

export const yamlOf = (files: ReadonlyMap<string, string>, path: string) =>
  load(files.get(path) ?? '') as Readonly<Record<string, unknown>>;
