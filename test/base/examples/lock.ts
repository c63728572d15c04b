/** Examples of the diagnostics of src/base/diagnostics/lock.ts: one for each code. */

export const LOCK_EXAMPLES = {} as const;
