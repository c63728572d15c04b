/**
 * Titles in SigmaHQ's casing.
 *
 * Owns: which words begin with a capital. Must not: change a word that is more than plain letters.
 */

/** What SigmaHQ leaves in lower case (its validator of titles). */
const SMALL: ReadonlySet<string> = new Set(
  'a an and as at by for from in new of on or over the through to via with without'.split(' '),
);

/** Each plain word with a capital; a name (`sts:AssumeRole`, `session.name`), and whatever holds a capital, as it is. */
export function titleCase(title: string): string {
  return title
    .split(' ')
    .map((word) => {
      if (!/^[a-z]+(?:['’-][a-z]+)*[,;:!?)]*$/.test(word) || SMALL.has(word)) return word;
      return word.charAt(0).toUpperCase() + word.slice(1);
    })
    .join(' ');
}
