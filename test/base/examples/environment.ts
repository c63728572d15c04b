/** Examples of the diagnostics of src/base/diagnostics/environment.ts: one for each code. */

export const ENVIRONMENT_EXAMPLES = {} as const;
