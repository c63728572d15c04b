/** `trailc schema [kind]`: the JSON Schemas that editors and the validator share, as generated at build. */
import { nearest } from '../../base/suggest.ts';
import { EXIT, type Io, UsageError } from '../io.ts';
import { readOwnFile } from '../own-file.ts';

export const SCHEMA_KINDS = ['rule', 'list', 'fixture', 'config', 'manifest', 'lock'] as const;

export async function schema(kind: string | undefined, io: Io): Promise<number> {
  const wanted = kind ?? 'rule';
  if (!(SCHEMA_KINDS as readonly string[]).includes(wanted)) {
    const near = nearest(wanted, SCHEMA_KINDS);
    throw new UsageError(
      `there is no schema "${wanted}".${near === undefined ? '' : ` Did you mean "${near}"?`}`,
      `Schemas: ${SCHEMA_KINDS.join(', ')}.`,
    );
  }
  // Written by scripts/build.js.
  io.out(readOwnFile(`dist/schema/${wanted}.schema.json`));
  return EXIT.ok;
}
