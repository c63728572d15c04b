/** Examples of the diagnostics of src/base/diagnostics/verify.ts: one for each code. */

export const VERIFY_EXAMPLES = {} as const;
