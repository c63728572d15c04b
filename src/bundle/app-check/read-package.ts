/**
 * The app in a package: a tar archive, compressed with gzip, as Splunk's `.spl` is.
 *
 * Owns: which of its paths are the app's, and paths that would leave the folder it is unpacked to. Must not: touch the
 * disk, or know what belongs into an app.
 */
import { gunzipSync } from 'node:zlib';
import { diagnose } from '../../base/catalogue.ts';
import type { Diagnostic } from '../../base/diagnostic.ts';
import { fail, type Result, succeed } from '../../base/result.ts';
import { shownText } from '../../content/files.ts';
import type { AppEntry, AppFiles } from './app.ts';
import { inMebibytes, LARGEST_APP, MOST_ENTRIES } from './limits.ts';
import { readTar, type TarEntry } from './tar.ts';

/** `shownAs` is the package as people are shown it. */
export function readPackage(bytes: Uint8Array, shownAs: string): Result<AppFiles> {
  const refuse = (reason: string) =>
    fail([diagnose('app-check/unreadable', shownAs, { path: shownAs, reason })]);
  const unpacked = unpack(bytes);
  if (typeof unpacked === 'string') return refuse(unpacked);
  const read = readTar(unpacked, MOST_ENTRIES);
  if (read.kind === 'fault') return refuse(read.reason);
  const diagnostics: Diagnostic[] = [];
  const told = new Set<string>();
  for (const { name } of read.entries) {
    const reason = pathFault(name) ?? (name.startsWith('./') ? DOT : undefined);
    if (reason === undefined || told.has(reason)) continue;
    told.add(reason);
    diagnostics.push(diagnose('app-check/unsafe-path', shownAs, { path: shownText(name), reason }));
  }
  const sound = read.entries
    .filter(({ name }) => pathFault(name) === undefined)
    .map((entry) => ({ ...entry, name: plain(entry.name) }))
    .filter(({ name }) => name !== '');
  const name = topOf(sound);
  if (name === undefined) return fail([...diagnostics, ...refuse('it holds no folder').diagnostics]);
  const entries = sound.flatMap((entry): readonly AppEntry[] => {
    if (!entry.name.startsWith(`${name}/`)) return [];
    const { kind, mode, bytes: content } = entry;
    return [{ path: entry.name.slice(name.length + 1), kind, mode, bytes: content }];
  });
  const beside = sound
    .map((entry) => entry.name)
    .filter((path) => path !== name && !path.startsWith(`${name}/`))
    .map(shownText);
  return succeed({ name, shownAs: `${shownAs}/${shownText(name)}`, entries, beside }, diagnostics);
}

function unpack(bytes: Uint8Array): Uint8Array | string {
  try {
    return gunzipSync(bytes, { maxOutputLength: LARGEST_APP });
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'ERR_BUFFER_TOO_LARGE') return `it would unpack to more than ${inMebibytes(LARGEST_APP)}`;
    return 'it is damaged, or not compressed with gzip';
  }
}

function pathFault(name: string): string | undefined {
  if (name === '') return 'it is empty';
  if (name.startsWith('/') || /^[A-Za-z]:/.test(name)) return 'it is absolute';
  if (name.includes('\\')) return 'it holds a backslash';
  return name.split('/').includes('..') ? 'it holds ".."' : undefined;
}

const DOT = 'it begins with "./", which Splunk Cloud refuses';

/** Without parts that lead nowhere. */
const plain = (name: string) =>
  name
    .split('/')
    .filter((part) => part !== '' && part !== '.')
    .join('/');

/** The folder with default/app.conf, or else the first one. */
function topOf(entries: readonly TarEntry[]): string | undefined {
  const app = entries.find(({ name }) => /^[^/]+\/default\/app\.conf$/.test(name));
  return (app ?? entries.find(({ name }) => name.includes('/')))?.name.split('/')[0];
}
