/** Diagnostics of the area `config`: trailc.config.yml and its environments. See ../catalogue.ts. */
import { entry, listed } from '../diagnostic.ts';

export const CONFIG_DIAGNOSTICS = {
  'config/environment-name': entry<{ readonly name: string }>({
    severity: 'error',
    example: { name: 'EU West' },
    what: ({ name }) => `"${name}" cannot name an environment.`,
    why: () =>
      'Folders of the bundle are named after it: lower-case letters, digits and "-", starting with a letter or digit, at most 40.',
    do: () => 'Write a name such as "production" or "eu-west".',
  }),
  'config/bundle-name': entry<{ readonly name: string }>({
    severity: 'error',
    example: { name: 'Acme Cloud' },
    what: ({ name }) => `"${name}" cannot name a bundle.`,
    why: () =>
      'Ids of the Splunk app and the Athena stack begin with it: lower-case words joined by "-", beginning with a letter, at most 40 characters.',
    do: () => 'Write a name such as "acme-cloudtrail".',
  }),
  'config/no-environment': entry<Record<string, never>>({
    severity: 'error',
    example: {},
    what: () => 'The configuration has no environment.',
    why: () => 'Params get their values, and queries their index and table, from an environment.',
    do: () => 'Add one below "environments": "example: { params: {} }" is enough to start with.',
  }),
  'config/default-wanted': entry<{ readonly names: readonly string[] }>({
    severity: 'error',
    example: { names: ['production', 'test'] },
    what: ({ names }) => `There are ${names.length} environments and no default: ${listed(names)}.`,
    why: () => 'A command without --env would have to guess which one is meant.',
    do: ({ names }) => `Add "defaultEnvironment: ${names[0] ?? ''}", or the one you mean.`,
  }),
  'config/unknown-environment': entry<{
    readonly name: string;
    readonly names: readonly string[];
    readonly suggestion: string;
  }>({
    severity: 'error',
    example: { name: 'prod', names: ['production', 'test'], suggestion: ' Did you mean "production"?' },
    what: ({ name, names }) =>
      `There is no environment "${name}"; the configuration has ${names.length === 0 ? 'none' : listed(names)}.`,
    why: () => 'Without one, params have no values.',
    do: ({ suggestion }) => `Name one of them, or add it below "environments".${suggestion}`,
  }),
  'config/param-name': entry<{ readonly name: string }>({
    severity: 'error',
    example: { name: 'employee domains' },
    what: ({ name }) => `"${name}" cannot name a param.`,
    why: () =>
      'Rules refer to a param as $name: letters and digits in camelCase, starting with a letter, at most 64.',
    do: () => 'Write it as the rule declares it: employeeDomains.',
  }),
  'config/splunk-index': entry<{ readonly index: string }>({
    severity: 'error',
    example: { index: 'Cloud Trail' },
    what: ({ index }) => `"${index}" is not the name of a Splunk index.`,
    why: () =>
      'Splunk allows lower-case letters, digits, "_" and "-", not starting with "_" or "-", and never the word "kvstore"; trailc allows "*" as a wildcard besides, and at most 80 characters.',
    do: () =>
      'Write the index that holds CloudTrail, as the Splunk search bar has it after "index=": cloudtrail.',
  }),
  'config/splunk-sourcetype': entry<{ readonly sourcetype: string }>({
    severity: 'error',
    example: { sourcetype: 'aws cloudtrail' },
    what: ({ sourcetype }) => `"${sourcetype}" is not the name of a Splunk sourcetype.`,
    why: () =>
      'It is written into every search: letters, digits, ":", "_", "." and "-", starting with a letter or digit, at most 100.',
    do: () => "Write the one your add-on sets; the Splunk Add-on for AWS sets 'aws:cloudtrail'.",
  }),
  'config/sql-name': entry<{ readonly key: string; readonly name: string }>({
    severity: 'error',
    example: { key: 'table', name: 'security.cloudtrail' },
    what: ({ key, name }) => `"${name}" cannot name an Athena ${key}.`,
    why: () =>
      'It is written into every query: letters, digits and "_", starting with a letter or "_", at most 255.',
    do: ({ key }) =>
      `Write the ${key} alone, without quotes, catalogue or dots; the other part has a key of its own.`,
  }),
  'config/s3-location': entry<{ readonly location: string }>({
    severity: 'error',
    example: { location: 's3:/logs' },
    what: ({ location }) => `"${location}" is no folder in S3.`,
    why: () =>
      'The table is made over it: s3://, a bucket, and folders of letters, digits and !_.=+@,:- between slashes.',
    do: () => 'Copy the S3 URI of the folder: s3://my-trail/AWSLogs/111122223333/CloudTrail/.',
  }),
  'config/profile-name': entry<{ readonly profile: string }>({
    severity: 'error',
    example: { profile: 'My Profile' },
    what: ({ profile }) => `"${profile}" cannot name a profile.`,
    why: () => 'Profiles are named in lower-case letters, digits, ".", "_" and "-", at most 40.',
    do: () =>
      'Leave the key out to get the default, or run "trailc compile --help" for the profiles of each target.',
  }),
  'config/path': entry<{ readonly path: string }>({
    severity: 'error',
    example: { path: 'a\\b' },
    what: ({ path }) => `"${path}" is no path.`,
    why: () =>
      'A path may not be empty, start or end with blanks, or hold control characters or a backslash.',
    do: () =>
      'Write a path relative to the folder of trailc.config.yml, with "/" between its parts: detections/aws.',
  }),
} as const;
