/**
 * `extends`: which environments each one is made of.
 *
 * Owns: following parents, and what is wrong with them. Must not: merge values (environment-resolve.ts does).
 */
import { diagnose } from '../base/catalogue.ts';
import { respelled } from '../base/fix.ts';
import { didYouMean } from '../base/suggest.ts';
import type { EnvironmentLayer } from './environment.ts';
import type { Reporter } from './node-readers.ts';

/** An environment and its ancestors, the nearest first. Never empty. */
export type Chain = readonly [EnvironmentLayer, ...EnvironmentLayer[]];

/** More levels than this nobody can follow who reads one. */
const LONGEST_CHAIN = 8;

/**
 * The chain of every environment, in the order of the file. One whose chain has a fault is left out, so that nobody is
 * blamed for values it would have inherited. `written` are the names of all entries, also of those that could not be
 * read: what is wrong with these has been said.
 */
export function chainsOf(
  layers: readonly EnvironmentLayer[],
  written: readonly string[],
  faults: Reporter,
): readonly Chain[] {
  const byName = new Map(layers.map((layer) => [layer.name, layer]));
  reportUnknown(layers, written, faults);
  const lengths = lengthsOf(layers, byName, faults);
  return layers.flatMap((layer) => {
    const length = lengths.get(layer.name) ?? NOWHERE;
    if (length <= LONGEST_CHAIN) return [chainOf(layer, byName)];
    // Whoever extends this one is too far down because of it.
    if (length === LONGEST_CHAIN + 1) {
      const names = chainOf(layer, byName).map(({ name }) => name);
      const at = layer.parent?.span ?? layer.span;
      const args = { name: layer.name, names: names.reverse(), most: LONGEST_CHAIN };
      faults.report(diagnose('environment/too-deep', at, args));
    }
    return [];
  });
}

type ByName = ReadonlyMap<string, EnvironmentLayer>;

/** The length of a chain that ends at an environment that there is not, or never. */
const NOWHERE = Number.POSITIVE_INFINITY;

const parentOf = ({ parent }: EnvironmentLayer, byName: ByName) =>
  parent === undefined ? undefined : byName.get(parent.value);

function chainOf(layer: EnvironmentLayer, byName: ByName): Chain {
  const ancestors: EnvironmentLayer[] = [];
  for (let next = parentOf(layer, byName); next !== undefined; next = parentOf(next, byName)) {
    ancestors.push(next);
  }
  return [layer, ...ancestors];
}

/** How many environments each chain has. Every environment is looked at once, every circle reported once. */
function lengthsOf(
  layers: readonly EnvironmentLayer[],
  byName: ByName,
  faults: Reporter,
): ReadonlyMap<string, number> {
  const lengths = new Map<string, number>();
  for (const start of layers) {
    const path = new Map<string, EnvironmentLayer>();
    let layer: EnvironmentLayer | undefined = start;
    let length = 0;
    while (layer !== undefined && !lengths.has(layer.name)) {
      if (path.has(layer.name)) {
        reportCycle(layer, byName, layers, faults);
        length = NOWHERE;
        break;
      }
      path.set(layer.name, layer);
      if (layer.parent !== undefined && !byName.has(layer.parent.value)) length = NOWHERE;
      layer = parentOf(layer, byName);
    }
    if (layer !== undefined) length = lengths.get(layer.name) ?? NOWHERE;
    for (const name of [...path.keys()].reverse()) {
      length += 1;
      lengths.set(name, length);
    }
  }
  return lengths;
}

/** At the first of its members in the file. */
function reportCycle(
  member: EnvironmentLayer,
  byName: ByName,
  layers: readonly EnvironmentLayer[],
  faults: Reporter,
): void {
  const circle = new Set<string>();
  for (
    let next: EnvironmentLayer | undefined = member;
    next !== undefined && !circle.has(next.name);
    next = parentOf(next, byName)
  ) {
    circle.add(next.name);
  }
  const first = layers.find(({ name }) => circle.has(name)) ?? member;
  const members = [...circle];
  const at = members.indexOf(first.name);
  const names = [...members.slice(at), ...members.slice(0, at), first.name];
  faults.report(diagnose('environment/cycle', first.parent?.span ?? first.span, { names }));
}

function reportUnknown(
  layers: readonly EnvironmentLayer[],
  written: readonly string[],
  faults: Reporter,
): void {
  const known = new Set(written);
  for (const { name, parent } of layers) {
    if (parent === undefined || known.has(parent.value)) continue;
    const names = written.filter((other) => other !== name);
    const suggestion = didYouMean(parent.value, names);
    const args = { name, parent: parent.value, names, suggestion };
    const fix = respelled(parent.span, parent.value, names);
    faults.report(diagnose('environment/unknown-parent', parent.span, args, fix));
  }
}
