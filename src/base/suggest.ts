/**
 * Did-you-mean.
 *
 * Owns: which known word a misspelt one is nearest to, how that is said, and when there is no doubt. The only importer of
 * the distance library.
 */
import { distance } from 'fastest-levenshtein';

/** The known word nearest to `word`, or undefined when none is near enough to be what was meant. */
export function nearest(word: string, known: Iterable<string>): string | undefined {
  const folded = word.toLowerCase();
  // A third of the word may be wrong, and two letters of a short one (they swap places easily); beyond that a
  // suggestion misleads more than it helps.
  let best = Math.max(word.length < 4 ? 1 : 2, Math.floor(word.length / 3)) + 1;
  let found: string | undefined;
  for (const candidate of known) {
    if (candidate === word) continue;
    // At least as many letters are wrong as one has more than the other; most candidates end here.
    const other = candidate.toLowerCase();
    if (Math.abs(other.length - folded.length) >= best) continue;
    const far = distance(folded, other);
    if (far < best) {
      best = far;
      found = candidate;
    }
  }
  return found;
}

/**
 * The known word that was meant beyond doubt: in another case, or one slip away (a letter added, left out or changed, or
 * two that changed places), with no other word anywhere near. Undefined for words too short to tell, and where digits
 * differ: `role2` is no misspelt `role1`.
 */
export function certainly(word: string, known: Iterable<string>): string | undefined {
  const folded = word.toLowerCase();
  let found: string | undefined;
  let best = Number.POSITIVE_INFINITY;
  let second = Number.POSITIVE_INFINITY;
  for (const candidate of new Set(known)) {
    if (candidate === word) return undefined;
    const far = slips(folded, candidate.toLowerCase());
    if (far < best) {
      second = best;
      best = far;
      found = candidate;
    } else second = Math.min(second, far);
  }
  if (found === undefined || best > 1 || second < best + 2 || digits(found) !== digits(word))
    return undefined;
  return best === 0 || Math.min(word.length, found.length) >= 4 ? found : undefined;
}

/** The distance, where two neighbours that changed places count as one. More than 2 is all the same. */
function slips(a: string, b: string): number {
  if (Math.abs(a.length - b.length) > 2) return 3;
  const far = distance(a, b);
  if (far !== 2 || a.length !== b.length) return far;
  const at = [...a].findIndex((letter, index) => letter !== b[index]);
  return a[at] === b[at + 1] && a[at + 1] === b[at] ? 1 : 2;
}

const digits = (word: string) => word.replace(/[^0-9]/g, '');

/** ` Did you mean "x"?`, or nothing; made to follow a finished sentence. */
export function didYouMean(word: string, known: Iterable<string>): string {
  const found = nearest(word, known);
  return found === undefined ? '' : ` Did you mean "${found}"?`;
}
