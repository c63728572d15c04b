/**
 * The calls that AWS has published, by event source: `src/cloudtrail/known-calls.txt`, which scripts/known-calls.py writes.
 *
 * Owns: reading that file, when somebody first asks, and looking up in it. Must not: judge; AWS adds calls every day, so
 * one that is not here may still be right.
 */
import { readFileSync } from 'node:fs';

/** What every event source of an AWS service ends with. */
export const SOURCE_SUFFIX = '.amazonaws.com';

export interface KnownCalls {
  /** Where the names come from: `botocore 1.44.5`. */
  readonly version: string;
  /** Every event source, such as `iam.amazonaws.com`. */
  readonly sources: () => readonly string[];
  /** The source of that spelling, upper and lower case taken for the same. */
  readonly source: (spelled: string) => KnownSource | undefined;
  /** The source that is meant by another name of its service: `monitoring.amazonaws.com` for `cloudwatch.…`. */
  readonly meantBy: (spelled: string) => string | undefined;
  /** The sources that have a call of that name, upper and lower case taken for the same. */
  readonly sourcesOf: (name: string) => readonly string[];
}

export interface KnownSource {
  /** As CloudTrail writes it. */
  readonly source: string;
  /** It has further names, which nobody publishes. */
  readonly open: boolean;
  /** The event name as CloudTrail writes it, upper and lower case taken for the same. */
  readonly name: (spelled: string) => string | undefined;
  readonly names: () => Iterable<string>;
}

/** The version of an API at the end of a name: `20150331`, `20150331v2`, `2020_05_31`. */
const DATE = /\d{4}_?\d{2}_?\d{2}(?:v\d+)?$/;

let read: KnownCalls | undefined;

/** Reads the file of the package once. */
export function knownCalls(): KnownCalls {
  // Seen from here at src/cloudtrail/, dist/cloudtrail/ and dist/command/.
  read ??= parseKnownCalls(
    readFileSync(new URL('../../src/cloudtrail/known-calls.txt', import.meta.url), 'utf8'),
  );
  return read;
}

/** The catalogue in a text of the form that the head of the data file describes. */
export function parseKnownCalls(text: string): KnownCalls {
  const lines = new Map<string, string>();
  for (const line of text.split(/\r?\n/)) {
    const end = line.indexOf(' ');
    if (end > 0 && !line.startsWith('#')) lines.set(line.slice(0, end), line.slice(end + 1));
  }
  const letters = new Map(
    (lines.get('letters:') ?? '').split(' ').map((pair) => [pair[0] ?? '', pair.slice(2)]),
  );
  const version = lines.get('version:') ?? '';
  const heads = new Set(['letters:', 'version:']);
  const isSource = (key: string, line: string | undefined) =>
    !heads.has(key) && line?.startsWith('= ') === false;
  const sources = [...lines].filter(([key, line]) => isSource(key, line)).map(([key]) => key + SOURCE_SUFFIX);

  const seen = new Map<string, KnownSource>();
  let byName: ReadonlyMap<string, readonly string[]> | undefined;
  const source = (spelled: string): KnownSource | undefined => {
    const key = keyOf(spelled);
    const line = lines.get(key ?? '');
    if (key === undefined || line === undefined || !isSource(key, line)) return undefined;
    const found = seen.get(key) ?? sourceOf(key + SOURCE_SUFFIX, line, letters);
    seen.set(key, found);
    return found;
  };
  return {
    version,
    sources: () => sources,
    source,
    meantBy: (spelled) => {
      const line = lines.get(keyOf(spelled) ?? spelled.toLowerCase());
      return line?.startsWith('= ') ? line.slice(2) + SOURCE_SUFFIX : undefined;
    },
    sourcesOf: (name) => {
      byName ??= sourcesByName(sources.flatMap((known) => source(known) ?? []));
      const folded = name.toLowerCase();
      const found = [folded, folded.replace(DATE, '')].flatMap((one) => byName?.get(one) ?? []);
      return [...new Set(found)].filter((known) => source(known)?.name(name) !== undefined);
    },
  };
}

/** Sources by the names they have, in lower case and without a date. */
function sourcesByName(sources: readonly KnownSource[]): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const { source, names } of sources) {
    for (const name of names()) {
      const folded = name.toLowerCase();
      const known = found.get(folded);
      if (known === undefined) found.set(folded, [source]);
      else known.push(source);
    }
  }
  return found;
}

/** `iam` of `IAM.amazonaws.com`. */
function keyOf(spelled: string): string | undefined {
  const folded = spelled.toLowerCase();
  return folded.endsWith(SOURCE_SUFFIX) ? folded.slice(0, -SOURCE_SUFFIX.length) : undefined;
}

function sourceOf(source: string, line: string, letters: ReadonlyMap<string, string>): KnownSource {
  const dated = line.startsWith('+date ');
  // Most names that are asked for are right: those are found without unfolding the line.
  let unfolded: ReadonlyMap<string, string> | undefined;
  const names = () => {
    unfolded ??= unfold(line, letters);
    return unfolded;
  };
  const find = (name: string) => (holds(line, name, letters) ? name : names().get(name.toLowerCase()));
  return {
    source,
    open: line.startsWith('*'),
    names: () => names().values(),
    name: (spelled) => {
      const date = dated ? DATE.exec(spelled)?.[0] : undefined;
      if (date === undefined) return find(spelled);
      const bare = find(spelled.slice(0, -date.length));
      return bare === undefined ? undefined : bare + date;
    },
  };
}

/** Where scripts/known-calls.py parts a name into its first word and the rest. */
const FIRST_WORD = /^[A-Z][a-z0-9]+(?=[A-Z]|$)/;

/** Whether the line has exactly this name. Every rest stands in a line once. */
function holds(line: string, name: string, letters: ReadonlyMap<string, string>): boolean {
  const first = FIRST_WORD.exec(name)?.[0] ?? name;
  const rest = name.slice(first.length) || '-';
  for (let at = line.indexOf(rest); at >= 0; at = line.indexOf(rest, at + 1)) {
    const [before, after] = [line[at - 1], line[at + rest.length]];
    if ((before !== ' ' && before !== ':') || (after !== undefined && after !== ' ')) continue;
    const colon = line.lastIndexOf(':', at);
    return firstWords(line.slice(line.lastIndexOf(' ', colon) + 1, colon), letters).includes(first);
  }
  return false;
}

/** Every name of the line as CloudTrail writes it, by the name in lower case. */
function unfold(line: string, letters: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  let firsts: readonly string[] = [];
  for (const word of line.split(' ')) {
    const colon = word.indexOf(':');
    if (colon >= 0) firsts = firstWords(word.slice(0, colon), letters);
    const rest = word.slice(colon + 1);
    for (const first of firsts) {
      const name = rest === '-' ? first : first + rest;
      names.set(name.toLowerCase(), name);
    }
  }
  return names;
}

/** `Create`, `Delete`, `Attach` of `cd|Attach`. */
function firstWords(head: string, letters: ReadonlyMap<string, string>): readonly string[] {
  return head
    .split('|')
    .flatMap((word) =>
      /^[a-z]+$/.test(word) ? [...word].map((letter) => letters.get(letter) ?? letter) : [word],
    );
}
