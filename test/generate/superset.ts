/**
 * What the first search of a compiled SPL query finds, by Splunk's documentation, in a record as AWS may write it.
 *
 * Owns: reading the printed search up to its first `|`, the two readings of a quoted term, and which terms no document
 * speaks for. It shares nothing with the code that prints the terms. Must not: compile, or know a rule.
 *
 * Sources: Splunk, segmenters.conf.spec, defaults of MAJOR and MINOR; Search Manual, "Event segmentation and searching"
 * and "Search command primer": keywords and quoted phrases are looked for in _raw, without regard to case.
 */

/** What stands before the first `|`: settings (`index="…"`), and groups of terms, one term of each of which must be found. */
export interface BaseSearch {
  readonly settings: readonly string[];
  readonly groups: readonly (readonly string[])[];
}

const QUOTED = String.raw`"(?:[^"\\]|\\.)*"`;
const SETTING = new RegExp(String.raw`\s*([a-z]+=${QUOTED})`, 'y');
const TERM = new RegExp(String.raw`\s*(${QUOTED})`, 'y');
const GROUP = new RegExp(String.raw`\s*\((${QUOTED}(?: OR ${QUOTED})+)\)`, 'y');

/** Throws on anything else: a search that this reader does not understand is none that it can speak for. */
export function readBaseSearch(query: string): BaseSearch {
  const settings: string[] = [];
  const groups: (readonly string[])[] = [];
  let at = 0;
  const take = (token: RegExp): string | undefined => {
    token.lastIndex = at;
    const found = token.exec(query);
    if (found !== null) at = token.lastIndex;
    return found?.[1];
  };
  for (;;) {
    const setting = take(SETTING);
    const group = setting === undefined ? take(GROUP) : undefined;
    const term = setting === undefined && group === undefined ? take(TERM) : undefined;
    if (setting !== undefined) settings.push(setting);
    else if (group !== undefined) groups.push(group.split(' OR ').map(unquoted));
    else if (term !== undefined) groups.push([unquoted(term)]);
    else break;
  }
  if (!/^\s*(?:\||$)/.test(query.slice(at))) throw new Error(`no base search: ${query.slice(at, at + 60)}`);
  return { settings, groups };
}

const unquoted = (token: string) => token.slice(1, -1).replace(/\\(.)/g, '$1');

/**
 * - substring  the term stands somewhere in the text
 * - tokens     and it begins and ends where the indexer breaks, and each token within it is one of the text's tokens
 */
export type Reading = 'substring' | 'tokens';
export const READINGS: readonly Reading[] = ['substring', 'tokens'];

/** Whether the search selects the record. */
export function selects({ groups }: BaseSearch, raw: string, reading: Reading): boolean {
  const folded = raw.toLowerCase();
  const tokens = reading === 'tokens' ? new Set(tokensOf(folded)) : undefined;
  return groups.every((terms) => terms.some((term) => isFound(term.toLowerCase(), folded, tokens)));
}

function isFound(term: string, raw: string, tokens: ReadonlySet<string> | undefined): boolean {
  if (tokens === undefined) return raw.includes(term);
  const own = tokensOf(term);
  // The index holds no token for signs alone, so nothing says that such a term finds anything.
  if (own.length === 0 || own.some((token) => !tokens.has(token))) return false;
  for (let at = raw.indexOf(term); at !== -1; at = raw.indexOf(term, at + 1)) {
    if (isBreak(raw, at) && isBreak(raw, at + term.length)) return true;
  }
  return false;
}

/** Major breakers, one character each but the last; the others of the defaults are `%` and two or four more. */
const MAJOR =
  '[\\][<>(){}|!;,\'"*\\n\\r\\s\\t&?+]|%(?:21|26|2526|3B|7C|20|2B|3D|2520|5D|5B|3A|0A|2C|28|29)|--';
const MINOR = '[/:=@.$#%\\\\_-]';
const BREAKER = new RegExp(`${MAJOR}|${MINOR}`, 'i');
const BREAKERS = new RegExp(BREAKER, 'gi');

const tokensOf = (text: string) => text.split(BREAKERS).filter((token) => token !== '');

/** Whether a token ends, or begins, at this place of the text: at its ends, and beside a breaker. */
function isBreak(text: string, at: number): boolean {
  const beside = [text.charAt(at - 1), text.charAt(at)];
  return at === 0 || at === text.length || beside.some((character) => BREAKER.test(character));
}

/** Why no document promises that the term finds the value it is; undefined where one does. */
export function unspokenFor(term: string): string | undefined {
  if (!/^[A-Za-z0-9._:-]+$/.test(term))
    return 'it holds a character beyond letters, digits, dot, hyphen, _ and :';
  if (tokensOf(term).length === 0) return 'it holds no token, and the index is one of tokens';
  if (term.includes('::'))
    return '`name::value` asks for an indexed field, and quotes are not documented to change that';
  return undefined;
}
