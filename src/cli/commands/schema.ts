/** `trailc schema [kind]`: the JSON Schemas of files and of what commands print, as generated at build. */
import { nearest } from '../../base/suggest.ts';
import { EXIT, type Io, UsageError } from '../io.ts';
import { OUTPUT_NAMES } from '../output/names.ts';
import { readOwnFile } from '../own-file.ts';

const FILE_KINDS = ['rule', 'list', 'fixture', 'config', 'expect', 'manifest', 'lock'] as const;
const OUTPUT_KINDS = OUTPUT_NAMES.map((name) => `output/${name}` as const);

export const SCHEMA_KINDS: readonly string[] = [...FILE_KINDS, ...OUTPUT_KINDS];

export async function schema(kind: string | undefined, io: Io): Promise<number> {
  const wanted = kind ?? 'rule';
  if (!SCHEMA_KINDS.includes(wanted)) {
    // `check` and `env list`, as the commands are called.
    const named = `output/${wanted.replace(/^output\//, '').replaceAll(' ', '-')}`;
    const near = SCHEMA_KINDS.includes(named) ? named : nearest(wanted, SCHEMA_KINDS);
    throw new UsageError(
      `there is no schema "${wanted}".${near === undefined ? '' : ` Did you mean "${near}"?`}`,
      `Schemas of files: ${FILE_KINDS.join(', ')}. Of what commands print: ${OUTPUT_KINDS.join(', ')}.`,
    );
  }
  // Written by scripts/build.js.
  io.out(readOwnFile(`dist/schema/${wanted}.schema.json`));
  return EXIT.ok;
}
