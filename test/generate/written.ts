/**
 * A generated rule as files: its params and lists, written on the spot in `match`, get names and move to where an
 * author declares them.
 *
 * Owns: the rule's file, its lists' files and the configuration, as data. Must not: read any of them.
 */
import { RULE } from '../support/rule.ts';
import type { Mapping } from './match.ts';
import type { Data } from './yaml-text.ts';

/** What fast-check draws and shrinks. */
export interface Drawn {
  readonly match: Mapping;
  /** Fields of the title and of `groupBy`. */
  readonly shown: readonly string[];
  /** Whether times are given by params. */
  readonly durations: boolean;
  /** Whether files are in block style; otherwise in that of JSON. */
  readonly block: boolean;
}

export interface Written {
  readonly rule: Mapping;
  readonly lists: readonly Mapping[];
  readonly config: Mapping;
}

interface Collected {
  /** By what was written on the spot, so that equal params are one param. */
  readonly params: Map<string, { readonly name: string; readonly type: string; readonly value: Data }>;
  readonly lists: Map<string, { readonly name: string; readonly list: List }>;
}

interface List {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
  readonly added: readonly (readonly string[])[];
  readonly removed: readonly (readonly string[])[];
  readonly long: boolean;
}

const EXAMPLES: Readonly<Record<string, Data>> = {
  text: 'example',
  'list<text>': ['example'],
  integer: 7,
  boolean: true,
  duration: '1h',
};

/** Rows that nothing equals, to make a list long. */
const FILLERS = 1_100;

/** The files of a rule. */
export function writeRule({ match, shown, durations }: Drawn): Written {
  const found: Collected = { params: new Map(), lists: new Map() };
  const resolved = resolve(match, found) as Mapping;
  const use = (value: string) =>
    durations ? `$${nameOf(found, { type: 'duration', value })}` : (value as Data);
  const times = { suppressFor: use('2h'), schedule: { every: use('15m'), lookback: use('75m') } };
  const params = [...found.params.values()];
  const rule: Mapping = {
    ...RULE,
    ...(params.length === 0 ? {} : { params: Object.fromEntries(params.map(declared)) }),
    match: resolved,
    alert: {
      title: ['Found', ...shown.map((name) => `{${name}}`)].join(' '),
      ...(shown.length === 0 ? {} : { groupBy: shown }),
      suppressFor: times.suppressFor,
    },
    schedule: times.schedule,
    tests: [{ name: 'one', event: { inline: {} }, expect: 'no-match' }],
  };
  const lists = [...found.lists.values()];
  const overlays = Object.fromEntries(lists.flatMap(({ name, list }) => overlayOf(name, list)));
  const config: Mapping = {
    trailc: 1,
    defaultEnvironment: 'generated',
    environments: {
      generated: {
        params: Object.fromEntries(params.map(({ name, value }) => [name, value])),
        ...(Object.keys(overlays).length === 0 ? {} : { lists: overlays }),
        spl: { profile: 'raw', index: 'cloudtrail', sourcetype: 'aws:cloudtrail' },
        athena: { profile: 'extended', database: 'security', table: 'cloudtrail' },
      },
    },
  };
  return { rule, lists: lists.map(({ name, list }) => listFile(name, list)), config };
}

function declared({ name, type }: { readonly name: string; readonly type: string }): readonly [string, Data] {
  return [name, { type, description: 'A param.', example: EXAMPLES[type] ?? '' }];
}

function resolve(data: Data, found: Collected): Data {
  if (Array.isArray(data)) return (data as readonly Data[]).map((item) => resolve(item, found));
  if (typeof data !== 'object' || data === null) return data;
  const { $param, $list } = data as { readonly $param?: Data; readonly $list?: Data };
  if ($param !== undefined)
    return `$${nameOf(found, $param as { readonly type: string; readonly value: Data })}`;
  if ($list !== undefined) return listNameOf(found, $list as unknown as List);
  return Object.fromEntries(Object.entries(data).map(([key, value]) => [key, resolve(value, found)]));
}

function nameOf({ params }: Collected, given: { readonly type: string; readonly value: Data }): string {
  const key = JSON.stringify(given);
  const known = params.get(key) ?? { ...given, name: `param${params.size}` };
  params.set(key, known);
  return known.name;
}

function listNameOf({ lists }: Collected, list: List): string {
  const key = JSON.stringify(list);
  const known = lists.get(key) ?? { name: `list${lists.size}`, list };
  lists.set(key, known);
  return known.name;
}

/** Each row once, those of the first group before those of the others. */
function distinct(rows: readonly (readonly string[])[], but: readonly (readonly string[])[] = []) {
  const seen = new Set(but.map((row) => JSON.stringify(row)));
  return rows.filter((row) => {
    const key = JSON.stringify(row);
    return !seen.has(key) && seen.add(key).size > 0;
  });
}

const cellsOf = ({ columns }: List, row: readonly string[]): Data =>
  columns.length === 0
    ? (row[0] ?? '')
    : Object.fromEntries(columns.map((column, at) => [column, row[at] ?? '']));

function listFile(name: string, list: List): Mapping {
  const added = distinct(list.added);
  const rows = distinct([...list.removed, ...list.rows], added);
  const fillers = Array.from({ length: list.long ? FILLERS : 0 }, (_, at) =>
    (list.columns.length === 0 ? ['value'] : list.columns).map(() => `filler ${at}`),
  );
  return {
    trailc: 1,
    name,
    description: 'A list.',
    ...(list.columns.length === 0 ? {} : { columns: list.columns }),
    entries: [...rows, ...fillers].map((row) => ({ value: cellsOf(list, row), reason: 'A reason.' })),
  };
}

function overlayOf(name: string, list: List): readonly (readonly [string, Data])[] {
  const added = distinct(list.added);
  const removed = distinct(list.removed, added);
  if (added.length + removed.length === 0) return [];
  const change = (row: readonly string[]) => ({ value: cellsOf(list, row), reason: 'A reason.' });
  return [
    [
      name,
      {
        ...(added.length === 0 ? {} : { add: added.map(change) }),
        ...(removed.length === 0 ? {} : { remove: removed.map(change) }),
      },
    ],
  ];
}
