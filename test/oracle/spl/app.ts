/**
 * An app as the oracle reads it: from the bytes of its archive.
 *
 * Owns: unpacking, and that all of it stands in one folder. Must not: know how an app is made.
 */
import { readArchive } from '../../../src/bundle/archive.ts';
import { unsupported } from './unsupported.ts';

export interface App {
  /** The name of its one folder. */
  readonly id: string;
  /** Texts by path below that folder; images are left out. */
  readonly files: ReadonlyMap<string, string>;
  /** Every member, by path below that folder. */
  readonly members: ReadonlyMap<string, Uint8Array>;
}

/** Splunk unpacks a `.spl`, a tar.gz, into its folder of apps. */
export function readApp(archive: Uint8Array): App {
  const read = readArchive(archive, 'tar.gz');
  if (read.kind === 'fault') return unsupported(`no archive: ${read.reason}`, '');
  const [id = '', ...more] = new Set(read.members.map(({ name }) => name.split('/')[0] ?? ''));
  if (more.length > 0) unsupported(`an app of several folders: ${id}, ${more.join(', ')}`, '');
  const members = new Map(read.members.map(({ name, bytes }) => [name.slice(id.length + 1), bytes]));
  const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  const texts = [...members].filter(([path]) => !path.endsWith('.png'));
  return { id, members, files: new Map(texts.map(([path, bytes]) => [path, utf8.decode(bytes)])) };
}
