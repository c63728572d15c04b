/**
 * app.manifest, as Splunk's packaging toolkit writes it.
 *
 * Owns: reading its id and version with suspicion. Must not: compare them with anything.
 */
import type { SourceText } from '../../base/source.ts';
import type { App } from './app.ts';

type Manifest =
  | { readonly kind: 'read'; readonly name: string; readonly version: string }
  /** To follow "the file app.manifest". */
  | { readonly kind: 'fault'; readonly problem: string };

interface Read {
  /** Undefined where there is no such file. */
  readonly source: SourceText | undefined;
  readonly manifest: Manifest;
}

export function manifestOf(app: App): Read {
  const source = app.text('app.manifest');
  return { source, manifest: readManifest(source?.text ?? '') };
}

function readManifest(text: string): Manifest {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { kind: 'fault', problem: 'is no JSON' };
  }
  const id = at(at(value, 'info'), 'id');
  const name = at(id, 'name');
  const version = at(id, 'version');
  if (typeof name !== 'string') return { kind: 'fault', problem: 'has no text at info.id.name' };
  if (typeof version !== 'string') return { kind: 'fault', problem: 'has no text at info.id.version' };
  return { kind: 'read', name, version };
}

function at(value: unknown, key: string): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
  return (value as Readonly<Record<string, unknown>>)[key];
}
