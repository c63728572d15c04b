/**
 * A few values of a record in the shape of an event, so that conditions are asked about it as about any event.
 *
 * Owns: the one object, filled anew for each record. Must not: know what is asked.
 */
import type { CloudTrailEvent, Json } from '../../cloudtrail/event.ts';
import type { FieldPath } from '../../cloudtrail/value.ts';
import { openDerived } from '../../evaluate/derived.ts';
import { type Expression, pathsOfCondition } from '../../ir/expression.ts';
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
  /** Reads these values of the record that the scanner scanned last, and works out the derived ones. */
  fill(scanner: Scanner, reads: Reads): void;
  readonly event: CloudTrailEvent;
}

export function openSparse(paths: readonly FieldPath[]): Sparse {
  const event: Record<string, Json> = {};
  const places = paths.map((path) => placeOf(event, path));
  const numbers = new Map(paths.map((path, at) => [keyOf(path), at]));
  const derived = openDerived();
  return {
    event,
    adapt(condition) {
      const { condition: adapted, slots } = derived.adapt(condition);
      const read = pathsOfCondition(condition).flatMap((path) => numbers.get(keyOf(path)) ?? []);
      const values = [...new Set(read)].sort((a, b) => a - b);
      return { condition: adapted, reads: { values, derived: slots } };
    },
    fill(scanner, { values, derived: slots }) {
      for (const value of values) {
        const { holder, name } = places[value] as Place;
        // Null is absent, as nothing is.
        holder[name] = scanner.valueAt(value) ?? null;
      }
      derived.put(event, slots);
    },
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
