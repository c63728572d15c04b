/** Diagnostics of the area `suppress`: warnings that somebody decided not to hear. See ../catalogue.ts. */
import { entry } from '../diagnostic.ts';

export const SUPPRESS_DIAGNOSTICS = {
  'suppress/unknown-code': entry<{ readonly code: string; readonly suggestion: string }>({
    severity: 'error',
    example: { code: 'check/absense-decides', suggestion: ' Did you mean "check/absence-decides"?' },
    what: ({ code, suggestion }) => `There is no diagnostic "${code}".${suggestion}`,
    why: () => 'The suppression would suppress nothing, while the file says that something is.',
    do: () => 'Write the code as it stands in the brackets behind "warning", such as check/absence-decides.',
  }),
  'suppress/error': entry<{ readonly code: string }>({
    severity: 'error',
    example: { code: 'rule/title' },
    what: ({ code }) => `"${code}" is an error, and only warnings can be suppressed.`,
    why: () => 'Nothing is built from what has an error, whether or not somebody hears of it.',
    do: () => 'Mend what the error speaks of, and remove this entry.',
  }),
  'suppress/out-of-reach': entry<{ readonly code: string }>({
    severity: 'error',
    example: { code: 'suppress/unused' },
    what: ({ code }) => `"${code}" cannot be suppressed.`,
    why: () =>
      'It speaks of a bundle, a run or a suppression, not of what stands in a rule, a list or the configuration.',
    do: () => 'Remove this entry, and do what the warning says.',
  }),
  'suppress/date': entry<{ readonly date: string }>({
    severity: 'error',
    example: { date: '2027-02-30' },
    what: ({ date }) => `"${date}" is not a date of the calendar.`,
    why: () => 'Nobody would be reminded of a suppression that ends on a day which does not exist.',
    do: () => 'Write the last day on which it holds as YYYY-MM-DD: 2027-03-01.',
  }),
  'suppress/path': entry<{ readonly path: string; readonly problem: string }>({
    severity: 'error',
    example: { path: 'lists/*.yml', problem: 'it holds "*", and there are no patterns here' },
    what: ({ path, problem }) => `"${path}" names no file or folder of the repository: ${problem}.`,
    why: () => 'A warning is suppressed in the files that are named, and in no others.',
    do: () =>
      'Write a file, or a folder for all below it, from the folder of the configuration: lists/people.yml, detections/aws.',
  }),
  'suppress/expired': entry<{ readonly code: string; readonly expires: string }>({
    severity: 'warning',
    example: { code: 'check/absence-decides', expires: '2026-10-31' },
    what: ({ code, expires }) => `The suppression of ${code} ended with ${expires}, and holds no more.`,
    why: () => 'Somebody meant to look at it again by that day.',
    do: () => 'Remove it and do what the warning says, or give it a new date and say why.',
  }),
  'suppress/unused': entry<{ readonly code: string; readonly where: string }>({
    severity: 'warning',
    example: { code: 'check/absence-decides', where: 'in this file' },
    what: ({ code, where }) => `This suppresses nothing: no warning ${code} ${where} is left to suppress.`,
    why: () => 'Left here, it would hide the next one, which nobody has looked at.',
    do: () => 'Remove it.',
  }),
} as const;
