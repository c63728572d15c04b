/** Examples of the diagnostics of src/base/diagnostics/diff.ts: one for each code. */

export const DIFF_EXAMPLES = {
  'diff/no-git': { reason: 'this folder is in no repository' },
  'diff/unknown-ref': { ref: 'man' },
  'diff/no-configuration': { ref: 'v1.0.0', config: 'trailc.config.yml' },
  'diff/before-faults': { ref: 'main', count: 2, first: 'The key "titel" is not known.' },
  'diff/other-environment': { ref: 'main', environment: 'prod-eu' },
} as const;
