/**
 * What the files of an app say of each other: macros, lookups, and the tables behind them.
 *
 * Owns: those points. Must not: know how a search is written (spl-references.ts).
 */
import type { Span } from '../../base/source.ts';
import { didYouMean } from '../../base/suggest.ts';
import { shownText } from '../../content/files.ts';
import type { App } from './app.ts';
import { type Setting, type Stanza, settingOf } from './conf.ts';
import { tableFault } from './csv.ts';
import { type Found, type Point, point } from './point.ts';
import { searchesOf } from './search-points.ts';
import { type Reference, type References, referencesOf } from './spl-references.ts';

const LOOKUP_ENDING = /\.(?:csv|csv\.default|csv\.gz|csv\.tgz|kmz)$/;
const FOLDER = 'lookups/';

const macrosOf = (app: App): readonly Stanza[] => app.confs.get('macros')?.stanzas ?? [];
const transformsOf = (app: App): readonly Stanza[] => app.confs.get('transforms')?.stanzas ?? [];
const lookupFiles = (app: App) =>
  app.entries.filter(({ kind, path }) => kind === 'file' && path.startsWith(FOLDER));

/** Everything that Splunk runs as a search, or puts into one. */
function searchTexts(app: App): readonly Setting[] {
  const searches = searchesOf(app).flatMap((stanza) => settingOf(stanza, 'search') ?? []);
  return [...searches, ...macrosOf(app).flatMap((stanza) => settingOf(stanza, 'definition') ?? [])];
}

/** Two points ask for them, and a large app has a search of many lines a thousand times. */
const known = new WeakMap<Setting, References>();

function namedIn(setting: Setting): References {
  const found = known.get(setting) ?? referencesOf(setting.value);
  known.set(setting, found);
  return found;
}

/** The value of a setting is as long as its place, so an offset in the one is one in the other. */
function spanIn({ valueSpan }: Setting, { at, name }: Reference): Span {
  const start = valueSpan.start + at;
  return { source: valueSpan.source, start, end: Math.min(valueSpan.end, start + name.length) };
}

export const REFERENCE_POINTS: readonly Point[] = [
  point('app-check/no-macro', [], (app) => {
    const macros = new Set(macrosOf(app).map(({ name }) => name));
    return searchTexts(app).flatMap((text) =>
      namedIn(text)
        .macros.filter(({ name }) => !macros.has(name))
        .map((found): Found<'app-check/no-macro'> => {
          const { name } = found;
          return [spanIn(text, found), { macro: name, suggestion: didYouMean(name, macros) }];
        }),
    );
  }),
  point('app-check/macro-arguments', [], (app) =>
    macrosOf(app).flatMap((macro) => {
      const wanted = Number(/\(([0-9]{1,3})\)$/.exec(macro.name)?.[1] ?? 0);
      const args = settingOf(macro, 'args');
      const found = (args?.value ?? '').split(',').filter((name) => name.trim() !== '').length;
      if (found === wanted) return [];
      return [[args?.valueSpan ?? macro.span, { macro: macro.name, wanted, found }] as const];
    }),
  ),
  point('app-check/no-lookup', [], (app) => {
    const files = lookupFiles(app).map(({ path }) => path.slice(FOLDER.length));
    const tables = new Set([...transformsOf(app).map(({ name }) => name), ...files]);
    return searchTexts(app).flatMap((text) =>
      namedIn(text)
        .lookups.filter(({ name }) => !tables.has(name))
        .map((found): Found<'app-check/no-lookup'> => {
          const { name } = found;
          return [spanIn(text, found), { lookup: name, suggestion: didYouMean(name, tables) }];
        }),
    );
  }),
  point('app-check/lookup-missing', [], (app) =>
    transformsOf(app).flatMap((stanza) => {
      const file = settingOf(stanza, 'filename');
      if (file === undefined || app.byPath.get(`${FOLDER}${file.value}`)?.kind === 'file') return [];
      return [[file.valueSpan, { lookup: stanza.name, file: file.value }] as const];
    }),
  ),
  point('app-check/lookup-ending', ['check_lookups_allow_list'], (app) =>
    lookupFiles(app)
      .filter(({ path }) => !LOOKUP_ENDING.test(path))
      .map(({ path }) => [app.shown(path), { path: app.shown(path) }]),
  ),
  point('app-check/lookup-default', ['check_for_lookups_file_name'], (app) =>
    lookupFiles(app)
      .map(({ path }) => path)
      .filter((path) => app.byPath.has(`${path}.default`))
      .map((path) => {
        const name = shownText(path.slice(FOLDER.length));
        return [app.shown(path), { path: name, other: `${name}.default` }];
      }),
  ),
  point('app-check/lookup-table', [], (app) =>
    lookupFiles(app).flatMap(({ path }): readonly Found<'app-check/lookup-table'>[] => {
      const source = /\.csv(?:\.default)?$/.test(path) ? app.text(path) : undefined;
      const fault = source === undefined ? undefined : tableFault(source.text);
      if (source === undefined || fault === undefined) return [];
      const { at, problem } = fault;
      return [[{ source, start: at, end: at + 1 }, { problem }]];
    }),
  ),
];
