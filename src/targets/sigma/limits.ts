/**
 * How much one comparison may become.
 *
 * Owns: the limits, which are ours: beyond them a rule is no longer read by people, and engines fall off their fast
 * paths or refuse. Must not: shorten anything.
 */
import type { ItemMap } from './tree.ts';

const MOST_SELECTIONS = 500;
/** Values of a list in one line of a selection. */
const MOST_VALUES = 10_000;
/** Regular expressions are tried one by one, or joined into one that an engine has to hold. */
const MOST_PATTERNS = 500;

/** Why the maps of a comparison are too many, or undefined. `what` begins the sentence: `List ignoredActions`. */
export function beyondLimit(what: string, maps: readonly ItemMap[]): string | undefined {
  const count = (isPattern: boolean) =>
    maps.reduce(
      (sum, items) =>
        sum +
        items.reduce(
          (most, { modifiers, values }) =>
            modifiers.includes('re') === isPattern ? Math.max(most, values.length) : most,
          0,
        ),
      0,
    );
  const over = (found: number, most: number, of: string) =>
    found > most
      ? `${what} would become ${found} ${of}; at most ${most} are written in Sigma. Split the rule or shorten the list.`
      : undefined;
  return (
    over(maps.length, MOST_SELECTIONS, 'selections') ??
    over(count(true), MOST_PATTERNS, 'regular expressions') ??
    over(count(false), MOST_VALUES, 'values')
  );
}

/** Whether so many groups are too many selections; asked before they are made. */
export const isTooManySelections = (count: number): boolean => count > MOST_SELECTIONS;
