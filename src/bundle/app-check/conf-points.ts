/**
 * What holds for every configuration file of an app.
 *
 * Owns: those points. Must not: know the stanzas of one file.
 */
import { positionAt, type SourceText, type Span } from '../../base/source.ts';
import type { App } from './app.ts';
import type { Conf } from './conf.ts';
import { type Found, type Point, point } from './point.ts';
import { isText } from './text.ts';

const confs = (app: App): readonly Conf[] => [...app.confs.values()];
const lineOf = ({ source, start }: Span) => positionAt(source, start).line;

/** app.conf.spec, "global settings": these names reach beyond the app. */
const GLOBAL = new Set(['default', 'general', 'global', 'stash']);
/** In these a `[default]` stanza is common, or means nothing of the kind. */
const MAY_BE_GLOBAL = new Set(['savedsearches', 'default.meta']);

const HARMFUL = /rm\s+-[rf]+|\|\s*runshellscript/g;

export const CONF_POINTS: readonly Point[] = [
  point('app-check/not-utf8', [], (app) =>
    app.entries
      .filter(({ kind, path }) => kind === 'file' && isText(path))
      .flatMap(({ path, bytes }): readonly Found<'app-check/not-utf8'>[] => {
        if (app.text(path) !== undefined) return [];
        return [[app.shown(path), { path: app.shown(path), line: lineNotUtf8(bytes) }]];
      }),
  ),
  point(
    'app-check/conf-continuation',
    ['check_config_file_parsing', 'check_config_file_parsing_public'],
    (app) => confs(app).flatMap(({ continuations }) => continuations.map((span) => [span, {}] as const)),
  ),
  point(
    'app-check/conf-duplicate',
    ['check_config_file_parsing', 'check_config_file_parsing_public'],
    (app) => confs(app).flatMap(duplicates),
  ),
  point('app-check/conf-line', [], (app) =>
    confs(app).flatMap(({ strange }) =>
      strange.map((span) => [span, { text: span.source.text.slice(span.start, span.end).trim() }] as const),
    ),
  ),
  point('app-check/default-stanza', ['check_no_default_stanzas'], (app) =>
    [...app.confs]
      .filter(([name]) => !MAY_BE_GLOBAL.has(name))
      .flatMap(([, { stanzas }]) =>
        stanzas
          .filter(({ name, settings }) => GLOBAL.has(name) && settings.length > 0)
          .map(({ name, span }) => [span, { stanza: name }] as const),
      ),
  ),
  point('app-check/harmful', ['check_destructive_commands', 'check_runshellscript_command'], (app) =>
    [...confs(app).map(({ source }) => source), ...manifests(app)].flatMap((source) =>
      [...source.text.matchAll(HARMFUL)].map(({ 0: found, index }) => {
        const span = { source, start: index, end: index + found.length };
        return [span, { found }] as const;
      }),
    ),
  ),
];

function manifests(app: App): readonly SourceText[] {
  const manifest = app.text('app.manifest');
  return manifest === undefined ? [] : [manifest];
}

function duplicates({ stanzas }: Conf): readonly Found<'app-check/conf-duplicate'>[] {
  const found: Found<'app-check/conf-duplicate'>[] = [];
  const first = new Map<string, Span>();
  const settingsOf = new Map<string, Map<string, Span>>();
  for (const { name, span, settings } of stanzas) {
    const before = first.get(name);
    if (before === undefined) first.set(name, span);
    else found.push([span, { found: `stanza [${name}]`, line: lineOf(before) }]);
    const known = settingsOf.get(name) ?? new Map<string, Span>();
    settingsOf.set(name, known);
    for (const setting of settings) {
      const earlier = known.get(setting.name);
      if (earlier === undefined) known.set(setting.name, setting.span);
      else found.push([setting.span, { found: `setting "${setting.name}"`, line: lineOf(earlier) }]);
    }
  }
  return found;
}

/** The first line that holds a byte which is no UTF-8; every line is decoded by itself. */
function lineNotUtf8(bytes: Uint8Array): number {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let line = 1;
  for (let at = 0; at < bytes.length; line += 1) {
    const feed = bytes.indexOf(10, at);
    const end = feed === -1 ? bytes.length : feed;
    try {
      decoder.decode(bytes.subarray(at, end));
    } catch {
      return line;
    }
    at = end + 1;
  }
  return 1;
}
