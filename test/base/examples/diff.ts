/** Examples of the diagnostics of src/base/diagnostics/diff.ts: one for each code. */

export const DIFF_EXAMPLES = {} as const;
