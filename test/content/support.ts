/** What the tests of this room share: sources from text, diagnostics as one line each, folders that vanish. */
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import { type Diagnostic, placeOf, sortDiagnostics } from '../../src/base/diagnostic.ts';
import type { SourceText } from '../../src/base/source.ts';

export function sourceOf(text: string, path = 'file.yml'): SourceText {
  return { path, text };
}

/** `code line:column` of each diagnostic in source order; without a place for a whole file. */
export function codes(diagnostics: readonly Diagnostic[]): readonly string[] {
  return sortDiagnostics(diagnostics).map((diagnostic) => {
    const place = /:(\d+:\d+)$/.exec(placeOf(diagnostic))?.[1];
    return diagnostic.span === undefined ? diagnostic.code : `${diagnostic.code} ${place ?? ''}`;
  });
}

/** The diagnostic with the code, as one text of what, why and do. */
export function textOf(diagnostics: readonly Diagnostic[], code: string): string {
  const found = diagnostics.find((diagnostic) => diagnostic.code === code);
  return found === undefined ? '' : [found.what, found.why, found.do].join('\n');
}

/** A folder with these files, removed after the test. */
export function folderWith(files: Readonly<Record<string, string | Uint8Array>>): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'trailc-content-')));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
  return folder;
}
