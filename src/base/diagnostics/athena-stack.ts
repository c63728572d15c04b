/** Diagnostics of what stands in the way of an Athena stack. See ../catalogue.ts. */
import { entry } from '../diagnostic.ts';

export interface Size {
  readonly what: string;
  readonly size: number;
  readonly limit: number;
}

export const ATHENA_STACK_DIAGNOSTICS = {
  'athena-stack/rule-too-long': entry<Size & { readonly rule: string }>({
    severity: 'error',
    example: { rule: 'root-login', what: 'description (title, id and version)', size: 1100, limit: 1024 },
    what: ({ rule, what, size, limit }) =>
      `The ${what} of the rule "${rule}" would have ${size} bytes in the Athena stack; AWS takes ${limit}.`,
    why: () => 'A deployment would stop half-way at this rule.',
    do: () => 'Shorten the title, or the lists that the rule reads; or split the rule in two.',
  }),
  'athena-stack/view-too-long': entry<Size & { readonly view: string }>({
    severity: 'error',
    example: { view: 'roles', what: 'definition', size: 500000, limit: 409600 },
    what: ({ view, what, size, limit }) =>
      `The ${what} of the view "${view}" would have ${size} characters in the Athena stack; AWS Glue takes ${limit}.`,
    why: () => 'A deployment would stop half-way at this view, and the rules that read it would fail.',
    do: () => 'Shorten the list that the view is made of, or split it in two.',
  }),
  'athena-stack/statement-name': entry<{ readonly rule: string; readonly name: string }>({
    severity: 'error',
    example: { rule: 'root-login', name: '1_root_login' },
    what: ({ rule, name }) =>
      `The prepared statement of the rule "${rule}" would be called "${name}", which Athena does not take.`,
    why: () => 'Such a name has 2 to 256 letters, digits and underscores, and begins with no digit.',
    do: () => 'Rename the rule file.',
  }),
  'athena-stack/too-many-rules': entry<{ readonly count: number; readonly limit: number }>({
    severity: 'error',
    example: { count: 1001, limit: 1000 },
    what: ({ count, limit }) =>
      `The Athena stack would hold ${count} prepared statements; a workgroup of Athena takes ${limit}.`,
    why: () => 'Every rule has one, and the stack makes one workgroup.',
    do: () => 'Divide the rules between two repositories, each with a bundle name of its own.',
  }),
  'athena-stack/too-often': entry<{ readonly rule: string; readonly every: number }>({
    severity: 'error',
    example: { rule: 'root-login', every: 30 },
    what: ({ rule, every }) => `The rule "${rule}" is to run every ${every} seconds in the Athena stack.`,
    why: () => 'EventBridge Scheduler counts in minutes: the rule would run less often than it says.',
    do: () => 'Write "every: 1m" or more in its schedule.',
  }),
  'athena-stack/not-scheduled': entry<{ readonly rule: string; readonly limit: number }>({
    severity: 'warning',
    example: { rule: 'root-login', limit: 253952 },
    what: ({ rule, limit }) =>
      `The rule "${rule}" gets no schedule in the Athena stack: as JSON its query has more than ${limit} bytes.`,
    why: () =>
      'Step Functions passes 256 KiB from state to state. The saved query and the prepared statement are there.',
    do: () => 'Shorten the lists that the rule reads, split the rule, or run its saved query by other means.',
  }),
  'athena-stack/not-composed': entry<{ readonly rule: string }>({
    severity: 'error',
    example: { rule: 'root-login' },
    what: ({ rule }) =>
      `The rule "${rule}" holds a character that Terraform would replace by its composed form (Unicode NFC).`,
    why: () => 'The deployed query would compare with another text, and decide otherwise than the rule.',
    do: () => 'Leave the character out of the value: test for what stands before and after it.',
  }),
  'athena-stack/view-name': entry<{ readonly name: string; readonly reason: string }>({
    severity: 'error',
    example: { name: 'cloudtrail_logs_events', reason: 'the table is called so' },
    what: ({ name, reason }) => `No view can be called "${name}": ${reason}.`,
    why: () => 'Views are named after the table and the lists, and stand beside the table in its database.',
    do: () => 'Give the table of the environment, or the list, another name.',
  }),
  'athena-stack/list-entry': entry<{ readonly list: string; readonly limit: number }>({
    severity: 'error',
    example: { list: 'ignoredActions', limit: 253952 },
    what: ({ list, limit }) =>
      `This entry of the list "${list}" is longer than a view of Athena may be: ${limit} bytes, as JSON.`,
    why: () =>
      'The bundle holds each list as a view, with the reason of every entry; a long list becomes several.',
    do: () => 'Shorten the value or the reason.',
  }),
} as const;
