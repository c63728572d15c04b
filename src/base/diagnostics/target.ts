/** Diagnostics of the area `target`. See ../catalogue.ts. */
import { entry } from '../diagnostic.ts';

export const TARGET_DIAGNOSTICS = {
  'target/athena-name': entry<{ readonly setting: string; readonly name: string }>({
    severity: 'error',
    example: { setting: 'table', name: 'a\nb' },
    what: ({ setting, name }) => `"${JSON.stringify(name).slice(1, -1)}" cannot be the ${setting} of Athena.`,
    why: () =>
      'The name stands in quotes in every query, so it may not be empty nor hold a control character.',
    do: ({ setting }) =>
      `Write the name of the ${setting} as the Glue catalogue has it, in athena: { ${setting}: … }.`,
  }),
  'target/athena-no-location': entry<{ readonly profile: string; readonly wanted: string }>({
    severity: 'error',
    example: { profile: 'projection', wanted: 's3://BUCKET/AWSLogs/ACCOUNT/CloudTrail/' },
    what: ({ profile }) => `The environment does not say where the trail of profile "${profile}" is.`,
    why: () => 'A table is made over a folder of S3.',
    do: ({ wanted }) => `Add it to the environment: athena: { location: '${wanted}' }.`,
  }),
  'target/athena-location': entry<{
    readonly profile: string;
    readonly location: string;
    readonly wanted: string;
  }>({
    severity: 'warning',
    example: {
      profile: 'documented',
      location: 's3://logs/',
      wanted: 's3://BUCKET/AWSLogs/ACCOUNT/CloudTrail/REGION/',
    },
    what: ({ profile, location }) =>
      `"${location}" does not end as the folder of a trail does for profile "${profile}".`,
    why: () =>
      'A folder further up also holds digest files and Insights events, which are no records; one further down lacks days.',
    do: ({ wanted }) => `Compare it with ${wanted}, and leave it if your trail is stored in another way.`,
  }),
  'target/athena-no-patch': entry<{ readonly profile: string; readonly extended: string }>({
    severity: 'error',
    example: { profile: 'documented', extended: 'extended' },
    what: ({ profile }) => `Profile "${profile}" adds no column to AWS's documented table.`,
    why: () => 'A patch gives an existing table the columns of an extended profile.',
    do: ({ extended }) => `Name the profile to reach: trailc ddl --patch --profile ${extended}.`,
  }),
  'target/athena-title-field': entry<{
    readonly field: string;
    readonly profile: string;
    readonly problem: string;
  }>({
    severity: 'warning',
    example: {
      field: 'userIdentity.sessionContext.sourceIdentity',
      profile: 'documented',
      problem: 'The documented table has no such column.',
    },
    what: ({ field, profile }) =>
      `The alert title reads "${field}", which Athena's profile "${profile}" cannot read.`,
    why: ({ problem }) => `${problem} The title would say "(absent)" there on every match.`,
    do: () => 'Leave the field out of the title, or use a profile that has it.',
  }),
  'target/spl-setting': entry<{ readonly setting: string; readonly value: string }>({
    severity: 'error',
    example: { setting: 'index', value: '$x$' },
    what: ({ setting, value }) =>
      `"${JSON.stringify(value).slice(1, -1)}" cannot be the ${setting} of Splunk.`,
    why: () =>
      'It stands in quotes at the head of every search, so it may not be empty nor hold a $, a backtick or a control character.',
    do: ({ setting }) => `Write the ${setting} as Splunk has it, for example in spl: { ${setting}: … }.`,
  }),
} as const;
