/**
 * `environments` of the configuration: those that things are compiled for, and those that are only extended.
 *
 * Owns: the order of reading them, the default among them. Must not: merge or follow (its neighbours do).
 */
import { diagnose } from '../base/catalogue.ts';
import { respelled } from '../base/fix.ts';
import { startOf } from '../base/source.ts';
import { didYouMean } from '../base/suggest.ts';
import type { EnvironmentDocument } from './document.ts';
import { readLayer } from './environment.ts';
import { chainsOf } from './environment-chain.ts';
import { resolveEnvironment } from './environment-resolve.ts';
import { entriesAt, type Reporter, textAt } from './node-readers.ts';
import { child, type YamlNode } from './yaml-node.ts';

export interface Environments {
  readonly environments: readonly EnvironmentDocument[];
  readonly bases: readonly EnvironmentDocument[];
  /** Absent when there is no environment that could be it. */
  readonly defaultEnvironment: string | undefined;
}

/** Every environment that can be used; what is wrong with the others is reported. */
export function readEnvironments(node: YamlNode, faults: Reporter): Environments {
  const entries = entriesAt(node, 'environments');
  const layers = entries.flatMap((entry) => readLayer(entry, faults) ?? []);
  const chains = chainsOf(
    layers,
    entries.map(({ key }) => key.text),
    faults,
  );
  const extended = new Set(layers.flatMap(({ parent }) => parent?.value ?? []));
  for (const { name, abstract, span } of layers) {
    if (abstract && !extended.has(name))
      faults.report(diagnose('environment/never-extended', span, { name }));
  }
  const environments = chains.filter(([own]) => !own.abstract).map(resolveEnvironment);
  const bases = chains.filter(([own]) => own.abstract).map(resolveEnvironment);
  const known: Known = {
    usable: environments.map(({ name }) => name),
    written: layers.filter(({ abstract }) => !abstract).map(({ name }) => name),
    abstract: layers.filter(({ abstract }) => abstract).map(({ name }) => name),
  };
  return { environments, bases, defaultEnvironment: readDefault(node, known, faults) };
}

interface Known {
  readonly usable: readonly string[];
  /** Also those that extend what they cannot. */
  readonly written: readonly string[];
  readonly abstract: readonly string[];
}

function readDefault(
  node: YamlNode,
  { usable, written, abstract }: Known,
  faults: Reporter,
): string | undefined {
  const chosen = textAt(node, 'defaultEnvironment');
  const section = child(node, 'environments');
  if (chosen !== undefined) {
    const { value: name, span } = chosen;
    if (usable.includes(name)) return name;
    if (abstract.includes(name)) {
      faults.report(diagnose('environment/abstract-default', span, { name, names: written }));
    } else if (!written.includes(name)) {
      const suggestion = didYouMean(name, written);
      const args = { name, names: written, suggestion };
      faults.report(diagnose('config/unknown-environment', span, args, respelled(span, name, written)));
    }
    return usable[0];
  }
  if (section === undefined || (section.kind === 'mapping' && section.entries.length === 0)) {
    faults.report(diagnose('config/no-environment', section?.span ?? startOf(node.span.source), {}));
  }
  const at =
    node.kind === 'mapping' ? node.entries.find(({ key }) => key.text === 'environments')?.key : undefined;
  if (written.length === 0 && abstract.length > 0) {
    faults.report(diagnose('environment/only-abstract', (at ?? node).span, { names: abstract }));
  }
  if (written.length > 1 && child(node, 'defaultEnvironment') === undefined) {
    faults.report(diagnose('config/default-wanted', (at ?? node).span, { names: written }));
  }
  return usable[0];
}
