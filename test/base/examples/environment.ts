/** Examples of the diagnostics of src/base/diagnostics/environment.ts: one for each code. */

export const ENVIRONMENT_EXAMPLES = {
  'environment/unknown-parent': {
    name: 'prod-eu',
    parent: 'prdo',
    names: ['base', 'prod'],
    suggestion: ' Did you mean "prod"?',
  },
  'environment/cycle': { names: ['base', 'prod', 'base'] },
  'environment/too-deep': { name: 'i', names: ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i'], most: 8 },
  'environment/never-extended': { name: 'base' },
  'environment/abstract-default': { name: 'base', names: ['prod', 'prod-eu'] },
  'environment/only-abstract': { names: ['base'] },
  'environment/removed-already': {
    list: 'renameAllowed',
    value: 'arn:aws:iam::111122223333:role/deploy',
    by: 'base',
    other: 'trailc.config.yml:12:20',
  },
  'environment/example-domain': {
    where: 'The param "employeeDomains"',
    domain: 'example.com',
    environment: 'production',
  },
  'environment/example-account': {
    where: 'The setting athena.location',
    account: '111122223333',
    environment: 'production',
  },
} as const;
