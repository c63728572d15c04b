/** Diagnostics of the area `target`. See ../catalogue.ts. */
import { entry } from '../diagnostic.ts';

export const TARGET_DIAGNOSTICS = {
  'target/athena-name': entry<{ readonly setting: string; readonly name: string }>({
    severity: 'error',
    what: ({ setting, name }) => `"${JSON.stringify(name).slice(1, -1)}" cannot be the ${setting} of Athena.`,
    why: () =>
      'The name stands in quotes in every query, so it may not be empty nor hold a control character.',
    do: ({ setting }) =>
      `Write the name of the ${setting} as the Glue catalogue has it, in athena: { ${setting}: … }.`,
  }),
  'target/athena-title-field': entry<{
    readonly field: string;
    readonly profile: string;
    readonly problem: string;
  }>({
    severity: 'warning',
    what: ({ field, profile }) =>
      `The alert title reads "${field}", which Athena's profile "${profile}" cannot read.`,
    why: ({ problem }) => `${problem} The title would say "(absent)" there on every match.`,
    do: () => 'Leave the field out of the title, or use a profile that has it.',
  }),
  'target/spl-setting': entry<{ readonly setting: string; readonly value: string }>({
    severity: 'error',
    what: ({ setting, value }) =>
      `"${JSON.stringify(value).slice(1, -1)}" cannot be the ${setting} of Splunk.`,
    why: () =>
      'It stands in quotes at the head of every search, so it may not be empty nor hold a $, a backtick or a control character.',
    do: ({ setting }) => `Write the ${setting} as Splunk has it, for example in spl: { ${setting}: … }.`,
  }),
} as const;
