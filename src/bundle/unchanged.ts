/**
 * Whether a bundle on the disk is what a build would write.
 *
 * Owns: that question, asked without compiling. Must not: change anything. Whatever is in doubt is "no".
 */
import { join } from 'node:path';
import { sha256 } from '../ir/hash.ts';
import { type FileSystem, REAL_FILE_SYSTEM } from './file-system.ts';
import { type Manifest, manifestText } from './manifest.ts';
import { MANIFEST_PATH } from './paths.ts';
import { placesOf } from './swap.ts';
import { holdsFiles } from './verify/files.ts';
import { readManifest } from './verify/manifest.ts';

/**
 * The manifest of the bundle in `folder` (absolute) when it was made of the inputs with this hash, all its files hold
 * still, and no interrupted build is to be cleared up.
 */
export function unchangedBundle(
  folder: string,
  inputs: string,
  fs: FileSystem = REAL_FILE_SYSTEM,
): Manifest | undefined {
  try {
    const places = placesOf(folder);
    const path = join(folder, MANIFEST_PATH);
    if (fs.kindOf(folder) !== 'folder' || fs.kindOf(path) !== 'file') return undefined;
    if (fs.kindOf(places.old) !== 'nothing') return undefined;
    if (fs.list(places.parent).some(places.isDebris)) return undefined;
    const { value: manifest } = readManifest(path, MANIFEST_PATH, fs);
    if (manifest === undefined || manifest.inputsSha256 === null) return undefined;
    const [before, after] = fs.readText(path).split(`"${manifest.inputsSha256}"`);
    if (manifest.inputsSha256 !== sealOf(inputs, `${before}null${after}`)) return undefined;
    return holdsFiles(manifest, folder, fs) ? manifest : undefined;
  } catch {
    return undefined;
  }
}

/** The manifest with a seal over the inputs that it was made of and all the rest of it, so that no edit goes unseen. */
export function sealed(manifest: Manifest, inputs: string): Manifest {
  const text = manifestText({ ...manifest, inputsSha256: null });
  return { ...manifest, inputsSha256: sealOf(inputs, text) };
}

const sealOf = (inputs: string, text: string) => sha256(`${inputs}\n${text}`);
