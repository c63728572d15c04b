/** `fmt`. Owns: its schema. Must not: describe the style. */
import { PATH } from './common.ts';
import { DIAGNOSTICS, FAULTS } from './diagnostics.ts';
import { flag, listOf, nullable, object, openWord, orStopped, output, text } from './parts.ts';

export const FMT = orStopped(
  output('fmt', 'What `trailc fmt --format json` prints.', {
    check: flag('Nothing was written (--check).'),
    files: listOf(
      object('A file.', {
        path: PATH,
        state: openWord(
          ['formatted', 'would-change', 'unchanged', 'left'],
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
