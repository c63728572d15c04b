/**
 * Did-you-mean.
 *
 * Owns: which known word a misspelt one is nearest to, and how that is said. The only importer of the distance library.
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

/** ` Did you mean "x"?`, or nothing; made to follow a finished sentence. */
export function didYouMean(word: string, known: Iterable<string>): string {
  const found = nearest(word, known);
  return found === undefined ? '' : ` Did you mean "${found}"?`;
}
