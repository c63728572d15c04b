/**
 * The texts of an app.
 *
 * Owns: which files are texts, and decoding them. Must not: know what they say.
 */
import type { SourceText } from '../../base/source.ts';

/** Files that Splunk reads as UTF-8. */
export const isText = (path: string): boolean =>
  /^default\/[^/]+\.conf$/.test(path) ||
  /^metadata\/[^/]+\.meta$/.test(path) ||
  /^lookups\/[^/]+\.csv(?:\.default)?$/.test(path) ||
  path === 'app.manifest';

/** Undefined where the bytes are not UTF-8, or hold a NUL. */
export function decoded(bytes: Uint8Array, path: string): SourceText | undefined {
  if (bytes.includes(0)) return undefined;
  try {
    return { path, text: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes) };
  } catch {
    return undefined;
  }
}
