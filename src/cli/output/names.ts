/**
 * What has a schema: the commands that print JSON, with "-" for a blank, and what several of them print.
 *
 * Owns: the names, apart from the schemas, since completion asks for names alone. Must not: describe an output.
 */
export const OUTPUT_NAMES = [
  'audit-roles',
  'backtest',
  'backtest-plan',
  'build',
  'bump',
  'check',
  'check-bundle',
  'diagnostics',
  'diff',
  'docs',
  'doctor',
  'env-diff',
  'env-list',
  'env-show',
  'explain',
  'fields',
  'fmt',
  'lists',
  'mutate',
  'operators',
  'selftest',
  'sessions',
  'test',
  'trace',
  'verify',
  'verify-bundle',
  'watch',
  'why',
] as const;

export type OutputName = (typeof OUTPUT_NAMES)[number];
