/** Examples of the diagnostics of src/base/diagnostics/athena-stack.ts: one for each code. */

export const ATHENA_STACK_EXAMPLES = {} as const;
