/**
 * Runs the searches that trailc writes, as Splunk's documentation describes them, on one record at a time.
 *
 * Owns: reading the artefacts and putting the commands together. Must not: import the printer or anything of it.
 */
import { parseBaseSearch } from './base-search.ts';
import { compileCommand, type Step } from './commands.ts';
import { withoutComments } from './comments.ts';
import { readConfs } from './conf.ts';
import { readLookup } from './lookup.ts';
import { expandMacros } from './macros.ts';
import { Result } from './result.ts';
import { explore, openUnder, type Reader, reader, type Switches } from './switches.ts';
import { commands } from './tokens.ts';
import { unsupported } from './unsupported.ts';
import type { Value } from './values.ts';

export type ResultRow = Readonly<Record<string, Value>>;

export interface Verdict {
  readonly verdict: boolean;
  /** The columns of `table`, where the record is a result. */
  readonly row?: ResultRow;
}

export interface SavedSearch {
  readonly search: string;
  /** From the settings beside the search. */
  readonly settings: ReadonlyMap<string, string>;
  readonly index?: string;
  readonly sourcetype?: string;
  /** One record, with these switches. */
  run(raw: string, switches?: Switches): Verdict;
  /**
   * The verdict under every reading that an answer with these assumptions leaves open; where readings differ, both
   * with the switches that gave them.
   */
  verdicts(raw: string, assumptions: Iterable<string>): readonly { verdict: boolean; switches: Switches }[];
}

/** The names of the saved searches in these files: stanzas with a `search`. */
export function savedSearches(files: ReadonlyMap<string, string>): readonly string[] {
  return readConfs(files).flatMap(([name, stanza]) => (stanza.has('search') ? [name] : []));
}

/** The saved search of this stanza. Throws OracleUnsupported for anything outside of the subset. */
export function compileSavedSearch(files: ReadonlyMap<string, string>, stanza: string): SavedSearch {
  const stanzas = readConfs(files);
  const settings =
    stanzas.find(([name, one]) => name === stanza && one.has('search'))?.[1] ??
    unsupported('no such saved search', stanza);
  return compileSearch(settings.get('search') ?? '', files, settings);
}

/** A search over events, such as a `.spl` file. */
export function compileSearch(
  written: string,
  files: ReadonlyMap<string, string> = new Map(),
  settings: ReadonlyMap<string, string> = new Map(),
): SavedSearch {
  const { search, base, steps, deciding } = compileText(written, files);
  if (base === undefined) return unsupported('a search over events begins with terms', search);
  const start = (raw: string, reader: Reader): readonly Result[] =>
    base.matches(raw, reader) ? [new Result(raw)] : [];
  const decide = (raw: string, reader: Reader): boolean =>
    runSteps(deciding, start(raw, reader), reader).length > 0;
  const { index, sourcetype } = base;
  return {
    search,
    settings,
    ...(index === undefined ? {} : { index }),
    ...(sourcetype === undefined ? {} : { sourcetype }),
    run(raw, switches = {}) {
      const fixed = reader(switches);
      const [result] = runSteps(steps, start(raw, fixed), fixed);
      return result === undefined ? { verdict: false } : { verdict: true, row: result.row() };
    },
    verdicts(raw, assumptions) {
      const found = new Map<boolean, Switches>();
      explore(
        openSwitches(assumptions),
        (one) => decide(raw, one),
        (verdict, switches) => {
          if (!found.has(verdict)) found.set(verdict, switches);
          return found.size === 2;
        },
      );
      return [...found].map(([verdict, switches]) => ({ verdict, switches }));
    },
  };
}

export interface RowSearch {
  readonly search: string;
  /** The rows it gives; `records` are all that the index holds. */
  rows(records?: readonly string[], switches?: Switches): readonly ResultRow[];
  /** The same under every reading that these assumptions leave open, until `visit` gives true. */
  readings(
    records: readonly string[],
    assumptions: Iterable<string>,
    visit: (rows: readonly ResultRow[], switches: Switches) => boolean,
  ): void;
}

/** A whole search: one that makes its own results, or that reads the index. */
export function compileRows(written: string, files: ReadonlyMap<string, string> = new Map()): RowSearch {
  const { search, base, steps } = compileText(written, files);
  const rows = (records: readonly string[], one: Reader) => {
    const found = base === undefined ? [] : records.filter((raw) => base.matches(raw, one));
    const start = found.map((raw) => new Result(raw));
    return runSteps(steps, start, one).map((result) => result.row());
  };
  return {
    search,
    rows: (records = [], switches = {}) => rows(records, reader(switches)),
    readings: (records, assumptions, visit) =>
      explore(openSwitches(assumptions), (one) => rows(records, one), visit),
  };
}

/** The rows of a search that makes its own results, such as a canary. */
export function runSearch(
  written: string,
  switches: Switches = {},
  files: ReadonlyMap<string, string> = new Map(),
): readonly ResultRow[] {
  const { search, rows } = compileRows(written, files);
  if (!search.trimStart().startsWith('|')) unsupported('the search begins with terms: no events', search);
  return rows([], switches);
}

function compileText(written: string, files: ReadonlyMap<string, string>) {
  const stanzas = readConfs(files);
  const search = expandMacros(withoutComments(written), stanzas);
  const [head, ...rest] = commands(search);
  if (head === undefined) return unsupported('an empty search', search);
  const base = head.name === '' ? parseBaseSearch(head.rest, search) : undefined;
  const lookup = (name: string) => {
    const stanza = stanzas.find(([one, settings]) => one === name && settings.has('filename'))?.[1];
    return readLookup(name, stanza ?? unsupported(`no lookup [${name}]`, search), files);
  };
  const compiled = (base === undefined ? [head, ...rest] : rest).map((command) =>
    compileCommand(command, { search, lookup }),
  );
  const all = compiled.map(({ run }) => run);
  const last = compiled.findLastIndex(({ filters }) => filters);
  return { search, base, steps: all, deciding: all.slice(0, last + 1) };
}

function runSteps(steps: readonly Step[], results: readonly Result[], one: Reader): readonly Result[] {
  return steps.reduce((now, step) => step(now, one), results);
}

const opened = new Map<string, ReturnType<typeof openUnder>>();

function openSwitches(assumptions: Iterable<string>): ReturnType<typeof openUnder> {
  const names = [...assumptions];
  const key = names.join(' ');
  let open = opened.get(key);
  if (open === undefined) {
    open = openUnder(names);
    opened.set(key, open);
  }
  return open;
}
