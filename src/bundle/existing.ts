/**
 * What stands in the folder that a bundle is to be written to.
 *
 * Owns: telling trailc's files (named by the manifest there) from everyone else's, and refusing a folder that is not
 * trailc's to replace. Must not: change anything.
 */
import { join } from 'node:path';
import { diagnose } from '../base/catalogue.ts';
import { fail, type Result, succeed } from '../base/result.ts';
import { type FileSystem, kindInWords } from './file-system.ts';
import { MANIFEST_SCHEMA_VERSION } from './manifest.ts';
import { MANIFEST_PATH } from './paths.ts';
import { walkFolder } from './walk.ts';

export interface ExistingBundle {
  /** Paths that trailc wrote and may replace or drop. */
  readonly owned: readonly string[];
  /** Everyone else's files, to be carried over. */
  readonly foreignFiles: readonly string[];
  /** Whether it is a bundle of all rules. */
  readonly whole: boolean;
  /** Folders without anything in them; trailc makes none. */
  readonly emptyFolders: readonly string[];
}

const NOTHING: ExistingBundle = { owned: [], whole: false, foreignFiles: [], emptyFolders: [] };

/** Looks through `folder` (absolute; `shown` to people). Paths of the answer are relative to it, with `/`, sorted. */
export function surveyExisting(folder: string, shown: string, fs: FileSystem): Result<ExistingBundle> {
  const kind = fs.kindOf(folder);
  if (kind === 'nothing') return succeed(NOTHING);
  if (kind !== 'folder') {
    return fail([diagnose('bundle/out-not-a-folder', shown, { folder: shown, found: kindInWords(kind) })]);
  }
  const [first] = fs.list(folder);
  if (first === undefined) return succeed(NOTHING);
  const manifest = join(folder, MANIFEST_PATH);
  if (fs.kindOf(manifest) !== 'file') {
    return fail([diagnose('bundle/out-not-ours', shown, { folder: shown, found: first })]);
  }
  const owned = ownedPaths(fs.readText(manifest));
  if (owned.kind === 'fault') {
    return fail([diagnose('bundle/out-manifest', shown, { folder: shown, reason: owned.reason })]);
  }
  const ours = new Set([MANIFEST_PATH, ...owned.paths]);
  const { files, emptyFolders, others } = walkFolder(folder, fs);
  if (others.length > 0) {
    return fail(
      others.map(({ path, kind: odd }) => {
        const at = `${shown}/${path}`;
        return diagnose('bundle/out-link', at, { path: at, found: kindInWords(odd) });
      }),
    );
  }
  return succeed({
    whole: owned.whole,
    owned: files.filter((path) => ours.has(path) && path !== MANIFEST_PATH),
    foreignFiles: files.filter((path) => !ours.has(path)),
    emptyFolders,
  });
}

type Owned =
  | { readonly kind: 'paths'; readonly paths: readonly string[]; readonly whole: boolean }
  | { readonly kind: 'fault'; readonly reason: string };

/** The files that a manifest names. Read with suspicion: anyone may have written it. */
function ownedPaths(text: string): Owned {
  const fault = (reason: string): Owned => ({ kind: 'fault', reason });
  let manifest: unknown;
  try {
    manifest = JSON.parse(text);
  } catch {
    return fault('it is not JSON');
  }
  if (!isRecord(manifest) || typeof manifest.trailc !== 'string' || !Array.isArray(manifest.files)) {
    return fault('it was not written by trailc');
  }
  if (manifest.schemaVersion !== MANIFEST_SCHEMA_VERSION) {
    return fault(
      `its schemaVersion is not ${MANIFEST_SCHEMA_VERSION}, so another version of trailc wrote it`,
    );
  }
  const paths: string[] = [];
  for (const file of manifest.files as readonly unknown[]) {
    if (!isRecord(file) || typeof file.path !== 'string')
      return fault('its "files" are not as trailc writes them');
    paths.push(file.path);
  }
  return { kind: 'paths', paths, whole: manifest.partial === undefined };
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
