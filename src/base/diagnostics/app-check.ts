/** Diagnostics of a Splunk app that is looked through file by file. See ../catalogue.ts. */
import { entry } from '../diagnostic.ts';
import { APP_CHECK_CONF_DIAGNOSTICS } from './app-check-conf.ts';

export interface Path {
  readonly path: string;
}

const REFUSED = 'Splunk AppInspect refuses such a package, and with it Splunk Cloud does.';
const REBUILD = 'Build the bundle anew, or take it out of the package.';

const PACKAGE = {
  'app-check/no-app': entry<Path>({
    severity: 'error',
    example: { path: 'dist' },
    what: ({ path }) => `There is no Splunk app in "${path}".`,
    why: () => 'Nothing was checked.',
    do: () =>
      'Name the folder of a bundle, the folder of an app (it holds default/app.conf), or a .spl file.',
  }),
  'app-check/unreadable': entry<Path & { readonly reason: string }>({
    severity: 'error',
    example: { path: 'acme.spl', reason: 'it is damaged' },
    what: ({ path, reason }) => `"${path}" cannot be read: ${reason}.`,
    why: () => 'What it holds was not checked.',
    do: () => 'Build the bundle anew, and see that you may read it.',
  }),
  'app-check/unsafe-path': entry<Path & { readonly reason: string }>({
    severity: 'error',
    example: { path: '../x', reason: 'it leaves the package' },
    what: ({ path, reason }) => `The package holds the path "${path}": ${reason}.`,
    why: () => 'Whoever unpacks the package could write to another place than the app.',
    do: () => 'Do not install the package; build it anew from its rules.',
  }),
  'app-check/link': entry<Path & { readonly found: string }>({
    severity: 'error',
    example: { path: 'acme/lookups/people.csv', found: 'a symbolic link' },
    what: ({ path, found }) => `"${path}" is ${found}.`,
    why: () => 'An app holds files and folders; a link may lead out of it.',
    do: () => 'Put the file itself in its place.',
  }),
  'app-check/outside-app': entry<Path & { readonly app: string }>({
    severity: 'error',
    example: { path: 'notes.txt', app: 'acme' },
    what: ({ path, app }) => `"${path}" stands beside the app "${app}" in the package.`,
    why: () => REFUSED,
    do: () => 'Keep one folder at the top of the package: the app.',
  }),
  'app-check/hidden-file': entry<Path>({
    severity: 'error',
    example: { path: 'acme/.git' },
    what: ({ path }) => `The package holds "${path}".`,
    why: () => `Hidden files and those of macOS archives do not belong into an app. ${REFUSED}`,
    do: () => REBUILD,
  }),
  'app-check/nested-archive': entry<Path>({
    severity: 'error',
    example: { path: 'acme/old.zip' },
    what: ({ path }) => `"${path}" is an archive inside the app.`,
    why: () => 'Splunk unpacks the app alone, so nobody would see what is in it.',
    do: () => 'Take the archive out, or put its files in its place.',
  }),
  'app-check/permissions': entry<Path & { readonly mode: string; readonly wanted: string }>({
    severity: 'error',
    example: { path: 'acme/default/app.conf', mode: '755', wanted: '644' },
    what: ({ path, mode, wanted }) => `"${path}" has the permissions ${mode}; wanted are ${wanted}.`,
    why: () => REFUSED,
    do: () => 'Set 644 for files and 755 for folders, then pack the app again.',
  }),
  'app-check/site-settings': entry<Path>({
    severity: 'error',
    example: { path: 'local' },
    what: ({ path }) => `The app holds "${path}", which is for the site that installs it.`,
    why: () => 'An upgrade would overwrite what was tuned there.',
    do: () => 'Put the settings into default/ and metadata/default.meta.',
  }),
  'app-check/conf-file-name': entry<Path>({
    severity: 'error',
    example: { path: 'acme/default/saved searches.conf' },
    what: ({ path }) => `The file name "${path}" holds a blank.`,
    why: () => 'Splunk does not read configuration files of such names.',
    do: () => 'Rename the file.',
  }),
  'app-check/static-file': entry<Path>({
    severity: 'error',
    example: { path: 'acme/static/icon.svg' },
    what: ({ path }) => `"${path}" does not belong into static/, which holds .png, .txt and .md files alone.`,
    why: () => REFUSED,
    do: () => REBUILD,
  }),
  'app-check/metadata-file': entry<Path>({
    severity: 'error',
    example: { path: 'acme/metadata/notes.txt' },
    what: ({ path }) => `"${path}" does not belong into metadata/, which holds default.meta alone.`,
    why: () => REFUSED,
    do: () => REBUILD,
  }),
  'app-check/not-utf8': entry<Path & { readonly line: number }>({
    severity: 'error',
    example: { path: 'acme/lookups/people.csv', line: 3 },
    what: ({ path, line }) => `"${path}" is not UTF-8 from line ${line} on.`,
    why: () => 'Splunk reads configuration files and lookups as UTF-8.',
    do: () => 'Save the file as UTF-8.',
  }),
} as const;

const LOOKUPS = {
  'app-check/lookup-ending': entry<Path>({
    severity: 'error',
    example: { path: 'acme/lookups/people.json' },
    what: ({ path }) => `"${path}" does not end as a lookup does: .csv, .csv.gz, .csv.tgz or .kmz.`,
    why: () => 'Splunk AppInspect takes another ending only where the content is a table.',
    do: () => 'Rename the file, or take it out of lookups/.',
  }),
  'app-check/lookup-default': entry<Path & { readonly other: string }>({
    severity: 'error',
    example: { path: 'people.csv', other: 'people.csv.default' },
    what: ({ path, other }) => `"${path}" and "${other}" differ in ".default" alone.`,
    why: () => 'Splunk Cloud renames the one to the other while it installs the app, and fails.',
    do: () => 'Rename one of the two, or take it out.',
  }),
  'app-check/lookup-table': entry<{ readonly problem: string }>({
    severity: 'error',
    example: { problem: 'has 2 columns in its first row and 3 in line 7' },
    what: ({ problem }) => `The lookup ${problem}.`,
    why: () => 'Splunk reads such a table wrongly or not at all, so rules with this list would miss events.',
    do: () => 'Build the bundle anew from lists/, and edit the list there.',
  }),
  'app-check/lookup-missing': entry<{ readonly lookup: string; readonly file: string }>({
    severity: 'error',
    example: { lookup: 'people', file: 'people.csv' },
    what: ({ lookup, file }) => `The lookup "${lookup}" reads "${file}", and there is no lookups/${file}.`,
    why: () => 'Every search with this lookup would end with an error.',
    do: () => 'Put the file into lookups/, or take the stanza out of transforms.conf.',
  }),
} as const;

export const APP_CHECK_DIAGNOSTICS = { ...PACKAGE, ...LOOKUPS, ...APP_CHECK_CONF_DIAGNOSTICS } as const;
