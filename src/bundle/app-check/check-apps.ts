/**
 * `trailc check --bundle`: every Splunk app of a bundle against the points that AppInspect looks at, and some of ours.
 *
 * Owns: making an app of its files, and running the points. Must not: look for anything itself, or write.
 */
import type { Diagnostic } from '../../base/diagnostic.ts';
import { append, fail, type Result, succeed } from '../../base/result.ts';
import type { SourceText } from '../../base/source.ts';
import { shownText } from '../../content/files.ts';
import type { App, AppFiles } from './app.ts';
import { parseConf } from './conf.ts';
import { readApps } from './find-apps.ts';
import { POINTS } from './points.ts';
import { decoded, isText } from './text.ts';

export interface CheckedApp {
  /** Name of its folder. */
  readonly name: string;
  readonly shownAs: string;
  readonly files: number;
}

/** No value: no app could be read. Nothing that stands in a bundle makes it throw. */
export function checkApps(path: string, shownAs: string): Result<readonly CheckedApp[]> {
  const { value: found, diagnostics } = readApps(path, shownAs);
  if (found === undefined) return fail(diagnostics);
  const all: Diagnostic[] = [...diagnostics];
  for (const files of found) append(all, checkApp(files));
  const checked = found.map(({ name, shownAs: shown, entries }) => ({
    name,
    shownAs: shown,
    files: entries.filter(({ kind }) => kind === 'file').length,
  }));
  return succeed(checked, all);
}

function checkApp(files: AppFiles): readonly Diagnostic[] {
  const app = appOf(files);
  return POINTS.flatMap(({ find }) => find(app));
}

function appOf(files: AppFiles): App {
  const shown = (path: string) => `${files.shownAs}/${shownText(path)}`;
  const texts = new Map<string, SourceText>();
  for (const { path, kind, bytes } of files.entries) {
    const text = kind === 'file' && isText(path) ? decoded(bytes, shown(path)) : undefined;
    if (text !== undefined) texts.set(path, text);
  }
  const confs = [...texts].flatMap(([path, source]) => {
    const name = path === 'metadata/default.meta' ? 'default.meta' : /^default\/(.+)\.conf$/.exec(path)?.[1];
    return name === undefined ? [] : [[name, parseConf(source)] as const];
  });
  return {
    ...files,
    byPath: new Map(files.entries.map((entry) => [entry.path, entry])),
    confs: new Map(confs),
    shown,
    text: (path) => texts.get(path),
  };
}
