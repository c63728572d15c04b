/**
 * What may stand in an app at all: paths, kinds, permissions.
 *
 * Owns: those points. Must not: read a file's text.
 */
import { shownText } from '../../content/files.ts';
import type { App, AppEntry } from './app.ts';
import { type Point, point } from './point.ts';

const named = (path: string) => path.split('/').at(-1) ?? '';
const top = (path: string) => path.split('/')[0] ?? '';

const at = (app: App, entries: readonly AppEntry[]) =>
  entries.map(({ path }) => [app.shown(path), { path: app.shown(path) }] as const);

const filesIn = (app: App, folder: string) =>
  app.entries.filter(({ kind, path }) => kind !== 'folder' && path.startsWith(`${folder}/`));

/** Folders that no entry stands for, too: a tar archive need not name them. */
function folders(app: App): readonly string[] {
  const found = new Set(app.entries.filter(({ kind }) => kind === 'folder').map(({ path }) => path));
  for (const { path } of app.entries) {
    const parts = path.split('/');
    for (let length = 1; length < parts.length; length += 1) found.add(parts.slice(0, length).join('/'));
  }
  return [...found];
}

const HIDDEN = /^(?:\.|__MACOSX)/;
const ARCHIVE = /\.(?:zip|tar|tgz|gz|bz2|xz|7z|rar|spl)$/i;

export const PACKAGE_POINTS: readonly Point[] = [
  point(
    'app-check/link',
    ['check_that_splunk_app_package_valid_compressed_file', 'check_symlink_outside_app'],
    (app) =>
      app.entries
        .filter(({ kind }) => kind === 'link' || kind === 'other')
        .map(({ path, kind }) => {
          const found = kind === 'link' ? 'a link' : 'a device, a pipe or a socket';
          return [app.shown(path), { path: app.shown(path), found }];
        }),
  ),
  point(
    'app-check/outside-app',
    ['check_that_splunk_app_package_does_not_contain_files_outside_of_app'],
    (app) => app.beside.map((path) => [app.shownAs, { path, app: shownText(app.name) }]),
  ),
  point(
    'app-check/hidden-file',
    [
      'check_that_extracted_splunk_app_does_not_contain_prohibited_directories_or_files',
      'check_that_splunk_app_package_extracts_to_visible_directory',
    ],
    (app) => [
      ...(HIDDEN.test(app.name) ? [[app.shownAs, { path: app.shownAs }] as const] : []),
      ...at(
        app,
        app.entries.filter(({ path }) => HIDDEN.test(named(path))),
      ),
    ],
  ),
  point('app-check/nested-archive', [], (app) =>
    at(
      app,
      app.entries.filter(
        ({ kind, path }) => kind === 'file' && ARCHIVE.test(path) && top(path) !== 'lookups',
      ),
    ),
  ),
  point(
    'app-check/permissions',
    [
      'check_that_extracted_splunk_app_does_not_contain_files_with_invalid_permissions',
      'check_that_extracted_splunk_app_does_not_contain_invalid_directories',
      'check_for_bin_files',
    ],
    (app) => app.entries.flatMap((entry) => permissionsOf(app, entry)),
  ),
  point(
    'app-check/site-settings',
    ['check_that_local_does_not_exist', 'check_that_users_does_not_exist', 'check_for_local_meta'],
    (app) => [
      ...folders(app)
        .filter((path) => path === 'local' || path === 'users')
        .map((path) => [app.shown(path), { path: `${path}/` }] as const),
      ...at(
        app,
        app.entries.filter(({ path }) => path === 'metadata/local.meta'),
      ),
    ],
  ),
  point('app-check/conf-file-name', ['check_filenames_for_spaces'], (app) =>
    at(
      app,
      filesIn(app, 'default').filter(({ path }) => / /.test(named(path)) && /\.(?:conf|xml)$/.test(path)),
    ),
  ),
  point('app-check/static-file', ['check_static_directory_file_allow_list'], (app) =>
    at(
      app,
      filesIn(app, 'static').filter(({ path }) => !/^static\/[^/]+\.(?:png|txt|md)$/i.test(path)),
    ),
  ),
  point('app-check/metadata-file', ['check_metadata_allow_list'], (app) =>
    at(
      app,
      filesIn(app, 'metadata').filter(({ path }) => !/^metadata\/(?:default|local)\.meta$/.test(path)),
    ),
  ),
];

function permissionsOf(app: App, { path, kind, mode }: AppEntry) {
  if (mode === undefined || (kind !== 'file' && kind !== 'folder')) return [];
  const least = kind === 'folder' ? 0o700 : 0o600;
  const canRun = kind === 'file' && top(path) !== 'bin' && (mode & 0o111) !== 0;
  if ((mode & least) === least && !canRun) return [];
  const wanted = kind === 'folder' ? '755' : '644';
  const args = { path: app.shown(path), mode: mode.toString(8).padStart(3, '0'), wanted };
  return [[app.shown(path), args] as const];
}
