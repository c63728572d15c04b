/**
 * A few values of a record in the shape of an event, so that conditions are asked about it as about any event.
 *
 * Owns: the one object, filled anew for each record; and derived values, worked out once a record however many conditions read
 * them. Must not: know what is asked.
 */
import type { CloudTrailEvent, Json } from '../../cloudtrail/event.ts';
import { type FieldPath, pathsOf, type ValueExpr } from '../../cloudtrail/value.ts';
import { compileValue, type ReadText } from '../../evaluate/value.ts';
import { type Expression, mapFields, pathsOfCondition } from '../../ir/expression.ts';
import type { Scanner } from './scanner.ts';
import { keyOf } from './wanted.ts';

/** What of a record conditions read: numbers of its values, and of derived ones. */
export interface Reads {
  readonly values: readonly number[];
  readonly derived: readonly number[];
}

export interface Sparse {
  /** The same condition, as it is asked about `event`, and what it reads. */
  adapt(condition: Expression): { readonly condition: Expression; readonly reads: Reads };
  /**
   * Reads these values of the record that the scanner scanned last. Returns a text that is the same for two records only
   * where all these values are.
   */
  fill(scanner: Scanner, reads: Reads): string;
  /** Works out the derived values, from what was filled in. */
  derive(reads: Reads): void;
  readonly event: CloudTrailEvent;
}

/** A key of no record: values of the scanner are put at their own paths only. */
const SLOT = '\u0000';

export function openSparse(paths: readonly FieldPath[]): Sparse {
  const event: Record<string, Json> = {};
  const places = paths.map((path) => placeOf(event, path));
  const numbers = new Map(paths.map((path, at) => [keyOf(path), at]));
  const derived: { readonly key: string; readonly read: ReadText; readonly paths: readonly FieldPath[] }[] =
    [];
  const slots = new Map<string, number>();
  const slotOf = (value: ValueExpr): number => {
    const id = JSON.stringify(value);
    const known = slots.get(id);
    if (known !== undefined) return known;
    const slot = derived.length;
    slots.set(id, slot);
    derived.push({ key: `${SLOT}${slot}`, read: compileValue(value), paths: pathsOf(value) });
    return slot;
  };
  return {
    event,
    adapt(condition) {
      const used = new Set<number>();
      const adapted = mapFields(condition, (field) => {
        const { value } = field.definition;
        if (value.kind === 'path') return field;
        const slot = slotOf(value);
        used.add(slot);
        const path = [`${SLOT}${slot}`];
        return {
          ...field,
          definition: { ...field.definition, derived: true, value: { kind: 'path', path } },
        };
      });
      const read = pathsOfCondition(condition).flatMap((path) => numbers.get(keyOf(path)) ?? []);
      return { condition: adapted, reads: { values: [...new Set(read)], derived: [...used] } };
    },
    fill(scanner, reads) {
      let key = '';
      for (const value of reads.values) {
        const { holder, name } = places[value] as Place;
        // Null is absent, as nothing is.
        const read = scanner.valueAt(value) ?? null;
        holder[name] = read;
        // With its length before it, a text can be taken for nothing else.
        key += typeof read === 'string' ? `${read.length}:${read}` : `${read};`;
      }
      return key;
    },
    derive(reads) {
      for (const slot of reads.derived) {
        const { key, read } = derived[slot] as (typeof derived)[number];
        event[key] = read(event) ?? null;
      }
    },
  };
}

/** All that any of them reads. */
export function unite(all: readonly Reads[]): Reads {
  return {
    values: [...new Set(all.flatMap(({ values }) => values))],
    derived: [...new Set(all.flatMap(({ derived }) => derived))],
  };
}

interface Place {
  readonly holder: Record<string, Json>;
  readonly name: string;
}

function placeOf(event: Record<string, Json>, path: FieldPath): Place {
  let holder = event;
  for (const name of path.slice(0, -1)) {
    const below = Object.hasOwn(holder, name) ? holder[name] : undefined;
    if (typeof below === 'object' && below !== null) {
      holder = below as Record<string, Json>;
    } else {
      const made: Record<string, Json> = {};
      Object.defineProperty(holder, name, { value: made, enumerable: true });
      holder = made;
    }
  }
  return { holder, name: path.at(-1) ?? '' };
}
