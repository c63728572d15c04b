/** Diagnostics of environments that build on each other, and values left over from examples. See ../catalogue.ts. */
import { entry, listed } from '../diagnostic.ts';

export const ENVIRONMENT_DIAGNOSTICS = {
  'environment/unknown-parent': entry<{
    readonly name: string;
    readonly parent: string;
    readonly names: readonly string[];
    readonly suggestion: string;
  }>({
    severity: 'error',
    example: {
      name: 'prod-eu',
      parent: 'prdo',
      names: ['base', 'prod'],
      suggestion: ' Did you mean "prod"?',
    },
    what: ({ name, parent, names }) =>
      `"${name}" extends "${parent}", which there is not; the other environments are: ${names.length === 0 ? 'none' : listed(names)}.`,
    why: () => 'What it would inherit is unknown.',
    do: ({ suggestion }) => `Name one of them, or take "extends" away.${suggestion}`,
  }),
  'environment/cycle': entry<{ readonly names: readonly string[] }>({
    severity: 'error',
    example: { names: ['base', 'prod', 'base'] },
    what: ({ names }) =>
      names.length === 2
        ? `"${names[0] ?? ''}" extends itself.`
        : `Environments extend each other in a circle: ${names.join(' extends ')}.`,
    why: () => 'No one of them is the first whose values hold.',
    do: () =>
      'Take "extends" away from one of them; put what they share into one that they all extend, with "abstract: true".',
  }),
  'environment/too-deep': entry<{
    readonly name: string;
    readonly names: readonly string[];
    readonly most: number;
  }>({
    severity: 'error',
    example: { name: 'i', names: ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i'], most: 8 },
    what: ({ name, names }) =>
      `"${name}" stands at the end of ${names.length} environments that extend each other: ${listed(names)}.`,
    why: ({ most }) => `Nobody could say any more where a value comes from; ${most} are the most.`,
    do: () => 'Let it extend an earlier one of them, or join two of them.',
  }),
  'environment/never-extended': entry<{ readonly name: string }>({
    severity: 'warning',
    example: { name: 'base' },
    what: ({ name }) => `"${name}" is abstract, and no environment extends it.`,
    why: () =>
      'Nothing is compiled for an abstract environment, and its values are not checked by themselves.',
    do: ({ name }) => `Write "extends: ${name}" in the environments that build on it, or remove it.`,
  }),
  'environment/abstract-default': entry<{ readonly name: string; readonly names: readonly string[] }>({
    severity: 'error',
    example: { name: 'base', names: ['prod', 'prod-eu'] },
    what: ({ name }) => `"${name}" is abstract and cannot be the default.`,
    why: () => 'Nothing is compiled for an abstract environment; params may lack values there.',
    do: ({ names }) =>
      names.length === 0
        ? 'Add an environment that extends it, and name that one.'
        : `Name one of these: ${listed(names)}.`,
  }),
  'environment/only-abstract': entry<{ readonly names: readonly string[] }>({
    severity: 'error',
    example: { names: ['base'] },
    what: ({ names }) => `Every environment is abstract: ${listed(names)}.`,
    why: () => 'Nothing could be compiled: an abstract environment is only there to be extended.',
    do: ({ names }) => `Add one that extends it: "production: { extends: ${names[0] ?? ''} }".`,
  }),
  'environment/removed-already': entry<{
    readonly list: string;
    readonly value: string;
    readonly by: string;
    readonly other: string;
  }>({
    severity: 'error',
    example: {
      list: 'renameAllowed',
      value: 'arn:aws:iam::111122223333:role/deploy',
      by: 'base',
      other: 'trailc.config.yml:12:20',
    },
    what: ({ list, value, by, other }) =>
      `"${value}" is taken out of the list "${list}" by "${by}" already, at ${other}.`,
    why: () => 'The removal is inherited, so nothing would be removed here.',
    do: () => 'Leave it out here. To have the entry again, name it under "add", with the reason.',
  }),
  'environment/example-domain': entry<{
    readonly where: string;
    readonly domain: string;
    readonly environment: string;
  }>({
    severity: 'error',
    example: { where: 'The param "employeeDomains"', domain: 'example.com', environment: 'production' },
    what: ({ where, domain, environment }) =>
      `${where} holds "${domain}" in the environment "${environment}"; that name is set aside for examples.`,
    why: () =>
      'RFC 2606 gives it to nobody, so the clause finds nothing in real logs, or an exclusion excludes nothing, and nobody is told.',
    do: () => 'Write your own domain. Only the environment named "example" may hold such values.',
  }),
  'environment/example-account': entry<{
    readonly where: string;
    readonly account: string;
    readonly environment: string;
  }>({
    severity: 'warning',
    example: { where: 'The setting athena.location', account: '111122223333', environment: 'production' },
    what: ({ where, account, environment }) =>
      `${where} holds the account ${account} in the environment "${environment}"; AWS uses that id in its documentation.`,
    why: () => 'Most likely it was copied, and no record of yours has it.',
    do: () => 'Write the id of your own account, in quotes where it stands alone.',
  }),
} as const;
