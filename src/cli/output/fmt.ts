/** `fmt`. Owns: its schema. Must not: describe the style. */
import type { FmtFile } from '../report/fmt.ts';
import { PATH } from './common.ts';
import { DIAGNOSTICS, FAULTS } from './diagnostics.ts';
import { flag, listOf, nullable, object, openWord, orStopped, output, text, wordsOf } from './parts.ts';

export const FMT = orStopped(
  output('fmt', 'What `trailc fmt --format json` prints.', {
    check: flag('Nothing was written (--check).'),
    files: listOf(
      object('A file.', {
        path: PATH,
        state: openWord(
          wordsOf<FmtFile['state']>({ formatted: true, 'would-change': true, unchanged: true, left: true }),
          '"left": it could not be read or written, and a diagnostic says why.',
        ),
        diff: nullable(text('Unified diff from the file as it was; null where nothing changes.')),
      }),
      'In the order they were looked at.',
    ),
    diagnostics: DIAGNOSTICS,
  }),
  FAULTS,
);
