/** Diagnostics of the area `log`: event files that cannot be read. See ../catalogue.ts. */
import { entry } from '../diagnostic.ts';

export const LOG_DIAGNOSTICS = {
  'log/missing-input': entry<{ readonly input: string }>({
    severity: 'error',
    example: { input: 'logs' },
    what: ({ input }) => `There is no file or folder "${input}".`,
    why: () => 'Events that are not read cannot match, and a count without them would mislead.',
    do: () =>
      'Give the path of a log file or of a folder of log files, relative to the working folder, or "-" for standard input.',
  }),
  'log/empty-pattern': entry<{ readonly input: string }>({
    severity: 'error',
    example: { input: 'logs/**/*.json.gz' },
    what: ({ input }) => `Nothing matches the pattern "${input}".`,
    why: () => 'Events that are not read cannot match, and a count without them would mislead.',
    do: () =>
      'Give a pattern that names log files, relative to the working folder: "*" and "?" stand for characters of a name, "**" for any number of folders. Nothing else has a meaning, and names that begin with a dot must be written out.',
  }),
  'log/unreadable-input': entry<{ readonly input: string; readonly reason: string }>({
    severity: 'error',
    example: { input: 'logs/a.json.gz', reason: 'permission denied' },
    what: ({ input, reason }) => `"${input}" cannot be read: ${reason}.`,
    why: () => 'Events that are not read cannot match, and a count without them would mislead.',
    do: () => 'Make it readable for the user who runs trailc, or leave it out.',
  }),
} as const;
