/** Examples of the diagnostics of src/base/diagnostics/coverage.ts: one for each code. */
export const COVERAGE_EXAMPLES = {
  'coverage/threshold': { kind: 'clauses', found: '101' },
} as const;
