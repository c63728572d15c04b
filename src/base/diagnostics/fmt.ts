/** Diagnostics of formatting. See ../catalogue.ts. */
import { entry } from '../diagnostic.ts';

export interface FormattedFile {
  readonly path: string;
}
export interface FormatReason {
  readonly reason: string;
}

const LEFT = 'The file was left as it is.';
const BY_HAND = 'Write that part more simply (block style, one comment a line), then format again.';

export const FMT_DIAGNOSTICS = {
  'fmt/refused': entry<FormatReason>({
    severity: 'error',
    example: { reason: 'Nested mappings are not allowed in compact mappings' },
    what: ({ reason }) => `The formatter cannot read the file: ${reason.replace(/[.:]?$/, '.')} ${LEFT}`,
    why: () => 'trailc can read it, but the formatter keeps comments and reads more strictly.',
    do: () => BY_HAND,
  }),
  'fmt/other-value': entry<object>({
    severity: 'error',
    example: {},
    what: () => `Formatting would change what the file says. ${LEFT}`,
    why: () => 'A formatted rule must mean what it meant before, so each result is read again and compared.',
    do: () => BY_HAND,
  }),
  'fmt/lost-comment': entry<object>({
    severity: 'error',
    example: {},
    what: () =>
      `Formatting would lose a comment, or put it behind something that it does not speak of. ${LEFT}`,
    why: () => 'It stands at a place that belongs to no entry, such as deeper than what is around it.',
    do: () => 'Move it to a line of its own above what it speaks of, as deep as that, then format again.',
  }),
  'fmt/unstable': entry<object>({
    severity: 'error',
    example: {},
    what: () => `Formatting does not come to rest: each run would change the file again. ${LEFT}`,
    why: () => 'With "trailc fmt --check" in CI, such a file would never pass.',
    do: () => BY_HAND,
  }),
  'fmt/file-changed': entry<FormattedFile>({
    severity: 'error',
    example: { path: 'detections/session-name-bypass.yml' },
    what: ({ path }) => `"${path}" was changed by another program while it was formatted.`,
    why: () => 'What that program wrote would be lost.',
    do: () => 'Save your work there, then run "trailc fmt" again.',
  }),
  'fmt/write-failed': entry<FormattedFile & FormatReason>({
    severity: 'error',
    example: { path: 'detections/session-name-bypass.yml', reason: 'the disk is full' },
    what: ({ path, reason }) => `"${path}" could not be written: ${reason}.`,
    why: () => 'The file is as it was; files that were named before are formatted.',
    do: () => 'Remove the cause and run "trailc fmt" again.',
  }),
} as const;
