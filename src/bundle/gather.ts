/**
 * The files of a bundle, gathered one by one.
 *
 * Owns: rendering each, that none stands in another's way, and making archives of those that are there. Must not: know
 * which files a bundle should have, or touch the disk.
 */
import { diagnose } from '../base/catalogue.ts';
import type { Diagnostic } from '../base/diagnostic.ts';
import type { Archive, Asset } from '../targets/shared/package.ts';
import type { Artefact } from '../targets/shared/target.ts';
import { type ArchiveMember, LONGEST_TAR_NAME, tarGz, zip } from './archive.ts';
import type { BuildFacts, BundleFile } from './bundle.ts';
import { occupied, pathFault } from './paths.ts';
import { renderArtefact } from './render.ts';
import type { TemplateSource } from './templates.ts';

/** Who makes a file: a rule by its name, and where a fault of it is shown. */
export interface Owner {
  readonly name: string;
  readonly at: string;
}

/** Files that are no single rule's. */
export const WHOLE: Owner = { name: 'the bundle', at: 'trailc.config.yml' };

export interface Gathered {
  /** Paths are relative to the bundle. */
  readonly add: (path: string, made: Artefact | Asset, owner: Owner) => void;
  /** Of files below `folder` that are there already. */
  readonly archive: (path: string, archive: Archive, folder: string) => void;
  /** By path, in code-unit order. */
  readonly files: () => readonly BundleFile[];
}

export function gather(build: BuildFacts, templates: TemplateSource, diagnostics: Diagnostic[]): Gathered {
  const files = new Map<string, { readonly content: string | Uint8Array; readonly owner: Owner }>();
  const taken = occupied();
  // A fault in a template shows once, however many rules pass through it.
  const reported = new Set<string>();
  const place = (path: string, content: string | Uint8Array, owner: Owner) => {
    const reason = pathFault(path);
    if (reason !== undefined) {
      diagnostics.push(diagnose('bundle/path-refused', owner.at, { path, reason }));
      return;
    }
    const same = files.get(path);
    if (same !== undefined && equal(same.content, content)) return;
    const other = same === undefined ? taken.obstacleOf(path) : path;
    if (other !== undefined) {
      const args = { path, other, rule: owner.name, otherRule: files.get(other)?.owner.name ?? '' };
      diagnostics.push(diagnose('bundle/path-collision', owner.at, args));
      return;
    }
    taken.add(path);
    files.set(path, { content, owner });
  };
  return {
    add: (path, made, owner) => {
      if ('asset' in made) {
        const { value, diagnostics: faults } = templates.readBytes(made.asset);
        diagnostics.push(...faults);
        if (value !== undefined) place(path, value, owner);
        return;
      }
      const view = { ...made.view, build };
      const rendered = renderArtefact({ ...made, view }, templates);
      for (const diagnostic of rendered.diagnostics) {
        const key = JSON.stringify([diagnostic.code, diagnostic.what, diagnostic.span?.start, made.template]);
        if (!reported.has(key)) diagnostics.push(diagnostic);
        reported.add(key);
      }
      if (rendered.value !== undefined) place(path, rendered.value, owner);
    },
    archive: (path, { format, members }, folder) => {
      const found = members.map((member): ArchiveMember => {
        const file = files.get(`${folder}/${member.path}`);
        if (file === undefined) throw new Error(`no file for the archive: ${member.path}`);
        const { content } = file;
        const bytes = typeof content === 'string' ? Buffer.from(content, 'utf8') : content;
        return { name: member.name, bytes };
      });
      const long = found.filter(
        ({ name }) => format === 'tar.gz' && Buffer.byteLength(name) > LONGEST_TAR_NAME,
      );
      for (const { name } of long) {
        const reason = `an archive takes names of ${LONGEST_TAR_NAME} bytes`;
        diagnostics.push(diagnose('bundle/path-refused', WHOLE.at, { path: name, reason }));
      }
      if (long.length === 0) place(path, format === 'zip' ? zip(found) : tarGz(found), WHOLE);
    },
    files: () =>
      [...files]
        .map(([path, { content }]) => ({ path, content }))
        .sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0)),
  };
}

function equal(a: string | Uint8Array, b: string | Uint8Array): boolean {
  if (typeof a === 'string' || typeof b === 'string') return a === b;
  return Buffer.compare(a, b) === 0;
}
