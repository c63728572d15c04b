/**
 * Which template of CloudFormation each resource stands in.
 *
 * Owns: the division. What a rule is called decides where it stands, not which rules there are beside it, so that a new
 * rule moves no other: a resource that changes its stack is made anew. Where the number of templates doubles, half of
 * each moves to a later one, which is deployed after the first has let go of it. Must not: know what a resource is.
 */
import { createHash } from 'node:crypto';
import { printedBytes, type Resources } from './json.ts';

/** CloudFormation, "Quotas": 500 resources and 1 MB a template; less what people add. */
const MOST_RESOURCES = 450;
const MOST_BYTES = 900_000;
/** What a template holds beside its resources: parameters, conditions, outputs. */
const FRAME_BYTES = 20_000;
/** Resources that stand together may have so many bytes. */
export const LONGEST_UNIT = 800_000;

export interface Unit {
  /** Name of the rule or view. */
  readonly name: string;
  readonly resources: Resources;
  /** As a template prints them; no less. */
  readonly bytes: number;
}

export interface Part {
  /** 0 for the first template, which also holds what all share. */
  readonly number: number;
  readonly units: readonly Unit[];
}

/** Units keep their order. A later part that would be empty is left out. */
export function divided(shared: Resources, units: readonly Unit[]): readonly Part[] {
  const hashed = units.map((unit) => ({ unit, hash: hashOf(unit.name) }));
  const first = { count: shared.length, bytes: unitOf('', shared).bytes + FRAME_BYTES };
  for (let templates = 1; ; templates *= 2) {
    const parts = new Map<number, { units: Unit[]; count: number; bytes: number }>();
    parts.set(0, { units: [], ...first });
    for (const { unit, hash } of hashed) {
      const number = hash % templates;
      const part = parts.get(number) ?? { units: [], count: 0, bytes: FRAME_BYTES };
      part.units.push(unit);
      part.count += unit.resources.length;
      part.bytes += unit.bytes;
      parts.set(number, part);
    }
    const fits = [...parts.values()].every(
      ({ count, bytes }) => count <= MOST_RESOURCES && bytes <= MOST_BYTES,
    );
    if (fits || templates > units.length * MOST_RESOURCES) {
      return [...parts]
        .map(([number, part]) => ({ number, units: part.units }))
        .sort((a, b) => a.number - b.number);
    }
  }
}

export function unitOf(name: string, resources: Resources): Unit {
  const bytes = resources.reduce((sum, { id, body }) => sum + id.length + printedBytes(body), 0);
  return { name, resources, bytes };
}

/** A whole number below 2 to the 32nd. */
function hashOf(name: string): number {
  return createHash('sha256').update(name).digest().readUInt32BE(0);
}
