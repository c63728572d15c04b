/** Diagnostics of the area `list`: data files of exceptions and watched values. See ../catalogue.ts. */
import { entry, listed } from '../diagnostic.ts';

const columnsOf = (columns: readonly string[]) => listed(columns.map((column) => `"${column}"`));
const example = (columns: readonly string[]) => `{ ${listed(columns.map((column) => `${column}: …`))} }`;

export const LIST_DIAGNOSTICS = {
  'list/name': entry<{ readonly name: string; readonly suggestion: string }>({
    severity: 'error',
    example: { name: 'Ignored Actions', suggestion: 'ignoredActions' },
    what: ({ name }) => `"${name}" cannot name a list.`,
    why: () =>
      'Rules name a list by this word, and lookups and tables are named after it: letters and digits in camelCase, starting with a lower-case letter, at most 64.',
    do: ({ suggestion }) => `Write a name such as "${suggestion}".`,
  }),
  'list/same-name': entry<{ readonly name: string; readonly other: string }>({
    severity: 'error',
    example: { name: 'ignoredActions', other: 'lists/ignored-actions.yml:2:7' },
    what: ({ name, other }) => `A list named "${name}" already stands at ${other}.`,
    why: () =>
      'A rule that says "inList" could mean either. Case does not count, because file names are made from it.',
    do: () => 'Rename one of the lists, or put the entries of both into one file.',
  }),
  'list/column-name': entry<{ readonly column: string }>({
    severity: 'error',
    example: { column: 'event name' },
    what: ({ column }) => `"${column}" cannot name a column.`,
    why: () =>
      'It becomes a column of a lookup and of a table: letters, digits and "_", starting with a letter, at most 64.',
    do: () =>
      'Write a plain word; the name of the CloudTrail field without its path is a good one: eventName.',
  }),
  'list/same-column': entry<{ readonly column: string; readonly first: string }>({
    severity: 'error',
    example: { column: 'EventName', first: 'eventName' },
    what: ({ column, first }) => `The column "${column}" is declared twice; first as "${first}".`,
    why: () => 'A row could not say which of the two it means. Case does not count, because SQL ignores it.',
    do: () => 'Remove one of them from "columns", or rename it.',
  }),
  'list/missing-reason': entry<{ readonly list: string }>({
    severity: 'error',
    example: { list: 'ignoredActions' },
    what: ({ list }) => `An entry of the list "${list}" has no reason.`,
    why: () =>
      'An exception that nobody can explain is never removed; the reason is also what an analyst reads later.',
    do: () => 'Add "reason: …" and say why the value is on the list.',
  }),
  'list/missing-value': entry<{ readonly list: string; readonly columns: readonly string[] | undefined }>({
    severity: 'error',
    example: { list: 'ignoredActions', columns: ['eventSource', 'eventName'] },
    what: ({ list }) => `An entry of the list "${list}" has no value.`,
    why: () => 'Without a value it matches nothing.',
    do: ({ columns }) =>
      `Add "value: ${columns === undefined ? '…' : example(columns)}", or remove the entry.`,
  }),
  'list/value-not-columns': entry<{ readonly found: string; readonly columns: readonly string[] }>({
    severity: 'error',
    example: { found: 'The text "x"', columns: ['eventSource', 'eventName'] },
    what: ({ found, columns }) => `${found} stands where the columns ${columnsOf(columns)} are wanted.`,
    why: () => 'The list declares columns, so each entry is a row with one text for each of them.',
    do: ({ columns }) => `Write "value: ${example(columns)}".`,
  }),
  'list/value-not-text': entry<{ readonly found: string }>({
    severity: 'error',
    example: { found: 'A mapping' },
    what: ({ found }) => `${found} stands where one text is wanted.`,
    why: () => 'The list declares no columns, so each entry is one plain text.',
    do: () =>
      'Write "value: the text", or declare "columns: [first, second]" above "entries" if entries are rows.',
  }),
  'list/missing-column': entry<{ readonly column: string }>({
    severity: 'error',
    example: { column: 'eventName' },
    what: ({ column }) => `This entry says nothing for the column "${column}".`,
    why: () => 'A row matches when every column matches; what a missing one should match is unknown.',
    do: ({ column }) =>
      `Add "${column}: …". If any value should do, move the entry to a list without that column.`,
  }),
  'list/unknown-column': entry<{
    readonly column: string;
    readonly columns: readonly string[];
    readonly suggestion: string;
  }>({
    severity: 'error',
    example: {
      column: 'evntName',
      columns: ['eventSource', 'eventName'],
      suggestion: ' Did you mean "eventName"?',
    },
    what: ({ column, columns }) => `"${column}" is no column of this list; it has ${columnsOf(columns)}.`,
    why: () => 'The value would never be compared with anything.',
    do: ({ suggestion }) => `Correct the word, or declare it in "columns".${suggestion}`,
  }),
  'list/not-text': entry<{ readonly written: string; readonly found: string; readonly quoted: string }>({
    severity: 'error',
    example: { written: '012345678901', found: 'a number', quoted: "'012345678901'" },
    what: ({ written, found }) => `${written} is ${found} here; a list holds texts.`,
    why: () =>
      'CloudTrail compares as text, and YAML changes what it takes for a number: an account id loses its leading zeros.',
    do: ({ quoted }) => `Put it in quotes: ${quoted}.`,
  }),
  'list/duplicate-entry': entry<{ readonly value: string; readonly other: string }>({
    severity: 'error',
    example: { value: 'iam.amazonaws.com, GetUser', other: 'lists/ignored-actions.yml:12:14' },
    what: ({ value, other }) => `"${value}" stands in the list twice; first at ${other}.`,
    why: () => 'Two entries can carry two reasons and two dates; removing one would change nothing.',
    do: () => 'Remove one of them and keep the better reason.',
  }),
  'list/date': entry<{ readonly date: string }>({
    severity: 'error',
    example: { date: '2026-02-30' },
    what: ({ date }) => `"${date}" is not a date of the calendar.`,
    why: () => 'Nobody would be reminded of an entry that expires on a day which does not exist.',
    do: () => 'Write the last day on which the entry holds as YYYY-MM-DD: 2027-03-01.',
  }),
  'list/overlay-value': entry<{ readonly found: string }>({
    severity: 'error',
    example: { found: 'a list' },
    what: ({ found }) => `The value of an entry is wanted here; found ${found}.`,
    why: () => 'An entry is one text, or one text for each column of the list.',
    do: () =>
      'Write "value: \'the text\'", or "value: { column: \'the text\', … }" if the list has columns; one entry for each value.',
  }),
  'list/overlay-unknown-list': entry<{
    readonly list: string;
    readonly environment: string;
    readonly suggestion: string;
  }>({
    severity: 'error',
    example: {
      list: 'renamAllowed',
      environment: 'production',
      suggestion: ' Did you mean "renameAllowed"?',
    },
    what: ({ list, environment, suggestion }) =>
      `The environment "${environment}" changes a list "${list}" that there is not.${suggestion}`,
    why: () => 'The change would change nothing, and the exception it makes would not hold.',
    do: () => 'Correct the name, or add a list file of that name; it may be empty.',
  }),
  'list/overlay-present': entry<{
    readonly list: string;
    readonly value: string;
    readonly other: string;
  }>({
    severity: 'error',
    example: { list: 'people', value: 'ann', other: 'lists/people.yml:5:14' },
    what: ({ list, value, other }) => `"${value}" is in the list "${list}" already, at ${other}.`,
    why: () => 'Two entries can carry two reasons and two dates; removing one would change nothing.',
    do: () =>
      'Leave it out here. To give it another reason or date in this environment, name it under "remove" as well.',
  }),
  'list/overlay-absent': entry<{
    readonly list: string;
    readonly value: string;
    readonly suggestion: string;
  }>({
    severity: 'error',
    example: { list: 'people', value: 'bob', suggestion: '' },
    what: ({ list, value, suggestion }) => `"${value}" is not in the list "${list}".${suggestion}`,
    why: () => 'Nothing would be removed, while the configuration says that something is.',
    do: () => 'Write the value exactly as the list has it, or leave this entry out.',
  }),
} as const;
