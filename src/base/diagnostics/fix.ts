/** Diagnostics of `check --fix`. See ../catalogue.ts. */
import { entry } from '../diagnostic.ts';

export interface RefusedFix {
  readonly code: string;
  readonly says: string;
  /** A sentence to follow "with it,". */
  readonly because: string;
}
export interface UnwrittenFile {
  readonly path: string;
  readonly reason: string;
}

export const FIX_DIAGNOSTICS = {
  'fix/refused': entry<RefusedFix>({
    severity: 'warning',
    example: {
      code: 'match/unknown-operator',
      says: 'Write "endsWith".',
      because: 'there is another fault: The key "endsWith" stands twice.',
    },
    what: ({ code, because }) => `The fix of ${code} was left out: with it, ${because}`,
    why: () => 'The repository is read again with each fix, and one that does not mend it is not applied.',
    do: ({ says }) => `Mend it by hand. What was tried: ${says}`,
  }),
  'fix/file-changed': entry<Omit<UnwrittenFile, 'reason'>>({
    severity: 'error',
    example: { path: 'detections/session-name-bypass.yml' },
    what: ({ path }) => `"${path}" was changed by another program while its faults were mended.`,
    why: () => 'What that program wrote would be lost.',
    do: () => 'Save your work there, then run "trailc check --fix" again.',
  }),
  'fix/write-failed': entry<UnwrittenFile>({
    severity: 'error',
    example: { path: 'detections/session-name-bypass.yml', reason: 'the disk is full' },
    what: ({ path, reason }) => `"${path}" could not be written: ${reason}.`,
    why: () => 'The file is as it was; files that were named before are mended.',
    do: () => 'Remove the cause and run "trailc check --fix" again.',
  }),
} as const;
